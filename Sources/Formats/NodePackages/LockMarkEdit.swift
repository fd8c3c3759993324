/// Changes how a lock file marks one package.
struct LockMarkEdit {
  /// As they stand in the file.
  let marks: LockMarks

  private let document: JSONDocument
  private let package: Int

  /// npm writes these first, then all that is no object, by name, then the objects.
  private static let first = ["name", "version", "lockfileVersion", "resolved", "integrity"]

  init(of package: Int, in document: JSONDocument) {
    (self.package, self.document) = (package, document)
    marks = LockMarks.keys.reduce(into: []) {
      if document.flag($1.key, of: package) { $0.insert($1.mark) }
    }
  }

  /// - Parameters:
  ///   - wanted: the marks that the package shall have.
  ///   - ids: gains the entries that go.
  ///   - edits: gains what is written, each at a place where nothing is deleted behind it.
  func set(to wanted: LockMarks, deleting ids: inout Set<Int>, inserting edits: inout [TextChange]) {
    for (mark, key) in LockMarks.keys where marks.contains(mark) && !wanted.contains(mark) {
      document.entry(key, of: package).map { _ = ids.insert($0) }
    }
    let entries = document.parts(of: package).filter { !ids.contains($0) }
    var texts: [Int: String] = [:]
    var places: [Int] = []
    for (mark, key) in LockMarks.keys where wanted.contains(mark) && !marks.contains(mark) {
      // A `false` is none of npm's; a second key would not help.
      guard document.entry(key, of: package) == nil else { continue }
      let position = entries.firstIndex { comesBefore(key, $0) } ?? entries.count
      if texts[position] == nil { places.append(position) }
      texts[position, default: ""] += text(of: key, atEnd: position == entries.count)
    }
    for position in places {
      let text = Array((texts[position] ?? "").utf8)
      if position < entries.count {
        let start = document.units[entries[position]].range.lowerBound
        edits.append(TextChange(start..<start, replacement: text, unit: package))
      } else if let last = entries.last {
        let end = document.units[last].range.upperBound
        edits.append(TextChange(end..<end, replacement: text, unit: package))
      }
    }
  }

  private func text(of key: String, atEnd isLast: Bool) -> String {
    let parts = document.parts(of: package)
    guard let sample = parts.first, let name = document.members[sample].key else { return "" }
    let tokens = document.tokens
    let space = tokens[name - 1].kind == .space ? String(decoding: tokens[name - 1].text, as: UTF8.self) : ""
    let colon = tokens[(name + 1)..<document.members[sample].value].flatMap(\.text)
    let entry = "\"\(key)\"" + String(decoding: colon, as: UTF8.self) + "true"
    return isLast ? "," + space + entry : entry + "," + space
  }

  private func comesBefore(_ key: String, _ id: Int) -> Bool {
    if document.isObject(id) { return true }
    guard let name = document.units[id].name, !Self.first.contains(name) else { return false }
    return key < name
  }
}

extension Deletion {
  /// The same with some insertions. One that stands where a deletion begins becomes
  /// what takes the place of the deleted bytes.
  ///
  /// - Parameter insertions: changes with an empty range, none twice at one place.
  /// - Returns: all changes in order.
  public func inserting(_ insertions: [TextChange]) -> Deletion {
    guard !insertions.isEmpty else { return self }
    let texts = Dictionary(insertions.map { ($0.range.lowerBound, $0) }) { first, _ in first }
    var merged: [TextChange] = []
    var used: Set<Int> = []
    for change in changes {
      guard let text = texts[change.range.lowerBound], used.insert(change.range.lowerBound).inserted else {
        merged.append(change)
        continue
      }
      merged.append(TextChange(change.range, replacement: text.replacement, unit: text.unit))
    }
    merged += insertions.filter { !used.contains($0.range.lowerBound) }
    // An insertion at the end of a deletion comes behind it.
    merged.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    return Deletion(changes: merged, units: units)
  }
}
