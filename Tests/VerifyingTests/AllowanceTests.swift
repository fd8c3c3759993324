import Findings
import RuleModel
import SourceText
import Testing

@testable import Verifying

@Suite("Allowances") struct AllowanceTests {
  static let files = [
    Planted("CHANGELOG.md", "- WebSocket chat\n- ws://old and websocket\n"), Planted("a.ts", "websocket\n"),
  ]

  @Test("One for a whole file lets everything in it stand, and nothing elsewhere")
  func wholeFile() throws {
    let allowance = try Trial.allowance("A1", "CHANGELOG.md")
    let verification = try Trial.verify(Self.files, allowances: [allowance])
    #expect(verification.report.remnants.map(\.spot) == ["a.ts:1:1 websocket"])
    #expect(verification.report.allowances.map(\.count) == [3])
    #expect(verification.findings == [])
  }

  @Test("One with an expression covers what it matches, not the rest of the line")
  func expression() throws {
    let allowance = try Trial.allowance("A1", "CHANGELOG.md", match: "(?i)websocket")
    let verification = try Trial.verify(Self.files, answers: [allowance])
    #expect(verification.report.remnants.map(\.spot) == ["CHANGELOG.md:2:3 ws-url", "a.ts:1:1 websocket"])
    #expect(verification.report.allowances.map(\.count) == [2])
  }

  @Test(
    "An expression that matches a part of the hit, or around it, covers it",
    arguments: ["socket", ".*", "-socket-x"])
  func overlap(match: String) throws {
    let allowance = try Trial.allowance("A1", "**", match: match)
    let verification = try Trial.verify([Planted("a.ts", "a web-socket-x\n")], allowances: [allowance])
    #expect(verification.outcome == .success)
  }

  @Test("An expression that matches beside the hit does not cover it", arguments: ["a ", "-x", "x$"])
  func beside(match: String) throws {
    let allowance = try Trial.allowance("A1", "**", match: match)
    let verification = try Trial.verify([Planted("a.ts", "a web-socket-x\n")], allowances: [allowance])
    #expect(verification.report.remnants.map(\.spot) == ["a.ts:1:3 websocket"])
    #expect(verification.findings.map(\.code) == ["unused-allowance"])
  }

  @Test("Paths and link targets are covered by the path and, where there is one, the expression")
  func paths() throws {
    let files = [
      Planted("docs/websocket.md"), Planted("docs/l", mode: .symlink, bytes: Array("websocket.md".utf8)),
    ]
    let whole = try Trial.allowance("A1", "docs/**")
    #expect(try Trial.verify(files, allowances: [whole]).outcome == .success)
    let part = try Trial.allowance("A1", "docs/**", match: "^docs/websocket")
    #expect(
      try Trial.verify(files, allowances: [part]).report.remnants.map(\.spot) == [
        "docs/l:link-target:1 websocket"
      ])
  }

  @Test("One that matches nothing is an error, even where nothing is left")
  func unused() throws {
    let allowance = try Trial.allowance("A9", "legal/**")
    let verification = try Trial.verify([Planted("a.ts", "clean")], allowances: [allowance])
    #expect(verification.report.remnants == [])
    #expect(verification.findings.map(\.code) == ["unused-allowance"])
    #expect(verification.findings.first?.message == "allowance 'A9' (rules.yml:1:1) matches nothing")
    #expect(verification.outcome == .findings)
  }

  @Test(
    "The last day still holds; the day after lets nothing stand and is an error",
    arguments: [("2026-06-30", [String]()), ("2026-07-01", ["expired-allowance"])])
  func expiry(today: String, codes: [String]) throws {
    let day = try CalendarDay("2026-06-30").orThrow()
    let allowance = try Trial.allowance("A1", "**", expires: day)
    let verification = try Trial.verify(Self.files, allowances: [allowance], today: today)
    #expect(verification.findings.map(\.code) == codes)
    #expect(verification.report.remnants.isEmpty == codes.isEmpty)
    #expect(verification.report.allowances.map(\.isExpired) == [!codes.isEmpty])
    #expect(verification.report.allowances.map(\.count) == [4])
  }

  @Test(
    "One without reason or owner lets nothing stand", arguments: [("", "me"), (" \n", "me"), ("why", "")])
  func unreasoned(reason: String, owner: String) throws {
    let allowance = try Trial.allowance("A1", "**", reason: reason, owner: owner)
    let verification = try Trial.verify(Self.files, allowances: [allowance])
    #expect(verification.findings.map(\.code) == ["unreasoned-allowance"])
    #expect(verification.report.remnants.count == 4)
  }

  @Test("Two that cover the same are both used; the migration's come first")
  func both() throws {
    let verification = try Trial.verify(
      Self.files, allowances: [try Trial.allowance("A2", "**")], answers: [try Trial.allowance("A1", "a.ts")])
    #expect(verification.report.allowances.map(\.id) == ["A2", "A1"])
    #expect(verification.report.allowances.map(\.count) == [4, 1])
    #expect(verification.outcome == .success)
  }

  @Test("One for a class of files leaves the others alone")
  func classes() throws {
    let documents = try Trial.allowance("A1", "**", classes: [.document, .lock])
    let verification = try Trial.verify(Self.files, allowances: [documents])
    #expect(verification.report.remnants.map(\.spot) == ["a.ts:1:1 websocket"])
    #expect(verification.report.allowances.map(\.classes) == [[.lock, .document]])
    let locks = try Trial.allowance("A2", "**", classes: [.lock])
    #expect(try Trial.verify(Self.files, allowances: [locks]).findings.map(\.code) == ["unused-allowance"])
  }

  @Test("One for a recorded name covers that name and nothing else")
  func names() throws {
    let files = [Planted("a.ts", "ChatHub ChatHubs ChatRoom websocket\n")]
    let facts = ["symbols": ["ChatHub", "ChatRoom"]]
    let allowance = try Trial.allowance("A1", "**", name: "ChatHub")
    let verification = try Trial.verify(files, facts: facts, allowances: [allowance])
    #expect(verification.report.remnants.map(\.spot) == ["a.ts:1:18 symbols", "a.ts:1:27 websocket"])
    #expect(verification.report.allowances.map(\.count) == [1])
    let narrow = try Trial.allowance("A2", "**", match: "x ChatHub", name: "ChatHub")
    #expect(
      try Trial.verify(files, facts: facts, allowances: [narrow]).findings.map(\.code) == ["unused-allowance"]
    )
  }

  @Test("In a wide encoding an expression is held against the text")
  func wide() throws {
    let file = Planted("a.txt", bytes: [0xFF, 0xFE] + "the WebSocket\n".utf16Bytes())
    let allowance = try Trial.allowance("A1", "**", match: "the WebSocket")
    #expect(try Trial.verify([file], allowances: [allowance]).outcome == .success)
  }
}
