import SourceText

/// Search for names as words of their own.
enum Words {
  /// Bytes that go on with a route: `/ws` stands neither in `/ws-docs` nor in `/ws.js`.
  private static let routeBytes: Set<UInt8> = [0x2D, 0x2E]

  /// Whether `bytes` hold `name` with no letter, digit or underscore beside it.
  static func contain(_ name: String, in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { first(name, in: $0) != nil }
  }

  /// Whether `bytes` begin with `name`, and no letter, digit or underscore follows.
  static func begin(_ bytes: [UInt8], with name: String) -> Bool {
    let needle = Array(name.utf8)
    guard !needle.isEmpty, bytes.starts(with: needle) else { return false }
    guard bytes.count > needle.count else { return true }
    return !isPart(bytes[needle.count]) && !(needle[0] == 0x2F && routeBytes.contains(bytes[needle.count]))
  }

  /// The 0-based offset of the first place where `name` stands as a word.
  static func first(_ name: String, in bytes: UnsafeRawBufferPointer) -> Int? {
    let needle = Array(name.utf8)
    guard !needle.isEmpty else { return nil }
    var start = 0
    while let found = ByteSearch.first(needle, in: bytes, from: start) {
      let end = found + needle.count
      let isRoute = needle[0] == 0x2F
      let isFree =
        (found == 0 || !isPart(bytes[found - 1]))
        && (end == bytes.count || !isPart(bytes[end]) && !(isRoute && routeBytes.contains(bytes[end])))
      if isFree { return found }
      start = found + 1
    }
    return nil
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }
}
