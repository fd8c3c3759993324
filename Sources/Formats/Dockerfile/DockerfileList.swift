/// The parts of one instruction, which can go one by one.
struct DockerfileList: Sendable {
  /// A part and the lines around it: byte offsets, 0-based.
  struct Part: Sendable {
    let unit: Int
    let range: Range<Int>
    /// Where its line begins, or the comment directly above it; nil when something else
    /// stands before it on its line.
    let lineStart: Int?
    /// Behind the continuation and the line's end; nil when something else follows on
    /// its line.
    let lineEnd: Int?
    /// Whether comments stand between it and what follows.
    let commentFollows: Bool
  }

  let instruction: Int
  let parts: [Part]
  /// Where the words behind the parts begin, such as the target of a `COPY`; nil when
  /// the parts are the last of their instruction.
  let tail: Int?

  /// The bytes of the parts that go, where some stay.
  func changes(_ going: [Bool]) -> [TextChange] {
    var changes: [TextChange] = []
    var index = 0
    while index < parts.count {
      var end = index
      while end < parts.count, going[parts[end].unit] { end += 1 }
      if end > index {
        changes.append(TextChange(range(of: index..<end), unit: parts[index].unit))
      }
      index = end + 1
    }
    return changes
  }

  private func range(of run: Range<Int>) -> Range<Int> {
    let first = parts[run.lowerBound]
    let last = parts[run.upperBound - 1]
    guard let next = run.upperBound < parts.count ? parts[run.upperBound].range.lowerBound : tail else {
      // The last part takes along what would continue the line before it.
      let start = run.lowerBound > 0 ? parts[run.lowerBound - 1].range.upperBound : first.range.lowerBound
      return start..<last.range.upperBound
    }
    if let start = first.lineStart, let end = last.lineEnd { return start..<end }
    // What follows moves up, unless a comment stands before it.
    return first.range.lowerBound..<(last.commentFollows ? last.range.upperBound : next)
  }
}
