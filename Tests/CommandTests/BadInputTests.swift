import Foundation
import TestSupport
import Testing

/// What a user may get wrong: the exit code, the message, and nothing half done.
@Suite(.blocking) struct BadInputTests {
  @Test func notARepository() throws {
    let project = try HornProject()
    let result = try project.sunset("apply", in: project.home)
    #expect(result.code == 2)
    #expect(result.errors.contains("neither it nor a folder above it is a git repository"))
    #expect(result.errors.contains("→ name a folder inside a git repository with --repo"))
  }

  @Test func anUnknownRevision() throws {
    let project = try HornProject()
    let result = try project.sunset("plan", "--base", "nope")
    #expect(result.code == 2)
    #expect(result.errors.contains("cannot resolve the revision 'nope'"))
  }

  @Test func noCommitYet() throws {
    let project = try HornProject()
    try project.git("checkout", "--quiet", "--orphan", "fresh")
    let result = try project.sunset("plan")
    #expect(result.code == 2)
    #expect(result.errors.contains("cannot resolve the revision 'HEAD'"))
  }

  private func apply(_ rules: String) throws -> (HornProject, Program.Result) {
    let project = try HornProject(rules: rules)
    let before = try project.state()
    let result = try project.sunset("apply")
    if result.code != 0 { #expect(try project.state() == before) }
    return (project, result)
  }

  @Test func aMissingRuleFile() throws {
    let project = try HornProject()
    let result = try project.sunset("plan", "--rules", project.folder + "/none.yml")
    #expect(result.code == 2)
    #expect(result.errors.contains("cannot read the rule file '\(project.folder)/none.yml'"))
  }

  @Test func anErrorInTheRuleFile() throws {
    let (project, result) = try apply(
      HornRules.text().replacing("explain: Nothing", with: "explian: Nothing"))
    #expect(result.code == 2)
    #expect(
      result.errors.contains(
        """
        \(project.rules):36:9: error: unknown key 'explian'; did you mean 'explain'?
          36 |         explian: Nothing reads it any more.
             |         ^
        """), "\(result.errors)")
  }

  @Test func oneRuleThatMatchesNothing() throws {
    let (_, result) = try apply(HornRules.text().replacing("**/horn.conf", with: "**/tuba.conf"))
    #expect(result.code == 2)
    #expect(
      result.errors.contains(
        "rule 'horn-configuration' matches no file (**/tuba.conf), though other rules match"))
  }

  @Test func aMigrationThatConcernsNothing() throws {
    let (project, result) = try apply(HornRules.text().replacing("**/horn.", with: "**/tuba."))
    #expect(result.code == 0)
    #expect(result.text.contains("Nothing to do: no rule of the migration finds anything here."))
    #expect(try project.branches() == [:])
  }

  @Test func anAnswerThatNobodyAsksFor() throws {
    let project = try HornProject(files: [
      ".sunset/answers.yml": """
      apiVersion: sunset/v1
      kind: Answers
      migration: remove-horn
      decisions:
        - {decision: a/b/c, choice: delete, reason: none}

      """
    ])
    let result = try project.sunset("apply")
    #expect(result.code == 2)
    #expect(result.errors.contains(".sunset/answers.yml:5:5: nothing asks 'a/b/c' any more"))
    #expect(try project.branches() == [:])
  }

  @Test func noIdentity() throws {
    let project = try HornProject()
    try project.git("config", "--unset", "user.name")
    #expect(try project.sunset("plan").code == 0)
    let result = try project.sunset("apply")
    #expect(result.code == 2)
    #expect(result.errors.contains("git config user.name"))
    #expect(try project.branches() == [:])
  }

  @Test(arguments: [
    ["frob"], ["plan"], ["plan", "--rules", "x", "--frob"], ["plan", "--rules", "x", "--format", "x"],
  ])
  func usage(arguments: [String]) throws {
    let result = try HornProject().start(arguments).finish()
    #expect(result.code == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("Error: "))
  }

  @Test func helpAndVersion() throws {
    let project = try HornProject()
    let version = try project.start(["--version"]).finish()
    #expect(version.code == 0)
    #expect(version.text == "0.1.0\n")
    for command in ["plan", "apply", "verify", "conform", "explain", "status", "undo"] {
      let help = try project.start([command, "--help"]).finish()
      #expect(help.code == 0)
      #expect(help.text.contains("USAGE: sunset \(command)"))
    }
  }

  @Test func aReportThatCannotBeWritten() throws {
    let project = try HornProject()
    let result = try project.sunset("plan", "--output", project.folder + "/none/report")
    #expect(result.code == 6)
    #expect(result.errors.contains("cannot write '\(project.folder)/none/report'"))
  }
}
