/// Sections among the blocks of one block.
enum MarkdownSections {
  /// Where the section of each heading ends: before the next heading of its level or
  /// above, and before a comment or an anchor on top of that.
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

  /// Whether a block belongs to the one below: a comment directly above it, or an anchor
  /// above a heading.
  static func isAttached(_ upper: Int, to lower: Int, in blocks: [MarkdownBlock]) -> Bool {
    let gap = blocks[lower].lines.lowerBound - blocks[upper].lines.upperBound
    switch blocks[upper].kind {
    case .comment: return gap == 0
    case .anchor: return gap <= 1 && blocks[lower].headingLevel != nil
    default: return false
    }
  }
}
