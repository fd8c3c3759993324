import Foundation
import Planning
import RuleModel
import SourceText
import Testing

/// The examples beside the rules hold: each rule by itself, over the files of its
/// example, leaves exactly the files that the example says.
@Suite struct RuleExamplesTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let migration: Migration
    let test: RuleTest
    let testDescription: String
  }

  private static let path = "Rules/remove-websocket/migration.yml"

  private static let examples = Result {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let bytes = try Array(Data(contentsOf: root.appending(path: path)))
    let migration = try Migration.parse(bytes: bytes, file: path)
    return migration.steps.flatMap { step in
      step.rules.flatMap { rule in
        rule.tests.map { test in
          var alone = migration
          alone.steps = [step]
          alone.steps[0].rules = [rule]
          return Example(migration: alone, test: test, testDescription: "\(rule.id): \(test.name)")
        }
      }
    }
  }

  @Test func thereAreExamples() throws {
    #expect(try Self.examples.get().count >= 14)
  }

  @Test(arguments: (try? examples.get()) ?? [])
  func holds(example: Example) throws {
    var ledger = FactLedger()
    for (fact, names) in example.test.facts {
      for name in names {
        let record = RecordedName(name: name, step: "earlier", rule: "earlier")
        ledger.insert(record, under: fact, of: example.migration.id)
      }
    }
    let planner = Planner(
      migration: example.migration, answers: .none(for: example.migration.id), ledger: ledger)
    let plan = try planner.plan(InMemorySnapshot(example.test.before.mapValues { Array($0.utf8) }))

    var after = example.test.before.mapValues { Array($0.utf8) }
    for (path, change) in plan.steps.flatMap(\.changes) where path != FactLedger.path {
      switch change {
      case .delete: after[path] = nil
      case .write(let bytes, _): after[path] = bytes
      }
    }
    #expect(after == example.test.after.mapValues { Array($0.utf8) })
    #expect(plan.openDecisions.map(\.question) == [])
  }
}
