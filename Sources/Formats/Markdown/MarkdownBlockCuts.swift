/// Takes blocks out of the lines of a file, with the blank lines that belonged to them.
struct MarkdownBlockCuts {
  private let selection: MarkdownSelection
  private let blocks: [MarkdownBlock]
  private let lines: [MarkdownLine]
  private let source: [UInt8]
  private var document: MarkdownDocument { selection.document }

  init(_ selection: MarkdownSelection) {
    self.selection = selection
    blocks = selection.document.blocks
    lines = selection.document.lines
    source = selection.source
  }

  func add(to cuts: inout MarkdownCuts) {
    for index in blocks.indices where !selection.isBlockGone[index] {
      let children = blocks[index].children
      var place = 0
      while place < children.count {
        guard selection.isBlockGone[children[place]] else {
          place += 1
          continue
        }
        var end = place
        while end < children.count, selection.isBlockGone[children[end]] { end += 1 }
        let gap = Gap(
          before: place > 0 ? children[place - 1] : nil, first: children[place], last: children[end - 1],
          after: end < children.count ? children[end] : nil)
        cut(gap, from: &cuts)
        place = end
      }
    }
  }

  /// Blocks beside each other that go, and their neighbours that stay.
  private struct Gap {
    let before: Int?
    let first: Int
    let last: Int
    let after: Int?
  }

  private func cut(_ gap: Gap, from cuts: inout MarkdownCuts) {
    let unit = reason(for: gap.first)
    let first = blocks[gap.first]
    let last = blocks[gap.last]
    switch (gap.before, gap.after) {
    case (nil, nil):
      // Only a file can do without any block.
      cuts.cut(lines[first.lines.lowerBound].start..<lines[last.lines.upperBound - 1].end, for: unit)
    case (nil, let after?): cutBeginning(gap, after: after, for: unit, from: &cuts)
    case (let before?, nil): cutEnd(gap, before: before, for: unit, from: &cuts)
    case (let before?, let after?):
      let blanksBefore = first.lines.lowerBound - blocks[before].lines.upperBound
      let blanksAfter = blocks[after].lines.lowerBound - last.lines.upperBound
      if meetAcrossBlankLines(before, after) {
        // An empty comment is what keeps two blocks apart that would become one.
        cuts.replace(first.range.lowerBound..<last.range.upperBound, by: Array("<!-- -->".utf8), for: unit)
      } else if blanksBefore == 0, blanksAfter == 0, meet(before, after) {
        cuts.cut(lineContent(from: first, to: last), for: unit)
      } else {
        let end = blanksBefore > 0 ? blocks[after].lines.lowerBound : last.lines.upperBound
        cuts.cut(lines[first.lines.lowerBound].start..<lines[end - 1].end, for: unit)
      }
    }
  }

  /// What follows moves up, behind a mark that stands on the first line.
  private func cutBeginning(_ gap: Gap, after: Int, for unit: Int, from cuts: inout MarkdownCuts) {
    let first = blocks[gap.first]
    guard isBehindMark(gap.first) else {
      let end = lines[blocks[after].lines.lowerBound].start
      cuts.cut(lines[first.lines.lowerBound].start..<end, for: unit)
      return
    }
    let start = remainingStart(of: after)
    let begin = beginning(of: first)
    let range = begin..<max(start, begin)
    // Text can stand anywhere, other blocks only where their further lines stand.
    switch blocks[after].kind {
    case .paragraph, .heading, .definition, .anchor, .thematicBreak: cuts.cut(range, for: unit)
    default:
      let missing = column(of: start) - column(of: begin)
      let blanks = Array(repeating: UInt8(ascii: " "), count: max(0, min(missing, 4)))
      cuts.replace(range, by: blanks, for: unit)
    }
  }

  /// Where the content of an item begins, of which a block is the first: before the blanks
  /// that make it code.
  private func beginning(of first: MarkdownBlock) -> Int {
    let start = first.range.lowerBound
    guard first.kind == .indentedCode, start >= 4,
      source[start - 4..<start].allSatisfy({ $0 == UInt8(ascii: " ") })
    else { return start }
    return start - 4
  }

  /// Where a block begins once parts of it are gone, which can be its first lines.
  private func remainingStart(of block: Int) -> Int {
    var start = blocks[block].range.lowerBound
    var next = block
    while let child = blocks[next].children.first(where: { !selection.isBlockGone[$0] }) {
      let isMoved = child != blocks[next].children.first
      switch blocks[next].kind {
      case .list:
        if isMoved { start = blocks[child].range.lowerBound }
      case .quote where isMoved:
        // The mark stands in each line; the block's own column is that of its first one.
        let column = start - lines[document.line(of: start)].start
        start = min(lines[blocks[child].lines.lowerBound].start + column, blocks[child].range.lowerBound)
      case .quote: break
      default: return start
      }
      next = child
    }
    return start
  }

  /// What is left ends with what stood before, but for what follows outside.
  private func cutEnd(_ gap: Gap, before: Int, for unit: Int, from cuts: inout MarkdownCuts) {
    let first = blocks[gap.first]
    let last = blocks[gap.last]
    var start = blocks[before].lines.upperBound
    if let outer = outerNeighbour(of: gap.last), blocks[outer].lines.lowerBound == last.lines.upperBound {
      if start == first.lines.lowerBound, meet(before, outer) {
        cuts.cut(lineContent(from: first, to: last), for: unit)
        return
      }
      start = first.lines.lowerBound
    }
    cuts.cut(lines[start].start..<lines[last.lines.upperBound - 1].end, for: unit)
  }

  /// The next block behind what a block lies in, if that stays.
  private func outerNeighbour(of block: Int) -> Int? {
    var next = blocks[block].parent
    while let current = next, let parent = blocks[current].parent {
      let siblings = blocks[parent].children
      let place = blocks[current].place + 1
      if place < siblings.count { return selection.isBlockGone[siblings[place]] ? nil : siblings[place] }
      next = parent
    }
    return nil
  }

  /// The column of a byte in its line, tabs counted as they reach.
  private func column(of offset: Int) -> Int {
    source[lines[document.line(of: offset)].start..<offset].reduce(0) { column, byte in
      byte == UInt8(ascii: "\t") ? column + 4 - column % 4 : column + (byte & 0xC0 == 0x80 ? 0 : 1)
    }
  }

  /// Whether an item or a footnote has its mark on the block's first line.
  private func isBehindMark(_ block: Int) -> Bool {
    var next = blocks[block].parent
    while let parent = next, blocks[parent].lines.lowerBound == blocks[block].lines.lowerBound {
      switch blocks[parent].kind {
      case .item, .footnote: return true
      default: next = blocks[parent].parent
      }
    }
    return false
  }

  /// From behind what the first line begins with to the end of the last one, so that one
  /// blank line is left.
  private func lineContent(from first: MarkdownBlock, to last: MarkdownBlock) -> Range<Int> {
    var start = first.range.lowerBound
    while start > lines[first.lines.lowerBound].start, MarkdownByte.isBlank(source[start - 1]) { start -= 1 }
    return start..<lines[last.lines.upperBound - 1].contentEnd
  }

  /// The unit of a block, or of the first in it.
  private func reason(for block: Int) -> Int {
    var next: Int? = block
    while let current = next {
      if let unit = selection.document.unitOfBlock[current] { return unit }
      next = blocks[current].children.first
    }
    return selection.requested.min() ?? 0
  }
}

/// Whether two blocks become one when nothing stands between them.
extension MarkdownBlockCuts {
  private func meet(_ before: Int, _ after: Int) -> Bool {
    var last = before
    var isQuoted = false
    while blocks[last].kind != .table,
      let child = blocks[last].children.last(where: { !selection.isBlockGone[$0] })
    {
      isQuoted = isQuoted || blocks[last].kind == .quote
      last = child
    }
    switch blocks[last].kind {
    case .paragraph, .anchor: return !canInterrupt(blocks[after]) || isQuoted && blocks[after].kind == .quote
    case .table: return isText(blocks[after])
    case .indentedCode: return blocks[after].kind == .indentedCode
    case .definition: return isText(blocks[after])
    default: return false
    }
  }

  private func isText(_ block: MarkdownBlock) -> Bool {
    switch block.kind {
    case .paragraph, .anchor, .table, .definition, .html(.blankLineAlone): true
    case .heading: block.lines.count > 1
    default: false
    }
  }

  /// Whether a block can follow a paragraph without a blank line.
  private func canInterrupt(_ block: MarkdownBlock) -> Bool {
    switch block.kind {
    case .indentedCode: false
    case .thematicBreak: source[block.range.lowerBound] != UInt8(ascii: "-")
    case .list(let mark):
      mark.number ?? 1 == 1 && !(block.children.first.map { blocks[$0].children.isEmpty } ?? true)
    default: !isText(block)
    }
  }

  /// Whether a block stands as far right as the text of a list's last item.
  private func isIndented(_ block: Int, intoLastOf list: Int) -> Bool {
    guard let item = blocks[list].children.last(where: { !selection.isBlockGone[$0] }),
      case .item(let mark) = blocks[item].kind
    else { return false }
    return column(of: blocks[block].range.lowerBound)
      >= column(of: blocks[item].range.lowerBound) + mark.padding
  }

  private func meetAcrossBlankLines(_ before: Int, _ after: Int) -> Bool {
    switch (blocks[before].kind, blocks[after].kind) {
    case (.list, .indentedCode), (.footnote, .indentedCode), (.indentedCode, .indentedCode): true
    // The second would be counted on from the first.
    case (.list(let one), .list(let other)): one.number != nil && one.continues(other) && other.number == 1
    case (.list, _): isIndented(after, intoLastOf: before)
    default: false
    }
  }
}
