import Findings
import Foundation
import Testing

@testable import Conformance

/// The suite against real processes: what breaks the run is never the product's failure.
@Suite(.serialized) struct ServerRunTests {
  private let cases = """
    title: Small
    cases:
      - id: SRV-A-001
        level: MUST
        proves: T1
        text: It answers.
        steps:
          - request: {path: /answer.json}
            expect: {status: "200", json: object, values: {/success: is true}}
        happens: {answered: 1}
      - id: SRV-A-002
        level: MUST
        proves: T1
        text: It answers what it does not.
        steps:
          - request: {path: /answer.json}
            expect: {status: "404"}
        happens: {answered: 1}
      - id: SRV-A-003
        level: MUST
        proves: T1
        text: Something that never happens.
        steps:
          - request: {path: /answer.json}
        happens: {"429": 1}
      - id: SRV-A-004
        level: MUST
        proves: T1
        text: It builds on what does not work.
        given:
          - send: {}
            expect: {status: 2xx}
        steps:
          - list: {}
        happens: {answered: 1}
    """

  private func binding(_ command: String, build: String = "[]", budget: String = "10s") -> String {
    """
    version: 1
    server:
      build: \(build)
      command: \(command)
      ready: {path: /answer.json, budget: \(budget)}
      stop: {signal: INT, grace: 5s}
      persistence: memory
      auth: {static: {U1: token}}
      api: {send: {method: POST, path: /m}, list: {path: /m}}
    """
  }

  private let python = #"[python3, -m, http.server, "${port}", --bind, 127.0.0.1]"#

  private func scratch() throws -> Scratch { try Scratch(["answer.json": #"{"success": true}"#]) }

  @Test func verdictsOfARealServer() async throws {
    let report = try await scratch().run(binding(python), cases: cases)
    #expect(
      report.results.map(\.verdict) == [.pass, .fail, .error, .blocked], "\(report.results.map(\.message))")
    #expect(report.results[1].expected == "status 404")
    #expect(report.results[1].events.first?.hasPrefix("GET /answer.json → 200") == true)
    #expect(report.results[2].message == "the stimulus did not fire: '429' happened 0 times instead of 1")
    #expect(report.results[3].message.hasPrefix("blocked by SRV-SEND-001: expected status 2xx"))
    #expect(report.outcome == .usage)
  }

  @Test(arguments: [("127.0.0.1", 0), ("0.0.0.0", 1)])
  func whoListensEverywhereIsTold(address: String, remarks: Int) async throws {
    let report = try await scratch().run(
      binding(python.replacing("127.0.0.1", with: address)), only: ["SRV-A-001"], cases: cases)
    #expect(report.results[0].verdict == .pass)
    #expect(report.remarks.count == remarks)
  }

  @Test func shuffledRunsFindTheSame() async throws {
    let first = try await scratch().run(binding(python), cases: cases)
    let second = try await scratch().run(binding(python), cases: cases, seed: 7)
    #expect(first.digestText == second.digestText)
  }

  private func broken(_ binding: String) async throws -> ConformanceReport {
    let report = try await scratch().run(binding, cases: cases)
    #expect(report.results.allSatisfy { $0.verdict == .error })
    #expect(report.outcome == .usage)
    return report
  }

  @Test func aBuildThatFails() async throws {
    let report = try await broken(binding(python, build: "[sh, -c, 'echo no network; exit 3']"))
    #expect(report.notRun["SRV"]?.contains("environment: the build failed") == true)
    #expect(report.notRun["SRV"]?.contains("exit code 3):\nno network") == true)
  }

  @Test func aBuildThatIsNotThere() async throws {
    let report = try await broken(binding(python, build: "[no-such-compiler]"))
    #expect(report.notRun["SRV"]?.contains("no program 'no-such-compiler'") == true)
  }

  @Test func aServerThatEnds() async throws {
    let report = try await broken(binding("[sh, -c, 'echo out of ideas; exit 4']"))
    #expect(report.notRun["SRV"]?.contains("ended while it started (exit code 4):\nout of ideas") == true)
  }

  @Test func aServerThatIsNeverReady() async throws {
    let report = try await broken(binding("[sleep, \"60\"]", budget: "400ms"))
    #expect(report.notRun["SRV"]?.contains("did not answer 200 within 400 ms") == true)
  }

  @Test func aDotenvThatWouldOverrideTheBinding() async throws {
    let scratch = try Scratch(["answer.json": "{}", ".env": "# x\nSECRET=other\n"])
    let text = binding(python).replacing("  ready:", with: "  env: {SECRET: ours}\n  ready:")
    let report = try await scratch.run(text, cases: cases)
    #expect(report.notRun["SRV"]?.contains("sets SECRET, which the binding sets too") == true)
  }

  @Test func nothingIsLeftRunning() async throws {
    let mark = "mark-\(UUID().uuidString)"
    let command = #"[sh, -c, "sleep 300 & exec python3 -m http.server ${port} --bind 127.0.0.1", \#(mark)]"#
    _ = try await scratch().run(binding(command), cases: cases)
    let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
    let left = processes.filter { id in
      let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline").map {
        String(decoding: $0, as: UTF8.self)
      }
      return line?.contains(mark) ?? false
    }
    #expect(left == [])
  }
}
