extension YAMLDeletion {
  /// Deletes documents with the `---` that begins them; or everything but the comment
  /// that heads the file.
  mutating func removeDocuments(_ roots: [Int]) {
    let isStream = units[roots[0]].kind == .document
    let trees = document.trees
    let goes = isStream ? roots.map(going.contains) : [true]
    let header = headerEnd()
    for index in trees.indices where goes[index] {
      let first = max(header, index == 0 ? 0 : firstLine(ofDocument: index))
      var last = index + 1 < trees.count ? firstLine(ofDocument: index + 1) - 1 : lines.all.count - 1
      let unit = isStream ? roots[index] : roots.first ?? 0
      if needsEnd(index, goes), let end = trees[index].end {
        let number = lines.number(at: end.lowerBound)
        removeLines(first..<number, unit)
        removeLines(number + 1..<last + 1, unit)
        continue
      }
      if dropsNextMark(index, goes), let mark = trees[index + 1].mark {
        last = lines.number(at: mark.lowerBound)
      }
      removeLines(first..<max(first, last + 1), unit)
    }
  }

  /// Blank lines at either end are left to what decides on all of them.
  private mutating func removeLines(_ numbers: Range<Int>, _ unit: Int) {
    let written = numbers.filter { lines.all[$0].kind != .blank }
    guard let first = written.first, let last = written.last else { return }
    removal.remove(first...last, rank: -2, unit: unit)
  }

  /// The line below the comment at the file's top.
  private func headerEnd() -> Int {
    var number = 0
    while number < lines.all.count, lines.all[number].kind == .comment { number += 1 }
    return number
  }

  /// Where a document begins: at its directives, its mark, or the comment directly above
  /// them that is parted from the document before.
  private func firstLine(ofDocument index: Int) -> Int {
    let first = lines.number(at: document.trees[index].start)
    var comment = first
    while comment > 0, lines.all[comment - 1].kind == .comment { comment -= 1 }
    return comment > 0 && lines.all[comment - 1].kind == .blank ? comment : first
  }

  /// Whether the `...` behind a document that goes must stay, since what follows has no
  /// `---` or has directives.
  private func needsEnd(_ index: Int, _ goes: [Bool]) -> Bool {
    let trees = document.trees
    guard goes[..<index].contains(false), let next = goes[(index + 1)...].firstIndex(of: false) else {
      return false
    }
    return trees[next].mark == nil || trees[next].hasDirectives
  }

  /// Whether the next document becomes the first one, of a stream that does not begin
  /// with `---`. An empty document is nothing without its mark.
  private func dropsNextMark(_ index: Int, _ goes: [Bool]) -> Bool {
    let trees = document.trees
    guard trees[0].mark == nil, index + 1 < trees.count, goes[...index].allSatisfy(\.self), !goes[index + 1],
      !trees[index + 1].hasDirectives, !trees[index + 1].root.range.isEmpty, let mark = trees[index + 1].mark
    else { return false }
    return lines.all[lines.number(at: mark.lowerBound)].textEnd == mark.upperBound
  }
}
