/// Works out what goes with some units, and which bytes that is.
struct JSONDeletion {
  let result: Deletion

  /// - Parameters:
  ///   - ids: what is asked for.
  ///   - document: the file.
  ///   - lasting: units that stay although they are emptied.
  init(of ids: Set<Int>, from document: JSONDocument, keeping lasting: Set<Int> = []) {
    let gone = Self.closure(of: ids, in: document, lasting)
    let asked = ids.filter { document.units.indices.contains($0) }.sorted()
    var changes: [TextChange] = []
    var seen: Set<Int> = []
    for id in gone.indices where gone[id] {
      let unit = document.units[id]
      // What holds it goes as a whole, or this list was done already.
      if let parent = unit.parent, gone[parent] { continue }
      guard seen.insert(document.members[id].container).inserted else { continue }
      let list = JSONList(document.containers[document.members[id].container], of: document)
      changes +=
        JSONListDeletion(list, isGone: { gone[$0] }, reason: { Self.reason(for: $0, of: asked) }).changes
    }
    changes.sort { $0.range.lowerBound < $1.range.lowerBound }
    result = Deletion(changes: changes, units: Set(gone.indices.filter { gone[$0] }))
  }

  /// For each unit whether it goes: those asked for, what is left empty by that, and
  /// all parts of these.
  private static func closure(
    of ids: Set<Int>, in document: JSONDocument, _ lasting: Set<Int>
  ) -> [Bool] {
    var gone = [Bool](repeating: false, count: document.units.count)
    var left = document.containers.map(\.members.count)
    var open = ids.filter { gone.indices.contains($0) }.sorted()
    while let id = open.popLast() {
      guard !gone[id] else { continue }
      gone[id] = true
      let container = document.members[id].container
      left[container] -= 1
      guard left[container] == 0, let owner = document.containers[container].owner,
        !lasting.contains(owner)
      else { continue }
      open.append(owner)
    }
    for unit in document.units {
      if let parent = unit.parent, gone[parent] { gone[unit.id] = true }
    }
    return gone
  }

  /// The unit that was asked for and because of which another goes: itself, or the
  /// first of its parts.
  private static func reason(for id: Int, of asked: [Int]) -> Int {
    var (low, high) = (0, asked.count)
    while low < high {
      let middle = low + (high - low) / 2
      if asked[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < asked.count ? asked[low] : id
  }
}

/// Deletes some members of one list.
///
/// Of the gaps around what goes one stays: it keeps the members that stay in their
/// places, and a blank line where there was one.
struct JSONListDeletion {
  private(set) var changes: [TextChange] = []

  private let list: JSONList
  private let isGone: (Int) -> Bool
  private let reason: (Int) -> Int

  init(_ list: JSONList, isGone: @escaping (Int) -> Bool, reason: @escaping (Int) -> Int) {
    (self.list, self.isGone, self.reason) = (list, isGone, reason)
    var position = 0
    while position < list.members.count {
      guard isGone(list.members[position]) else {
        position += 1
        continue
      }
      var end = position + 1
      while end < list.members.count, isGone(list.members[end]) { end += 1 }
      delete(position..<end)
      position = end
    }
  }

  /// Deletes neighbours, as many as stand together.
  private mutating func delete(_ run: Range<Int>) {
    var chain: [JSONGap.White] = []
    var first = run.lowerBound
    for position in run.lowerBound...run.upperBound {
      for (number, white) in whites(before: position, in: run).enumerated() {
        if number > 0 {
          // A comment that stays parts what goes before it from what goes behind it.
          close(chain, of: first, isFirst: first == 0, isLast: false)
          (chain, first) = ([], position)
        }
        chain.append(white)
      }
    }
    close(
      chain, of: first, isFirst: first == 0,
      isLast: run.upperBound == list.members.count)
    moveComma(of: run)
  }

  private func whites(before position: Int, in run: Range<Int>) -> [JSONGap.White] {
    let gap = list.gap(before: position)
    guard position < run.upperBound, list.isHeading(gap, before: position, isGone: isGone) else {
      return gap.whites
    }
    return list.gap(before: position, keepingComments: true).whites
  }

  /// Deletes everything between the first and the last of some white spaces, but for
  /// the one that stays.
  ///
  /// - Parameters:
  ///   - chain: they are parted by the members that go.
  ///   - first: the first of these members.
  ///   - isFirst: whether nothing stands before them in the list.
  ///   - isLast: whether nothing stands behind them.
  private mutating func close(_ chain: [JSONGap.White], of first: Int, isFirst: Bool, isLast: Bool) {
    guard let head = chain.first, let tail = chain.last, chain.count > 1 else { return }
    let most = chain.reduce(0) { max($0, $1.lineEnds) }
    var kept = isFirst ? 0 : chain.lastIndex { $0.lineEnds == most } ?? 0
    if isLast { kept = chain.count - 1 }
    let follows = list.document.endsInLineComment(before: head.range.lowerBound)
    if follows, chain[kept].lineEnds == 0 { kept = 0 }
    for number in 0..<(chain.count - 1) {
      let unit = reason(list.members[first + number])
      if isFirst, isLast, !follows {
        // `{}` and `[]` are printed without anything between the brackets.
        let end = number == chain.count - 2 ? tail.range.upperBound : chain[number + 1].range.lowerBound
        changes.append(TextChange(chain[number].range.lowerBound..<end, unit: unit))
      } else if number < kept {
        changes.append(
          TextChange(chain[number].range.lowerBound..<chain[number + 1].range.lowerBound, unit: unit))
      } else {
        changes.append(
          TextChange(chain[number].range.upperBound..<chain[number + 1].range.upperBound, unit: unit))
      }
    }
  }

  /// The list's first member has no comma before it, and its last none behind it
  /// unless the last had one.
  private mutating func moveComma(of run: Range<Int>) {
    let (document, members) = (list.document, list.members)
    let unit = reason(members[run.lowerBound])
    if list.beginsWithCommas {
      guard run.lowerBound == 0, run.upperBound < members.count,
        let comma = document.members[members[run.upperBound - 1]].comma
      else { return }
      let next = document.tokens[comma + 1].kind == .space ? comma + 2 : comma + 1
      changes.append(TextChange(document.tokens[comma].start..<document.tokens[next].start, unit: unit))
    } else if run.upperBound == members.count, run.lowerBound > 0,
      document.members[members[run.upperBound - 1]].comma == nil
    {
      let previous = document.members[members[run.lowerBound - 1]]
      guard let comma = previous.comma else { return }
      let isClose = document.tokens[(previous.last + 1)..<comma].allSatisfy { $0.kind == .space }
      let start = isClose ? document.tokens[previous.last].end : document.tokens[comma].start
      changes.append(TextChange(start..<document.tokens[comma].end, unit: unit))
    }
  }
}
