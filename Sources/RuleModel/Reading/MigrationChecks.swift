internal import StrictYAML

/// What can only be checked over a whole migration: names that are unique, names that
/// refer to others, and the order of both.
struct MigrationChecks {
  let migration: Migration

  func report(to fields: Fields) {
    checkUnique(fields)
    checkOrder(fields)
    checkFacts(fields)
  }

  private func checkUnique(_ fields: Fields) {
    let steps = migration.steps
    fields.reportRepeated(steps.map(\.id), "step id") { ["steps", .index($0), "id"] }
    let rules = steps.indices.flatMap { step in steps[step].rules.indices.map { (step, $0) } }
    fields.reportRepeated(rules.map { steps[$0].rules[$1].id }, "rule id") { index in
      ["steps", .index(rules[index].0), "rules", .index(rules[index].1), "id"]
    }
    fields.reportRepeated(migration.allowances.map(\.id), "allowance id") { ["allow", .index($0), "id"] }
    // Steps `a` with slug `b-c` and `a-b` with slug `c` would share a branch; file
    // systems that fold case would mix `A` with `a`.
    let branches = steps.map { "\($0.id)-\($0.slug)".lowercased() }
    if Set(steps.map(\.id)).count == steps.count {
      fields.reportRepeated(branches, "branch name") { ["steps", .index($0), "slug"] }
    }
  }

  private func checkOrder(_ fields: Fields) {
    let ids = migration.steps.map(\.id)
    for (index, step) in migration.steps.enumerated() {
      for (position, name) in step.after.enumerated() where !ids[..<index].contains(name) {
        let message =
          if name == step.id {
            "the step '\(name)' cannot come after itself"
          } else if ids.contains(name) {
            "the step '\(name)' comes later in this file"
          } else {
            "there is no step '\(name)'" + didYouMean(name, among: ids[..<index])
          }
        fields.report(message, at: ["steps", .index(index), "after", .index(position)])
      }
    }
  }

  /// The key by which a condition names a fact.
  private static func key(_ condition: TextCondition) -> PathElement {
    switch condition {
    case .mentions: "mentions"
    case .begins: "begins"
    case .among, .matches, .inFact: "in"
    }
  }

  /// The facts that the conditions of a selector refer to, with the way to each.
  private static func facts(of selector: CodeSelector) -> [([PathElement], String)] {
    selector.conditions.compactMap { condition, path in
      condition.fact.map { (path.map(PathElement.key) + [key(condition)], $0) }
    }
  }

  /// The facts that the conditions of a selector refer to, with the way to each.
  private static func facts(of selector: UnitSelector) -> [([PathElement], String)] {
    var found = selector.conditions.compactMap { condition, name in
      condition.fact.map { ([.key(name), key(condition)], $0) }
    }
    for (index, condition) in selector.under.enumerated() {
      if let fact = condition.fact { found.append((["under", .index(index), key(condition)], fact)) }
    }
    for part in selector.with {
      if let fact = part.value.fact { found.append((["with", .key(part.name), key(part.value)], fact)) }
    }
    if let fact = selector.serves { found.append((["serves", "in"], fact)) }
    return found
  }

  private func checkFacts(_ fields: Fields) {
    let recordedAnywhere = Set(migration.steps.flatMap(\.rules).flatMap(\.records).map(\.fact))
    var recorded: Set<String> = []
    func check(_ fact: String, at path: [PathElement]) {
      guard !recorded.contains(fact) else { return }
      fields.report(
        recordedAnywhere.contains(fact)
          ? "the fact '\(fact)' is not recorded by an earlier rule, only by this one or a later one"
          : "no rule records the fact '\(fact)'" + didYouMean(fact, among: recordedAnywhere.sorted()),
        at: path)
    }
    for (stepIndex, step) in migration.steps.enumerated() {
      for (ruleIndex, rule) in step.rules.enumerated() {
        let here: [PathElement] = ["steps", .index(stepIndex), "rules", .index(ruleIndex)]
        if let fact = rule.selector.files.naming { check(fact, at: here + ["select", "naming", "in"]) }
        if case .units(let selector) = rule.selector {
          for (path, fact) in Self.facts(of: selector) { check(fact, at: here + ["select", "unit"] + path) }
        }
        if case .code(let selector) = rule.selector {
          for (path, fact) in Self.facts(of: selector) { check(fact, at: here + ["select", "code"] + path) }
        }
        for (testIndex, test) in rule.tests.enumerated() {
          for fact in test.facts.keys.sorted() {
            check(fact, at: here + ["tests", .index(testIndex), "facts", .keyItself(fact)])
          }
        }
        recorded.formUnion(rule.records.map(\.fact))
      }
    }
    for (index, fact) in migration.remnants.facts.enumerated() {
      check(fact, at: ["remnants", "facts", .index(index)])
    }
  }
}
