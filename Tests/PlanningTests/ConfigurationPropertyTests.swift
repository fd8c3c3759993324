import Planning
import RuleModel
import SourceText
import Testing

/// What holds of every case of Fixtures/Cases/configuration.
@Suite struct ConfigurationPropertyTests {
  /// A second run on what came out has nothing to do, where nobody wanted something kept.
  @Test(arguments: try ConfigurationCase.all().filter { $0.answers.isEmpty })
  func nothingIsLeftToDo(example: ConfigurationCase) throws {
    let again = try example.plan(over: example.after).steps[0]
    #expect(again.changes.keys.filter { $0 != FactLedger.path } == [])
  }

  /// The order of a step's rules does not matter.
  @Test(arguments: try ConfigurationCase.all())
  func rulesMayComeInAnyOrder(example: ConfigurationCase) throws {
    let base = InMemorySnapshot(example.before)
    let forth = try example.planner(rules: { $0 }).plan(base).steps[0]
    let back = try example.planner(rules: { $0.reversed() }).plan(base).steps[0]
    #expect(Self.files(forth) == Self.files(back))
  }

  /// Files that have nothing to do with it change nothing, and are not changed.
  @Test(arguments: try ConfigurationCase.all())
  func strangersChangeNothing(example: ConfigurationCase) throws {
    let strangers: [RepositoryPath: [UInt8]] = [
      "zz/strange.md": Array("# Strange\n\nNothing.\n".utf8),
      "zz/strange.yaml": Array("strange: true\n".utf8),
      "zz/strange.json": Array("{\"strange\": true}\n".utf8),
      "zz/strange.go": Array("package strange\n".utf8),
    ]
    let alone = try example.planner(rules: { $0 }).plan(InMemorySnapshot(example.before)).steps[0]
    let among = try example.planner(rules: { $0 })
      .plan(InMemorySnapshot(example.before.merging(strangers) { first, _ in first })).steps[0]
    #expect(Self.files(alone) == Self.files(among))
    #expect(alone.decisions.map(\.id) == among.decisions.map(\.id))
  }

  private static func files(_ step: PlannedStep) -> [RepositoryPath: FileChange] {
    step.changes.filter { $0.key != FactLedger.path }
  }
}

extension ConfigurationCase {
  /// A planner without answers, with the step's rules as `rules` has them.
  fileprivate func planner(rules: ([Rule]) -> [Rule]) -> Planner {
    var migration = migration
    migration.steps[0].rules = rules(migration.steps[0].rules)
    return Planner(migration: migration, answers: .none(for: Self.id), ledger: ledger)
  }
}
