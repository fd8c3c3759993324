extension RowLayout {
  /// The bytes of what goes, with its lines and a blank line where two would meet.
  /// - Parameters:
  ///   - going: by unit, whether it goes.
  ///   - replacements: changes of units that are not among `going`.
  /// - Returns: disjoint and ordered; each with the unit whose bytes it takes.
  func changes(_ going: Going, with replacements: [TextChange] = []) -> [TextChange] {
    var changes = replacements
    for entries in containersThatStay(going) {
      var index = 0
      while index < entries.count {
        var end = index
        while end < entries.count, going[entries[end].unit], end == index || !entries[end].isFenced {
          end += 1
        }
        if end > index { changes += sweep(entries, index..<end) }
        index = max(end, index + 1)
      }
    }
    return keepingOpenEnd(changes.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }

  /// The file's last line has no line end: when it goes, the last line that stays takes
  /// over that form. Which line that is depends on all changes together.
  private func keepingOpenEnd(_ changes: [TextChange]) -> [TextChange] {
    guard table.endsOpen, changes.last?.range.upperBound == table.lines.last?.end else { return changes }
    var changes = changes
    var place = changes.count - 1
    while place > 0, changes[place - 1].range.upperBound == changes[place].range.lowerBound {
      place -= 1
      // What replaces a line ends the file, without a line end as before.
      if !changes[place].replacement.isEmpty { return changes }
    }
    let range = changes[place].range
    let above = table.lines[table.index(at: range.lowerBound - 1)]
    guard above.end == range.lowerBound else { return changes }
    changes[place] = TextChange(above.textEnd..<range.upperBound, unit: changes[place].unit)
    return changes
  }

  /// Deletes neighbours between which nothing stays.
  private func sweep(_ entries: [RowEntry], _ run: Range<Int>) -> [TextChange] {
    let first = entries[run.lowerBound]
    let last = entries[run.upperBound - 1]
    let range =
      first.beginsLine && last.endsLine ? wholeLines(entries, run) : partOfLines(entries, run)
    var changes: [TextChange] = []
    var start = range.lowerBound
    var member: Int?
    for index in run {
      // A comment goes with what follows it, one behind it with what it stands behind.
      if entries[index].isMember { member = entries[index].unit }
      let isLast = index + 1 == run.upperBound
      if !isLast, member == nil || entries[index + 1].role == .trailing { continue }
      let end = isLast ? range.upperBound : beginning(of: entries[index + 1])
      changes.append(TextChange(start..<end, unit: member ?? entries[index].unit))
      start = end
      member = nil
    }
    return changes
  }

  private func beginning(of entry: RowEntry) -> Int {
    entry.beginsLine ? table.lines[entry.firstLine].start : entry.range.lowerBound
  }

  private func wholeLines(_ entries: [RowEntry], _ run: Range<Int>) -> Range<Int> {
    let first = entries[run.lowerBound].firstLine
    let last = entries[run.upperBound - 1].lastLine
    let isFirst = entries[..<run.lowerBound].allSatisfy { $0.role == .trailing }
    let isLast = run.upperBound == entries.count
    let above = blankLines(
      above: first, downTo: run.lowerBound > 0 ? entries[run.lowerBound - 1].lastLine : -1)
    let below = blankLines(below: last)
    var low = first
    var high = last + 1
    if below > 0, isFirst || (above >= below && above > 0) {
      high += below
    } else if above > 0, isLast || below > 0 {
      low -= above
    }
    return table.lines[low].start..<table.lines[high - 1].end
  }

  private func blankLines(above line: Int, downTo limit: Int) -> Int {
    var first = line
    while first - 1 > limit, table.lines[first - 1].isBlank { first -= 1 }
    return line - first
  }

  private func blankLines(below line: Int) -> Int {
    var end = line + 1
    while end < table.lines.count, table.lines[end].isBlank { end += 1 }
    return end - line - 1
  }

  /// What shares its lines with something that stays takes the blanks on one side along.
  private func partOfLines(_ entries: [RowEntry], _ run: Range<Int>) -> Range<Int> {
    let first = entries[run.lowerBound]
    let last = entries[run.upperBound - 1]
    if first.beginsLine {
      return first.range.lowerBound..<(last.range.upperBound + last.gapBehind)
    }
    return (first.range.lowerBound - first.gapBefore)..<last.range.upperBound
  }
}
