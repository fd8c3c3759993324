import Foundation
import TestSupport
import Testing

/// Nothing of the user's is touched, and what is shown is what is committed.
@Suite(.blocking) struct PurityTests {
  /// A project whose work tree and index are in the middle of something.
  private func busyProject() throws -> HornProject {
    let project = try HornProject()
    try project.write(["README.md": "# Boat, staged\n", "new.txt": "staged\n"])
    try project.git("add", "README.md", "new.txt")
    try project.write([
      "README.md": "# Boat, not staged\n", "src/app.ts": "half done", "untracked.txt": "mine\n",
    ])
    try project.write(Data("#!/bin/sh\nexit 1\n".utf8), to: ".git/hooks/pre-commit")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: project.gitDirectory + "/hooks/pre-commit")
    try project.git("pack-refs", "--all")
    return project
  }

  @Test(arguments: ["text", "diff", "json"])
  func planWritesNothing(format: String) throws {
    let project = try busyProject()
    let before = try project.state()
    #expect(try project.sunset("plan", "--format", format).code == 0)
    #expect(try project.state() == before)
    #expect(try project.leftovers() == [])
  }

  @Test func applyAddsBranchesAndObjectsAlone() throws {
    let project = try busyProject()
    let before = try project.state()
    #expect(try project.sunset("apply").code == 0)
    let after = try project.state()
    #expect(before.filter { after[$0.key] != $0.value } == [:])
    let allowed = [
      ".git/objects/pack", ".git/refs/heads/sunset", ".git/logs/refs/heads/sunset", ".git/sunset",
    ]
    let added = after.keys.filter { before[$0] == nil }
    #expect(added.filter { name in !allowed.contains { name == $0 || name.hasPrefix($0 + "/") } } == [])
    #expect(Set(try project.branches().keys) == [HornRules.frontend, HornRules.configuration])
    try project.git("fsck", "--strict", "--full")
  }

  @Test func applyingTwiceWritesNothing() throws {
    let project = try busyProject()
    #expect(try project.sunset("apply").code == 0)
    let before = try project.state()
    let again = try project.sunset("apply", "--format", "json")
    #expect(again.code == 0)
    #expect(try steps(again).map { $0["status"] as? String } == ["unchanged", "unchanged"])
    #expect(try project.state() == before)
  }

  @Test func undoRestoresEverythingButObjects() throws {
    let project = try busyProject()
    let before = try project.state()
    #expect(try project.sunset("apply").code == 0)
    #expect(try project.sunset("undo").code == 0)
    let isObject = { (name: String) in name.hasPrefix(".git/objects/pack") }
    #expect(try project.state().filter { !isObject($0.key) } == before.filter { !isObject($0.key) })
  }

  @Test func thePlansTreesAreTheCommits() throws {
    let project = try HornProject()
    let planned = try steps(project.sunset("plan", "--format", "json"))
    #expect(try project.sunset("apply").code == 0)
    try #require(planned.count == 2)
    for step in planned {
      let branch = try #require(step["branch"] as? String)
      #expect(try project.git("rev-parse", branch + "^{tree}") == step["tree"] as? String)
      #expect(try project.git("rev-parse", branch) == step["commit"] as? String)
    }
  }

  @Test func gitApplyTakesTheDiff() throws {
    let project = try HornProject(files: [
      "config/horn.bin/horn.conf": "a\u{0}b", "src/no-end/horn.ts": "export {}",
    ])
    let diff = try project.sunset("plan", "--format", "diff")
    #expect(diff.code == 0)
    try project.git("apply", "--index", input: diff.output)
    let tree = try project.git("write-tree")
    #expect(try project.sunset("apply").code == 0)
    #expect(try project.git("rev-parse", HornRules.configuration + "^{tree}") == tree)
  }

  @Test func anotherCloneGivesTheSameCommits() throws {
    let project = try HornProject()
    let clone = project.folder + "/clone"
    try project.git("clone", "--quiet", project.path, clone, in: project.folder)
    try project.git("config", "user.name", "Ada Example", in: clone)
    try project.git("config", "user.email", "ada@example.org", in: clone)
    #expect(try project.sunset("apply").code == 0)
    #expect(try project.sunset("apply", in: clone).code == 0)
    #expect(try project.branches(in: clone) == project.branches())
    #expect(try project.branches().count == 2)
  }
}
