/// A piece of a file that means one thing to the reader of blocks.
struct MarkdownToken: Sendable {
  enum Kind: Sendable {
    case byteOrderMark
    /// What a line begins with on behalf of the blocks it lies in: indentation, `>`.
    case prefix
    /// What makes a block: `-`, `1.`, `##`, a fence, `[^1]:`.
    case mark
    case text
    case lineEnd
  }

  let kind: Kind
  let text: [UInt8]
}

/// The tokens of a file as they are found, one behind the other.
struct MarkdownTokenList: Sendable {
  private(set) var tokens: [MarkdownToken] = []
  private var end = 0

  // Nearly all line ends are one of these; sharing them spares an allocation each.
  private static let lineFeed: [UInt8] = [0x0A]
  private static let both: [UInt8] = [0x0D, 0x0A]

  /// Makes a token of what lies between the last one and `end`, if that is anything.
  mutating func add(_ kind: MarkdownToken.Kind, of source: [UInt8], to end: Int) {
    guard end > self.end else { return }
    let slice = source[self.end..<end]
    self.end = end
    let text =
      switch (kind, slice.count, slice.last) {
      case (.lineEnd, 1, 0x0A): Self.lineFeed
      case (.lineEnd, 2, _): Self.both
      default: Array(slice)
      }
    tokens.append(MarkdownToken(kind: kind, text: text))
  }

  /// All tokens, one behind the other.
  func joined() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end)
    for token in tokens { bytes += token.text }
    return bytes
  }
}
