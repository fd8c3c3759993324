extension RowLayout {
  /// Adds the comments that speak only of what goes.
  func takeComments(_ going: inout Going) {
    for entries in containersThatStay(going) where entries.contains(where: { going[$0.unit] }) {
      takeSections(of: entries, &going)
      for (index, entry) in entries.enumerated() where !going[entry.unit] {
        switch entry.role {
        case .comment where goesWithWhatFollows(index, of: entries, going),
          .trailing where goesWithItsLine(index, of: entries, going):
          going[entry.unit] = true
        default: break
        }
      }
    }
  }

  /// A heading goes with the last member of its section, and takes what was said there.
  private func takeSections(of entries: [RowEntry], _ going: inout Going) {
    let heads = entries.indices.filter { entries[$0].role == .heading }
    for (number, head) in heads.enumerated() {
      let end = number + 1 < heads.count ? heads[number + 1] : entries.count
      let section = entries[(head + 1)..<end]
      let members = section.filter(\.isMember)
      guard !members.isEmpty, members.allSatisfy({ going[$0.unit] }) else { continue }
      for entry in entries[head..<end] { going[entry.unit] = true }
    }
  }

  /// A comment at the beginning of a paragraph may head all of it. One further down
  /// speaks of the line below, or of several of one sort.
  private func goesWithWhatFollows(_ index: Int, of entries: [RowEntry], _ going: Going) -> Bool {
    let beginsParagraph = index == 0 || !touch(entries[index - 1], entries[index])
    var last = index
    while last + 1 < entries.count, touch(entries[last], entries[last + 1]) {
      let next = entries[last + 1]
      guard next.isMember || next.role == .trailing else { break }
      let isFirst = last == index
      if next.isMember, !isFirst, !beginsParagraph, next.kin == nil || next.kin != entries[index + 1].kin {
        break
      }
      if next.isMember, !going[next.unit] { return false }
      last += 1
      if isFirst, next.role == .block { break }
    }
    return last > index
  }

  private func goesWithItsLine(_ index: Int, of entries: [RowEntry], _ going: Going) -> Bool {
    var first = index
    while first > 0, entries[first - 1].isMember, entries[first - 1].lastLine == entries[index].firstLine,
      going[entries[first - 1].unit]
    {
      first -= 1
    }
    let stopped = first > 0 && entries[first - 1].lastLine == entries[index].firstLine
    return first < index && !stopped
  }

  /// Whether nothing parts two neighbours, such as a blank line.
  private func touch(_ upper: RowEntry, _ lower: RowEntry) -> Bool {
    !lower.isFenced && lower.firstLine <= upper.lastLine + 1
  }
}
