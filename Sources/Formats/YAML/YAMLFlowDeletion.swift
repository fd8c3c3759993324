extension YAMLDeletion {
  /// Deletes elements of a collection in brackets, of which something stays.
  mutating func removeFlowParts(_ siblings: [Int]) {
    let comments = comments(around: siblings, isTop: false)
    for run in runs(in: siblings) {
      if run.allSatisfy({ hasOwnLines(siblings[$0]) }) {
        removeLines(siblings, run, comments)
      } else if run.upperBound + 1 < siblings.count {
        cutBeforeNext(siblings, run)
      } else {
        cutLast(siblings, run)
      }
    }
  }

  /// Where an element ends, with its comma.
  private func end(of id: Int) -> Int { places[id].comma.map { $0 + 1 } ?? units[id].range.upperBound }

  /// Whether it shares its lines with nothing but a comment behind it.
  private func hasOwnLines(_ id: Int) -> Bool {
    let end = end(of: id)
    return beginsLine(id) && lines.all[lines.number(at: end - 1)].contentEnd == end
  }

  private mutating func removeLines(_ siblings: [Int], _ run: ClosedRange<Int>, _ comments: BlockComments) {
    for index in run {
      let id = siblings[index]
      let last = max(lines.number(at: end(of: id) - 1), firstLine(of: id))
      removal.remove(comments.firstLine(of: index)...last, rank: rank(of: id), unit: id)
    }
    // The new last element has a comma only if the old one had.
    guard run.upperBound == siblings.count - 1, run.lowerBound > 0,
      places[siblings[run.upperBound]].comma == nil, let comma = places[siblings[run.lowerBound - 1]].comma
    else { return }
    cut(comma..<comma + 1, siblings[run.lowerBound])
  }

  /// Elements go, and another one stays behind them.
  private mutating func cutBeforeNext(_ siblings: [Int], _ run: ClosedRange<Int>) {
    let id = siblings[run.lowerBound]
    let start = units[id].range.lowerBound
    let next = units[siblings[run.upperBound + 1]].range.lowerBound
    let end = end(of: siblings[run.upperBound])
    let line = lines.number(at: start)
    if lines.number(at: end - 1) == lines.number(at: next) {
      cut(start..<next, id)
    } else if beginsLine(id), lines.all[lines.number(at: end - 1)].contentEnd == end {
      removal.remove(line...lines.number(at: end - 1), rank: lines.all[line].rank, unit: id)
    } else if run.lowerBound > 0, lines.number(at: self.end(of: siblings[run.lowerBound - 1]) - 1) == line {
      cut(self.end(of: siblings[run.lowerBound - 1])..<end, id)
    } else {
      // Behind the bracket, or behind a line's first comma.
      cut(start..<(hasComment(in: end..<next) ? end : next), id)
    }
  }

  /// Elements go, and none stays behind them.
  private mutating func cutLast(_ siblings: [Int], _ run: ClosedRange<Int>) {
    guard run.lowerBound > 0 else { return }
    let id = siblings[run.lowerBound]
    let previous = siblings[run.lowerBound - 1]
    let end = end(of: siblings[run.upperBound])
    let hasLastComma = places[siblings[run.upperBound]].comma != nil
    let start = hasLastComma ? self.end(of: previous) : units[previous].range.upperBound
    if hasComment(in: start..<units[id].range.lowerBound) {
      if !hasLastComma, let comma = places[previous].comma { cut(comma..<comma + 1, id) }
      cut(units[id].range.lowerBound..<end, id)
    } else {
      cut(start..<end, id)
    }
  }

  /// Cuts, and leaves a blank where what comes together would be read as one.
  private mutating func cut(_ range: Range<Int>, _ unit: Int) {
    // Backwards.
    let word = bytes[..<range.lowerBound].reversed().prefix {
      !$0.isYAMLBlank && !$0.isYAMLBreak && !$0.isYAMLFlowIndicator
    }
    let joins: Bool
    switch bytes[range.upperBound] {
    case UInt8(ascii: "#"): joins = !word.isEmpty
    case let next where next.isYAMLFlowIndicator:
      // A key without value, or a tag without node.
      joins = word.first == UInt8(ascii: ":") || word.last == UInt8(ascii: "!")
    default: joins = false
    }
    cuts.append(TextChange(range, replacement: joins ? [0x20] : [], unit: unit))
  }

  private func hasComment(in range: Range<Int>) -> Bool {
    (lines.number(at: range.lowerBound)...lines.number(at: range.upperBound)).contains { number in
      let line = lines.all[number]
      return line.kind == .comment || line.contentEnd < line.textEnd && range.contains(line.contentEnd)
    }
  }
}
