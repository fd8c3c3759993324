import Findings
import Patterns
import RuleModel
import SourceText
import Testing

@testable import Verifying

@Suite("What could not be searched") struct UnreadableTests {
  /// Fails for one path.
  struct Damaged: Snapshot {
    let base: InMemorySnapshot
    let path: RepositoryPath
    let reason: UnreadableContents.Reason

    var folders: [RepositoryPath] = []

    var entries: [SnapshotEntry] { base.entries }
    var unreadableFolders: [UnreadableContents] {
      folders.map { UnreadableContents(path: $0, reason: .missing) }
    }
    func entry(at path: RepositoryPath) -> SnapshotEntry? { base.entry(at: path) }

    func contents(at path: RepositoryPath) throws(UnreadableContents) -> [UInt8] {
      if path == self.path { throw UnreadableContents(path: path, reason: reason) }
      return try base.contents(at: path)
    }

    func concurrentMap<Output: Sendable>(
      _ entries: [SnapshotEntry],
      _ body: @Sendable (SnapshotEntry, Result<UnsafeRawBufferPointer, UnreadableContents>) -> Output
    ) -> [Output] {
      base.concurrentMap(entries) { entry, contents in
        entry.path == path
          ? body(entry, .failure(UnreadableContents(path: path, reason: reason))) : body(entry, contents)
      }
    }
  }

  @Test(
    "An unreadable file is an error, its path is searched, and the rest is read",
    arguments: [
      UnreadableContents.Reason.missing, .damaged("inflate failed"),
    ])
  func unreadable(reason: UnreadableContents.Reason) throws {
    let snapshot = Damaged(
      base: Trial.snapshot([Planted("websocket.ts"), Planted("z.ts", "ws://")]), path: "websocket.ts",
      reason: reason)
    let verifier = Verifier(
      migration: try Trial.migration(), answers: .none(for: ""), ledger: FactLedger(),
      today: try CalendarDay("2026-01-01").orThrow())
    let verification = verifier.verify(snapshot, leavingOut: [])
    #expect(verification.findings.map(\.code) == ["unreadable"])
    #expect(verification.findings.map(\.place) == [Place(path: "websocket.ts")])
    #expect(verification.report.unreadable == 1)
    #expect(verification.report.remnants.map(\.spot) == ["websocket.ts:path:1 websocket", "z.ts:1:1 ws-url"])
  }

  @Test("An unreadable file alone fails the verification")
  func outcome() throws {
    let snapshot = Damaged(base: Trial.snapshot([Planted("a.ts")]), path: "a.ts", reason: .missing)
    let verifier = Verifier(
      migration: try Trial.migration(), answers: .none(for: ""), ledger: FactLedger(),
      today: try CalendarDay("2026-01-01").orThrow())
    #expect(verifier.verify(snapshot, leavingOut: []).outcome == .findings)
  }

  @Test("Findings come in order of the paths")
  func order() throws {
    let base = Trial.snapshot([Planted("a", mode: .submodule, bytes: []), Planted("b.ts")])
    let verifier = Verifier(
      migration: try Trial.migration(), answers: .none(for: ""), ledger: FactLedger(),
      today: try CalendarDay("2026-01-01").orThrow())
    let snapshot = Damaged(base: base, path: "b.ts", reason: .missing)
    #expect(verifier.verify(snapshot, leavingOut: []).findings.map(\.code) == ["submodule", "unreadable"])
  }

  @Test("A folder of which nothing is known fails the verification, also below changes")
  func folder() throws {
    let base = Damaged(base: Trial.snapshot([Planted("a.ts")]), path: "b", reason: .missing, folders: ["src"])
    let verifier = Verifier(
      migration: try Trial.migration(), answers: .none(for: ""), ledger: FactLedger(),
      today: try CalendarDay("2026-01-01").orThrow())
    for snapshot in [base, OverlaySnapshot(base: base, changes: [:])] as [any Snapshot] {
      let verification = verifier.verify(snapshot, leavingOut: [])
      #expect(verification.findings.map(\.place) == [Place(path: "src")])
      #expect(verification.report.unreadable == 1)
      #expect(verification.outcome == .findings)
    }
  }

  @Test("A search that comes to no end is an error; the other patterns are still searched for")
  func gaveUp() throws {
    let patterns = try [("slow", "(?:a+)+(?=b)$"), ("fast", "websocket")].map {
      RemnantPattern(id: $0.0, regex: try Pattern($0.1), why: "")
    }
    let verifier = Verifier(
      migration: Migration(id: "m", title: "", remnants: Remnants(patterns: patterns)),
      answers: .none(for: ""),
      ledger: FactLedger(), today: try CalendarDay("2026-01-01").orThrow())
    let text = String(repeating: "a", count: 5_000) + "b websocket"
    let verification = verifier.verify(Trial.snapshot([Planted("a.ts", text)]), leavingOut: [])
    #expect(verification.findings.map(\.code) == ["search-gave-up"])
    #expect(verification.findings.map(\.rule) == ["slow"])
    #expect(verification.report.remnants.map(\.pattern) == ["fast"])
    #expect(verification.outcome == .findings)
  }

  @Test("A submodule's contents are said to be unsearched, which is no error")
  func submodule() throws {
    let verification = try Trial.verify([Planted("deps/x", mode: .submodule, bytes: [])])
    #expect(verification.findings.map(\.code) == ["submodule"])
    #expect(verification.outcome == .success)
  }

  @Test("A few bytes of a picture that happen to match are chance, and counted; text in it is not")
  func chance() throws {
    let noise: [UInt8] = [0x91, 0x80, 0x57, 0x53, 0x5F, 0x41, 0x03, 0x1B]
    let png: [UInt8] = [0x89] + Array("PNG\r\n\u{1A}\n".utf8)
    let report = try Trial.verify([
      Planted("a.png", bytes: png + noise), Planted("b.bin", bytes: [0] + noise),
      Planted("c.png", bytes: png + [0] + Array("the picture shows WS_A twice".utf8) + [0]),
      Planted("d.jpg", bytes: [0xFF, 0xD8, 0xFF, 0] + Array("websocket".utf8) + [0]),
      Planted("e.gz", bytes: [0x1F, 0x8B] + noise), Planted("WS_A.png", bytes: png),
    ]).report
    #expect(
      report.remnants.map(\.spot) == [
        "WS_A.png:path:1 env", "b.bin:1:3 env", "c.png:3:19 env", "d.jpg:1:5 websocket",
      ])
    #expect(report.chanceMatches == 2)
    #expect(report.opaqueFiles == ["e.gz"])
  }

  @Test(
    "Packed, encrypted and outsourced files are named by what they hold, not by what they are called",
    arguments: ["\u{1F}", "PK\u{3}\u{4}", "BZh9", "%PDF-1.7", "version https://git-lfs.github.com/spec/v1\n"])
  func opaque(beginning: String) throws {
    var bytes = Array(beginning.utf8)
    if beginning == "\u{1F}" { bytes.append(0x8B) }
    let report = try Trial.verify([Planted("a.txt", bytes: bytes + [1, 2]), Planted("b.zip", "text")]).report
    #expect(report.opaqueFiles == ["a.txt"])
  }
}
