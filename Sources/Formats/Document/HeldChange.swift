extension StructuredDocument {
  /// A change, if the notation can hold it: the file is read again with it, and must have
  /// the same units as before, one with the new value and without parts.
  ///
  /// - Parameters:
  ///   - change: of this document.
  ///   - value: what its unit is to have as its value.
  /// - Returns: nil when the new value would be read as something else.
  func held(_ change: TextChange, as value: String) -> TextChange? {
    var bytes = serialised()
    bytes.replaceSubrange(change.range, with: change.replacement)
    guard let changed = try? Self(parsing: bytes), changed.units.indices.contains(change.unit),
      changed.units[change.unit].value == value
    else { return nil }
    var parts: Set<Int> = [change.unit]
    for unit in units[change.unit...].dropFirst() where unit.parent.map(parts.contains) ?? false {
      parts.insert(unit.id)
    }
    parts.remove(change.unit)
    let others = units.filter { !parts.contains($0.id) }
    guard others.count == changed.units.count else { return nil }
    let isSame = zip(others, changed.units).allSatisfy { old, new in
      old.kind == new.kind && (old.name == new.name || old.id == change.unit)
    }
    return isSame ? change : nil
  }
}
