internal import Patterns
internal import StrictYAML

extension FileSelector {
  /// `{in: FACT}`.
  private static let factReference = Shape<String>.mapping("fact reference", "The names that a fact holds.") {
    fields in
    fields.required("in", .identifier, "The fact; an earlier rule must record it.")
  }

  static let shape = Shape<FileSelector>.mapping("selector", "What a rule is about: files, by their paths.") {
    fields in
    let include = fields.required(
      "files", .list(of: .glob, atLeast: 1), "A path must match one of these; '**' crosses folders.")
    let exclude = fields.optional("except", .list(of: .glob), default: [], "A path must match none of these.")
    let naming = fields.optional("naming", factReference, "The contents must hold one of these names.")
    guard let include else { return nil }
    return FileSelector(include: include, exclude: exclude, naming: naming)
  }
}

extension Action {
  private enum Deleted: String, CaseIterable, Sendable {
    case file
  }

  static let shape = Shape<Action>.mapping("action", "What happens to what a rule selected.") { fields in
    let deleted = fields.required("delete", .word(Deleted.self, "thing to delete"), "What goes.")
    return switch deleted {
    case .file: .deleteFile
    case nil: nil
    }
  }
}

extension Guard {
  /// Several conditions in one mapping share its `else`.
  static let shape = Shape<[Guard]>.mapping("guard", "Conditions for the action; at least one.") { fields in
    let referrers = fields.optional(
      "onlyReferencedBy", .list(of: .glob, atLeast: 1), "Only files that match one of these may refer to it.")
    let notImported = fields.optional("notImported", .boolean, "Nothing that stays may refer to it.")
    let otherwise = fields.required(
      "else", .word(Otherwise.self, "answer of a guard"), "What to do when a condition does not hold.")
    var conditions: [Condition] = []
    if let referrers { conditions.append(.onlyReferencedBy(referrers)) }
    if notImported == true { conditions.append(.notImported) }
    if notImported == false {
      fields.report("write 'notImported: true', or leave it out", at: ["notImported"])
    }
    if !fields.has("onlyReferencedBy"), !fields.has("notImported") {
      fields.report("a guard needs a condition: 'onlyReferencedBy' or 'notImported'")
    }
    guard let otherwise else { return nil }
    return conditions.map { Guard(condition: $0, otherwise: otherwise) }
  }
}
