/// Which units stand where: the ground on which units are deleted with what belongs to
/// their places.
struct RowLayout: Sendable {
  let entries: [RowEntry]
  let table: LineTable
  /// Indexes of `entries` by parent, in the order of the file; first those of the file.
  private let containers: [[Int]]
  private let parents: [Int?]

  init(entries: [RowEntry], units: [Unit], table: LineTable) {
    self.entries = entries
    self.table = table
    parents = units.map(\.parent)
    var containers = [[Int]](repeating: [], count: units.count + 1)
    for (index, entry) in entries.enumerated() {
      containers[parents[entry.unit].map { $0 + 1 } ?? 0].append(index)
    }
    self.containers = containers.map {
      $0.sorted { entries[$0].range.lowerBound < entries[$1].range.lowerBound }
    }
  }

  /// By unit, whether it goes.
  typealias Going = [Bool]

  /// What is asked for, with its parts, the parents that it empties and the comments
  /// that speak of nothing else.
  /// - Parameters:
  ///   - ids: the units asked for.
  ///   - empties: whether a parent of which some members go can go too: it is handed
  ///     the parent, whether any member stays, and what goes so far.
  /// - Returns: by unit, whether it goes.
  func going(
    _ ids: Set<Int>, empties: (_ parent: Int, _ hasMembers: Bool, _ going: Going) -> Bool
  ) -> Going {
    var going = Going(repeating: false, count: parents.count)
    for id in ids where going.indices.contains(id) { going[id] = true }
    takeParts(&going)
    var staying = [Int](repeating: 0, count: parents.count)
    var gone = staying
    let isMember = members()
    // Parts have higher ids than what they are parts of, so they are settled before it.
    for id in parents.indices.reversed() {
      if !going[id], gone[id] > 0 { going[id] = empties(id, staying[id] > 0, going) }
      guard let parent = parents[id], isMember[id] else { continue }
      if going[id] { gone[parent] += 1 } else { staying[parent] += 1 }
    }
    takeParts(&going)
    takeComments(&going)
    return going
  }

  /// The entries of each parent that stays, in the order of the file.
  func containersThatStay(_ going: Going) -> [[RowEntry]] {
    containers.indices.compactMap { index in
      guard !containers[index].isEmpty, index == 0 || !going[index - 1] else { return nil }
      return containers[index].map { entries[$0] }
    }
  }

  private func takeParts(_ going: inout Going) {
    for (id, parent) in parents.enumerated() {
      if let parent, going[parent] { going[id] = true }
    }
  }

  /// By unit: what has no lines of its own is a part of a line, so it counts as well.
  private func members() -> [Bool] {
    var isMember = [Bool](repeating: true, count: parents.count)
    for entry in entries where !entry.isMember { isMember[entry.unit] = false }
    return isMember
  }
}
