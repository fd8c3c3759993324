/// Collects the units of a file while it is read, and where they stand.
struct RowBuilder {
  /// A unit whose end may not be known yet.
  private struct Draft {
    let parent: Int?
    let kind: Unit.Kind
    let name: String?
    var value: String?
    var range: Range<Int>
  }

  /// A line of comment that waits for the lines below it.
  private struct CommentLine {
    let range: Range<Int>
    let body: Range<Int>
    let line: Int
  }

  private let bytes: [UInt8]
  private let table: LineTable
  /// What begins a comment.
  private let mark: UInt8
  private var drafts: [Draft] = []
  private var entries: [RowEntry] = []
  private var scalars: [Int: Range<Int>] = [:]
  private var waiting: [CommentLine] = []
  private var waitingParent: Int?
  /// The units before which something stands that is no unit.
  private var fenced: Set<Int> = []

  init(_ bytes: [UInt8], commentMark: UInt8) {
    self.bytes = bytes
    table = LineTable(bytes)
    mark = commentMark
  }

  /// How many units there are so far; the id of the next one.
  var count: Int { drafts.count }

  /// Adds a unit that is a part of another one's line, or whose place is described by
  /// `place(_:…)`.
  /// - Returns: its id.
  mutating func add(
    _ kind: Unit.Kind, name: String? = nil, value: String? = nil, range: Range<Int>, parent: Int?
  ) -> Int {
    settleComments()
    drafts.append(Draft(parent: parent, kind: kind, name: name, value: value, range: range))
    return drafts.count - 1
  }

  /// Says where a unit stands. Units of one parent are placed in the order of the file.
  /// - Parameters:
  ///   - unit: its id.
  ///   - range: with what ends it; the unit's own range when nil.
  ///   - role: how it behaves when its neighbours go.
  ///   - kin: what neighbours of its sort share.
  mutating func place(_ unit: Int, range: Range<Int>? = nil, as role: RowEntry.Role, kin: String? = nil) {
    entries.append(RowEntry(unit: unit, role: role, kin: kin, range: range ?? drafts[unit].range))
  }

  /// Where a unit begins.
  func start(of unit: Int) -> Int { drafts[unit].range.lowerBound }

  /// Sets the end of a unit that was added when only its beginning was known.
  mutating func close(_ unit: Int, at end: Int) {
    settleComments()
    let start = drafts[unit].range.lowerBound
    drafts[unit].range = start..<max(start, end)
    // What stands at the end of its inside parts nothing from what follows it.
    fenced.remove(drafts.count)
  }

  /// Takes back all units from an id on.
  mutating func truncate(to count: Int) {
    waiting = []
    for id in count...max(count, drafts.count) {
      scalars[id] = nil
      fenced.remove(id)
    }
    drafts.removeLast(max(0, drafts.count - count))
    while let last = entries.last, last.unit >= count { entries.removeLast() }
  }

  /// Says that something stands here that is no unit: what is above and what is below
  /// it go apart.
  mutating func fence() {
    settleComments()
    fenced.insert(drafts.count)
  }

  /// Sets the value of a unit that was added before it was known.
  mutating func setValue(_ value: String, of unit: Int) { drafts[unit].value = value }

  /// Whether a unit ends on the line that holds a byte.
  func isOnSameLine(_ unit: Int, _ offset: Int) -> Bool {
    drafts[unit].range.upperBound > table.lines[table.index(at: offset)].start
  }

  /// Adds a comment: from its mark to the end of its text. Lines one below the other
  /// become one unit.
  mutating func addComment(_ range: Range<Int>, parent: Int?) {
    let body = CommentText.body(of: range, mark: mark, in: bytes)
    let line = table.index(at: range.lowerBound)
    let begins = bytes[table.lines[line].start..<range.lowerBound].allSatisfy(RowBytes.isWhite)
    if !begins || waitingParent != parent || waiting.last.map({ $0.line + 1 != line }) ?? false {
      settleComments()
    }
    waiting.append(CommentLine(range: range, body: body, line: line))
    waitingParent = parent
    if !begins { settleComments(as: .trailing) }
  }

  /// The units, and what deleting needs to know of them.
  mutating func finish() -> (units: [Unit], layout: RowLayout, scalars: [Int: Range<Int>]) {
    settleComments()
    let units = drafts.enumerated().map { id, draft in
      Unit(
        id: id, parent: draft.parent, kind: draft.kind, name: draft.name, value: draft.value,
        range: draft.range)
    }
    for index in entries.indices {
      entries[index].isFenced = fenced.contains(entries[index].unit)
      entries[index].settle(in: table, of: bytes)
    }
    return (units, RowLayout(entries: entries, units: units, table: table), scalars)
  }

  /// Makes units of the comment lines that wait: what is above and at a ruler heads
  /// more than the rest, which speaks of the next line alone.
  private mutating func settleComments(as role: RowEntry.Role? = nil) {
    guard !waiting.isEmpty else { return }
    let lines = waiting
    waiting = []
    let ruler = lines.lastIndex { CommentText.isRuler($0.range, body: $0.body, in: bytes) }
    let head = role == nil ? ruler.map { $0 + 1 } ?? 0 : 0
    let isHeader = drafts.isEmpty && head == 0
    if head > 0 { addComment(lines[..<head], as: .heading) }
    guard head < lines.count else { return }
    addComment(lines[head...], as: role ?? (isHeader ? .header : .comment))
  }

  private mutating func addComment(_ lines: ArraySlice<CommentLine>, as role: RowEntry.Role) {
    guard let first = lines.first, let last = lines.last else { return }
    let id = drafts.count
    let value = lines.map { RowBytes.text(bytes[$0.body]) }.joined(separator: "\n")
    let range = first.range.lowerBound..<last.range.upperBound
    drafts.append(Draft(parent: waitingParent, kind: .comment, name: nil, value: value, range: range))
    entries.append(RowEntry(unit: id, role: role, kin: nil, range: range))
    if lines.count == 1, !first.body.isEmpty { scalars[id] = first.body }
  }
}
