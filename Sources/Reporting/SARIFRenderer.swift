public import Findings

/// A report for code scanning: SARIF 2.1.0 (OASIS), as its schema has it.
///
/// Each pattern and fact is a rule, each remnant a result. Those that an allowance or
/// the baseline lets stand are there as well, suppressed with the reason. A fingerprint
/// is made from the text of the line, so that a result stays the same when it moves.
/// Paths are percent-encoded and relative to `%SRCROOT%`, the repository's root; columns
/// count UTF-16 code units.
///
/// A finding with a place is a result too; without one it is about the rules or the
/// answers, and stands among the notifications of the invocation.
public struct SARIFRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// The report, indented, with a last line end. Every character that could steer a
  /// terminal is escaped.
  public func render(_ report: Report) throws(ReportEncodingError) -> [UInt8] {
    try JSONBytes.of(SARIFLog(runs: [SARIFRun(report)]))
  }
}

extension SARIFRun {
  fileprivate init(_ report: Report) {
    let findings = report.findings + report.steps.flatMap(\.findings)
    let placed = findings.filter { $0.severity > .note && $0.place != nil }
    let rules =
      (report.verification?.sought ?? []).map(SARIFRule.init)
      + Set(placed.map(\.code)).sorted().map(SARIFRule.init(findingCode:))
    let indexes = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let results =
      (report.verification?.judged ?? []).map { SARIFResult($0, indexes: indexes) }
      + placed.map { SARIFResult($0, indexes: indexes) }
    self.init(
      tool: SARIFTool(driver: SARIFDriver(name: "Sunset", rules: rules)),
      automationDetails: SARIFAutomation(
        id: ["sunset", report.command.rawValue, report.migration?.id].compactMap(\.self).joined(
          separator: "/") + "/"),
      invocations: [
        SARIFInvocation(report.outcome, findings.filter { $0.place == nil || $0.severity == .note })
      ],
      originalUriBaseIds: [
        SARIFArtifactLocation.root: SARIFBase(description: SARIFMessage("The root of the repository."))
      ],
      results: results, properties: report.revision.map { ["revision": $0.id.hex] })
  }
}

extension SARIFRule {
  fileprivate init(_ sought: VerificationReport.Sought) {
    self.init(
      id: Self.id(ofPattern: sought.id),
      shortDescription: SARIFMessage("A remnant of '\(visible(sought.id))'."),
      fullDescription: SARIFMessage(visible(sought.why)),
      help: SARIFMessage(
        "It should be gone. Remove it; or, if it has to stay, allow it with a reason and an owner under 'allow' in .sunset/answers.yml."
      ))
  }

  fileprivate init(findingCode: String) {
    self.init(
      id: Self.id(ofFinding: findingCode),
      shortDescription: SARIFMessage("Finding '\(visible(findingCode))'."),
      fullDescription: SARIFMessage("Something besides remnants that speaks against the result."),
      help: SARIFMessage("Each result says what to do."))
  }

  fileprivate static func id(ofPattern pattern: String) -> String { "remnant/\(visible(pattern))" }
  fileprivate static func id(ofFinding code: String) -> String { "finding/\(visible(code))" }
}

extension SARIFResult {
  fileprivate init(_ judged: VerificationReport.Judged, indexes: [String: Int]) {
    let remnant = judged.remnant
    let rule = SARIFRule.id(ofPattern: remnant.pattern)
    self.init(
      ruleId: rule, ruleIndex: indexes[rule], level: remnant.fileClass.severity.rawValue,
      message: SARIFMessage(visible(remnant.sentence) + "."), locations: [SARIFLocation(remnant)],
      partialFingerprints: ["remnant/v1": "\(remnant.lineHash):\(judged.number)"],
      suppressions: judged.verdict.suppressions,
      properties: ["class": remnant.fileClass.rawValue, "location": remnant.location.rawValue])
  }

  fileprivate init(_ finding: Finding, indexes: [String: Int]) {
    let rule = SARIFRule.id(ofFinding: finding.code)
    self.init(
      ruleId: rule, ruleIndex: indexes[rule], level: finding.severity.rawValue,
      message: SARIFMessage(finding), locations: finding.place.map { [SARIFLocation($0)] } ?? [],
      partialFingerprints: nil, suppressions: [], properties: nil)
  }
}

extension VerificationReport.Judged.Verdict {
  fileprivate var suppressions: [SARIFSuppression] {
    switch self {
    case .new: []
    case .known(let baseline):
      [SARIFSuppression(justification: "Known in the baseline '\(visible(baseline))'.")]
    case .allowed(let allowances):
      allowances.map { use in
        let end = use.expires.map { ", until \($0)" } ?? ""
        return SARIFSuppression(
          justification: visible("Allowance '\(use.id)': \(use.reason) (\(use.owner)\(end))"))
      }
    }
  }
}
