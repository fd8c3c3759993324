import Foundation
import Testing

/// The first migration on the chat product, with the real TypeScript compiler as gate.
@Suite struct FixtureTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test func everyStepTypeChecksAndASecondRunIsEmpty() throws {
    let project = try HornProject()
    let product = project.folder + "/product"
    try script("make-repository", root + "/Fixtures/ChatProduct", product, in: project)
    try script("copy-types", project.folder, in: project)
    let rules = root + "/Rules/remove-websocket/migration.yml"
    func sunset(_ arguments: String...) throws -> Program.Result {
      let common = ["--repo", product, "--rules", rules, "--format", "json"]
      return try project.start(arguments + common, ["TMPDIR": project.folder]).finish()
    }
    let first = try sunset("apply", "--author", "Ada <ada@example.org>")
    #expect(first.code == 0, "\(first.text)\(first.errors)")
    let gates = try steps(first).compactMap { $0["gates"] as? [[String: Any]] }.flatMap { $0 }
    #expect(gates.map { $0["status"] as? String } == ["passed", "passed"])
    let branches = try project.branches(in: product)
    #expect(branches.count == 4)
    let second = try sunset("apply", "--author", "Ada <ada@example.org>")
    #expect(second.code == 0)
    #expect(try project.branches(in: product) == branches)
    // Planned on its own tip, the migration has nothing left to do.
    let tip = "sunset/remove-websocket/8.6-dependencies"
    let again = try sunset("plan", "--base", tip)
    #expect(again.code == 0, "\(again.errors)")
    #expect(try steps(again).allSatisfy { ($0["files"] as? [Any])?.isEmpty ?? true })
  }

  private func script(_ name: String, _ arguments: String..., in project: HornProject) throws {
    let result = try Program.start(
      [root + "/Scripts/" + name] + arguments, in: root, environment: Program.environment(home: project.home)
    ).finish()
    try #require(result.code == 0, "Scripts/\(name): \(result.errors)")
  }
}
