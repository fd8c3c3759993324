public import Findings

/// What a search for remnants came to.
public struct Verification: Hashable, Sendable {
  /// What was read, found and let stand.
  public let report: VerificationReport
  /// What is wrong besides remnants (something unreadable, an allowance that is unused
  /// or over), and what is only worth knowing: of entries in order of their paths, then
  /// of allowances, then of facts.
  public let findings: [Finding]

  /// - Parameters:
  ///   - report: what was read, found and let stand.
  ///   - findings: what is wrong besides remnants.
  public init(report: VerificationReport, findings: [Finding]) {
    self.report = report
    self.findings = findings
  }

  /// `success` only where there is no remnant and no finding is an error.
  public var outcome: Outcome {
    report.remnants.isEmpty && !findings.contains { $0.severity == .error } ? .success : .findings
  }
}
