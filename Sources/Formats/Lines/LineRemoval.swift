/// Whole lines that go, and the blank lines that go with them: where two would newly
/// meet, or one would newly begin or end a block.
struct LineRemoval {
  private struct Mark {
    let unit: Int
    /// Of the unit that goes; see `IndentedLines.Line.rank`.
    let rank: Int
  }

  private let lines: IndentedLines
  private var marks: [Int: Mark] = [:]

  init(from lines: IndentedLines) {
    self.lines = lines
  }

  /// Marks lines; those that are marked already keep their reason.
  mutating func remove(_ numbers: ClosedRange<Int>, rank: Int, unit: Int) {
    for number in numbers where marks[number] == nil { marks[number] = Mark(unit: unit, rank: rank) }
  }

  /// The changes of these lines, and of what they leave of some cuts.
  func changes(with cuts: [TextChange]) -> [TextChange] {
    let whole = changes()
    var all = whole
    var next = 0
    for cut in cuts.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      var start = cut.range.lowerBound
      while next < whole.count, whole[next].range.upperBound <= start { next += 1 }
      for change in whole[next...].prefix(while: { $0.range.lowerBound < cut.range.upperBound }) {
        if start < change.range.lowerBound {
          all.append(TextChange(start..<change.range.lowerBound, unit: cut.unit))
        }
        start = max(start, change.range.upperBound)
      }
      guard start < cut.range.upperBound else { continue }
      all.append(TextChange(start..<cut.range.upperBound, replacement: cut.replacement, unit: cut.unit))
    }
    return all.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Whether a line goes because of a unit.
  func removes(_ number: Int) -> Bool { marks[number] != nil }

  /// One change for each run of lines with the same reason.
  private func changes() -> [TextChange] {
    var changes: [TextChange] = []
    var behind = 0
    for number in marks.keys.sorted() where number >= behind {
      var first = number
      while first > behind, lines.all[first - 1].kind == .blank { first -= 1 }
      var last = number
      while last + 1 < lines.all.count, marks[last + 1] != nil || lines.all[last + 1].kind == .blank {
        last += 1
      }
      addChanges(of: first...last, to: &changes)
      behind = last + 1
    }
    return withoutLastLineEnd(changes)
  }

  /// `region` holds marked lines and all blank lines around and between them.
  private func addChanges(of region: ClosedRange<Int>, to changes: inout [TextChange]) {
    let before = region.prefix { marks[$0] == nil }.count
    let after = region.reversed().prefix { marks[$0] == nil }.count
    let wanted = blankLines(region, before, after)
    let stay = canMoveUp(region.suffix(after), below: region.lowerBound - 1) ? wanted : min(wanted, before)
    let keptBefore = min(before, stay)
    let kept = region.lowerBound + keptBefore
    let end = region.upperBound - (stay - keptBefore)
    guard kept <= end else { return }
    let firstMarked = region.lowerBound + before
    var unit = marks[firstMarked]?.unit ?? 0
    for number in kept...end {
      unit = marks[number]?.unit ?? unit
      let range = lines.all[number].start..<lines.all[number].end
      if let last = changes.last, last.unit == unit, last.range.upperBound == range.lowerBound {
        changes[changes.count - 1] = TextChange(last.range.lowerBound..<range.upperBound, unit: unit)
      } else {
        changes.append(TextChange(range, unit: unit))
      }
    }
  }

  /// Whether blank lines mean nothing below another line, too: blanks could become text
  /// of a block scalar, and tabs indentation.
  private func canMoveUp(_ numbers: Slice<ClosedRange<Int>>, below above: Int) -> Bool {
    let isBelowText = above >= 0 && lines.all[above].isBlockText
    return numbers.allSatisfy { number in
      let line = lines.all[number]
      return line.textEnd == line.start || !isBelowText && !line.holdsTab
    }
  }

  /// How many blank lines stay where lines go.
  private func blankLines(_ region: ClosedRange<Int>, _ before: Int, _ after: Int) -> Int {
    let above = region.lowerBound > 0 ? lines.all[region.lowerBound - 1] : nil
    let below = region.upperBound + 1 < lines.all.count ? lines.all[region.upperBound + 1] : nil
    if let above, above.keepsBlankLines { return 0 }
    let rank = region.compactMap { marks[$0]?.rank }.min() ?? 0
    let begins = above.map { $0.innerRank < rank } ?? true
    let ends = below.map { $0.rank < rank } ?? true
    switch (begins, ends) {
    case (true, true): return min(before, after)
    case (true, false): return before
    case (false, true): return after
    case (false, false): return max(before, after)
    }
  }

  /// A file whose last line has no line end stays one, unless the line end of the line
  /// that is now the last belongs to a value.
  private func withoutLastLineEnd(_ changes: [TextChange]) -> [TextChange] {
    guard !lines.isTerminated, let end = lines.all.last?.end, changes.last?.range.upperBound == end else {
      return changes
    }
    var first = changes.count - 1
    while first > 0, changes[first - 1].range.upperBound == changes[first].range.lowerBound { first -= 1 }
    let start = changes[first].range.lowerBound
    let number = lines.number(at: start)
    guard number > 0, lines.all[number].start == start, !lines.all[number - 1].isBlockText else {
      return changes
    }
    var shortened = changes
    shortened[first] = TextChange(
      lines.all[number - 1].textEnd..<changes[first].range.upperBound, unit: changes[first].unit)
    return shortened
  }
}
