import Foundation
import Planning
import RuleModel
import SourceText
import Testing

/// The examples beside the rules hold: each rule by itself, over the files of its
/// example, leaves exactly the files that the example says. And they tell something: each
/// rule has one that does not hold without it.
@Suite struct RuleExamplesTests {
  struct Example: Sendable, CustomTestStringConvertible {
    /// The rule alone.
    let migration: Migration
    let rule: String
    let test: RuleTest
    let testDescription: String

    /// The same without the rule.
    var switchedOff: Migration {
      var empty = migration
      empty.steps[0].rules = []
      return empty
    }
  }

  private static let path = "Rules/remove-websocket/migration.yml"

  private static let migration = Result {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let bytes = try Array(Data(contentsOf: root.appending(path: path)))
    return try Migration.parse(bytes: bytes, file: path)
  }

  private static let examples = migration.map { migration in
    migration.steps.flatMap { step in
      step.rules.flatMap { rule in
        rule.tests.map { test in
          var alone = migration
          alone.steps = [step]
          alone.steps[0].rules = [rule]
          return Example(
            migration: alone, rule: rule.id, test: test, testDescription: "\(rule.id): \(test.name)")
        }
      }
    }
  }

  @Test func thereAreExamples() throws {
    #expect(try Self.examples.get().count >= 14)
  }

  @Test(arguments: (try? examples.get()) ?? [])
  func holds(example: Example) throws {
    let outcome = try Self.outcome(of: example.test, under: example.migration)
    #expect(outcome.files == example.test.after.mapValues { Array($0.utf8) })
    #expect(outcome.questions.count == example.test.asks, "\(outcome.questions)")
    for text in example.test.finds {
      #expect(outcome.finds(text), "'\(text)' is not among \(outcome.findings)")
    }
  }

  private static let rules = (try? migration.get())?.steps.flatMap { $0.rules.map(\.id) } ?? []

  @Test(arguments: rules)
  func someExampleFailsWithoutItsRule(rule: String) throws {
    let examples = try Self.examples.get().filter { $0.rule == rule }
    let telling = try examples.filter { example in
      let outcome = try Self.outcome(of: example.test, under: example.switchedOff)
      return outcome.files != example.test.after.mapValues { Array($0.utf8) }
        || outcome.questions.count != example.test.asks || !example.test.finds.allSatisfy(outcome.finds)
    }
    #expect(
      !telling.isEmpty,
      "no example of '\(rule)' shows what the rule does; write one with 'before' and 'after'")
  }

  @Test func noRuleIsLeftOut() throws {
    #expect(Self.rules.count >= 8)
    #expect(Set(Self.rules).count == Self.rules.count)
  }

  private struct Outcome {
    let files: [RepositoryPath: [UInt8]]
    let questions: [String]
    let findings: [String]

    func finds(_ text: String) -> Bool { findings.contains { $0.contains(text) } }
  }

  /// What a migration makes of the files of an example.
  private static func outcome(of test: RuleTest, under migration: Migration) throws -> Outcome {
    var ledger = FactLedger()
    for (fact, names) in test.facts {
      for name in names {
        ledger.insert(
          RecordedName(name: name, step: "earlier", rule: "earlier"), under: fact, of: migration.id)
      }
    }
    let planner = Planner(migration: migration, answers: .none(for: migration.id), ledger: ledger)
    let plan = try planner.plan(InMemorySnapshot(test.before.mapValues { Array($0.utf8) }))
    var files = test.before.mapValues { Array($0.utf8) }
    for (path, change) in plan.steps.flatMap(\.changes) where path != FactLedger.path {
      switch change {
      case .delete: files[path] = nil
      case .write(let bytes, _): files[path] = bytes
      }
    }
    return Outcome(
      files: files, questions: plan.openDecisions.map(\.question),
      findings: plan.steps.flatMap(\.findings).map(\.message))
  }
}
