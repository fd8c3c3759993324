/// Counts the items of lists anew that counted up before some of them went.
struct MarkdownListNumbers {
  private let selection: MarkdownSelection
  private let blocks: [MarkdownBlock]
  private let lines: [MarkdownLine]
  private let source: [UInt8]

  init(_ selection: MarkdownSelection) {
    self.selection = selection
    blocks = selection.document.blocks
    lines = selection.document.lines
    source = selection.source
  }

  /// A count that goes on in another list: the number that comes next, as it was and as
  /// it is now.
  private struct Count {
    var old: Int
    var new: Int
    var sign: UInt8
    /// The first that went.
    var reason: Int?
  }

  func add(to cuts: inout MarkdownCuts) {
    for block in blocks where !block.children.isEmpty {
      var count: Count?
      for child in block.children {
        if blocks[child].headingLevel != nil { count = nil }
        guard blocks[child].isList else { continue }
        renumber(child, &count, in: &cuts)
      }
    }
  }

  private func mark(of item: Int) -> MarkdownListMark? {
    guard case .item(let mark) = blocks[item].kind else { return nil }
    return mark
  }

  private func renumber(_ list: Int, _ count: inout Count?, in cuts: inout MarkdownCuts) {
    let items = blocks[list].children
    let marks = items.compactMap(mark)
    guard let first = marks.first, let start = first.number,
      zip(marks, start...).allSatisfy({ $0.number == $1 })
    else { return }
    var next = Count(old: start, new: start, sign: first.sign)
    if let count, count.old == start, count.sign == first.sign { next = count }
    for (item, mark) in zip(items, marks) {
      next.old += 1
      guard !selection.isBlockGone[item] else {
        next.reason = next.reason ?? selection.document.unitOfBlock[item]
        continue
      }
      if let reason = next.reason, mark.number != next.new {
        change(item, mark, to: next.new, marks: marks, in: list, for: reason, &cuts)
      }
      next.new += 1
    }
    count = next
  }

  private func change(
    _ item: Int, _ mark: MarkdownListMark, to number: Int, marks: [MarkdownListMark], in list: Int,
    for unit: Int, _ cuts: inout MarkdownCuts
  ) {
    let digits = Array(String(number).utf8)
    let start = blocks[item].range.lowerBound
    let lost = mark.width - 1 - digits.count
    let blanks = Array(repeating: UInt8(ascii: " "), count: max(0, lost))
    if lost > 0, isAligned(marks, by: { $0.indentation + $0.width }) {
      cuts.replace(start..<start + mark.width - 1, by: blanks + digits, for: unit)
      return
    }
    if lost > 0, isAligned(marks, by: { $0.indentation + $0.padding }) {
      cuts.replace(start..<start + mark.width, by: digits + [mark.sign] + blanks, for: unit)
      return
    }
    cuts.replace(start..<start + mark.width - 1, by: digits, for: unit)
    if lost > 0, !hasFixedIndentation(list, than: mark) { unindent(item, mark, by: lost, for: unit, &cuts) }
  }

  /// Whether numbers of different widths are filled up to the same column.
  private func isAligned(_ marks: [MarkdownListMark], by column: (MarkdownListMark) -> Int) -> Bool {
    Set(marks.map(\.width)).count > 1 && Set(marks.map(column)).count == 1
  }

  /// Whether what lies in items with shorter numbers is indented as in this one.
  private func hasFixedIndentation(_ list: Int, than wide: MarkdownListMark) -> Bool {
    blocks[list].children.contains { item in
      guard let mark = mark(of: item), mark.width < wide.width, blocks[item].children.count > 1 else {
        return false
      }
      return blocks[item].children.dropFirst().contains { child in
        column(of: child) - column(of: item) >= wide.padding
      }
    }
  }

  private func column(of block: Int) -> Int {
    blocks[block].range.lowerBound - lines[blocks[block].lines.lowerBound].start
  }

  /// Moves the lines below an item's first one to where its content stands now.
  private func unindent(
    _ item: Int, _ mark: MarkdownListMark, by columns: Int, for unit: Int, _ cuts: inout MarkdownCuts
  ) {
    let end = column(of: item) + mark.padding
    for line in lines[blocks[item].lines].dropFirst() where line.contentEnd - line.start >= end {
      let content = source[line.start + column(of: item)..<line.start + end]
      let outer = source[line.start..<line.start + column(of: item)]
      guard content.allSatisfy({ $0 == 0x20 }), outer.allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: ">") })
      else {
        continue
      }
      cuts.cut(line.start + end - columns..<line.start + end, for: unit)
    }
  }
}
