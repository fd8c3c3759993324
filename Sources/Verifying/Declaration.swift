/// Tells whether a name is declared where it stands, by the words before it. It looks
/// at bytes alone, so that it works where nothing could be parsed.
enum Declaration {
  private static let words: Set<String> = [
    "abstract", "class", "const", "def", "enum", "fn", "fun", "func", "function", "interface", "let",
    "module",
    "namespace", "struct", "trait", "type", "val", "var",
  ]

  /// - Parameters:
  ///   - offset: where the name begins, 0-based.
  ///   - bytes: the whole text.
  /// - Returns: whether the word before it declares what follows.
  static func introducesName(at offset: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    var end = offset
    while end > 0, isBlank(bytes[end - 1]) { end -= 1 }
    guard end < offset else { return false }
    if end > 0, bytes[end - 1] == UInt8(ascii: ")") { return isGoMethod(endingAt: end, in: bytes) }
    var start = end
    while start > 0, SoughtName.isWordByte(bytes[start - 1]), end - start < 16 { start -= 1 }
    return words.contains(String(decoding: bytes[start..<end], as: UTF8.self))
  }

  /// `func (receiver Type) name`.
  private static func isGoMethod(endingAt end: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    var start = end
    while start > 0, bytes[start - 1] != 0x0A, end - start < 200 { start -= 1 }
    return bytes[start..<end].starts(with: "func (".utf8)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
