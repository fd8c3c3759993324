import Findings
import Patterns
import RuleModel
import SourceText
import Testing

@testable import Verifying

@Suite("Recorded names") struct SoughtNameTests {
  @Test(
    "A symbol is found as a whole identifier only",
    arguments: [
      ("ChatHub", true), ("x.ChatHub()", true), ("é ChatHub—é", true), ("\"ChatHub\"", true),
      ("my-ChatHub", true),
      ("ChatHubs", false), ("OldChatHub", false), ("ChatHub_2", false), ("$ChatHub", false),
      ("chathub", false),
    ])
  func identifier(text: String, isFound: Bool) throws {
    let remnants = try Trial.verify([Planted("a.md", text)], facts: ["symbols": ["ChatHub"]]).report.remnants
    #expect(remnants.map(\.name) == (isFound ? ["ChatHub"] : []))
    #expect(remnants.map(\.pattern) == (isFound ? ["symbols"] : []))
  }

  @Test(
    "A file is found by its path and by its name, not as a part of another name",
    arguments: [
      ("see src/chat/hub.ts", 1), ("./src/chat/hub.ts or hub.ts", 2), ("hub.ts: gone", 1), ("(hub.ts)", 1),
      ("chat/hub.ts", 1),
      ("github.ts", 0), ("my-hub.ts", 0), ("a.hub.ts", 0), ("hub.tsx", 0), ("hub", 0),
    ])
  func file(text: String, count: Int) throws {
    let remnants = try Trial.verify([Planted("a.md", text)], facts: ["files": ["src/chat/hub.ts"]]).report
      .remnants
    #expect(remnants.count == count)
    #expect(remnants.allSatisfy { $0.name == "src/chat/hub.ts" })
  }

  @Test("A recorded file that is still there is found by its path")
  func stillThere() throws {
    let facts = ["files": ["src/chat/hub.ts"]]
    let verification = try Trial.verify([Planted("src/chat/hub.ts")], facts: facts)
    #expect(verification.report.remnants.first?.spot == "src/chat/hub.ts:path:1 files")
  }

  @Test("A file name that another file has is left out and said; the whole path is not")
  func sharedName() throws {
    let files = [Planted("web/index.ts", "import './index.ts'"), Planted("a.md", "src/chat/index.ts")]
    let report = try Trial.verify(files, facts: ["files": ["src/chat/index.ts"]]).report
    #expect(report.remnants.map(\.spot) == ["a.md:1:1 files"])
    #expect(
      report.skippedNames.map(\.reason) == [
        "web/index.ts has the same file name; the whole path is searched for"
      ])
    #expect(report.facts == [.init(fact: "files", absent: 0, allowed: 0, left: 1)])
  }

  @Test("A recorded file at the top level is found as a path or by its name, unless another has it")
  func topLevel() throws {
    let verifier = Verifier(
      migration: try Trial.migration(steps: [Self.step(recording: .path)], facts: ["files"]),
      answers: .none(for: ""), ledger: Trial.ledger(["files": ["hub.ts"]]),
      today: try CalendarDay("2026-01-01").orThrow())
    func remnants(_ files: [Planted]) -> [String] {
      verifier.verify(Trial.snapshot(files), leavingOut: []).report.remnants.map(\.spot)
    }
    #expect(remnants([Planted("a.md", "hub.ts")]) == ["a.md:1:1 files"])
    #expect(remnants([Planted("a.md", "hub.ts"), Planted("src/hub.ts")]) == [])
    #expect(remnants([Planted("hub.ts"), Planted("src/hub.ts")]) == ["hub.ts:path:1 files"])
  }

  @Test("A name that surviving code declares on its own is left out and said")
  func declared() throws {
    let files = [
      Planted("b.ts", "// Message\nexport interface Message {}\n"), Planted("c.ts", "let x: Message;"),
      Planted("d.go", "func (c *Client) Connect() {}\n"), Planted("e.go", "c.Connect()\n"),
    ]
    let report = try Trial.verify(files, facts: ["symbols": ["Message", "Connect"]]).report
    #expect(report.remnants == [])
    #expect(
      report.skippedNames.map(\.reason) == [
        "d.go:1 declares the same name for something else",
        "b.ts:2 declares the same name for something else",
      ])
    #expect(report.facts == [])
  }

  @Test(
    "No excuse: a use, a mock in a test, a word in a document, a file that should be gone",
    arguments: [
      Planted("a.ts", "new ChatHub()"), Planted("a.test.ts", "class ChatHub {}"),
      Planted("a.md", "the class ChatHub"), Planted("src/chat/hub.ts", "class ChatHub {}"),
    ])
  func noExcuse(file: Planted) throws {
    let facts = ["files": ["src/chat/hub.ts"], "symbols": ["ChatHub"]]
    let remnants = try Trial.verify([file], facts: facts).report.remnants
    #expect(remnants.contains { $0.name == "ChatHub" && $0.place.path == file.path })
  }

  @Test("Names that would find everything are left out and said")
  func short() throws {
    let report = try Trial.verify(
      [Planted("a.ts", "default get on")], facts: ["symbols": ["get", "default"]]
    ).report
    #expect(report.remnants == [])
    #expect(report.skippedNames.map(\.name) == ["default", "get"])
    #expect(
      report.skippedNames.map(\.reason) == ["it is a word of the language", "it is shorter than 4 bytes"])
  }

  @Test("A fact of which nothing is recorded is said, and is no error")
  func absent() throws {
    let verification = try Trial.verify([Planted("a.ts")], facts: ["symbols": []])
    #expect(verification.findings.map(\.code) == ["no-names-recorded"])
    #expect(verification.outcome == .success)
  }

  @Test("An allowance may cover a name")
  func allowed() throws {
    let allowance = try Trial.allowance("A1", "*.md", match: "ChatHub")
    let verification = try Trial.verify(
      [Planted("a.md", "ChatHub")], facts: ["symbols": ["ChatHub"]], allowances: [allowance])
    #expect(verification.outcome == .success)
    #expect(verification.report.allowances.map(\.count) == [1])
  }

  private static func step(recording source: FactSource) throws -> Step {
    let rule = Rule(
      id: "r", severity: .error, explain: "", requirement: "",
      selector: .files(FileSelector(include: [try Glob("**")], exclude: [])), action: .deleteFile,
      records: [FactRecord(fact: "files", source: source)], onZeroMatches: .error, position: Trial.position)
    return Step(
      id: "1", slug: "s", title: "", requirement: "", subject: "", body: "", rules: [rule],
      position: Trial.position)
  }
}
