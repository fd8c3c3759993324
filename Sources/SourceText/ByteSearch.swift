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
    return needle.withUnsafeBytes { wanted -> Int? in
      guard let wantedBase = wanted.baseAddress else { return nil }
      let last = bytes.count - wanted.count
      var position = start
      while position <= last,
        let candidate = memchr(base + position, Int32(wanted[0]), last - position + 1)
      {
        let offset = UnsafeRawPointer(candidate) - base
        if memcmp(base + offset, wantedBase, wanted.count) == 0 { return offset }
        position = offset + 1
      }
      return nil
    }
  }

  /// Whether `bytes` hold `needle`.
  public static func contains(_ bytes: UnsafeRawBufferPointer, _ needle: [UInt8]) -> Bool {
    first(needle, in: bytes) != nil
  }
}
