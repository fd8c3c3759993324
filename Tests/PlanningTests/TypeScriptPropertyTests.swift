import Planning
import RuleModel
import SourceText
import Testing

/// What holds of every case of Fixtures/Cases/typescript.
@Suite struct TypeScriptPropertyTests {
  /// A second run on what came out has nothing to do.
  @Test(arguments: try CaseFile.all(in: "typescript").filter { $0.answers.isEmpty })
  func nothingIsLeftToDo(example: CaseFile) throws {
    let result = try CasePlan(example).result
    let again = try Self.plan(example, over: result)
    #expect(again.changes.keys.filter { $0 != FactLedger.path } == [])
  }

  /// The order of a step's rules does not matter.
  @Test(arguments: try CaseFile.all(in: "typescript").filter { $0.rules.count > 1 })
  func rulesMayComeInAnyOrder(example: CaseFile) throws {
    let forth = try Self.plan(example, over: example.before)
    let back = try Self.plan(example, over: example.before) { $0.reversed() }
    #expect(Self.files(forth) == Self.files(back))
  }

  /// Modules that have nothing to do with it change nothing, and are not changed.
  @Test(arguments: try CaseFile.all(in: "typescript"))
  func strangersChangeNothing(example: CaseFile) throws {
    let strangers: [RepositoryPath: [UInt8]] = [
      "zz/strange.ts": Array("export interface Strange {\n  size: number;\n}\n".utf8),
      "zz/strange.tsx": Array("export const Strange = () => <p>strange</p>;\n".utf8),
      "zz/strange.cjs": Array("module.exports = { strange: true };\n".utf8),
      "zz/strange.test.ts": Array("test('is strange', () => { expect(1).toBe(1); });\n".utf8),
    ]
    let alone = try Self.plan(example, over: example.before)
    let among = try Self.plan(example, over: example.before.merging(strangers) { first, _ in first })
    #expect(Self.files(alone) == Self.files(among))
    #expect(alone.decisions.map(\.id) == among.decisions.map(\.id))
  }

  private static func plan(
    _ example: CaseFile, over files: [RepositoryPath: [UInt8]], rules: ([Rule]) -> [Rule] = { $0 }
  ) throws -> PlannedStep {
    var migration = try CasePlan.migration(of: example)
    // Nothing may be left to find.
    migration.steps[0].rules = rules(migration.steps[0].rules).map { rule in
      var rule = rule
      rule.onZeroMatches = .ok
      return rule
    }
    return try Planner(migration: migration, answers: .none(for: "case"), ledger: FactLedger())
      .plan(InMemorySnapshot(files)).steps[0]
  }

  private static func files(_ step: PlannedStep) -> [RepositoryPath: FileChange] {
    step.changes.filter { $0.key != FactLedger.path }
  }
}
