/// A piece of a JSON file. All of them, one behind the other, are the file.
struct JSONToken: Sendable {
  enum Kind: UInt8, Sendable {
    /// The byte-order mark that some editors put first.
    case mark
    /// Blanks, tabs and line ends, as many as stand together.
    case space
    /// `// …`, without its line end.
    case lineComment
    /// `/* … */`
    case blockComment
    case openBrace, closeBrace, openBracket, closeBracket, colon, comma
    case string, number, boolean, null
  }

  let kind: Kind
  /// Where it begins in the file: byte offset, 0-based.
  let start: Int
  let text: [UInt8]

  var end: Int { start + text.count }

  var isComment: Bool { kind == .lineComment || kind == .blockComment }
  var isTrivia: Bool { kind == .space || kind == .mark || isComment }
  var isScalar: Bool { kind == .string || kind == .number || kind == .boolean || kind == .null }

  /// The text of a scalar: strings unescaped, all else as written.
  var scalar: String {
    kind == .string ? JSONString.value(of: text) : String(decoding: text, as: UTF8.self)
  }
}

/// Bytes that JSON gives a meaning.
enum JSONByte {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let blank = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let slash = UInt8(ascii: "/")
  static let star = UInt8(ascii: "*")
  static let minus = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let point = UInt8(ascii: ".")
  static let zero = UInt8(ascii: "0")

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == blank || byte == lineFeed || byte == carriageReturn || byte == tab
  }

  static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
