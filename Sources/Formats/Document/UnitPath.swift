extension StructuredDocument {
  /// Where a unit stands: the names of the units around it and its own, outermost
  /// first. What has arguments is named with them (`location /api/`), what has no
  /// name by its place among its unnamed siblings of its kind (`[0]`, 0-based), parts
  /// of a text by their kind, too (`listItem[0]`).
  ///
  /// - Parameter id: of one of `units`.
  /// - Returns: at least one component.
  public func path(of id: Int) -> [String] {
    var components: [String] = []
    var next: Int? = id
    while let current = next {
      components.append(component(of: units[current]))
      next = units[current].parent
    }
    return components.reversed()
  }

  private func component(of unit: Unit) -> String {
    guard let name = unit.name else {
      let siblings = units.filter { $0.parent == unit.parent && $0.kind == unit.kind && $0.name == nil }
      let place = "[\(siblings.firstIndex(of: unit) ?? 0)]"
      switch unit.kind {
      // Parts of a text stand beside others of another kind.
      case .paragraph, .sentence, .listItem, .tableRow, .code: return unit.kind.rawValue + place
      default: return place
      }
    }
    switch unit.kind {
    case .directive, .block, .instruction, .requirement:
      guard let arguments = unit.value, !arguments.isEmpty else { return name }
      return name + " " + arguments
    default:
      return name
    }
  }
}
