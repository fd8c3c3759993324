import Foundation
import TestSupport
import Testing

/// The first migration on the chat product, with the real TypeScript compiler as gate.
@Suite(.blocking) struct FixtureTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test func everyStepTypeChecksAndASecondRunIsEmpty() throws {
    let project = try HornProject()
    let product = project.folder + "/product"
    try script("make-repository", root + "/Fixtures/ChatProduct", product, in: project)
    try script("copy-types", project.folder, in: project)
    let rules = root + "/Rules/remove-websocket/migration.yml"
    let answers = root + "/Fixtures/Targets/chat-product/answers.yml"
    func sunset(_ arguments: String...) throws -> Program.Result {
      let common = ["--repo", product, "--rules", rules, "--format", "json"]
      return try project.start(arguments + common, ["TMPDIR": project.folder]).finish()
    }
    let first = try sunset("apply", "--answers", answers, "--author", "Ada <ada@example.org>")
    #expect(first.code == 0, "\(first.text)\(first.errors)")
    let gates = try steps(first).compactMap { $0["gates"] as? [[String: Any]] }.flatMap { $0 }
    func statuses(_ isIncluded: (String) -> Bool) -> [String] {
      gates.filter { isIncluded($0["id"] as? String ?? "") }.compactMap { $0["status"] as? String }
    }
    #expect(statuses { $0 == "frontend-types" } == ["passed", "passed", "passed"])
    // Whether the machine has Go and the backend's module or not: nothing fails, nothing is left out.
    let backend = statuses { $0.hasPrefix("go-") }
    #expect(!backend.isEmpty && Set(backend).isSubset(of: ["passed", "not-judged"]))
    let notes = try report(first)["notes"] as? [String] ?? []
    #expect(backend.contains("not-judged") == notes.contains { $0.contains("judged nothing") })
    let branches = try project.branches(in: product)
    #expect(branches.count == 6)
    let second = try sunset("apply", "--answers", answers, "--author", "Ada <ada@example.org>")
    #expect(second.code == 0)
    #expect(try project.branches(in: product) == branches)
    // Planned on its own tip, the migration has nothing left to do and to ask; what is history
    // stays so.
    let tip = "sunset/remove-websocket/8.6-dependencies"
    let again = try sunset("plan", "--base", tip, "--answers", try allowances(of: answers, in: project))
    #expect(again.code == 0, "\(again.errors)")
    #expect(try steps(again).allSatisfy { ($0["files"] as? [Any])?.isEmpty ?? true })
  }

  /// The answers file without its decisions, which are made already on the tip.
  private func allowances(of answers: String, in project: HornProject) throws -> String {
    let lines = try String(contentsOfFile: answers, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let path = project.folder + "/allowances.yml"
    let left = lines.filter { !$0.hasPrefix("decisions:") && !$0.contains("{decision: ") }
    try left.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func script(_ name: String, _ arguments: String..., in project: HornProject) throws {
    let result = try Program.start(
      [root + "/Scripts/" + name] + arguments, in: root, environment: Program.environment(home: project.home)
    ).finish()
    try #require(result.code == 0, "Scripts/\(name): \(result.errors)")
  }
}
