import Findings
import RuleModel
import SourceText
import Testing

@testable import Verifying

@Suite("Baselines") struct BaselineTests {
  private static let files = [
    Planted("docs/a.md", "one websocket\ntwo websocket, ws://x\n"), Planted("src/a.ts", "new WebSocket(u)\n"),
    Planted("websocket/x.txt"),
  ]

  private func compared(_ files: [Planted], with baseline: RemnantBaseline) throws -> Verification {
    try Trial.verify(files).compared(with: baseline, file: "known.json")
  }

  private func baseline(of files: [Planted]) throws -> RemnantBaseline {
    RemnantBaseline(recording: try Trial.verify(files).report.remnants, of: "remove-websocket")
  }

  @Test("What it knows does not fail, and is listed")
  func known() throws {
    let verification = try compared(Self.files, with: baseline(of: Self.files))
    #expect(verification.outcome == .success)
    #expect(verification.report.remnants == [])
    #expect(verification.report.known.count == 5)
    #expect(verification.report.baseline == "known.json")
  }

  @Test("Lines that move, are indented anew or get other line ends stay known")
  func moved() throws {
    let shifted = Self.files.map { file in
      let text = String(decoding: file.contents, as: UTF8.self)
      return Planted(file.path, text.isEmpty ? "" : "\r\nnew\r\n\t" + text.replacing("\n", with: "\r\n  "))
    }
    #expect(try compared(shifted, with: baseline(of: Self.files)).outcome == .success)
  }

  @Test("A new remnant fails, also in a known file and in a line like a known one")
  func new() throws {
    let baseline = try baseline(of: Self.files)
    for text in ["three websocket\n", "one websocket\n", "two websocket, ws://x wss://y\n"] {
      let verification = try compared(Self.files + [Planted("b.md", text)], with: baseline)
      #expect(
        verification.report.remnants.allSatisfy { $0.place.path == "b.md" }
          && verification.outcome == .findings)
      let grown = Self.files.map {
        Planted($0.path, String(decoding: $0.contents, as: UTF8.self) + ($0.path == "docs/a.md" ? text : ""))
      }
      #expect(try !compared(grown, with: baseline).report.remnants.isEmpty)
    }
  }

  @Test("What is gone fails until it is taken out, so that it cannot come back unnoticed")
  func stale() throws {
    let cleaner = [
      Planted("docs/a.md", "one websocket\n"), Planted("src/a.ts", "new Poll(u)\n"), Self.files[2],
    ]
    let baseline = try baseline(of: Self.files)
    let verification = try compared(cleaner, with: baseline)
    #expect(verification.outcome == .findings)
    #expect(verification.findings.map(\.code) == Array(repeating: "stale-baseline", count: 3))
    #expect(verification.findings.map(\.place?.path) == ["docs/a.md", "docs/a.md", "src/a.ts"])
    #expect(verification.findings.map(\.rule) == ["websocket", "ws-url", "websocket"])
    let tightened = baseline.tightened(to: verification.report.known)
    #expect(try compared(cleaner, with: tightened).outcome == .success)
    #expect(try compared(Self.files, with: tightened).report.remnants.count == 3)
  }

  @Test("What an allowance lets stand is no business of the baseline")
  func allowed() throws {
    let allowance = try Trial.allowance("A1", "docs/**")
    let all = try baseline(of: Self.files)
    let verification = try Trial.verify(Self.files, allowances: [allowance]).compared(
      with: all, file: "known.json")
    #expect(verification.report.known.map(\.place.path) == ["src/a.ts", "websocket/x.txt"])
    #expect(verification.report.allowed.map(\.remnant.place.path) == ["docs/a.md", "docs/a.md", "docs/a.md"])
    #expect(verification.findings.map(\.code) == ["stale-baseline", "stale-baseline"])
  }

  @Test("Classes that are not asked for are left out, and counted")
  func classes() throws {
    let all = try Trial.verify(Self.files)
    let code = all.restricted(to: [.code, .lock])
    #expect(code.report.remnants.map(\.spot) == ["src/a.ts:1:5 websocket"])
    #expect(code.report.otherClasses == [.document: 4])
    #expect(code.outcome == .findings)
    let locks = all.restricted(to: [.lock])
    #expect(locks.report.remnants == [])
    #expect(locks.outcome == .success)
    #expect(all.restricted(to: Set(FileClass.allCases)) == all)
  }

  @Test("Findings count whatever the class")
  func findings() throws {
    let unused = try Trial.verify(Self.files, allowances: [try Trial.allowance("A1", "legal/**")])
    #expect(unused.restricted(to: [.lock]).outcome == .findings)
  }
}
