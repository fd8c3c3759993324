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
    let living = fields.optional(
      "living", .boolean, default: false, "Leaves out files that an allowance lets stay as they are: history."
    )
    let beside = fields.optional(
      "beside", .string, "A file of this name must lie in the same folder, or in one above.")
    let unit = fields.optional(
      "unit", UnitSelector.shape, "Which parts of the files; the whole files if not given.")
    let code = fields.optional(
      "code", CodeSelector.shape, "Which parts of the source code; the whole files if not given.")
    guard let include else { return nil }
    let files = FileSelector(
      include: include, exclude: exclude, naming: naming, living: living, beside: beside)
    if fields.has("unit"), fields.has("code") {
      fields.report("a rule selects by 'unit' or by 'code', not by both", at: [.keyItself("code")])
      return nil
    }
    if fields.has("code") {
      return code.map { .code(CodeSelector(files: files, sought: $0)) }
    }
    guard fields.has("unit") else { return .files(files) }
    guard var unit else { return nil }
    unit.files = files
    return .units(unit)
  }
}

extension Action {
  private enum Deleted: String, CaseIterable, Sendable {
    case file, unit, text, code
  }

  private enum Reworded: String, CaseIterable, Sendable {
    case unit
  }

  static let shape = Shape<Action>.mapping("action", "What happens to what a rule selected.") { fields in
    let deleted = fields.optional("delete", .word(Deleted.self, "thing to delete"), "What goes.")
    let reworded = fields.optional(
      "reword", .word(Reworded.self, "thing to reword"),
      "What needs other words, and is asked about together.")
    let folded = fields.optional(
      "fold", .line, "The selected variants cannot occur any more; this one takes their place.")
    let matching = fields.optional(
      "matching", .pattern, "With 'delete: text': what goes from the selected units, which stay.")
    if deleted != .text, fields.has("matching") {
      fields.report("'matching' belongs to 'delete: text'", at: [.keyItself("matching")])
    }
    guard ["delete", "reword", "fold"].filter(fields.has).count == 1 else {
      fields.report("an action has one of the keys 'delete', 'reword' and 'fold'")
      return nil
    }
    if fields.has("fold") { return folded.map { .fold(to: $0) } }
    if reworded != nil { return .reword }
    switch deleted {
    case .file: return .deleteFile
    case .unit: return .deleteUnit
    case .code: return .deleteCode
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
    let namedNowhere = fields.optional(
      "namedNowhere", .pattern, "No file but documents may hold, as a word, what this matches in its text.")
    let without = fields.optional("without", .pattern, "This may match nowhere in its text.")
    let throughout = fields.optional(
      "throughout", .pattern, "This must match in each of its paragraphs, items, rows, commands and samples.")
    let confirmed = fields.optional("confirmed", .boolean, "Only a person can tell; with 'else: ask'.")
    let otherwise = fields.required(
      "else", .word(Otherwise.self, "answer of a guard"), "What to do when a condition does not hold.")
    var conditions: [Condition] = []
    if let referrers { conditions.append(.onlyReferencedBy(referrers)) }
    if let namedNowhere { conditions.append(.namedNowhere(namedNowhere)) }
    if let throughout { conditions.append(.throughout(throughout)) }
    if let without { conditions.append(.without(without)) }
    for (key, value, condition) in [
      ("notImported", notImported, Condition.notImported), ("unread", unread, .unread),
      ("separable", separable, .separable),
      ("confirmed", confirmed, .confirmed),
    ] {
      if value == true { conditions.append(condition) }
      if value == false { fields.report("write '\(key): true', or leave it out", at: [.key(key)]) }
    }
    if confirmed == true, let otherwise, otherwise != .ask {
      fields.report("what a person has to confirm is asked: write 'else: ask'", at: ["else"])
    }
    let keys = [
      "onlyReferencedBy", "notImported", "unread", "namedNowhere", "throughout", "without", "confirmed",
      "separable",
    ]
    if !keys.contains(where: fields.has) {
      fields.report("a guard needs a condition: \(keys.map { "'\($0)'" }.joined(separator: ", "))")
    }
    guard let otherwise else { return nil }
    return conditions.map { Guard(condition: $0, otherwise: otherwise) }
  }
}
