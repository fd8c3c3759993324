import SourceText

/// A list in code of nothing but names of settings, as a build script has one of those that it
/// hands on: what only stands there is read by nobody.
enum NameList {
  /// The first place where a name stands as a word, and not as an element of such a list.
  ///
  /// - Returns: a byte offset, 0-based.
  static func firstOutside(_ name: String, in bytes: UnsafeRawBufferPointer) -> Int? {
    var start = 0
    while start < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
      guard let found = Words.first(name, in: rest) else { return nil }
      let place = start + found
      let end = place + name.utf8.count
      if !isElement(place..<end, in: bytes) { return place }
      start = end
    }
    return nil
  }

  private static func isElement(_ name: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Bool {
    guard name.lowerBound > 0, name.upperBound < bytes.count,
      isQuote(bytes[name.lowerBound - 1]), bytes[name.lowerBound - 1] == bytes[name.upperBound]
    else { return false }
    var start = name.lowerBound
    while start > 0, isPart(bytes[start - 1]) { start -= 1 }
    var end = name.upperBound
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    guard start > 0, end < bytes.count else { return false }
    // What stands behind something is no list but a look into it, `environ["NAME"]`, and who is
    // given a list may read what it names.
    let before = bytes[..<(start - 1)].last { $0 > 0x20 }
    if let before, isSubscripted(before) || "(,".utf8.contains(before) { return false }
    return bytes[start - 1] == UInt8(ascii: "[") && bytes[end] == UInt8(ascii: "]")
      || bytes[start - 1] == UInt8(ascii: "{") && bytes[end] == UInt8(ascii: "}")
  }

  private static func isSubscripted(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      || "_$.)]?!".utf8.contains(byte)
  }

  private static func isQuote(_ byte: UInt8) -> Bool { "'\"`".utf8.contains(byte) }

  /// Whether a byte can stand in such a list: capitals, digits, quotes, commas and blanks.
  private static func isPart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || isQuote(byte)
      || byte == 0x2C || byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
