import Foundation
import TestSupport
import Testing

/// What the commits are, and how the stack lives on beside other work.
@Suite(.blocking) struct StackTests {
  @Test func stepsStack() throws {
    let project = try HornProject()
    let base = try project.git("rev-parse", "main")
    #expect(try project.sunset("apply").code == 0)
    #expect(try project.git("rev-parse", HornRules.frontend + "^") == base)
    #expect(
      try project.git("rev-parse", HornRules.configuration + "^")
        == project.git("rev-parse", HornRules.frontend))
    #expect(
      try project.git("diff", "--name-status", "main", HornRules.frontend) == """
        A\t.sunset/facts.json
        M\tsrc/app.ts
        D\tsrc/services/echo.ts
        D\tsrc/services/horn.ts
        """)
    #expect(
      try project.git("show", HornRules.frontend + ":src/app.ts") == """
        import { ring } from './services/bell';

        export function start(): void {
          ring();
        }
        """)
  }

  @Test func trailersSayWhatACommitWasMadeFrom() throws {
    let project = try HornProject()
    #expect(try project.sunset("apply").code == 0)
    let digest = try project.git("hash-object", project.rules).prefix(10)
    #expect(
      try project.git("log", "-1", "--format=%an <%ae> %at%n%B", HornRules.frontend) == """
        Ada Example <ada@example.org> 1700000000
        web: remove the horn

        The bell has taken its place.

        Sunset-Migration: remove-horn \(digest)
        Sunset-Step: 1
        Sunset-Requirement: Silence
        Sunset-Rules: horn-service
        Sunset-Facts: horn.files 2, horn.symbols 1
        """)
    #expect(
      try project.git("log", "-1", "--format=%(trailers:key=Sunset-Step,valueonly)", HornRules.frontend)
        == "1")
  }

  private func statuses(_ project: HornProject) throws -> [String] {
    let result = try project.sunset("status", "--format", "json")
    #expect(result.code == 0)
    return try steps(result).compactMap { $0["status"] as? String }
  }

  @Test func statusFollowsTheBranches() throws {
    let project = try HornProject()
    #expect(try statuses(project) == ["not-applied", "not-applied"])
    #expect(try project.sunset("apply").code == 0)
    #expect(try statuses(project) == ["committed", "committed"])
    try project.write(["README.md": "# Ship\n"])
    try project.commit()
    #expect(try statuses(project) == ["stale", "stale"])
    #expect(try project.sunset("apply").code == 0)
    #expect(try statuses(project) == ["committed", "committed"])
    try project.git("branch", "--force", HornRules.configuration, "main")
    #expect(try statuses(project) == ["committed", "edited"])
    try project.git("branch", "-D", HornRules.configuration)
    #expect(try statuses(project) == ["committed", "missing"])
    try project.git("merge", "--quiet", "--ff-only", HornRules.frontend)
    #expect(try statuses(project) == ["merged", "missing"])
  }

  @Test func nothingComesBackAfterASquashMerge() throws {
    let project = try HornProject()
    #expect(try project.sunset("apply").code == 0)
    try project.git("merge", "--quiet", "--squash", HornRules.frontend)
    try project.git("commit", "--quiet", "--message", "Squash")
    let plan = try project.sunset("plan", "--format", "json")
    #expect(plan.code == 0)
    let found = try steps(plan)
    #expect(found.map { $0["status"] as? String } == ["empty", "planned"])
    let again = try project.sunset("apply")
    #expect(again.code == 0, "\(again.errors)")
    #expect(
      try project.git("diff", "--name-status", "main", HornRules.configuration) == """
        M\t.sunset/facts.json
        D\tconfig/horn.conf
        """)
    #expect(try project.sunset("verify", "--base", HornRules.configuration).code == 0)
  }

  @Test func onlyTheFirstSteps() throws {
    let project = try HornProject()
    #expect(try project.sunset("apply", "--up-to", "1").code == 0)
    #expect(Array(try project.branches().keys) == [HornRules.frontend])
    let unknown = try project.sunset("plan", "--up-to", "7")
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("choose one of: 1, 2"))
  }

  @Test func anAuthorFromTheCommandLine() throws {
    let project = try HornProject()
    #expect(try project.sunset("apply", "--author", "Bo Boat <bo@example.org>").code == 0)
    #expect(
      try project.git("log", "-1", "--format=%an <%ae>, %cn <%ce>", HornRules.frontend)
        == "Bo Boat <bo@example.org>, Bo Boat <bo@example.org>")
    #expect(try project.sunset("apply", "--author", "Bo Boat").code == 2)
  }
}
