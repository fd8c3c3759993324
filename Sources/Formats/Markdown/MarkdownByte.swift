/// What single bytes mean in Markdown.
enum MarkdownByte {
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  static func isUppercase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  static func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  /// `*`, `_` or `~`.
  static func isEmphasis(_ byte: UInt8) -> Bool { byte == 0x2A || byte == 0x5F || byte == 0x7E }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Leading and trailing white space off.
  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text.removeLast() }
    return text
  }
}
