import Findings
import SourceText
import Testing

@Suite("Report values") struct ReportValueTests {
  @Test("A chain runs from the edit to the rule")
  func chain() {
    let step = Sample.plan().steps[0]
    #expect(step.chain(from: CauseID(2)) == step.causes.reversed())
    #expect(step.chain(from: CauseID(0)) == [step.causes[0]])
  }

  @Test("A cause that the table lacks ends the chain, and a circle is followed once")
  func brokenChain() {
    var step = Sample.plan().steps[0]
    #expect(step.chain(from: CauseID(9)) == [])
    #expect(step.cause(CauseID(-1)) == nil)
    let first = Cause(rule: "r", summary: "a", because: CauseID(1), place: nil)
    let second = Cause(rule: "r", summary: "b", because: CauseID(0), place: nil)
    step.causes = [first, second]
    #expect(step.chain(from: CauseID(0)) == [first, second])
  }

  @Test("Counts follow from the remnants")
  func counts() throws {
    let report = try #require(Sample.verification().verification)
    #expect(report.countsByClass == [.code: 2, .document: 2, .configuration: 2, .binary: 1])
    #expect(report.countsByPattern == ["websocket": 6, "ws.symbols": 1])
  }

  @Test("A file's report takes its counts from the difference")
  func difference() {
    let lines = [
      DiffLine(kind: .removed, bytes: [0x61], oldLine: 1, newLine: nil),
      DiffLine(kind: .added, bytes: [0x62], oldLine: nil, newLine: 1),
      DiffLine(kind: .added, bytes: [0x63], oldLine: nil, newLine: 2),
    ]
    let file = FileReport(
      FileDifference(
        path: "a", status: .modified, isBinary: false, hunks: [Hunk(header: [], lines: lines)], patch: []),
      causes: [CauseID(0)])
    #expect([file.added, file.removed] == [2, 1])
  }
}
