/// A part of a block, for the question of which comments are about it.
struct BlockPart {
  let firstLine: Int
  let lastLine: Int
  let column: Int
  /// Whether it has an end of its own, so that a comment below is none of its.
  var isClosed = false
  /// Whether a comment directly above it is about it alone, not about its neighbours too.
  let hasOwnComment: Bool
  /// Whether what stands directly above it is about the whole file.
  let isBelowHeader: Bool
  /// Whether it is to be deleted.
  let goes: Bool
}

/// Which whole-line comments go with the parts of a block.
struct BlockComments {
  private let parts: [BlockPart]
  private let lines: IndentedLines

  /// - Parameters:
  ///   - parts: all parts of the block, in the order of the file.
  ///   - lines: of the file.
  init(_ parts: [BlockPart], in lines: IndentedLines) {
    self.parts = parts
    self.lines = lines
  }

  /// The part's last line, or further comments below that are indented more.
  func lastLine(of index: Int) -> Int {
    let part = parts[index]
    var last = part.lastLine
    guard !part.isClosed else { return last }
    var next = last + 1
    while next < lines.all.count, lines.all[next].kind != .content {
      if lines.all[next].kind == .comment {
        guard lines.all[next].column > part.column else { break }
        last = next
      }
      next += 1
    }
    return last
  }

  /// The first line of what goes with a part above it: the comment that is its own, and
  /// the heading of a section of which nothing stays.
  func firstLine(of index: Int) -> Int {
    let first = parts[index].firstLine
    let attached = attachedComment(of: index)
    guard attached == first || parts[group(from: index)].allSatisfy(\.goes) else { return first }
    guard let heading = heading(of: index), parts[section(from: index)].allSatisfy(\.goes) else {
      return attached
    }
    return heading
  }

  /// The first line of the comment directly above a part; the part's own when there is
  /// none. A comment that is indented more belongs to what stands above it.
  private func attachedComment(of index: Int) -> Int {
    let part = parts[index]
    var first = part.firstLine
    guard !part.isBelowHeader else { return first }
    while first > 0, lines.all[first - 1].kind == .comment, lines.all[first - 1].column <= part.column {
      first -= 1
    }
    return first
  }

  /// The parts that a comment directly above one is about: up to a blank line or the
  /// next comment.
  private func group(from index: Int) -> Range<Int> {
    var end = index + 1
    guard !parts[index].hasOwnComment else { return index..<end }
    while end < parts.count, parts[end].firstLine == parts[end - 1].lastLine + 1 { end += 1 }
    return index..<end
  }

  /// The first line of the heading above a part: a comment in the same column, between
  /// blank lines, that is no configuration put out of use.
  private func heading(of index: Int) -> Int? {
    guard !parts[index].isBelowHeader else { return nil }
    let above = attachedComment(of: index) - 1
    var last = above
    while last >= 0, lines.all[last].kind == .blank { last -= 1 }
    guard last >= 0, last < above else { return nil }
    var first = last + 1
    while first > 0, lines.all[first - 1].kind == .comment, lines.all[first - 1].column == parts[index].column
    {
      first -= 1
    }
    guard first <= last, first > 0, index == 0 || lines.all[first - 1].kind == .blank else { return nil }
    return lines.all[first...last].contains(where: \.isDisabledSetting) ? nil : first
  }

  /// The parts from one below a heading up to the next heading, or to one that stays.
  private func section(from index: Int) -> Range<Int> {
    var end = index + 1
    while end < parts.count, heading(of: end) == nil {
      end += 1
      if !parts[end - 1].goes { break }
    }
    return index..<end
  }
}
