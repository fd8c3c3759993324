import Findings
import SourceText
import Testing

@testable import Reporting

/// What comes out of a repository must not steer the terminal that shows it.
@Suite("Hostile text") struct HostileTextTests {
  /// Clears the screen, sets the title, turns the writing round, and so on.
  static let hostile = "a\u{1B}[2J\u{1B}]0;x\u{7}\r\n\u{9B}31m\u{202E}\u{2066}\u{2028}\u{7F}\u{0}\u{200B}z"

  static var report: Report {
    var report = Sample.planWithDecisions()
    let place = Place(
      path: RepositoryPath(bytes: Array(hostile.utf8) + [0xFF]), line: 1, column: 1, text: hostile)
    let finding = Finding(
      code: hostile, severity: .error, message: hostile, place: place, remedy: hostile, rule: hostile)
    report.repository = hostile
    report.migration = Report.MigrationName(id: hostile, title: hostile, ruleFile: hostile)
    report.findings = [finding]
    report.notes = [hostile]
    report.nextSteps = [hostile]
    report.steps[0].id = hostile
    report.steps[0].title = hostile
    report.steps[0].branch = hostile
    report.steps[0].requirement = hostile
    report.steps[0].facts = [hostile: [hostile]]
    report.steps[0].ruleMatches = [RuleMatches(rule: hostile, count: 1)]
    report.steps[0].causes = [Cause(rule: hostile, summary: hostile, because: nil, place: place)]
    report.steps[0].files = [
      FileReport(path: place.path, change: .deleted, added: 0, removed: 1, causes: [CauseID(0)])
    ]
    report.steps[0].differences = [
      FileDifference(
        path: place.path, status: .deleted, isBinary: false, hunks: [], patch: Array("-\(hostile)\n".utf8))
    ]
    report.netDifferences = report.steps[0].differences
    report.steps[0].decisions = [
      Decision(
        id: hostile, rule: hostile, question: hostile, evidence: [finding],
        choices: [Choice(id: hostile, effect: hostile)], recommended: hostile, answer: nil)
    ]
    report.steps[0].gates = [
      GateReport(
        id: hostile, command: [hostile], status: .failed, outputTail: Array(hostile.utf8) + [0xC3]),
      GateReport(id: hostile, command: [], status: .notRun(hostile)),
    ]
    report.explanations = [
      Explanation(
        subject: place, fate: .kept, step: hostile, chain: report.steps[0].causes, keptBy: [finding])
    ]
    var verification = VerificationReport()
    verification.remnants = [
      Remnant(pattern: hostile, name: hostile, fileClass: .code, location: .contents, place: place, length: 1)
    ]
    verification.allowances = [
      VerificationReport.AllowanceUse(
        id: hostile, paths: hostile, reason: hostile, owner: hostile, expires: nil, count: 1, isExpired: false
      )
    ]
    verification.skippedNames = [
      VerificationReport.SkippedName(fact: hostile, name: hostile, reason: hostile)
    ]
    verification.facts = [.init(fact: hostile, absent: 1, allowed: 0, left: 0)]
    verification.sought = [.init(id: hostile, why: hostile)]
    verification.known = verification.remnants
    verification.allowed = [.init(remnant: verification.remnants[0], allowances: verification.allowances)]
    verification.baseline = hostile
    verification.ownFiles = [place.path]
    verification.opaqueFiles = [place.path]
    report.verification = verification
    return report
  }

  @Test("No format lets a control or format character through", arguments: ReportFormat.allCases, [60, nil])
  func escaped(format: ReportFormat, width: Int?) throws {
    let style = OutputStyle(hasColor: false, width: width)
    let bytes = try Self.report.rendered(as: format, style: style, onTerminal: true)
    let text = try #require(String(validating: bytes, as: UTF8.self))
    for scalar in text.unicodeScalars where scalar != "\n" {
      let category = scalar.properties.generalCategory
      #expect(
        ![.control, .format, .lineSeparator, .paragraphSeparator].contains(category), "\(scalar.value)")
    }
    #expect(text.contains("\\x1b[2J") || text.contains("\\u001b[2J"))
  }

  @Test("What is escaped can be told from what is not")
  func spelling() {
    #expect(visible("a\tb\u{1B}\u{9B}\u{202E}é漢") == "a b\\x1b\\u{009b}\\u{202e}é漢")
    #expect(visible(RepositoryPath(bytes: [0x61, 0xFF])) == "\"a\\377\"")
    #expect(visible(RepositoryPath("a\nb\u{9B}")) == "\"a\\nb\\u{009b}\"")
  }

  @Test("Wide characters count as two columns")
  func wide() {
    #expect(columns(of: "a漢é") == 4)
  }
}
