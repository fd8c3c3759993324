import Findings

/// A gate.
struct GateDocument: Encodable {
  /// Something that it newly says.
  struct DiagnosticDocument: Encodable {
    let finding: FindingDocument
    /// Into the step's causes, from 0.
    let cause: Int?
  }

  let id: String
  let command: [String]
  /// `passed`, `failed`, `timed-out`, `not-run`, `not-judged`.
  let status: String
  /// Why it did not run, or could not judge.
  let reason: String?
  /// How long it ran: the one value that two equal runs need not share.
  let seconds: Double?
  let newDiagnostics: [DiagnosticDocument]
  let outputTail: String
  let outputTailBase64: String?

  init(_ gate: GateReport) {
    let output = ByteText(gate.outputTail)
    id = gate.id
    command = gate.command
    (status, reason) =
      switch gate.status {
      case .passed: ("passed", nil)
      case .failed: ("failed", nil)
      case .timedOut: ("timed-out", nil)
      case .notRun(let why): ("not-run", why)
      case .notJudged(let why): ("not-judged", why)
      }
    seconds = gate.seconds.flatMap { $0.isFinite ? $0 : nil }
    newDiagnostics = gate.newDiagnostics.map {
      DiagnosticDocument(finding: FindingDocument($0.finding), cause: $0.cause?.index)
    }
    outputTail = output.text
    outputTailBase64 = output.base64
  }
}
