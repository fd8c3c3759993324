#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Search for fixed bytes.
public enum ByteSearch {
  /// The 0-based offset of the first occurrence of `needle` at or after `start`;
  /// nil if there is none. An empty needle is found at `start`.
  public static func first(_ needle: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    guard start <= bytes.count else { return nil }
    guard !needle.isEmpty else { return start }
    guard let base = bytes.baseAddress, bytes.count >= needle.count else { return nil }
    let rarest = rarest(of: needle)
    return needle.withUnsafeBytes { wanted -> Int? in
      guard let wantedBase = wanted.baseAddress else { return nil }
      // Where the rarest byte may stand.
      let last = bytes.count - wanted.count + rarest
      var position = start + rarest
      while position <= last,
        let candidate = memchr(base + position, Int32(wanted[rarest]), last - position + 1)
      {
        let offset = UnsafeRawPointer(candidate) - base
        if memcmp(base + offset - rarest, wantedBase, wanted.count) == 0 { return offset - rarest }
        position = offset + 1
      }
      return nil
    }
  }

  /// The place of the byte that source text holds least often: searching for it stops at the
  /// fewest wrong places.
  private static func rarest(of needle: [UInt8]) -> Int {
    needle.indices.min { rank(needle[$0]) < rank(needle[$1]) } ?? 0
  }

  /// How common a byte is: letters by their frequency in English, and blanks above all.
  private static func rank(_ byte: UInt8) -> Int {
    switch byte {
    case 0x20, 0x0A, 0x09: 40
    case 0x61...0x7A: 10 + (common.firstIndex(of: byte) ?? 0)
    case 0x2E, 0x28, 0x29, 0x22, 0x2C: 22
    case 0x41...0x5A: 8
    case 0x2F, 0x5F, 0x2D, 0x3A, 0x3D: 14
    default: 4
    }
  }

  private static let common = Array("zqxjkvbywgpfmucdlhrsnioate".utf8)

  /// Whether `bytes` hold `needle`.
  public static func contains(_ bytes: UnsafeRawBufferPointer, _ needle: [UInt8]) -> Bool {
    first(needle, in: bytes) != nil
  }
}
