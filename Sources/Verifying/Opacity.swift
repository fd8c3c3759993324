/// Tells files whose text is packed, encrypted or elsewhere, so that a search of their
/// bytes proves little. Told by the bytes they begin with, whatever they are called.
enum Opacity {
  private static let beginnings: [[UInt8]] = [
    [0x1F, 0x8B],  // gzip
    [0x1F, 0x9D],  // compress
    Array("PK\u{3}\u{4}".utf8),  // zip, jar, office documents
    Array("BZh".utf8),  // bzip2
    [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],  // xz
    [0x28, 0xB5, 0x2F, 0xFD],  // zstd
    [0x04, 0x22, 0x4D, 0x18],  // lz4
    [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],  // 7z
    Array("Rar!\u{1A}\u{7}".utf8),
    Array("%PDF-".utf8),
    [0x00] + Array("GITCRYPT\u{0}".utf8),
    Array("version https://git-lfs.github.com/spec/".utf8),  // a pointer to a file elsewhere
  ]

  static func isOpaque(_ contents: UnsafeRawBufferPointer) -> Bool {
    beginnings.contains { contents.starts(with: $0) }
  }
}
