public import Formats

/// Units that are deleted and values that are changed, all at once, and what must hold of
/// that for every file of every format.
public struct DocumentEdit: Sendable, Hashable {
  /// Ids of units.
  public var deleted: Set<Int>
  /// New values by the ids of units. Those that go, and those whose notation cannot hold
  /// the value, stay as they are.
  public var changed: [Int: String]

  /// - Parameters:
  ///   - deleted: ids of units.
  ///   - changed: new values by the ids of units.
  public init(deleting deleted: Set<Int>, changing changed: [Int: String] = [:]) {
    self.deleted = deleted
    self.changed = changed
  }

  /// Edits a document and looks at what became of it:
  ///
  /// - what was asked for goes, with all of its parts;
  /// - the changes are ordered, and no two touch the same bytes;
  /// - the bytes of units that stay, and of which nothing goes, are not among them;
  /// - the rest can be read, is put together as it is, and says what was left;
  /// - no more blank lines stand together than before, and line ends are what they were.
  ///
  /// - Parameters:
  ///   - document: what was read from `bytes`.
  ///   - bytes: the file.
  ///   - format: of the file.
  /// - Returns: the edited file, or nil when nothing was to be edited.
  /// - Throws: `Damage` at the first of these that does not hold.
  public func result(
    on document: any StructuredDocument, of bytes: [UInt8], _ format: Format
  ) throws(Damage) -> EditedFile? {
    let units = document.units
    let deletion = document.deleting(deleted)
    try holdsTogether(deletion, units)
    var values: [Int: String] = [:]
    var changes = deletion.changes
    try Self.isOrdered(changes, units, bytes)
    for (id, value) in changed.sorted(by: { $0.key < $1.key }) where !deletion.units.contains(id) {
      guard let change = document.changing(id, to: value) else { continue }
      // Whose lines move along with the number of an item has no other words at once.
      if format == .markdown, deletion.changes.contains(where: { $0.range.overlaps(change.range) }) {
        continue
      }
      values[id] = value
      changes.append(change)
    }
    guard !changes.isEmpty else { return nil }
    changes.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    try Self.isOrdered(changes, units, bytes)
    let touched = Self.unitsAround(deletion.units.union(values.keys), units)
    try Self.keepsOthers(changes, units, bytes, format, touched: touched)

    let after = Self.applied(changes, to: bytes)
    try Self.keepsLineEnds(after, bytes)
    let rest: any StructuredDocument
    do {
      rest = try format.document(parsing: after)
    } catch {
      throw Damage("the rest cannot be read: \(error.message)\(Self.excerpt(after, error.offset))")
    }
    if rest.serialised() != after { throw Damage("the rest is not put together as it is") }
    try Self.staysOpen(rest, after, bytes, format)
    let vague = Self.vague(document, format, touched: touched, values)
    let expected = Saying.all(
      units, of: format, without: deletion.units, vague: vague, values: values,
      shown: Self.shown(values, units, bytes))
    if let difference = Saying.difference(Saying.all(rest.units, of: format), from: expected, in: format) {
      throw Damage(difference, at: changes.first?.range.lowerBound)
    }
    return EditedFile(bytes: after, document: rest)
  }

  private func holdsTogether(_ deletion: Deletion, _ units: [Formats.Unit]) throws(Damage) {
    if let missing = deleted.first(where: { !deletion.units.contains($0) }) {
      throw Damage("\(units[missing].kind) does not go", at: units[missing].range.lowerBound)
    }
    for unit in units where !deletion.units.contains(unit.id) {
      guard let parent = unit.parent, deletion.units.contains(parent), !isDefinition(unit, units) else {
        continue
      }
      throw Damage("\(unit.kind) stays though what it is a part of goes", at: unit.range.lowerBound)
    }
    if deletion.units.contains(where: { !units.indices.contains($0) }) { throw Damage("no such unit goes") }
  }

  /// The definitions in a section of Markdown serve the whole file.
  private func isDefinition(_ unit: Formats.Unit, _ units: [Formats.Unit]) -> Bool {
    unit.kind == .link && unit.parent.map { units[$0].kind == .section } ?? true
  }

  private static func isOrdered(
    _ changes: [TextChange], _ units: [Formats.Unit], _ bytes: [UInt8]
  ) throws(Damage) {
    var position = 0
    for change in changes {
      if change.range.lowerBound < position {
        throw Damage("two changes touch the same bytes, or are out of order", at: change.range.lowerBound)
      }
      if change.range.upperBound > bytes.count { throw Damage("a change goes beyond the end") }
      if !units.indices.contains(change.unit) {
        throw Damage("a change has no reason", at: change.range.lowerBound)
      }
      position = change.range.upperBound
    }
  }

  /// Units with all that are around them.
  private static func unitsAround(_ ids: Set<Int>, _ units: [Formats.Unit]) -> Set<Int> {
    var around = ids
    // Parents come before their parts.
    for unit in units.reversed() where around.contains(unit.id) {
      if let parent = unit.parent { around.insert(parent) }
    }
    return around
  }

  private static func keepsOthers(
    _ changes: [TextChange], _ units: [Formats.Unit], _ bytes: [UInt8], _ format: Format, touched: Set<Int>
  ) throws(Damage) {
    // A document loses the mark before it when it becomes the first, and a section the
    // rule at its end when the next one goes; their parts are looked at by themselves.
    for unit in units
    where !touched.contains(unit.id) && !unit.range.isEmpty && unit.kind != .document && unit.kind != .section
    {
      var low = 0
      var high = changes.count
      while low < high {
        let middle = (low + high) / 2
        if changes[middle].range.upperBound <= unit.range.lowerBound {
          low = middle + 1
        } else {
          high = middle
        }
      }
      while low < changes.count, changes[low].range.lowerBound < unit.range.upperBound {
        if format != .markdown || !isNumber(changes[low], bytes) {
          throw Damage("\(unit.kind) stays and loses bytes", at: unit.range.lowerBound)
        }
        low += 1
      }
    }
  }

  /// Whether a change only numbers an item of a list anew, or indents it as its number
  /// asks for.
  private static func isNumber(_ change: TextChange, _ bytes: [UInt8]) -> Bool {
    (change.replacement + bytes[change.range]).allSatisfy { $0 == 0x20 || (0x30...0x39).contains($0) }
  }

  /// - Returns: the bytes after changes that are ordered and disjoint.
  public static func applied(_ changes: [TextChange], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for change in changes {
      result += bytes[position..<change.range.lowerBound]
      result += change.replacement
      position = change.range.upperBound
    }
    return result + bytes[position...]
  }

  private static func keepsLineEnds(_ after: [UInt8], _ before: [UInt8]) throws(Damage) {
    let (old, new) = (LineEnds(before), LineEnds(after))
    // One blank line may be needed to keep two parts apart.
    if new.longestGap > max(1, old.longestGap) { throw Damage("more blank lines stand together than before") }
    if old.isPure, !new.isPure { throw Damage("line ends are mixed") }
    if new.isLastOpen, !old.isLastOpen { throw Damage("the last line has lost its end") }
  }

  /// - Throws: when there is a line end behind the last line that was not there before, and
  ///   no block scalar of YAML keeps it.
  private static func staysOpen(
    _ rest: any StructuredDocument, _ after: [UInt8], _ before: [UInt8], _ format: Format
  ) throws(Damage) {
    guard !after.isEmpty, after.last == 0x0A, before.last != 0x0A else { return }
    let isScalar = rest.units.last.map { after[$0.range].contains(0x0A) } ?? false
    if format != .yaml || !isScalar { throw Damage("the last line has got an end") }
  }

  /// The changed addresses that are read as they are written, with or without `<>`.
  private static func shown(
    _ values: [Int: String], _ units: [Formats.Unit], _ bytes: [UInt8]
  ) -> Set<Int> {
    Set(
      values.keys.filter { id in
        guard units[id].kind == .link, let value = units[id].value else { return false }
        let text = String(decoding: bytes[units[id].range], as: UTF8.self)
        return text == value || text == "<\(value)>"
      })
  }

  /// Units whose values need not be what they were: the value of what lost or changed a
  /// part of its text is another one, of course.
  private static func vague(
    _ document: any StructuredDocument, _ format: Format, touched: Set<Int>, _ values: [Int: String]
  ) -> Set<Int> {
    let around = touched.subtracting(values.keys)
    switch format {
    case .yaml:
      // An alias says what its anchor says.
      guard let document = document as? YAMLDocument else { return around }
      return around.union(values.keys.flatMap(document.aliases(of:)))
    case .markdown:
      // A reference says where its definition leads.
      let links = document.units.filter { $0.kind == .link }
      let changed = Set(links.filter { values[$0.id] != nil }.map(\.value))
      return around.union(links.filter { values[$0.id] == nil && changed.contains($0.value) }.map(\.id))
    case .helm: return around
    default: return values.isEmpty ? [] : around
    }
  }

  private static func excerpt(_ bytes: [UInt8], _ offset: Int?) -> String {
    guard let offset else { return "" }
    let around = bytes[max(0, offset - 40)..<min(bytes.count, offset + 40)]
    return " at “\(String(decoding: around, as: UTF8.self))”"
  }
}

/// A file after an edit.
public struct EditedFile: Sendable {
  /// The whole file.
  public let bytes: [UInt8]
  /// What was read from it.
  public let document: any StructuredDocument
}
