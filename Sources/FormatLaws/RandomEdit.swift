public import Formats

extension DocumentEdit {
  /// Values that a notation may not be able to hold.
  private static let values = [
    "polling", "8081", "true", "a b", "it's", "x#y", "a: b", "# c", "say \"no\"", "C:\\x", "é", " lead", "",
    "a\nb\n", "{{ .Values.x }}", "$HOME", "*x*", "- x", "[a](b)", "@y", "1.5", "a,b", "null", "v1.2.3", "<x>",
  ]

  /// Chooses some units of a document to delete, and some to change.
  ///
  /// - Parameters:
  ///   - document: at least one unit.
  ///   - numbers: what is chosen by.
  public init(randomly document: any StructuredDocument, _ numbers: inout SeededNumbers) {
    let units = document.units
    func some(_ most: Int, _ numbers: inout SeededNumbers) -> [Int] {
      (0..<Int.random(in: 0...most, using: &numbers)).map { _ in
        Int.random(in: units.indices, using: &numbers)
      }
    }
    let most = [1, 1, 3, 8].randomElement(using: &numbers) ?? 1
    var deleted = Set(some(most, &numbers))
    deleted = Self.withAliases(deleted, of: document)
    let hasParts = Set(units.compactMap(\.parent))
    var changed: [Int: String] = [:]
    for id in some(deleted.isEmpty ? 3 : 2, &numbers) {
      guard units[id].kind == .block || !hasParts.contains(id) else { continue }
      let other = units[Int.random(in: units.indices, using: &numbers)]
      let value =
        other.kind == units[id].kind && Bool.random(using: &numbers)
        ? other.value : Self.values.randomElement(using: &numbers)
      changed[id] = value
    }
    self.init(deleting: deleted, changing: changed)
  }

  /// In YAML, what is an alias of something that goes has to go, too.
  ///
  /// - Parameters:
  ///   - ids: ids of units.
  ///   - document: of any format.
  /// - Returns: `ids`, and those of the aliases.
  public static func withAliases(_ ids: Set<Int>, of document: any StructuredDocument) -> Set<Int> {
    guard let document = document as? YAMLDocument else { return ids }
    var ids = ids
    while true {
      let gone = document.deleting(ids).units
      let aliases = Set(gone.flatMap { document.aliases(of: $0) }).subtracting(gone)
      if aliases.isEmpty { return ids }
      ids.formUnion(aliases)
    }
  }
}
