/// Sections among the blocks of one block.
enum MarkdownSections {
  /// Where the section of each heading ends: before the next heading of its level or
  /// above, and before a comment that stands directly on top of that.
  ///
  /// - Parameters:
  ///   - children: blocks beside each other.
  ///   - blocks: all blocks.
  /// - Returns: for each place of a heading in `children`, a place in `children`, exclusive.
  static func ends(of children: [Int], in blocks: [MarkdownBlock]) -> [Int: Int] {
    var ends: [Int: Int] = [:]
    var open: [(place: Int, level: Int)] = []
    for (place, child) in children.enumerated() {
      guard let level = blocks[child].headingLevel else { continue }
      var end = place
      while end > 0, isAttached(children[end - 1], to: children[end], in: blocks) { end -= 1 }
      while let last = open.last, last.level >= level {
        ends[last.place] = max(end, last.place + 1)
        open.removeLast()
      }
      open.append((place, level))
    }
    for heading in open { ends[heading.place] = children.count }
    return ends
  }

  /// Whether a block is a comment directly above another one.
  static func isAttached(_ comment: Int, to block: Int, in blocks: [MarkdownBlock]) -> Bool {
    blocks[comment].kind == .comment && blocks[comment].lines.upperBound == blocks[block].lines.lowerBound
  }
}
