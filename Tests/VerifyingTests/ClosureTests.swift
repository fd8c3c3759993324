import Findings
import RuleModel
import SourceText
import Testing

@testable import Verifying

/// Every recorded name is absent, or allowed by name, or reported.
@Suite("Closure of the fact ledger") struct ClosureTests {
  private static let facts = [
    "files": ["src/hub.ts", "src/gone.ts"], "symbols": ["ChatHub", "openHub", "oldHub"],
    "routes": ["/api/chat/ws"],
  ]

  @Test("Each name is counted as absent, allowed or left")
  func counts() throws {
    let files = [Planted("a.md", "openHub, ChatHub and src/hub.ts"), Planted("b.ts", "ChatHub()")]
    let allowances = [
      try Trial.allowance("A1", "*.md", name: "openHub"), try Trial.allowance("A2", "*.md", name: "ChatHub"),
    ]
    let report = try Trial.verify(files, facts: Self.facts, allowances: allowances).report
    #expect(
      report.facts == [
        .init(fact: "files", absent: 1, allowed: 0, left: 1),
        .init(fact: "routes", absent: 1, allowed: 0, left: 0),
        .init(fact: "symbols", absent: 1, allowed: 1, left: 1),
      ])
    #expect(report.remnants.map(\.name) == ["src/hub.ts", "ChatHub"])
    #expect(report.allowed.map(\.remnant.name) == ["openHub", "ChatHub"])
    #expect(report.allowed.flatMap { $0.allowances.map(\.id) } == ["A1", "A2"])
  }

  @Test("A fact that the rule file does not ask for is checked as well")
  func unasked() throws {
    let verifier = Verifier(
      migration: try Trial.migration(facts: ["files"]), answers: .none(for: ""),
      ledger: Trial.ledger(Self.facts),
      today: try CalendarDay("2026-01-01").orThrow())
    let report = verifier.verify(Trial.snapshot([Planted("a.ts", "oldHub")]), leavingOut: []).report
    #expect(report.remnants.map(\.name) == ["oldHub"])
    #expect(report.facts.map(\.fact) == ["files", "routes", "symbols"])
    #expect(report.sought.map(\.id) == Trial.expressions.map(\.0) + ["files", "routes", "symbols"])
  }

  @Test("An expired allowance lets no name stand, and says since when")
  func expired() throws {
    let allowance = try Trial.allowance(
      "A1", "**", name: "oldHub", expires: try CalendarDay("2026-06-30").orThrow())
    let verification = try Trial.verify(
      [Planted("a.ts", "oldHub")], facts: Self.facts, allowances: [allowance], today: "2026-07-01")
    #expect(verification.findings.map(\.message) == ["allowance 'A1' (rules.yml:1:1) held until 2026-06-30"])
    #expect(verification.report.facts.last == .init(fact: "symbols", absent: 2, allowed: 0, left: 1))
  }

  @Test(
    "A route is found behind a host or a prefix, and not as a part of another",
    arguments: [
      ("fetch('/api/chat/ws')", 1), ("ws = host + `/api/chat/ws?token=1`", 1),
      ("https://h:8080/api/chat/ws", 1),
      ("see /api/chat/ws.", 1), ("/api/chat/ws/", 1), ("/v2/api/chat/ws", 1),
      ("/api/chat/wsx", 0), ("/api/chat/ws-docs", 0), ("/api/chat/ws.js", 0), ("/api/chat/w", 0),
      ("/API/chat/ws", 0),
    ])
  func route(text: String, count: Int) throws {
    let remnants = try Trial.verify([Planted("a.ts", text)], facts: ["routes": ["/api/chat/ws"]]).report
      .remnants
    #expect(remnants.count { $0.pattern == "routes" } == count)
  }

  @Test(
    "A short route follows no word: in a hash it is chance",
    arguments: [
      ("get('/ws')", 1), ("x${base}/ws", 1), ("sha512-ab/ws+c/ws==", 0), ("+/ws", 0), ("docs/ws", 0),
    ])
  func shortRoute(text: String, count: Int) throws {
    let remnants = try Trial.verify([Planted("a.ts", text)], facts: ["routes": ["/ws"]]).report.remnants
    #expect(remnants.count == count)
  }

  @Test(
    "A metric is found under the names of its series too",
    arguments: [
      ("chat_ping_seconds", 1), ("chat_ping_seconds_bucket{le=\"1\"}", 1), ("chat_ping_seconds_sum", 1),
      ("chat_ping_seconds_count", 1), ("chat_ping_seconds_counter", 0), ("chat_ping_seconds_max", 0),
      ("my_chat_ping_seconds", 0),
    ])
  func metric(text: String, count: Int) throws {
    let facts = ["metrics": ["chat_ping_seconds"]]
    #expect(try Trial.verify([Planted("a.yml", text)], facts: facts).report.remnants.count == count)
  }

  @Test("A package's path is found whole, and its last part is a word like others")
  func package() throws {
    let files = [Planted("a.go", "import \"example.com/x/hub\"\n// hub\n"), Planted("hub.go")]
    let report = try Trial.verify(files, facts: ["packages": ["example.com/x/hub"]]).report
    #expect(report.remnants.map(\.spot) == ["a.go:1:9 packages"])
  }
}
