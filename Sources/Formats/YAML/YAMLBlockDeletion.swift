extension YAMLDeletion {
  /// Deletes entries or items that have lines of their own, but for the first one of a
  /// collection that begins behind a dash.
  ///
  /// - Parameters:
  ///   - siblings: all parts of the collection.
  ///   - isTop: whether they are a document's outermost.
  mutating func removeBlockParts(_ siblings: [Int], isTop: Bool) {
    let comments = comments(around: siblings, isTop: isTop)
    for run in runs(in: siblings) {
      if !beginsLine(siblings[run.lowerBound]), run.upperBound + 1 < siblings.count {
        moveUp(siblings, run, comments)
        continue
      }
      for index in run {
        let id = siblings[index]
        removal.remove(
          comments.firstLine(of: index)...comments.lastLine(of: index), rank: rank(of: id), unit: id)
      }
    }
  }

  /// The first parts of a collection go that begins behind a dash: what stays, were it
  /// only a comment, moves up to the dash.
  private mutating func moveUp(_ siblings: [Int], _ run: ClosedRange<Int>, _ comments: BlockComments) {
    let id = siblings[run.lowerBound]
    var number = comments.lastLine(of: run.upperBound) + 1
    while number + 1 < lines.all.count, lines.all[number].kind == .blank { number += 1 }
    guard number < lines.all.count else { return }
    let line = lines.all[number]
    cuts.append(TextChange(units[id].range.lowerBound..<line.start + line.column, unit: id))
  }

  /// The comments around the parts of a collection.
  func comments(around siblings: [Int], isTop: Bool) -> BlockComments {
    let parts = siblings.enumerated().map { index, id in
      let (first, last) = (firstLine(of: id), lastLine(of: id))
      return BlockPart(
        firstLine: first, lastLine: last, column: units[id].range.lowerBound - lines.all[first].start,
        hasOwnComment: units[id].kind == .entry && (last > first || isNamed(units[id], above: first)),
        isBelowHeader: isTop && index == 0, goes: going.contains(id))
    }
    return BlockComments(parts, in: lines)
  }

  /// Whether the comment directly above an entry tells its value, as a list of what it may
  /// be does.
  private func isNamed(_ unit: Unit, above first: Int) -> Bool {
    guard let value = unit.value, value.utf8.count > 2, value.utf8.allSatisfy(RowBytes.isLetter),
      !["true", "false", "yes", "null", "none", "off"].contains(value), first > 0,
      lines.all[first - 1].kind == .comment, first < 2 || lines.all[first - 2].kind != .comment
    else { return false }
    let line = lines.all[first - 1]
    let words = bytes[line.start..<line.textEnd].split { !RowBytes.isWord($0) }
    return words.contains { $0.elementsEqual(value.utf8) }
  }
}
