/// What whole-line comments say.
enum CommentText {
  /// The text behind the marks and blanks of one line's comment.
  /// - Parameters:
  ///   - range: of the comment, from its mark to the end of its text.
  ///   - mark: `#` or `/`, which may be repeated.
  ///   - bytes: the file.
  /// - Returns: where the text stands; empty at the comment's end when there is none.
  static func body(of range: Range<Int>, mark: UInt8, in bytes: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] == mark { start += 1 }
    while start < range.upperBound, RowBytes.isWhite(bytes[start]) { start += 1 }
    var end = range.upperBound
    while end > start, RowBytes.isWhite(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Whether a comment has a ruler, as headings of sections have: `# --- Limits ---`,
  /// `#######`.
  /// - Parameters:
  ///   - range: of the comment, from its mark to the end of its text.
  ///   - body: of its text.
  ///   - bytes: the file.
  /// - Returns: true when the text begins or ends with one, or is nothing else.
  static func isRuler(_ range: Range<Int>, body: Range<Int>, in bytes: [UInt8]) -> Bool {
    if body.isEmpty { return body.lowerBound - range.lowerBound >= 4 }
    let text = bytes[body]
    return rulers.contains { text.starts(with: $0) || text.suffix($0.count).elementsEqual($0) }
  }

  private static let rulers: [[UInt8]] = ["---", "===", "***", "###", "~~~", "___", "───", "═══", "━━━"].map {
    Array($0.utf8)
  }
}
