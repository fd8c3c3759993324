import Findings
import SourceText

/// What the conformance suite found out.
struct ConformanceDocument: Encodable {
  struct CaseDocument: Encodable {
    let id: String
    /// `MUST`, `SHOULD`, `MAY`.
    let level: String
    let proves: String
    let text: String
    /// `pass`, `fail`, `error`, `skip`, `blocked`, `not-applicable`.
    let verdict: String
    let decides: Bool
    let message: String
    let expected: String
    let actual: String
    let places: [PlaceDocument]
    let events: [String]
    let waiver: WaiverDocument?
    /// Two equal runs need not share it.
    let seconds: Double

    init(_ result: ConformanceReport.CaseResult, decides: Bool) {
      id = result.id
      level = result.level.rawValue
      proves = result.proves
      text = result.text
      verdict = result.verdict.rawValue
      self.decides = decides
      message = result.message
      expected = result.expected
      actual = result.actual
      places = result.places.map(PlaceDocument.init)
      events = result.events
      waiver = result.waiver.map { WaiverDocument(reason: $0.reason, until: $0.until) }
      seconds = result.seconds
    }
  }

  struct WaiverDocument: Encodable {
    let reason: String
    let until: String
  }

  let phase: String
  let binding: String
  /// Of ids and verdicts: the same for two runs that found the same, in whatever order.
  let digest: String
  /// Of everything that was seen in virtual time.
  let traces: String?
  let strict: Bool
  /// Whether client and server together ran in real time.
  let live: Bool
  let cases: [CaseDocument]
  /// How many cases ended in each way; waived failures are not among `fail`.
  let counts: [String: Int]
  let waived: Int
  let notRun: [String: String]
  let problems: [String]
  let remarks: [String]
  /// Two equal runs need not share it.
  let seconds: Double

  init(_ report: ConformanceReport) {
    phase = report.phase
    binding = report.binding
    digest = SHA256.hex(Array(report.digestText.utf8))
    traces = report.traces
    strict = report.isStrict
    live = report.isLive
    cases = report.results.map { CaseDocument($0, decides: report.decides($0)) }
    counts = Dictionary(
      uniqueKeysWithValues: ConformanceReport.Verdict.allCases.map { ($0.rawValue, report.count($0)) })
    waived = report.waivedCount
    notRun = report.notRun
    problems = report.problems
    remarks = report.remarks
    seconds = report.seconds
  }
}
