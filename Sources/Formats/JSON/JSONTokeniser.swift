/// Cuts a file into tokens: JSON's own, and the comments of JSONC.
struct JSONTokeniser {
  private let bytes: [UInt8]
  private var position = 0

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// Shared, since half of a file's tokens are one of these.
  private static let signs: [(byte: UInt8, kind: JSONToken.Kind, text: [UInt8])] = [
    (UInt8(ascii: ","), .comma, Array(",".utf8)), (UInt8(ascii: ":"), .colon, Array(":".utf8)),
    (UInt8(ascii: "{"), .openBrace, Array("{".utf8)), (UInt8(ascii: "}"), .closeBrace, Array("}".utf8)),
    (UInt8(ascii: "["), .openBracket, Array("[".utf8)), (UInt8(ascii: "]"), .closeBracket, Array("]".utf8)),
  ]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next token; nil at the end of the file.
  mutating func next() throws(FormatProblem) -> JSONToken? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    if JSONByte.isSpace(byte) {
      return token(.space, to: end { JSONByte.isSpace($0) })
    }
    for sign in Self.signs where sign.byte == byte {
      defer { position += 1 }
      return JSONToken(kind: sign.kind, start: position, text: sign.text)
    }
    switch byte {
    case JSONByte.quote: return token(.string, to: try endOfString())
    case JSONByte.slash: return try comment()
    case _ where byte == JSONByte.minus || JSONByte.isDigit(byte): return try number()
    case _ where JSONByte.isLetter(byte): return try literal()
    case 0xEF where position == 0 && bytes.starts(with: Self.mark): return token(.mark, to: 3)
    default: throw FormatProblem("here no value can begin", at: position)
    }
  }

  private mutating func token(_ kind: JSONToken.Kind, to end: Int) -> JSONToken {
    defer { position = end }
    return JSONToken(kind: kind, start: position, text: Array(bytes[position..<end]))
  }

  /// Where the bytes end that are like the ones from here on.
  private func end(while isPart: (UInt8) -> Bool) -> Int {
    var end = position
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    return end
  }

  private mutating func comment() throws(FormatProblem) -> JSONToken {
    let second = position + 1 < bytes.count ? bytes[position + 1] : 0
    if second == JSONByte.slash {
      return token(.lineComment, to: end { !JSONByte.isLineEnd($0) })
    }
    guard second == JSONByte.star else { throw FormatProblem("here no value can begin", at: position) }
    var end = position + 2
    while end + 1 < bytes.count {
      if bytes[end] == JSONByte.star, bytes[end + 1] == JSONByte.slash {
        return token(.blockComment, to: end + 2)
      }
      end += 1
    }
    throw FormatProblem("the comment does not end", at: position)
  }

  private func endOfString() throws(FormatProblem) -> Int {
    var end = position + 1
    while end < bytes.count {
      let byte = bytes[end]
      if byte == JSONByte.quote { return end + 1 }
      if byte < JSONByte.blank, byte != JSONByte.tab { break }
      if byte == JSONByte.backslash {
        guard let length = JSONString.lengthOfEscape(in: bytes, at: end) else {
          throw FormatProblem("there is no such escape sequence", at: end)
        }
        end += length
      } else {
        end += 1
      }
    }
    throw FormatProblem("the string does not end on its line", at: position)
  }

  private mutating func number() throws(FormatProblem) -> JSONToken {
    let end = end {
      JSONByte.isDigit($0) || JSONByte.isLetter($0) || $0 == JSONByte.minus || $0 == JSONByte.plus
        || $0 == JSONByte.point
    }
    guard JSONNumber.isValid(bytes[position..<end]) else {
      throw FormatProblem("JSON does not write numbers like this", at: position)
    }
    return token(.number, to: end)
  }

  private mutating func literal() throws(FormatProblem) -> JSONToken {
    let end = end { JSONByte.isLetter($0) || JSONByte.isDigit($0) }
    let word = String(decoding: bytes[position..<end], as: UTF8.self)
    switch word {
    case "true", "false": return token(.boolean, to: end)
    case "null": return token(.null, to: end)
    default: throw FormatProblem("'\(word.prefix(40))' is no value of JSON", at: position)
    }
  }
}

/// How JSON writes numbers.
enum JSONNumber {
  static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.first == JSONByte.minus { rest.removeFirst() }
    if rest.first == JSONByte.zero {
      rest.removeFirst()
    } else if !dropDigits(of: &rest) {
      return false
    }
    if rest.first == JSONByte.point {
      rest.removeFirst()
      guard dropDigits(of: &rest) else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == JSONByte.minus || rest.first == JSONByte.plus { rest.removeFirst() }
      guard dropDigits(of: &rest) else { return false }
    }
    return rest.isEmpty
  }

  /// Whether there was at least one.
  private static func dropDigits(of rest: inout ArraySlice<UInt8>) -> Bool {
    let digits = rest.prefix { JSONByte.isDigit($0) }
    rest = rest.dropFirst(digits.count)
    return !digits.isEmpty
  }
}
