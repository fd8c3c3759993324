import Findings
import Testing

@testable import Conformance

/// Verdicts are never mixed up, and what is not known is no pass.
@Suite struct VerdictTests {
  private typealias Report = ConformanceReport

  private func report(
    _ verdicts: [(Report.Verdict, Report.Level)], strict: Bool = false, waived: Bool = false
  ) -> Report {
    var report = Report(phase: "before", binding: "b")
    report.isStrict = strict
    report.results = verdicts.enumerated().map { number, pair in
      var result = Report.CaseResult(
        id: "SRV-A-00\(number)", level: pair.1, proves: "T1", text: "x", verdict: pair.0)
      if waived { result.waiver = .init(reason: "r", until: "2027-01-01") }
      return result
    }
    return report
  }

  @Test func whatDecides() {
    #expect(report([(.pass, .must)]).outcome == .success)
    #expect(report([(.pass, .must), (.fail, .must)]).outcome == .findings)
    #expect(report([(.pass, .must), (.blocked, .must)]).outcome == .findings)
    #expect(report([(.pass, .must), (.fail, .should)]).outcome == .success)
    #expect(report([(.pass, .must), (.fail, .should)], strict: true).outcome == .findings)
    #expect(report([(.pass, .must), (.fail, .may)], strict: true).outcome == .success)
    #expect(report([(.pass, .must), (.fail, .must)], waived: true).outcome == .success)
    #expect(report([(.pass, .must), (.skip, .must)]).outcome == .success)
    // An error says nothing of the product, at whatever level; so does a run of nothing.
    #expect(report([(.pass, .must), (.error, .may)]).outcome == .usage)
    #expect(report([(.skip, .must), (.notApplicable, .must)]).outcome == .usage)
    #expect(report([]).outcome == .usage)
  }

  @Test func theDigestKnowsNeitherOrderNorTime() {
    let forwards = report([(.pass, .must), (.fail, .must)])
    var backwards = forwards
    backwards.results.reverse()
    backwards.results[0].seconds = 9
    #expect(forwards.digestText == backwards.digestText)
    #expect(forwards.digestText != report([(.pass, .must), (.error, .must)]).digestText)
  }

  private let tree = ["conf/a.env": "API_URL=http://a\n"]
  private let binding = "version: 1\ntree: {configuration: [conf/*]}\n"

  @Test func aWaivedFailureDoesNotDecide() async throws {
    let scratch = try Scratch(["conf/a.env": "X_WS_URL=ws://a\n"])
    let waived =
      binding + "waive: [{id: STA-ENV-001, reason: until the proxy is replaced, until: \"2026-12-31\"}]\n"
    let report = try await scratch.run(waived, only: ["STA-ENV-001"], phase: .after)
    #expect(report.results[0].verdict == .fail)
    #expect(report.results[0].waiver?.reason == "until the proxy is replaced")
    #expect(report.outcome == .success && report.waivedCount == 1 && report.count(.fail) == 0)
  }

  @Test func aWaivedCaseThatPassesFailsTheRun() async throws {
    let waived = binding + "waive: [{id: STA-ENV-001, reason: r, until: \"2026-12-31\"}]\n"
    let report = try await Scratch(tree).run(waived, only: ["STA-ENV-001"], phase: .after)
    #expect(report.results[0].verdict == .pass)
    #expect(report.problems == ["STA-ENV-001 passes, so its waiver must go: r"])
    #expect(report.outcome == .findings)
  }

  @Test(arguments: ["2026-05-31", "8.3"])
  func aWaiverEnds(until: String) async throws {
    let waived = binding + "waive: [{id: STA-ENV-001, reason: r, until: \"\(until)\"}]\n"
    let report = try await Scratch(["conf/a.env": "X_WS_URL=ws://a\n"])
      .run(waived, only: ["STA-ENV-001"], phase: .after)
    #expect(report.results[0].waiver == nil)
    #expect(report.problems == ["the waiver of STA-ENV-001 was over with \(until): r"])
    #expect(report.outcome == .findings)
  }

  @Test func aWaiverOfNothing() async throws {
    let waived = binding + "waive: [{id: STA-NONE-001, reason: r, until: \"2026-12-31\"}]\n"
    let report = try await Scratch(tree).run(waived, only: ["STA-ENV-001"], phase: .after)
    #expect(report.problems == ["the waiver of STA-NONE-001 is for no case of the catalogue"])
  }

  @Test func whatTheBindingLacksIsSkippedByName() async throws {
    let report = try await Scratch(tree).run(binding, areas: ["STA"], phase: .after)
    let skipped = report.results.first { $0.id == "STA-AUTHKEY-001" }
    #expect(skipped?.verdict == .skip && skipped?.message == "the binding has no tree.tokenReaders")
    #expect(report.results.first { $0.id == "STA-ENV-001" }?.verdict == .pass)
    #expect(report.results.first { $0.id == "STA-FLAG-002" }?.verdict == .notApplicable)
  }

  @Test func aBindingThatMatchesNothingIsAnError() async throws {
    let report = try await Scratch(tree).run(
      "version: 1\ntree: {configuration: [none/*]}\n", only: ["STA-ENV-001"], phase: .after)
    #expect(report.results[0].verdict == .error)
    #expect(report.results[0].message == "no file matches 'none/*' of the binding's tree.configuration")
    #expect(report.outcome == .usage)
  }
}
