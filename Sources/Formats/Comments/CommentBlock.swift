/// A comment of a file: whole lines one below the other, or what stands behind something on
/// its line.
public struct CommentBlock: Sendable, Hashable {
  /// One line of it. Offsets are of bytes, 0-based, ends exclusive.
  public struct Line: Sendable, Hashable {
    /// From its mark, or from the first byte of a later line of `/* … */`, to the end of its
    /// text.
    public let range: Range<Int>
    /// What it says, without marks and blanks.
    public let body: Range<Int>
    /// Whether it is no text: a ruler, or an instruction to a tool, which has to stay.
    public let isFixed: Bool
  }

  /// At least one.
  public let lines: [Line]
  /// Whether something stands before it on its first line.
  public let isTrailing: Bool
  /// Whether it is one of a licence, or of a generator: nothing of it may go.
  public let isLegal: Bool
  /// The document's unit that it is, where the format has units for comments.
  public let unit: Int?
  /// In order, parted conservatively: two that may be one are one.
  public let sentences: [Sentence]

  /// One sentence.
  public struct Sentence: Sendable, Hashable {
    /// Its words, lines joined by a blank.
    public let text: String
    /// Where it stands: one range for each line.
    public let ranges: [Range<Int>]
  }

  /// From its first mark to its end.
  public var range: Range<Int> {
    (lines.first?.range.lowerBound ?? 0)..<(lines.last?.range.upperBound ?? 0)
  }
}
