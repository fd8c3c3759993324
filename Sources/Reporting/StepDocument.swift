import Findings
import SourceText

/// A step.
struct StepDocument: Encodable {
  let id: String
  let title: String
  let requirement: String
  let branch: String
  /// `planned`, `provisional`, `empty`, `nothing-to-do`, `committed`, `unchanged`,
  /// `stale`, `edited`, `merged`, `missing`, `removed`, `not-applied`.
  let status: String
  let tree: String?
  let commit: String?
  /// What the branch pointed at before.
  let previousCommit: String?
  /// In order of path bytes.
  let files: [FileDocument]
  /// What `causes` and `because` index, from 0.
  let causes: [CauseDocument]
  let decisions: [DecisionDocument]
  let findings: [FindingDocument]
  /// In order of the facts' names.
  let facts: [FactDocument]
  let gates: [GateDocument]
  let ruleMatches: [RuleMatchesDocument]

  init(_ step: StepReport) {
    id = step.id
    title = step.title
    requirement = step.requirement
    branch = step.branch
    status = step.status.rawValue
    tree = step.tree?.hex
    commit = step.commit?.hex
    previousCommit = step.previousCommit?.hex
    let patches = Dictionary(step.differences.map { ($0.path, $0.patch) }) { first, _ in first }
    files = step.reportedFiles.map { FileDocument($0, patch: patches[$0.path]) }
    causes = step.causes.map(CauseDocument.init)
    decisions = step.decisions.map(DecisionDocument.init)
    findings = step.findings.map(FindingDocument.init)
    facts = step.facts.sorted { $0.key < $1.key }.map { FactDocument(fact: $0.key, names: $0.value.sorted()) }
    gates = step.gates.map(GateDocument.init)
    ruleMatches = step.ruleMatches.map { RuleMatchesDocument(rule: $0.rule, count: $0.count) }
  }
}

/// What a step does to one file.
struct FileDocument: Encodable {
  let path: String
  let pathBase64: String?
  /// `added`, `deleted`, `modified`, `type-changed`.
  let change: String
  /// Lines.
  let added: Int
  /// Lines.
  let removed: Int
  let isBinary: Bool
  let causes: [Int]
  /// The file's section of the patch.
  let patch: String?
  let patchBase64: String?

  init(_ file: FileReport, patch bytes: [UInt8]?) {
    let path = ByteText(file.path)
    let patch = bytes.map { ByteText($0) }
    self.path = path.text
    pathBase64 = path.base64
    change = file.change.word
    added = file.added
    removed = file.removed
    isBinary = file.isBinary
    causes = file.causes.map(\.index)
    self.patch = patch?.text
    patchBase64 = patch?.base64
  }
}

/// A link of the chain that ends at a rule.
struct CauseDocument: Encodable {
  let rule: String
  let summary: String
  let because: Int?
  let place: PlaceDocument?

  init(_ cause: Cause) {
    rule = cause.rule
    summary = cause.summary
    because = cause.because?.index
    place = cause.place.map(PlaceDocument.init)
  }
}

/// The names that a step recorded under one fact, sorted.
struct FactDocument: Encodable {
  let fact: String
  let names: [String]
}

/// How many things a rule selected.
struct RuleMatchesDocument: Encodable {
  let rule: String
  let count: Int
}
