import Foundation
import TestSupport
import Testing

/// What stands in a branch's way stops every branch.
@Suite(.blocking) struct ConflictTests {
  /// Applies, which must fail with 5 and change nothing.
  private func refused(_ project: HornProject, _ arguments: String...) throws -> String {
    let before = try project.state()
    let result = try project.start(
      ["apply", "--repo", project.path, "--rules", project.rules] + arguments
    ).finish()
    #expect(result.code == 5, "\(result.errors)")
    // Objects may stay behind; git collects them.
    let objects = ".git/objects/"
    #expect(
      try project.state().filter { !$0.key.hasPrefix(objects) }
        == before.filter { !$0.key.hasPrefix(objects) })
    #expect(result.errors.contains("→ "))
    return result.errors
  }

  @Test func aLockedRef() throws {
    let project = try HornProject()
    try project.write(Data(), to: ".git/refs/heads/sunset/remove-horn/2-configuration.lock")
    let errors = try refused(project)
    #expect(errors.contains(HornRules.configuration))
  }

  @Test func aBranchInTheWay() throws {
    let project = try HornProject()
    try project.git("branch", "sunset")
    #expect(try refused(project).contains("sunset"))
  }

  @Test func aBranchThatSomebodyCommittedTo() throws {
    let project = try HornProject()
    #expect(try project.sunset("apply").code == 0)
    try project.git("checkout", "--quiet", HornRules.configuration)
    try project.write(["README.md": "# Mine\n"])
    let mine = try project.commit("Mine")
    try project.git("checkout", "--quiet", "main")
    try project.write(["README.md": "# Moved\n"])
    try project.commit("Move the base")
    let errors = try refused(project)
    #expect(errors.contains("branch '\(HornRules.configuration)' is on \(mine.prefix(10))"))
    #expect(errors.contains("sunset apply --replace \(mine)"))

    #expect(try project.sunset("undo").code == 5)
    #expect(try project.branches()[HornRules.configuration] == mine)

    #expect(try project.sunset("apply", "--replace", mine).code == 0)
    #expect(try project.branches()[HornRules.configuration] != mine)
    #expect(try project.sunset("undo").code == 0)
    #expect(try project.branches() == [HornRules.configuration: mine])
  }

  @Test func aReplacementThatIsNotThere() throws {
    let project = try HornProject()
    let main = try project.git("rev-parse", "main")
    #expect(try refused(project, "--replace", main).contains("no branch of the stack is on that commit"))
  }

  @Test func aBranchThatIsCheckedOut() throws {
    let project = try HornProject()
    #expect(try project.sunset("apply").code == 0)
    let linked = project.folder + "/linked"
    try project.git("worktree", "add", "--quiet", linked, HornRules.configuration)
    try project.write(["README.md": "# Moved\n"])
    try project.commit("Move the base")
    #expect(try refused(project).contains("is checked out in '\(linked)'"))
  }

  @Test func anotherRunUnderWay() throws {
    let project = try HornProject()
    try project.write(Data("4711\n".utf8), to: ".git/sunset/lock")
    let file = try #require(FileHandle(forUpdatingAtPath: project.gitDirectory + "/sunset/lock"))
    try #require(flock(file.fileDescriptor, LOCK_EX) == 0)
    #expect(try refused(project).contains("process 4711 is changing it"))
    #expect(flock(file.fileDescriptor, LOCK_UN) == 0)
    #expect(try project.sunset("apply").code == 0)
  }
}
