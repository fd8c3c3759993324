import ConformanceMutants
import Foundation
import Testing

@testable import Conformance

/// One mutant for each case, and a matrix that was made from them.
@Suite struct MutantTests {
  static func all() throws -> [Mutant] {
    try Project.files(in: "Fixtures/Conformance/mutants").flatMap {
      try MutantFile.parse($0.bytes, file: $0.name).mutants
    }
  }

  @Test func everyCaseHasAMutant() throws {
    let ids = try Self.all().map(\.id)
    #expect(Set(ids) == Set(try ConformanceSuite().cases.map(\.id)))
    #expect(ids.count == Set(ids).count)
  }

  @Test func theMatrixIsFresh() throws {
    let page = try Project.text("Fixtures/Conformance/kill-matrix.md")
    let digests = try MatrixInputs.digests(in: Project.root.path)
    #expect(Set(digests.keys) == ["SRV", "CLI", "E2E", "STA"])
    for (area, digest) in digests {
      #expect(page.contains("\(area) `\(digest)`"), "run make mutants")
    }
    let rows = page.matches(of: /(?m)^\| ((?:SRV|CLI|E2E|STA)(?:-[A-Z]+)?-\d{3}) \|.*\| ([^|]+) \|$/)
    #expect(Set(rows.map { String($0.1) }) == Set(try Self.all().map(\.id)))
    #expect(rows.filter { $0.2 != "killed" }.map { String($0.1) } == [])
  }

  @Test func rowsAreKeptOfAFreshMatrixOnly() throws {
    let mutants = try Self.all().filter { $0.id.hasPrefix("SRV") }
    let page = KillMatrix(
      digests: ["SRV": "d"],
      rows: [(mutants[0], .killed("x")), (mutants[1], .survived), (mutants[2], .undecided("y"))]
    ).page
    #expect(KillMatrix.killed(in: page, digests: ["SRV": "d"]) == [mutants[0].id])
    #expect(KillMatrix.killed(in: page, digests: ["SRV": "e"]) == [])
  }

  @Test func aMutantThatNobodyNoticesSurvives() async throws {
    let result = try await trial(
      """
      - {case: STA-ENV-001, tree: after, why: nothing, edits: [{file: a.env, append: "# ws://x\\n"}]}
      """)
    #expect(result == .survived)
  }

  @Test func aBrokenCaseIsNoKill() async throws {
    let result = try await trial(
      """
      - {case: STA-ENV-001, tree: after, why: nothing, edits: [{file: a.env, append: ""}], binding: [{replace: a.env, with: none.env}]}
      """)
    #expect(result == .noReference("error: no file matches 'none.env' of the binding's tree.configuration"))
  }

  @Test func aReferenceThatFailsProvesNothing() async throws {
    let result = try await trial(
      """
      - {case: STA-ENV-001, tree: after, why: nothing, given: [{file: a.env, append: "A_WS_URL=\\n"}], edits: [{file: a.env, append: ""}]}
      """)
    #expect(
      result
        == .noReference(
          "fail: expected what the requirement says, got a.env:2: an address or its variable is still set"))
  }

  @Test func whatAMutantReplacesStandsThereOnce() async throws {
    await #expect(throws: MutantError.notOnce(id: "STA-ENV-001", file: "a.env", text: "URL", count: 2)) {
      try await trial(
        """
        - {case: STA-ENV-001, tree: after, why: nothing, edits: [{file: a.env, replace: URL, with: x}]}
        """)
    }
  }

  private func trial(_ mutant: String) async throws -> MutantTrial.Result {
    let scratch = try Scratch(["a.env": "URL=http://URL\n"])
    try Data("version: 1\ntree: {configuration: [a.env]}\n".utf8).write(
      to: URL(fileURLWithPath: scratch.path + "/binding.yaml"))
    let file = try MutantFile.parse(Array("mutants:\n\(mutant)\n".utf8), file: "m.yaml")
    return try await MutantTrial(
      suite: try ConformanceSuite(), before: scratch.tree, after: scratch.tree,
      binding: scratch.path + "/binding.yaml", environment: [:], temporary: scratch.path, progress: { _ in }
    ).run(try #require(file.mutants.first))
  }
}
