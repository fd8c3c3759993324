/// Cuts a query into words, texts and signs.
///
/// What Grafana puts into queries (`$name`, `${name:regex}`, `[[name]]`) is a part of the
/// word that it stands in, so that `chat_${kind}_total` is one name.
struct PromQLLexer {
  struct Token {
    enum Kind: Hashable {
      /// A name, which may hold variables.
      case word
      /// A number or a duration.
      case number
      /// In quotes or backquotes.
      case text
      /// An operator or a bracket.
      case sign
    }

    let kind: Kind
    /// Unescaped and without quotes; a sign as it is written.
    let value: String
    /// 0-based byte offsets, end exclusive.
    let range: Range<Int>
    /// Whether a variable is, or is a part of, the word.
    var isTemplated = false
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Throws: `FormatProblem` when a text is not closed or a sign has no meaning.
  static func tokens(of bytes: [UInt8]) throws(FormatProblem) -> [Token] {
    var lexer = PromQLLexer(bytes)
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private mutating func next() throws(FormatProblem) -> Token? {
    skipSpace()
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return try text(in: byte)
    case _ where Self.isDigit(byte): return number()
    case UInt8(ascii: ".") where position + 1 < bytes.count && Self.isDigit(bytes[position + 1]):
      return number()
    case _ where Self.startsWord(byte) || lengthOfVariable(at: position) != nil: return word()
    default: return try sign()
    }
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      } else if RowBytes.isWhite(bytes[position]) {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func text(in quote: UInt8) throws(FormatProblem) -> Token {
    let start = position
    var value: [UInt8] = []
    position += 1
    while position < bytes.count, bytes[position] != quote {
      if bytes[position] == RowBytes.backslash, quote != UInt8(ascii: "`"), position + 1 < bytes.count {
        position += 1
        value += Self.unescaped(bytes[position])
      } else {
        value.append(bytes[position])
      }
      position += 1
    }
    guard position < bytes.count else { throw FormatProblem("a text is not closed", at: start) }
    position += 1
    return Token(kind: .text, value: String(decoding: value, as: UTF8.self), range: start..<position)
  }

  /// Other escapes than these are kept as they are: nobody asks what they spell.
  private static func unescaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "n"): [0x0A]
    case UInt8(ascii: "t"): [0x09]
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): [byte]
    default: [RowBytes.backslash, byte]
    }
  }

  private mutating func number() -> Token {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      let isExponent =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
        && (bytes[position - 1] | 0x20) == UInt8(ascii: "e")
        && !bytes[start...].starts(with: Array("0x".utf8))
      guard Self.isPart(byte) && byte != UInt8(ascii: ":") || byte == UInt8(ascii: ".") || isExponent else {
        break
      }
      position += 1
    }
    return token(.number, from: start)
  }

  private mutating func word() -> Token {
    let start = position
    var isTemplated = false
    while position < bytes.count {
      if let length = lengthOfVariable(at: position) {
        isTemplated = true
        position += length
        // `$a:$b` in a range are two.
        if position < bytes.count, bytes[position] == UInt8(ascii: ":") { break }
      } else if Self.isPart(bytes[position]) {
        position += 1
      } else {
        break
      }
    }
    var word = token(.word, from: start)
    word.isTemplated = isTemplated
    return word
  }

  /// The length of `$name`, `${name}` or `[[name]]`; nil where there is none.
  func lengthOfVariable(at start: Int) -> Int? {
    if bytes[start] == RowBytes.dollar {
      if bytes[start...].starts(with: Array("${".utf8)) {
        return bytes[start...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 - start }
      }
      let name = bytes[(start + 1)...].prefix { Self.isPart($0) && $0 != UInt8(ascii: ":") }
      return name.isEmpty ? nil : name.count + 1
    }
    guard bytes[start...].starts(with: Array("[[".utf8)) else { return nil }
    let name = bytes[(start + 2)...].prefix { Self.isPart($0) }
    let end = start + 2 + name.count
    return !name.isEmpty && bytes[end...].starts(with: Array("]]".utf8)) ? end + 2 - start : nil
  }

  private static let signs = ["==", "=~", "!=", "!~", "<=", ">="]

  private mutating func sign() throws(FormatProblem) -> Token {
    let start = position
    if Self.signs.contains(where: { bytes[start...].starts(with: Array($0.utf8)) }) {
      position += 2
    } else if "()[]{},=<>+-*/%^@:".utf8.contains(bytes[start]) {
      position += 1
    } else {
      throw FormatProblem("a query cannot have this sign", at: start)
    }
    return token(.sign, from: start)
  }

  private func token(_ kind: Token.Kind, from start: Int) -> Token {
    Token(
      kind: kind, value: String(decoding: bytes[start..<position], as: UTF8.self), range: start..<position)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { RowBytes.isDigit(byte) }
  private static func startsWord(_ byte: UInt8) -> Bool {
    RowBytes.isWord(byte) && !isDigit(byte) || byte == UInt8(ascii: ":")
  }
  private static func isPart(_ byte: UInt8) -> Bool { RowBytes.isWord(byte) || byte == UInt8(ascii: ":") }
}
