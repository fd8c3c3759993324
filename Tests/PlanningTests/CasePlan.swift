import Findings
import Patterns
import Planning
import RuleModel
import SourceText

/// A case, planned.
struct CasePlan {
  /// What comes out, without Sunset's own files.
  let result: [RepositoryPath: [UInt8]]
  /// The kinds of the decisions, in order.
  let asked: [String]
  let step: PlannedStep

  init(_ example: CaseFile) throws {
    let snapshot = InMemorySnapshot(example.before)
    var step = try Self.plan(example, .none(for: "case"), snapshot)
    asked = step.decisions.map(\.kind)
    if !example.answers.isEmpty {
      // Answering one question may bring up the next.
      for _ in 0..<10 {
        let answers = step.decisions.compactMap { decision -> Answer? in
          example.answers[decision.kind].map {
            Answer(decision: decision.id, choice: $0, reason: "", position: Self.position)
          }
        }
        step = try Self.plan(example, Answers(migration: "case", decisions: answers), snapshot)
      }
    }
    var result = example.before
    for (path, change) in step.changes where !path.text.hasPrefix(".sunset/") {
      switch change {
      case .delete: result[path] = nil
      case .write(let bytes, _): result[path] = bytes
      }
    }
    self.result = result
    self.step = step
  }

  private static let position = SourcePosition(file: "case", line: 1, column: 1)

  private static func plan(_ example: CaseFile, _ answers: Answers, _ snapshot: InMemorySnapshot) throws
    -> PlannedStep
  {
    try Planner(migration: try migration(of: example), answers: answers, ledger: FactLedger())
      .plan(snapshot).steps[0]
  }

  /// The migration of a case: its rules, or one that deletes what it names.
  static func migration(of example: CaseFile) throws -> Migration {
    if !example.rules.isEmpty {
      let rules = example.rules.map { $0.isEmpty ? "" : "      " + $0 }.joined(separator: "\n")
      let text = """
        apiVersion: sunset/v1
        kind: Migration
        metadata: {id: case, title: Case}
        remnants: {patterns: [{id: name, regex: case, why: A migration needs one.}]}
        steps:
          - id: "1"
            slug: case
            title: Case
            requirement: R-1
            commit: {subject: "case: remove it"}
            rules:
        \(rules)
        """
      return try Migration.parse(bytes: Array(text.utf8), file: example.name)
    }
    let rule = Rule(
      id: "delete", severity: .error, explain: "", requirement: "1",
      selector: .files(FileSelector(include: try example.deleted.map { try Glob($0) })), action: .deleteFile,
      cascades: [.typescript],
      records: [
        FactRecord(fact: "files", source: .path), FactRecord(fact: "symbols", source: .exportedNames),
      ],
      onZeroMatches: .error, position: position)
    let step = Step(
      id: "1", slug: "case", title: "", requirement: "1", after: [], subject: "", body: "", rules: [rule],
      gates: [],
      position: position)
    return Migration(
      id: "case", title: "", steps: [step], remnants: Remnants(patterns: [], facts: []), allowances: [])
  }
}
