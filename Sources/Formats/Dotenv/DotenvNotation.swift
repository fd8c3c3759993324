/// How a value is written in a file of settings, and where.
struct DotenvNotation: Sendable {
  enum Style: Sendable {
    /// Without quotes, up to the line's end or ` #`.
    case bare
    /// In quotes and nothing else; the byte is the quote.
    case quoted(UInt8)
    /// Quotes with something behind them, which only a shell puts together.
    case mixed
    /// The text of a comment.
    case comment
  }

  /// What a new value replaces: byte offsets, 0-based, end exclusive.
  let range: Range<Int>
  let style: Style
  /// The names of variables that the value refers to.
  var references: [String] = []

  /// A value in this notation; nil when it cannot hold the value.
  func encode(_ value: String) -> [UInt8]? {
    let bytes = Array(value.utf8)
    switch style {
    case .bare: return Self.isPlain(bytes) ? bytes : nil
    case .comment: return bytes.contains(where: Self.endsLine) ? nil : bytes
    case .mixed: return nil
    case .quoted(RowBytes.doubleQuote): return bytes.flatMap(Self.escaped)
    case .quoted(let quote): return bytes.contains(quote) ? nil : bytes
    }
  }

  private static func endsLine(_ byte: UInt8) -> Bool {
    byte == RowBytes.lineFeed || byte == RowBytes.carriageReturn
  }

  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    if RowBytes.isWhite(first) || RowBytes.isWhite(last) || quotes.contains(first) || first == RowBytes.hash {
      return false
    }
    return !bytes.indices.contains { index in
      endsLine(bytes[index])
        || (bytes[index] == RowBytes.hash && index > 0 && RowBytes.isGap(bytes[index - 1]))
    }
  }

  /// What may enclose a value; the last is known to libraries, not to shells.
  static let quotes = Array("\"'`".utf8)

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case RowBytes.doubleQuote, RowBytes.backslash: [RowBytes.backslash, byte]
    case RowBytes.lineFeed: Array("\\n".utf8)
    case RowBytes.carriageReturn: Array("\\r".utf8)
    default: [byte]
    }
  }
}
