import Patterns
import RuleModel
import SourceText
import StrictYAML
import Testing

@Suite struct AnswersTests {
  private static let text = """
    apiVersion: sunset/v1
    kind: Answers
    migration: drop-fax
    decisions:
      - {decision: 3f9c2d, choice: delete, reason: nothing reads it}
      - {decision: aa01, choice: keep}
    allow:
      - {id: B1, path: 'docs/**', reason: history, owner: docs}
      - {id: B2, path: '**', class: [lock, document], name: sendFax, reason: quoted, owner: docs}
    """

  private func parse(_ text: String) throws(RuleFileErrors) -> Answers {
    let migration: Migration
    do {
      migration = try MigrationTests.parse(MigrationTests.complete)
    } catch {
      Issue.record(error)
      return .none(for: "")
    }
    return try Answers.parse(bytes: Array(text.utf8), file: "answers.yml", migration: migration)
  }

  private func mistakes(_ text: String) -> [String] {
    do throws(RuleFileErrors) {
      _ = try parse(text)
      return []
    } catch {
      return error.errors.map { "\($0.position): \($0.message)" }
    }
  }

  @Test func readsEveryKey() throws {
    func position(_ line: Int) -> SourcePosition {
      SourcePosition(file: "answers.yml", line: line, column: 5)
    }
    let expected = Answers(
      migration: "drop-fax",
      decisions: [
        Answer(decision: "3f9c2d", choice: "delete", reason: "nothing reads it", position: position(5)),
        Answer(decision: "aa01", choice: "keep", reason: "", position: position(6)),
      ],
      allowances: [
        Allowance(
          id: "B1", paths: try Glob("docs/**"), reason: "history", owner: "docs", position: position(8)),
        Allowance(
          id: "B2", paths: try Glob("**"), classes: [.document, .lock], name: "sendFax", reason: "quoted",
          owner: "docs", position: position(9)),
      ])
    #expect(try parse(Self.text) == expected)
  }

  @Test func mayBeShort() throws {
    #expect(
      try parse("{apiVersion: sunset/v1, kind: Answers, migration: drop-fax}") == .none(for: "drop-fax"))
  }

  @Test(arguments: ["run", "command", "gates", "hooks"])
  func nameNoCommands(key: String) {
    let expected = "answers.yml:10:1: unknown key '\(key)'; an answers file may have"
    #expect(mistakes(Self.text + "\n\(key): [rm, -rf, .]\n").map { $0.prefix(46) } == [expected.prefix(46)])
  }

  @Test func belongToOneMigration() {
    #expect(
      mistakes(Self.text.replacing("drop-fax", with: "drop-phone"))
        == ["answers.yml:3:12: these answers are for 'drop-phone', the migration is 'drop-fax'"])
  }

  @Test func eachDecisionIsAnsweredOnce() {
    #expect(
      mistakes(Self.text.replacing("aa01", with: "3f9c2d"))
        == ["answers.yml:6:16: the decision '3f9c2d' is used a second time"])
  }

  @Test func allowancesOfTheMigrationKeepTheirIDs() {
    #expect(
      mistakes(Self.text.replacing("id: B1", with: "id: A1"))
        == ["answers.yml:8:10: the allowance id 'A1' is used by the migration"])
  }
}
