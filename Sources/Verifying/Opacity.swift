/// How much the bytes of a file say of its text. Told by the bytes that it begins with,
/// whatever it is called.
enum Opacity {
  /// They are the text.
  case clear
  /// Pictures, fonts, sounds and films: there is little text in them, and the rest of
  /// the bytes is as good as random.
  case medium
  /// Text may be packed or encrypted in it, or lie elsewhere, so that a search of the
  /// bytes proves little.
  case packed

  private static let packedBeginnings: [[UInt8]] = [
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

  private static let mediumBeginnings: [[UInt8]] = [
    [0x89] + Array("PNG\r\n\u{1A}\n".utf8), [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("wOFF".utf8),
    Array("wOF2".utf8), Array("OggS".utf8), Array("ID3".utf8), Array("fLaC".utf8), [0x1A, 0x45, 0xDF, 0xA3],
    [0x00, 0x00, 0x01, 0x00],  // icons
  ]

  init(of contents: UnsafeRawBufferPointer) {
    if Self.packedBeginnings.contains(where: { contents.starts(with: $0) }) {
      self = .packed
    } else if Self.mediumBeginnings.contains(where: { contents.starts(with: $0) })
      || contents.dropFirst(4).starts(with: "ftyp".utf8)
      || (contents.starts(with: "RIFF".utf8) && contents.dropFirst(8).starts(with: "WEBP".utf8))
    {
      self = .medium
    } else {
      self = .clear
    }
  }

  /// Tells matches that random bytes make by chance: short ones that do not stand in
  /// text. Two letters behind another one are found about once in a megabyte, and packed
  /// pixels now and then look like a dozen letters.
  /// - Parameters:
  ///   - range: byte offsets of the match, 0-based, end exclusive.
  ///   - bytes: the whole text.
  /// - Returns: whether the match proves nothing.
  static func isChance(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
    let (ownLength, textLength) = (6, 24)
    guard range.count < ownLength else { return false }
    var start = range.lowerBound
    while start > 0, range.upperBound - start < textLength, isPrintable(bytes[start - 1]) { start -= 1 }
    var end = range.upperBound
    while end < bytes.count, end - start < textLength, isPrintable(bytes[end]) { end += 1 }
    return end - start < textLength
  }

  private static func isPrintable(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) }
}
