/// The deletion of some units from a template.
struct HelmDeletion {
  private let document: HelmDocument
  private let bytes: [UInt8]
  private var going: Set<Int>
  private var removal: LineRemoval
  private var cuts: [TextChange] = []

  private var units: [Unit] { document.units }
  private var places: [HelmPlace] { document.outline.places }
  private var lines: IndentedLines { document.outline.lines }

  init(of document: HelmDocument, _ ids: Set<Int>) {
    self.document = document
    bytes = document.serialised()
    going = []
    removal = LineRemoval(from: document.outline.lines)
    for id in ids where places.indices.contains(id) { going.formUnion(id..<places[id].subtreeEnd) }
    guard !going.isEmpty else { return }
    for id in places.indices.reversed() where !going.contains(id) && isEmptied(id) {
      going.formUnion(id..<places[id].subtreeEnd)
    }
  }

  mutating func run() -> Deletion {
    guard !going.isEmpty else { return Deletion(changes: [], units: []) }
    remove(document.outline.roots, of: nil)
    let parents = Set(going.compactMap { units[$0].parent }).subtracting(going)
    for parent in parents.sorted() { remove(places[parent].children, of: parent) }
    // Comments of the template are units, too, and go with what they are about.
    for unit in units where unit.kind == .comment && places[unit.id].lines.allSatisfy(removal.removes) {
      going.insert(unit.id)
    }
    return Deletion(changes: removal.changes(with: cuts), units: going)
  }

  /// Whether nothing is left of a unit but what has no meaning by itself.
  private func isEmptied(_ id: Int) -> Bool {
    let parts = places[id].children
    guard parts.contains(where: going.contains),
      parts.allSatisfy({ going.contains($0) || units[$0].kind == .comment })
    else { return false }
    // A template that puts nothing out may still be asked for.
    let conditional = places[id].conditional.map { document.conditionals[$0] }
    if let conditional, document.definesTemplate(conditional) { return false }
    guard let content = places[id].content else { return true }
    let inline = parts.filter { places[$0].isInline }.map { units[$0].range }
    let branches = conditional?.branches.map { document.actions[$0].range } ?? []
    let gone = (inline + branches).sorted { $0.lowerBound < $1.lowerBound }
    return !inline.isEmpty && isBlank(content, without: gone)
  }

  private func isBlank(_ content: Range<Int>, without gone: [Range<Int>]) -> Bool {
    var offset = content.lowerBound
    for range in gone where range.lowerBound >= offset {
      guard bytes[offset..<range.lowerBound].allSatisfy(\.isHelmBlank) else { return false }
      offset = range.upperBound
    }
    return bytes[offset..<max(offset, content.upperBound)].allSatisfy(\.isHelmBlank)
  }

  // MARK: Places

  private mutating func remove(_ siblings: [Int], of parent: Int?) {
    for id in siblings where going.contains(id) && places[id].isInline { cut(id) }
    let ids = siblings.filter { !places[$0].isInline && units[$0].kind != .comment }
    let comments = comments(around: ids, isTop: parent == nil)
    for (index, id) in ids.enumerated() where going.contains(id) {
      if !lines.beginsLine(units[id].range.lowerBound) {
        if index == 0 { removeFirst(ids, comments) }
        continue
      }
      guard !(index > 0 && isMovedUp(ids, index)) else { continue }
      removal.remove(
        comments.firstLine(of: index)...comments.lastLine(of: index), rank: places[id].rank, unit: id)
    }
    for id in siblings where going.contains(id) && units[id].kind == .comment {
      removal.remove(places[id].lines, rank: places[id].rank, unit: id)
    }
  }

  /// Whether a part goes by the cut of the first ones behind a dash.
  private func isMovedUp(_ ids: [Int], _ index: Int) -> Bool {
    guard !lines.beginsLine(units[ids[0]].range.lowerBound), ids[...index].allSatisfy(going.contains),
      let next = ids[index...].first(where: { !going.contains($0) })
    else { return false }
    return canMoveUp(next)
  }

  /// Entries can stand directly behind a dash; what a template decides on cannot.
  private func canMoveUp(_ id: Int) -> Bool { units[id].kind == .entry || units[id].kind == .item }

  /// The first part goes that stands behind a dash: the next one moves up, or the dash
  /// is left alone on its line.
  private mutating func removeFirst(_ ids: [Int], _ comments: BlockComments) {
    let id = ids[0]
    let start = units[id].range.lowerBound
    guard let next = ids.firstIndex(where: { !going.contains($0) }) else { return }
    if canMoveUp(ids[next]) {
      var number = comments.lastLine(of: next - 1) + 1
      while number + 1 < lines.all.count, lines.all[number].kind == .blank { number += 1 }
      cuts.append(TextChange(start..<lines.all[number].start + lines.all[number].column, unit: id))
      return
    }
    var dashEnd = start
    while dashEnd > 0, bytes[dashEnd - 1].isYAMLBlank { dashEnd -= 1 }
    cuts.append(TextChange(dashEnd..<lines.all[places[id].lines.lowerBound].textEnd, unit: id))
    let below = places[id].lines.lowerBound + 1
    let last = comments.lastLine(of: 0)
    if below <= last { removal.remove(below...last, rank: places[id].rank, unit: id) }
  }

  /// A part of a line goes; of the blanks around it one stays, and no line without text.
  private mutating func cut(_ id: Int) {
    let range = units[id].range
    var start = range.lowerBound
    let last = lines.all[lines.number(at: range.upperBound - 1)]
    if lines.beginsLine(start), range.upperBound == last.textEnd, last.end > last.textEnd {
      cuts.append(TextChange(lines.all[lines.number(at: start)].start..<last.end, unit: id))
      return
    }
    let isAtEnd = range.upperBound >= bytes.count || bytes[range.upperBound].isHelmBlank
    if isAtEnd, start > 0, bytes[start - 1].isYAMLBlank { start -= 1 }
    cuts.append(TextChange(start..<range.upperBound, unit: id))
  }

  private func comments(around ids: [Int], isTop: Bool) -> BlockComments {
    let parts = ids.enumerated().map { index, id in
      let place = places[id]
      let isTemplate = place.conditional.map { document.definesTemplate(document.conditionals[$0]) } ?? false
      return BlockPart(
        firstLine: place.lines.lowerBound, lastLine: place.lines.upperBound, column: place.column,
        isClosed: place.conditional != nil,
        hasOwnComment: units[id].kind != .item && !place.children.isEmpty && place.lines.count > 1,
        isBelowHeader: isTop && index == 0 && !isTemplate, goes: going.contains(id))
    }
    return BlockComments(parts, in: lines)
  }
}
