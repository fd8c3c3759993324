/// A file cut into tokens while it is read: each holds its own text, so that putting
/// them together again shows that nothing was passed over.
struct SourceTape: Sendable {
  /// What a token is.
  enum Kind: Sendable, Hashable {
    /// Blanks, line ends, and what joins lines.
    case space
    case word, sign, comment
    /// Text that is kept without being read: a heredoc's body, code in another language.
    case opaque
  }

  /// A token: what it is, and its own bytes.
  struct Token: Sendable, Hashable {
    let kind: Kind
    let text: [UInt8]
  }

  private(set) var tokens: [Token] = []
  /// Behind the last token: a byte offset, 0-based.
  private(set) var end = 0

  /// Cuts the next token off.
  /// - Parameters:
  ///   - kind: what it is.
  ///   - limit: where it ends, exclusive; nothing is cut when that is not ahead.
  ///   - bytes: the file.
  mutating func cut(_ kind: Kind, to limit: Int, of bytes: [UInt8]) {
    guard limit > end else { return }
    tokens.append(Token(kind: kind, text: Array(bytes[end..<limit])))
    end = limit
  }

  /// The tokens' texts, one behind the other.
  var bytes: [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(end)
    for token in tokens { all += token.text }
    return all
  }
}
