import Findings
import Patterns
import RuleModel
import StrictYAML
import Testing

/// Rules about parts of files.
@Suite struct UnitSelectorTests {
  /// A migration whose first rule records `fax.env` and whose second selects by `unit`.
  private func rule(unit: String, action: String = "unit") throws -> Rule {
    let text = """
      apiVersion: sunset/v1
      kind: Migration
      metadata: {id: drop-fax, title: Drop the fax}
      remnants: {patterns: [{id: fax, regex: fax, why: The fax.}]}
      steps:
        - id: "1"
          slug: settings
          title: Delete the settings
          requirement: R-1
          commit: {subject: drop the fax}
          rules:
            - id: code
              explain: It only faxes.
              select: {files: ['fax.ts']}
              action: {delete: file}
              record: {fax.env: exported-names}
            - id: settings
              explain: Nothing reads them.
              select: {files: ['**/.env*'], unit: \(unit)}
              action: {delete: \(action)}
              guard: {unread: true, else: keep-and-report}
              record: {fax.names: name, fax.values: value}
      """
    return try Migration.parse(bytes: Array(text.utf8), file: "fax.yml").steps[0].rules[1]
  }

  @Test func readsEveryKey() throws {
    let rule = try rule(
      unit: """
        {kind: [variable, entry], name: {in: fax.env}, value: {is: [a, b]}, text: {matches: '(?i)fax'},
                    under: [{is: services}, {matches: 'fax$'}], with: {name: {mentions: fax.env}}}
        """)
    let expected = UnitSelector(
      files: FileSelector(include: [try Glob("**/.env*")]), kinds: [.variable, .entry],
      name: .inFact("fax.env"), value: .among(["a", "b"]), text: .matches(try Pattern("(?i)fax")),
      under: [.among(["services"]), .matches(try Pattern("fax$"))],
      with: [.init(name: "name", value: .mentions("fax.env"))])
    #expect(rule.selector == .units(expected))
    #expect(rule.action == .deleteUnit)
    #expect(rule.guards == [Guard(condition: .unread, otherwise: .keepAndReport)])
    #expect(rule.records.map(\.source) == [.name, .value])
  }

  @Test(arguments: [
    ("{kind: variable}", "every part of that kind would go"),
    ("{kind: knob, name: {is: FAX}}", "kind of unit"),
    ("{kind: metric, value: {is: FAX}}", "a metric is selected by its 'name'"),
    ("{kind: metric, name: {is: fax}, under: [{is: rules}]}", "a metric is selected by its 'name'"),
    ("{kind: [metric, entry], name: {is: fax}}", "a metric is selected by its 'name'"),
    ("{kind: label, name: {is: transport}}", "a label by 'name' and 'value'"),
    ("{kind: variable, name: {}}", "one of the keys 'is', 'matches', 'in', 'mentions' and 'begins'"),
    (
      "{kind: variable, name: {is: A, in: fax.env}}",
      "one of the keys 'is', 'matches', 'in', 'mentions' and 'begins'"
    ),
    ("{kind: variable, name: {in: fax.evn}}", "did you mean 'fax.env'"),
    ("{kind: entry, under: [{in: fax.later}], text: {is: x}}", "no rule records the fact 'fax.later'"),
    ("{kind: entry, with: {name: {mentions: fax.later}}}", "no rule records the fact 'fax.later'"),
    ("{kind: variable, name: {matches: '('}}", "parenthes"),
    ("{kind: variable, nmae: {is: FAX}}", "did you mean 'name'"),
  ])
  func refuses(unit: String, message: String) throws {
    try expectMessage(message) { try rule(unit: unit) }
  }

  @Test func theActionFitsTheSelector() throws {
    try expectMessage("write 'delete: unit'") {
      try rule(unit: "{kind: variable, name: {is: FAX}}", action: "file")
    }
  }

  @Test func textGoesByAnExpression() throws {
    let rule = try rule(unit: "{kind: directive, text: {matches: fax}}", action: "text, matching: ' fax:'")
    #expect(rule.action == .deleteText(try Pattern(" fax:")))
    try expectMessage("'delete: text' needs 'matching'") {
      try self.rule(unit: "{kind: directive, text: {matches: fax}}", action: "text")
    }
    try expectMessage("'matching' belongs to 'delete: text'") {
      try self.rule(unit: "{kind: directive, text: {matches: fax}}", action: "unit, matching: fax")
    }
  }

  private func expectMessage(_ message: String, _ body: () throws -> Rule) throws {
    do {
      _ = try body()
      Issue.record("it was accepted")
    } catch let errors as RuleFileErrors {
      #expect("\(errors)".contains(message), "\(errors)")
    }
  }
}
