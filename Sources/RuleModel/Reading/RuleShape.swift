internal import Findings
internal import StrictYAML

/// A rule before its step is known, whose requirement it may take over.
struct RuleDraft: Sendable {
  let rule: Rule
  let hasOwnRequirement: Bool

  /// The rule as part of a step.
  func completed(stepRequirement: String) -> Rule {
    var rule = self.rule
    if !hasOwnRequirement { rule.requirement = stepRequirement }
    return rule
  }

  static let shape = Shape<RuleDraft>.mapping("rule", "Selector and action, with what belongs to them.") {
    fields in
    let id = fields.required("id", .identifier, "Unique in the migration.")
    let severity = fields.optional(
      "severity", .word(Severity.self, "severity"), default: .error,
      "The weight of what it finds; error when left out.")
    let explain = fields.required("explain", .text, "Why, for the reviewer.")
    let requirement = fields.optional("requirement", .line, "Its own requirement; its step's when left out.")
    let selector = fields.required("select", Selector.shape, "What it is about.")
    let action = fields.required("action", Action.shape, "What happens to that.")
    let guards = fields.optional(
      "guard", .oneOrMore(of: Guard.shape), default: [], "Under which conditions the action is allowed.")
    let cascades = fields.optional(
      "cascade", .list(of: .word(CascadeLanguage.self, "cascade")), default: [],
      "The languages in which what pointed at it is repaired.")
    let records = fields.optional(
      "record", .pairs(.identifier, FactSource.shape), default: [],
      "Names to remember: the fact, and what is recorded under it.")
    let onZeroMatches = fields.optional(
      "onZeroMatches", .word(ZeroMatches.self, "answer to no matches"), default: .error,
      "What it means that nothing is found; error when left out.")
    let expected = fields.optional("expect", expectation, "How many matches are expected.")
    let tests = fields.optional(
      "tests", .list(of: RuleTest.shape), default: [], "Examples; 'sunset rules test' runs them.")
    guard let id, let explain, let selector, let action else { return nil }
    switch (selector, action) {
    case (.files, .deleteUnit), (.files, .deleteText), (.files, .reword):
      fields.report("to delete or reword units, select them: 'unit' is missing", at: ["select"])
    case (.files, .deleteCode), (.units, .deleteCode):
      fields.report("to delete code, select it: 'code' is missing", at: ["select"])
    case (.code, .deleteFile), (.code, .deleteUnit), (.code, .reword):
      fields.report("what is selected is code: write 'delete: code'", at: ["action"])
    case (.files, .fold), (.units, .fold):
      fields.report("to fold variants, select them: 'code' is missing", at: ["select"])
    case (.code(let code), .fold) where !code.isAboutVariants:
      fields.report("only variants can be folded: write 'kind: variant'", at: ["select", "code"])
    case (.units, .deleteFile):
      fields.report("what is selected are units: write 'delete: unit'", at: ["action"])
    case (.units(let units), .deleteText) where units.kinds.contains(where: \.isSeries):
      fields.report("a metric or label has no text: write 'delete: unit'", at: ["action"])
    case (.files, .deleteFile), (.units, .deleteUnit), (.units, .deleteText), (.units, .reword),
      (.code, .deleteCode), (.code, .deleteText), (.code, .fold):
      break
    }
    fields.reportRepeated(tests.map(\.name), "test name") { ["tests", .index($0), "name"] }
    let rule = Rule(
      id: id, severity: severity, explain: explain, requirement: requirement ?? "",
      selector: selector,
      action: action, guards: guards.flatMap(\.self), cascades: cascades,
      records: records.map { FactRecord(fact: $0.key, source: $0.value) }, onZeroMatches: onZeroMatches,
      expected: expected, tests: tests, position: fields.position)
    return RuleDraft(rule: rule, hasOwnRequirement: requirement != nil)
  }

  private static let expectation = Shape<ClosedRange<Int>>.mapping(
    "expectation", "Bounds for the number of matches."
  ) {
    fields in
    let least = fields.optional(
      "min", .integer(0...Int.max), default: 0, "At least so many; 0 when left out.")
    let most = fields.optional(
      "max", .integer(0...Int.max), default: .max, "At most so many; no bound when left out.")
    guard least <= most else {
      fields.report("'max' is \(most), less than 'min', which is \(least)", at: ["max"])
      return nil
    }
    if !fields.has("min"), !fields.has("max") { fields.report("an expectation needs 'min', 'max' or both") }
    return least...most
  }
}
