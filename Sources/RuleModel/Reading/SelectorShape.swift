internal import Patterns
internal import StrictYAML

extension Selector {
  static let shape = Shape<Selector>.mapping(
    "selector", "What a rule is about: files, by their paths, or parts of them."
  ) { fields in
    let include = fields.required(
      "files", .list(of: .glob, atLeast: 1), "A path must match one of these; '**' crosses folders.")
    let exclude = fields.optional("except", .list(of: .glob), default: [], "A path must match none of these.")
    let naming = fields.optional(
      "naming", TextCondition.factReference, "The contents must hold one of these names.")
    let unit = fields.optional(
      "unit", UnitSelector.shape, "Which parts of the files; the whole files if not given.")
    guard let include else { return nil }
    let files = FileSelector(include: include, exclude: exclude, naming: naming)
    guard fields.has("unit") else { return .files(files) }
    guard var unit else { return nil }
    unit.files = files
    return .units(unit)
  }
}

extension Action {
  private enum Deleted: String, CaseIterable, Sendable {
    case file, unit, text
  }

  static let shape = Shape<Action>.mapping("action", "What happens to what a rule selected.") { fields in
    let deleted = fields.required("delete", .word(Deleted.self, "thing to delete"), "What goes.")
    let matching = fields.optional(
      "matching", .pattern, "With 'delete: text': what goes from the selected units, which stay.")
    if deleted != .text, fields.has("matching") {
      fields.report("'matching' belongs to 'delete: text'", at: [.keyItself("matching")])
    }
    switch deleted {
    case .file: return .deleteFile
    case .unit: return .deleteUnit
    case .text:
      if !fields.has("matching") { fields.report("'delete: text' needs 'matching': an expression") }
      return matching.map(Action.deleteText)
    case nil: return nil
    }
  }
}

extension Guard {
  /// Several conditions in one mapping share its `else`.
  static let shape = Shape<[Guard]>.mapping("guard", "Conditions for the action; at least one.") { fields in
    let referrers = fields.optional(
      "onlyReferencedBy", .list(of: .glob, atLeast: 1), "Only files that match one of these may refer to it.")
    let unread = fields.optional("unread", .boolean, "No source file may hold its name as a word.")
    let notImported = fields.optional("notImported", .boolean, "Nothing that stays may refer to it.")
    let separable = fields.optional(
      "separable", .boolean, "A sentence of a comment must say nothing else, and nothing may refer to it.")
    let otherwise = fields.required(
      "else", .word(Otherwise.self, "answer of a guard"), "What to do when a condition does not hold.")
    var conditions: [Condition] = []
    if let referrers { conditions.append(.onlyReferencedBy(referrers)) }
    for (key, value, condition) in [
      ("notImported", notImported, Condition.notImported), ("unread", unread, .unread),
      ("separable", separable, .separable),
    ] {
      if value == true { conditions.append(condition) }
      if value == false { fields.report("write '\(key): true', or leave it out", at: [.key(key)]) }
    }
    if !["onlyReferencedBy", "notImported", "unread", "separable"].contains(where: fields.has) {
      fields.report("a guard needs a condition: 'onlyReferencedBy', 'notImported', 'unread' or 'separable'")
    }
    guard let otherwise else { return nil }
    return conditions.map { Guard(condition: $0, otherwise: otherwise) }
  }
}
