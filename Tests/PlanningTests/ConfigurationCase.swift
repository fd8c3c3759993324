import Foundation
import Planning
import RuleModel
import SourceText
import Testing

/// One case of Fixtures/Cases/configuration or go: rules, a small repository, what comes out
/// and what is said. The format is described in Fixtures/Cases/README.md.
struct ConfigurationCase: CustomTestStringConvertible, Sendable {
  let name: String
  let migration: Migration
  let ledger: FactLedger
  /// Kinds of decisions that must be asked, in order; every one gets the choice, if any.
  let asks: [String]
  let answers: [String: String]
  /// Texts that findings must hold, one for each finding, in order.
  let reports: [String]
  /// What must be recorded: `fact = name`, in order of facts and names.
  let records: [String]
  /// By `path:line` of what goes in: what the chain of reasons must hold.
  let explanations: [(place: String, text: String)]
  /// Declarations in Go that only what goes has read and that stay all the same.
  let unused: [String]
  /// Whether what comes out must compile; what a generator must mend first does not.
  let compiles: Bool
  /// The words for the choice 'reword'.
  let words: String?
  let before: [RepositoryPath: [UInt8]]
  let after: [RepositoryPath: [UInt8]]

  var testDescription: String { name }

  static let id = "case"

  init(_ file: CaseText) throws {
    name = file.name
    asks = file["asks"]
    answers = Dictionary(try file.pairs("answer"), uniquingKeysWith: { first, _ in first })
    reports = file["reports"]
    records = file["records"]
    explanations = try file.pairs("explains").map { (place: $0, text: $1) }
    unused = file["unused"]
    compiles = !file["compiles"].contains("no")
    words = file["words"].first
    let history = file["history"].enumerated().map { index, glob in
      "  - {id: history-\(index), path: '\(glob)', class: document, onZeroMatches: ok, reason: r, owner: o}"
    }
    let standing = try file.pairs("allows").enumerated().map { index, pair in
      "  - {id: words-\(index), path: '\(pair.0)', match: '\(pair.1)', onZeroMatches: ok, reason: r, owner: o}"
    }
    let allowed = history + standing
    let allowances = allowed.isEmpty ? "" : "allow:\n" + allowed.joined(separator: "\n")
    var ledger = FactLedger()
    let facts = try file.pairs("fact")
    for (fact, name) in facts {
      ledger.insert(RecordedName(name: name, step: "0", rule: "earlier"), under: fact, of: Self.id)
    }
    self.ledger = ledger
    let known = Set(facts.map(\.0)).sorted().map { "\($0): name" }.joined(separator: ", ")
    // Facts must have been recorded by an earlier rule; this one finds nothing itself.
    let earlier = """
        - id: earlier
          explain: Recorded what this case begins with.
          select: {files: ['no/such/file'], unit: {kind: entry, name: {is: none}}}
          action: {delete: unit}
          record: {\(known)}
          onZeroMatches: ok
      """
    let rules = file.rules.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "      \($0)" }.joined(separator: "\n")
    let text = """
      apiVersion: sunset/v1
      kind: Migration
      metadata: {id: \(Self.id), title: Case}
      remnants: {patterns: [{id: name, regex: case, why: A migration needs one.}]}
      \(allowances)
      steps:
        - id: "1"
          slug: case
          title: Case
          requirement: R-1
          commit: {subject: "case: remove it"}
          rules:
      \(known.isEmpty ? "" : earlier.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
      \(rules)
      """
    migration = try Migration.parse(bytes: Array(text.utf8), file: file.name)
    before = file.before
    after = file.after
  }

  /// The plan over what goes in, answered as the case says.
  func plan() throws -> Plan { try plan(over: before) }

  /// The plan over some files, answered as the case says.
  func plan(over files: [RepositoryPath: [UInt8]]) throws -> Plan {
    let snapshot = InMemorySnapshot(files)
    func planned(_ answers: Answers) throws -> Plan {
      try Planner(migration: migration, answers: answers, ledger: ledger).plan(snapshot)
    }
    let first = try planned(.none(for: Self.id))
    guard !answers.isEmpty else { return first }
    let position = SourcePosition(file: "case", line: 1, column: 1)
    let chosen = first.steps.flatMap(\.decisions).compactMap { decision in
      answers[decision.kind].map {
        Answer(decision: decision.id, choice: $0, reason: "", position: position)
      }
    }
    // What is only listed may be answered as well.
    let passages = first.steps.flatMap(\.decisions).flatMap(\.evidence)
    let listed = (first.steps.flatMap(\.findings) + passages).compactMap { finding in
      finding.remedy?.firstMatch(of: /answer '([^']+\/reword-[^']+)'/).map { String($0.output.1) }
    }
    let reworded = Set(listed).sorted().compactMap { id in
      answers["reword"].map { choice in
        Answer(
          decision: id, choice: choice, reason: "", text: choice == "reword" ? words : nil, position: position
        )
      }
    }
    return try planned(Answers(migration: Self.id, decisions: chosen + reworded))
  }

  static func all(in folder: String = "configuration") throws -> [ConfigurationCase] {
    try CaseText.all(in: folder).map(ConfigurationCase.init)
  }
}
