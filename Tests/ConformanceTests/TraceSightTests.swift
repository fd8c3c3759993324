import Findings
import Testing

@testable import Conformance

/// What is seen of a client counts whole: for the digest of a run and for the words that people read.
@Suite(.serialized) struct TraceSightTests {
  private func run(
    _ client: String, script: String, drive: String = TinyProduct.plain
  ) async throws -> ConformanceReport {
    let scratch = try TinyProduct.scratch(client)
    return try await scratch.run(TinyProduct.binding(drive), cases: TinyProduct.cases(script))
  }

  private static let polling = """
    do: [{at: 0, do: start}]
    until: 1000
    expect: [{requests: {count: "1.."}}]
    happens: {start: 1}
    """

  @Test func everyFieldOfATraceIsInItsDigest() async throws {
    func digest(_ fields: String, then more: String = "") async throws -> String {
      let client = TinyProduct.client(showing: "[{ id: 'x', content: 'm', \(fields) }]") + more
      return try #require(try await run(client, script: Self.polling).traces)
    }
    let first = try await digest("type: 'user'")
    #expect(try await digest("type: 'user'") == first)
    for other in ["type: 'admin'", "type: 'user', timestamp: 'now'", "type: 'user', error: 'why'"] {
      #expect(try await digest(other) != first, "\(other)")
    }
    #expect(
      try await digest("type: 'user'", then: "\nsetTimeout(() => { throw new Error('x'); }, 5);") != first)
    #expect(try await digest("type: 'user'", then: "\nsetInterval(() => undefined, 900_000);") != first)
  }

  @Test(arguments: [(5, ConformanceReport.Verdict.pass), (6, .fail)])
  func theWordsForAnErrorChangeByTheFifth(number: Int, verdict: ConformanceReport.Verdict) async throws {
    let client = TinyProduct.client()
      .replacing("this.state = 'error';", with: "this.state = 'error'; known.run += 1;")
      .replacing(
        "getState() { return this.state; }",
        with:
          "getState() { return this.state; }\n  words() { return this.state === 'error' && known.run >= \(number) ? 'no server for long' : `it is ${this.state}`; }"
      )
    let script = """
      faults: [{on: get, from: 1000, until: 4000, fail: network}]
      do: [{at: 0, do: start}, {at: 6000, do: stop}]
      until: 7000
      expect: [{never: unclear-words}]
      happens: {failed: 6}
      """
    let drive = TinyProduct.plain + "\n  stateText: {from: instance, call: words}"
    let report = try await run(client, script: script, drive: drive)
    #expect(report.results.map(\.verdict) == [verdict], "\(report.results.map(\.message))")
    guard verdict == .fail else { return }
    #expect(
      report.results.first?.expected.hasPrefix("the words for an error to change by the fifth, at ") == true)
  }
}
