import Findings
import Foundation
import Testing

@testable import Conformance

/// Client and server in real time over loopback: the same verdicts, made of what really happened.
@Suite(.serialized) struct LiveTests {
  private static let script = """
    do:
      - {at: 0, do: start}
      - {at: 300, do: send m1}
    until: 1500
    expect:
      - list: {at: 900, holds: [m1]}
      - list: {servers: true}
      - seen: {what: state, from: 1400, to: 1400, only: connected}
    happens: {start: 1, send: 1, stored: 1}
    """

  private func run(
    _ script: String = script, client: String = TinyProduct.client(), binding: String = TinyProduct.binding()
  ) async throws -> ConformanceReport {
    let scratch = try TinyProduct.scratch(client)
    return try await scratch.run(binding, cases: TinyProduct.cases(script), live: true)
  }

  @Test func aClientThatShowsWhatTheServerHasPasses() async throws {
    let report = try await run()
    let result = try #require(report.results.first)
    #expect(result.verdict == .pass, "\(result.message)")
    #expect(report.isLive)
    #expect(report.traces == nil, "what is seen in real time is never the same twice")
    #expect(report.remarks.contains { $0.contains("over loopback in real time") })
    #expect(result.seconds >= 1.5)
  }

  @Test func aClientThatHidesOneFails() async throws {
    let report = try await run(client: TinyProduct.client(showing: "[]"))
    let result = try #require(report.results.first)
    #expect(result.verdict == .fail)
    #expect(result.message == "expected 'm1' once in the list at 900 ms, got it is not there")
    #expect(result.events.contains { $0.contains("GET messages") }, "\(result.events)")
  }

  @Test func theServersListIsTheServersOwn() async throws {
    let invented = "[{ id: 'x', content: 'm1', type: 'user' }, { id: 'y', content: 'm2', type: 'user' }]"
    let report = try await run(client: TinyProduct.client(showing: invented))
    #expect(report.results.first?.verdict == .fail)
    #expect(report.results.first?.message.contains("the server's list on page A") == true)
  }

  @Test func anOutageIsARealOne() async throws {
    let script = """
      faults: [{on: any, from: 500, until: 900, fail: down}]
      do: [{at: 0, do: start}]
      until: 6000
      expect:
        - seen: {what: state, from: 500, to: 1200, reaches: error}
        - seen: {what: state, from: 5900, to: 5900, only: connected}
      happens: {failed: 1, "404": 2}
      """
    let result = try #require(try await run(script).results.first)
    // The model forgets: its list says 404 before and after.
    #expect(result.verdict == .pass, "\(result.message) \(result.events)")
  }

  @Test(arguments: [
    ("until: 3600000", "it lasts 60 minutes"), ("server: {tags: false}", "only the server model"),
  ])
  func whatCannotRunIsSkippedByName(line: String, reason: String) async throws {
    let kept = Self.script.split(separator: "\n").filter {
      !line.hasPrefix("until") || !$0.hasPrefix("until")
    }
    let report = try await run((kept + [Substring(line)]).joined(separator: "\n"))
    #expect(report.results.map(\.verdict) == [.skip])
    #expect(report.results.first?.message.contains(reason) == true, "\(report.results)")
    #expect(report.outcome == .usage, "a run that executes nothing proves nothing")
  }

  @Test func aServerThatDoesNotStartIsAnError() async throws {
    let binding = TinyProduct.binding().replacing("model/serve.js", with: "model/none.js")
    let report = try await run(binding: binding)
    #expect(report.results.map(\.verdict) == [.error])
  }

  @Test func liveNeedsACaseOfBothEnds() async throws {
    let scratch = try TinyProduct.scratch(TinyProduct.client())
    await #expect(throws: ConformanceError.nothingLive) {
      try await scratch.run(
        TinyProduct.binding(), cases: TinyProduct.cases(Self.script, id: "CLI-ONE-001"), live: true)
    }
  }
}
