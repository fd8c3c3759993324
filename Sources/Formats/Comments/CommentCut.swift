/// What goes from a file when sentences of one of its comments go.
///
/// The comment's other lines keep their bytes: a line that has nothing left goes, of others
/// only the sentence. Nothing is wrapped anew.
public struct CommentCut: Sendable, Hashable {
  /// Ranges of the file's bytes: 0-based, ends exclusive; disjoint and ordered.
  public let ranges: [Range<Int>]
  /// Whether nothing is left of the comment.
  public let isWhole: Bool

  /// - Parameters:
  ///   - gone: indexes of the comment's sentences.
  ///   - comment: of the file.
  ///   - bytes: the file.
  public init(_ gone: Set<Int>, of comment: CommentBlock, in bytes: [UInt8]) {
    let table = LineTable(bytes)
    let pieces = gone.sorted().flatMap { comment.sentences[$0].ranges }
    let stays = comment.lines.map { line in Self.isLeft(of: line, pieces) }
    // A ruler alone says nothing.
    let hasText = zip(comment.lines, stays).contains { $1 && bytes[$0.body].contains(where: RowBytes.isWord) }
    let hasEnd = ["/*", "<#"].contains { bytes[comment.range].starts(with: $0.utf8) }
    let isEnclosed = comment.lines.count > 1 && hasEnd
    isWhole = !hasText
    if isWhole {
      ranges = comment.isTrailing ? [Self.trailing(comment, bytes)] : [Self.lines(of: comment, table)]
      return
    }
    var ranges: [Range<Int>] = []
    for (index, line) in comment.lines.enumerated() {
      let own = pieces.filter { line.body.contains($0.lowerBound) }
      let isEdge = isEnclosed && (index == 0 || index + 1 == comment.lines.count)
      if !stays[index], !line.body.isEmpty, !isEdge, !comment.isTrailing {
        ranges.append(Self.wholeLine(line, table))
      } else if line.body.isEmpty, !isEdge, Self.partsNothing(index, comment.lines, stays) {
        ranges.append(Self.wholeLine(line, table))
      } else {
        ranges += own.map { Self.withGap($0, in: line.body, bytes) }
      }
    }
    self.ranges = ranges
  }

  private static func isLeft(of line: CommentBlock.Line, _ pieces: [Range<Int>]) -> Bool {
    guard !line.isFixed, !line.body.isEmpty else { return true }
    let own = pieces.filter { line.body.contains($0.lowerBound) }
    // Between sentences there are only blanks.
    return own.isEmpty || own[0].lowerBound > line.body.lowerBound
      || (own.last?.upperBound ?? 0) < line.body.upperBound
      || zip(own, own.dropFirst()).contains { $1.lowerBound > $0.upperBound + 4 }
  }

  /// Whether an empty line of the comment has text on one side only, or another one above.
  private static func partsNothing(_ index: Int, _ lines: [CommentBlock.Line], _ stays: [Bool]) -> Bool {
    let above = (0..<index).last { stays[$0] }
    let below = (index + 1..<lines.count).first { stays[$0] }
    let touches = index > 0 && !stays[index - 1] || index + 1 < lines.count && !stays[index + 1]
    guard touches else { return false }
    guard let above, below != nil else { return true }
    return lines[above].body.isEmpty
  }

  private static func wholeLine(_ line: CommentBlock.Line, _ table: LineTable) -> Range<Int> {
    let place = table.lines[table.index(at: line.range.lowerBound)]
    return place.start..<place.end
  }

  /// A sentence with the blanks behind it, or before it at the end of the line.
  private static func withGap(_ piece: Range<Int>, in body: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (piece.lowerBound, piece.upperBound)
    if end < body.upperBound {
      while end < body.upperBound, RowBytes.isGap(bytes[end]) { end += 1 }
    } else {
      while start > body.lowerBound, RowBytes.isGap(bytes[start - 1]) { start -= 1 }
    }
    return start..<end
  }

  private static func trailing(_ comment: CommentBlock, _ bytes: [UInt8]) -> Range<Int> {
    var start = comment.range.lowerBound
    while start > 0, RowBytes.isGap(bytes[start - 1]) { start -= 1 }
    return start..<comment.range.upperBound
  }

  /// The comment's lines, and the blank lines below where some stand above, too.
  private static func lines(of comment: CommentBlock, _ table: LineTable) -> Range<Int> {
    let first = table.index(at: comment.range.lowerBound)
    var last = table.index(at: max(comment.range.lowerBound, comment.range.upperBound - 1))
    let isBlankAbove = first == 0 || table.lines[first - 1].isBlank
    var next = last + 1
    while next < table.lines.count, table.lines[next].isBlank { next += 1 }
    if isBlankAbove, next > last + 1 { last = next - 1 }
    let end = table.lines[last].end
    guard end == table.lines.last?.end, first > 0 else { return table.lines[first].start..<end }
    // The file's last line has, or has not, a line end as before.
    var above = first - 1
    while above > 0, table.lines[above].isBlank { above -= 1 }
    let start = table.endsOpen ? table.lines[above].textEnd : table.lines[above].end
    return start..<end
  }
}
