import Findings
import SourceText

/// The whole of a report.
struct ReportDocument: Encodable {
  let schemaVersion: Int
  /// `plan`, `apply`, `verify`, `conform`, `explain`, `status`, `undo`.
  let command: String
  /// `success`, `findings`, `usage`, `decisions-open`, `gate-failed`, `conflict`,
  /// `input-output`, `interrupted`.
  let outcome: String
  let exitCode: Int32
  let repository: String
  let revision: RevisionDocument?
  let migration: MigrationDocument?
  let steps: [StepDocument]
  let findings: [FindingDocument]
  let verification: VerificationDocument?
  /// Of `conform`, and of `apply` with a binding.
  let conformance: ConformanceDocument?
  let explanations: [ExplanationDocument]
  let nextSteps: [String]
  let notes: [String]

  init(_ report: Report) {
    schemaVersion = JSONRenderer.schemaVersion
    command = report.command.rawValue
    outcome = report.outcome.word
    exitCode = report.outcome.rawValue
    repository = report.repository
    revision = report.revision.map { RevisionDocument(name: $0.name, id: $0.id.hex) }
    migration = report.migration.map { MigrationDocument(id: $0.id, title: $0.title, ruleFile: $0.ruleFile) }
    steps = report.steps.map(StepDocument.init)
    findings = report.findings.map(FindingDocument.init)
    verification = report.verification.map(VerificationDocument.init)
    conformance = report.conformance.map(ConformanceDocument.init)
    explanations = report.explanations.map(ExplanationDocument.init)
    nextSteps = report.nextSteps
    notes = report.notes
  }
}

/// The commit that was read.
struct RevisionDocument: Encodable {
  let name: String
  /// Forty hexadecimal digits, as everywhere.
  let id: String
}

/// The migration.
struct MigrationDocument: Encodable {
  let id: String
  let title: String
  let ruleFile: String
}

/// A place: line and column from 1, the column in bytes.
struct PlaceDocument: Encodable {
  let path: String
  let pathBase64: String?
  let line: Int?
  let column: Int?
  /// The text of the line, or a part of a long one.
  let text: String?

  init(_ place: Place) {
    let path = ByteText(place.path)
    self.path = path.text
    pathBase64 = path.base64
    line = place.line
    column = place.column
    text = place.text
  }
}

/// A finding.
struct FindingDocument: Encodable {
  /// Stable over versions.
  let code: String
  /// `note`, `warning`, `error`.
  let severity: String
  let message: String
  let place: PlaceDocument?
  let remedy: String?
  let rule: String?

  init(_ finding: Finding) {
    code = finding.code
    severity = finding.severity.rawValue
    message = finding.message
    place = finding.place.map(PlaceDocument.init)
    remedy = finding.remedy
    rule = finding.rule
  }
}

extension Outcome {
  /// Its name in JSON.
  fileprivate var word: String {
    switch self {
    case .success: "success"
    case .findings: "findings"
    case .usage: "usage"
    case .decisionsOpen: "decisions-open"
    case .gateFailed: "gate-failed"
    case .conflict: "conflict"
    case .inputOutput: "input-output"
    case .interrupted: "interrupted"
    }
  }
}
