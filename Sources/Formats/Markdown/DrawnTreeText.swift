/// Code that shows a drawn tree.
///
/// Units: `.line` for each line with anything but trunks; of an entry its text without the
/// branch. A line goes as `DrawnTree` deletes it, with what hangs on it; the line above all
/// entries goes with the last of them.
struct DrawnTreeText: StructuredDocument {
  let units: [Unit]
  let tree: DrawnTree
  /// For each entry its unit.
  let unitOfEntry: [Int]
  private let lineOfUnit: [Int]

  /// Nil when nothing is drawn.
  init?(_ bytes: [UInt8]) {
    guard let tree = DrawnTree(in: bytes) else { return nil }
    self.tree = tree
    var entryOfLine: [Int: Int] = [:]
    for (place, entry) in tree.entries.enumerated() { entryOfLine[entry.line] = place }
    var units: [Unit] = []
    var unitOfEntry: [Int] = []
    var lineOfUnit: [Int] = []
    for (number, line) in tree.lines.enumerated() {
      var text = MarkdownByte.trimmed(bytes[line.start..<line.contentEnd])
      guard String(decoding: text, as: UTF8.self).contains(where: { $0 != " " && $0 != "│" && $0 != "|" })
      else {
        continue
      }
      if let entry = entryOfLine[number] {
        unitOfEntry.append(units.count)
        text = text[Self.textStart(behind: tree.entries[entry].sign, in: text)...]
      }
      units.append(
        Unit(
          id: units.count, parent: nil, kind: .line, name: nil,
          value: String(decoding: text, as: UTF8.self), range: text.startIndex..<text.endIndex))
      lineOfUnit.append(number)
    }
    self.units = units
    self.unitOfEntry = unitOfEntry
    self.lineOfUnit = lineOfUnit
  }

  init(parsing bytes: [UInt8]) throws(FormatProblem) {
    guard let text = DrawnTreeText(bytes) else { throw FormatProblem("no tree is drawn here") }
    self = text
  }

  func serialised() -> [UInt8] { tree.source }

  func deleting(_ ids: Set<Int>) -> Deletion {
    let entries = Set(unitOfEntry.indices.filter { ids.contains(unitOfEntry[$0]) })
    let drawn = tree.deleting(entries, unit: ids.min() ?? 0)
    var cuts = MarkdownCuts(tree.source)
    for change in drawn { cuts.add(change) }
    for id in ids where units.indices.contains(id) && !unitOfEntry.contains(id) {
      cutLine(of: id, from: &cuts)
    }
    var gone = goneUnits(cuts.joined())
    if unitOfEntry.allSatisfy(gone.contains), let first = unitOfEntry.first, first > 0, !entries.isEmpty,
      lineOfUnit[first - 1] == lineOfUnit[first] - 1
    {
      cutLine(of: first - 1, from: &cuts)
      gone.insert(first - 1)
    }
    return Deletion(changes: cuts.joined(), units: gone)
  }

  func changing(_ id: Int, to value: String) -> TextChange? { nil }

  /// Behind the dashes and blanks of a branch.
  private static func textStart(behind sign: Range<Int>, in line: ArraySlice<UInt8>) -> Int {
    var start = sign.upperBound
    while start < line.endIndex {
      let rest = line[start...]
      if let dash = ["─", "━"].first(where: { rest.starts(with: $0.utf8) }) {
        start += dash.utf8.count
      } else if MarkdownByte.isBlank(line[start]) || line[start] == UInt8(ascii: "-") {
        start += 1
      } else {
        break
      }
    }
    return min(start, line.endIndex)
  }

  private func cutLine(of id: Int, from cuts: inout MarkdownCuts) {
    let line = tree.lines[lineOfUnit[id]]
    cuts.cut(line.start..<line.end, for: id)
  }

  /// The units whose lines go as a whole.
  private func goneUnits(_ changes: [TextChange]) -> Set<Int> {
    Set(
      units.indices.filter { id in
        changes.contains {
          $0.replacement.isEmpty && $0.range.lowerBound <= units[id].range.lowerBound
            && units[id].range.upperBound <= $0.range.upperBound
        }
      })
  }
}
