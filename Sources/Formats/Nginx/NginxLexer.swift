/// Cuts a configuration into words and signs, by the rules of nginx itself: a `#` begins
/// a comment only where a word could begin, `{` belongs to a word behind a `$`, and what
/// follows quotes must part words.
struct NginxLexer {
  enum Token {
    case word(NginxWord)
    /// `;`, `{`, `}`: where it stands, 0-based.
    case end(Int)
    case open(Int)
    case close(Int)
    case comment(Range<Int>)
  }

  let bytes: [UInt8]
  private(set) var tape = SourceTape()
  private var position = 0

  static let semicolon = UInt8(ascii: ";")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  private static let closeParenthesis = UInt8(ascii: ")")

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: RowBytes.byteOrderMark) { position = RowBytes.byteOrderMark.count }
  }

  /// The next token; nil at the end of the file.
  mutating func next() throws(FormatProblem) -> Token? {
    while position < bytes.count, RowBytes.isWhite(bytes[position]) { position += 1 }
    tape.cut(.space, to: position, of: bytes)
    guard position < bytes.count else { return nil }
    let start = position
    switch bytes[start] {
    case Self.semicolon: return .end(sign())
    case Self.openBrace: return .open(sign())
    case Self.closeBrace: return .close(sign())
    case RowBytes.hash: return .comment(comment())
    case RowBytes.doubleQuote, RowBytes.singleQuote: return .word(try quotedWord())
    default: return .word(bareWord())
    }
  }

  /// Passes over code in Lua up to the brace that closes its block.
  /// - Parameter opening: where the block was opened, for the message.
  /// - Returns: the code.
  /// - Throws: `FormatProblem` when no brace closes it.
  mutating func passLua(openedAt opening: Int) throws(FormatProblem) -> ArraySlice<UInt8> {
    let start = position
    guard let end = LuaCode.closingBrace(from: start, in: bytes) else {
      throw FormatProblem("'{' is never closed", at: opening)
    }
    position = end
    tape.cut(.opaque, to: end, of: bytes)
    return bytes[start..<end]
  }

  private mutating func sign() -> Int {
    position += 1
    tape.cut(.sign, to: position, of: bytes)
    return position - 1
  }

  private mutating func comment() -> Range<Int> {
    let start = position
    while position < bytes.count, bytes[position] != RowBytes.lineFeed { position += 1 }
    while position > start, RowBytes.isWhite(bytes[position - 1]) { position -= 1 }
    tape.cut(.comment, to: position, of: bytes)
    return start..<position
  }

  private mutating func quotedWord() throws(FormatProblem) -> NginxWord {
    let start = position
    let quote = bytes[start]
    position += 1
    while position < bytes.count, bytes[position] != quote {
      position += bytes[position] == RowBytes.backslash ? 2 : 1
    }
    guard position < bytes.count else { throw FormatProblem("quotes are not closed", at: start) }
    position += 1
    if position < bytes.count {
      let byte = bytes[position]
      guard
        RowBytes.isWhite(byte) || byte == Self.semicolon || byte == Self.openBrace
          || byte == Self.closeParenthesis
      else { throw FormatProblem("something stands directly behind quotes", at: position) }
    }
    tape.cut(.word, to: position, of: bytes)
    return NginxWord(start..<position, quote: quote, in: bytes)
  }

  private mutating func bareWord() -> NginxWord {
    let start = position
    var isVariable = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.openBrace, isVariable {
        isVariable = false
      } else if RowBytes.isWhite(byte) || byte == Self.semicolon || byte == Self.openBrace {
        break
      } else {
        isVariable = byte == RowBytes.dollar
        if byte == RowBytes.backslash, position + 1 < bytes.count { position += 1 }
      }
      position += 1
    }
    tape.cut(.word, to: position, of: bytes)
    return NginxWord(start..<position, quote: nil, in: bytes)
  }
}
