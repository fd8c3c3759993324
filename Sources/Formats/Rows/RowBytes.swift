/// Names for the bytes that separate things in configuration files.
enum RowBytes {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let blank = UInt8(ascii: " ")
  static let backslash = UInt8(ascii: "\\")
  static let doubleQuote = UInt8(ascii: "\"")
  static let singleQuote = UInt8(ascii: "'")
  static let hash = UInt8(ascii: "#")
  static let dollar = UInt8(ascii: "$")
  static let equals = UInt8(ascii: "=")
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A blank or tab: what parts words without ending the line.
  static func isGap(_ byte: UInt8) -> Bool { byte == blank || byte == tab }

  /// What stands between words and between lines.
  static func isWhite(_ byte: UInt8) -> Bool {
    byte == blank || byte == tab || byte == lineFeed || byte == carriageReturn
  }

  /// A letter, digit or underscore: what the names of variables are made of.
  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// A letter of ASCII.
  static func isLetter(_ byte: UInt8) -> Bool { isWord(byte) && !isDigit(byte) && byte != UInt8(ascii: "_") }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes without white space at either end.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let byte = rest.first, isWhite(byte) { rest.removeFirst() }
    while let byte = rest.last, isWhite(byte) { rest.removeLast() }
    return rest
  }
}
