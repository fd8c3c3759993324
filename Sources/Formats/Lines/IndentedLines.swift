/// The lines of a file whose structure is its indentation.
struct IndentedLines: Sendable {
  enum Kind: Sendable {
    case blank
    /// Nothing but a comment.
    case comment
    case content
  }

  struct Line: Sendable {
    /// Where it begins; 0-based byte offset.
    let start: Int
    /// Behind its text, before a comment that follows on it and the blanks before that.
    let contentEnd: Int
    /// Behind its text.
    let textEnd: Int
    /// Behind its line end.
    let end: Int
    let kind: Kind
    /// Where its text begins, counted from `start`.
    let column: Int
    /// How deep what begins first on it stands; a list's dash is half a step deeper than
    /// a key in the same column.
    let rank: Int
    /// The same of what begins last on it: in `- a: b`, of the key.
    let innerRank: Int
    /// Whether it belongs to a block scalar.
    let isBlockText: Bool
    /// Whether blank lines behind it belong to a value.
    let keepsBlankLines: Bool
    /// Whether a tab stands before its text, or on it where it is blank.
    let holdsTab: Bool
    /// Whether it is a comment that looks like an entry or item: `# key: value`, `# - item`.
    let isDisabledSetting: Bool
  }

  private(set) var all: [Line] = []

  /// Whether the last line has a line end.
  var isTerminated: Bool { all.last.map { $0.end > $0.textEnd } ?? true }

  mutating func append(_ line: Line) { all.append(line) }

  /// The line that holds the byte at `offset`; the last one for the file's end.
  func number(at offset: Int) -> Int {
    var low = 0
    var high = all.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if all[middle].start <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The line that holds the last byte of a range that is not empty.
  func lastNumber(of range: Range<Int>) -> Int { number(at: max(range.lowerBound, range.upperBound - 1)) }

  /// Whether only blanks stand before `offset` on its line.
  func beginsLine(_ offset: Int) -> Bool {
    guard !all.isEmpty else { return true }
    let line = all[number(at: offset)]
    return line.start + line.column >= offset
  }
}

extension IndentedLines {
  /// The rank of what stands in a column.
  static func rank(column: Int, isItem: Bool) -> Int { 2 * column + (isItem ? 1 : 0) }

  /// Whether a comment, with its `#`, looks like an entry or item.
  static func isSetting(comment: some Collection<UInt8>) -> Bool {
    let content = comment.drop { $0 == UInt8(ascii: "#") }.drop { $0.isYAMLBlank }
    if content.starts(with: "- ".utf8) { return true }
    let key = content.prefix { $0.isYAMLName || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    let rest = content.dropFirst(key.count)
    guard !key.isEmpty, rest.first == UInt8(ascii: ":") else { return false }
    return rest.dropFirst().first?.isYAMLBlank ?? true
  }
}
