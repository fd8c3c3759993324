import Foundation
import TestSupport
import Testing

/// The proof's options: the ratchet, classes of files and formats.
@Suite(.blocking) struct VerifyTests {
  @Test func aBaselineIsRecordedOnceAndOnlyShrinks() throws {
    let project = try HornProject()
    let file = project.path + "/known.json"
    let recorded = try project.sunset("verify", "--baseline", file, "--write-baseline")
    #expect(recorded.code == 0)
    #expect(recorded.text.contains("the baseline '\(file)' was recorded"))
    // The file names what it knows, and is not searched once it is tracked.
    try project.commit("Record what is known")
    let known = try project.sunset("verify", "--baseline", file)
    #expect(known.code == 0)
    #expect(known.text.contains("Known in the baseline \(file): 7 remnants in 3 files"))
    #expect(try project.sunset("verify").code == 1)

    try project.write(["notes.md": "a horn\n", "src/app.ts": "export const quiet = 1;\n"])
    try project.commit("Plant one remnant, remove others")
    let before = try Data(contentsOf: URL(fileURLWithPath: file))
    let changed = try project.sunset("verify", "--baseline", file, "--format", "json")
    #expect(changed.code == 1)
    let verification = try #require(try report(changed)["verification"] as? [String: Any])
    #expect(try places(verification["remnants"]) == ["notes.md"])
    let findings = try #require(try report(changed)["findings"] as? [[String: Any]])
    #expect(findings.compactMap { $0["code"] as? String }.contains("stale-baseline"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)

    let tightened = try project.sunset("verify", "--baseline", file, "--write-baseline")
    #expect(tightened.code == 1)
    #expect(tightened.text.contains("has lost what is gone"))
    #expect(!tightened.text.contains("stale-baseline"))
    try project.write(["notes.md": "\n"])
    try project.commit("Remove the remnant")
    #expect(try project.sunset("verify", "--baseline", file).code == 0)
    let again = try project.sunset("verify", "--baseline", file, "--write-baseline")
    #expect(again.text.contains("has nothing to take out"))
  }

  @Test func theWorkTreeIsOnlyWrittenForTheBaseline() throws {
    let project = try HornProject()
    var before = try project.state()
    #expect(
      try project.sunset("verify", "--baseline", project.path + "/known.json", "--write-baseline").code == 0)
    var after = try project.state()
    #expect(after.removeValue(forKey: "known.json") != nil)
    before["known.json"] = nil
    #expect(after == before)
  }

  @Test func classesConfineTheVerdict() throws {
    let project = try HornProject(files: ["notes.md": "a horn\n"])
    #expect(try project.sunset("apply").code == 0)
    let tip = HornRules.configuration
    #expect(try project.sunset("verify", "--base", tip).code == 1)
    let code = try project.sunset("verify", "--base", tip, "--class", "code,configuration")
    #expect(code.code == 0)
    #expect(code.text.contains("Left out, since other classes were asked for: 1 remnant in documents"))
    #expect(try project.sunset("verify", "--base", tip, "--class", "document").code == 1)
  }

  @Test(arguments: [
    ("sarif", "\"version\" : \"2.1.0\""), ("junit", "<testsuites name=\"Verify: Remove the horn\""),
    ("github", "::error file=config/horn.conf,title=Remnant%3A horn::"), ("json", "\"schemaVersion\" : 1"),
    ("text", "Remnants: "),
  ])
  func formats(format: String, excerpt: String) throws {
    let result = try HornProject().sunset("verify", "--format", format)
    #expect(result.code == 1)
    #expect(result.text.contains(excerpt))
  }

  @Test(arguments: [
    (["--write-baseline"], "no file is named"),
    (["--baseline", "none.json"], "there is no baseline 'none.json'"),
    (["--baseline", "x.json", "--write-baseline", "--class", "code"], "a baseline holds every class"),
    (["--class", "cod"], "The value 'cod' is invalid"),
    (["--class", "code,"], "The value 'code,' is invalid"),
    (["--format", "diff"], "The value 'diff' is invalid"),
  ])
  func mistakes(arguments: [String], message: String) throws {
    let project = try HornProject()
    let result = try project.start(["verify", "--repo", project.path, "--rules", project.rules] + arguments)
      .finish()
    #expect(result.code == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(message))
  }

  @Test func aBaselineThatIsNoneIsShownWithItsPlace() throws {
    let project = try HornProject()
    try Data("{\"files\": 1}".utf8).write(to: URL(fileURLWithPath: project.folder + "/known.json"))
    let result = try project.sunset("verify", "--baseline", project.folder + "/known.json")
    #expect(result.code == 2)
    #expect(result.errors.contains("known.json:1:11: "))
  }

  /// The paths of a list of remnants.
  private func places(_ list: Any?) throws -> [String] {
    let remnants = try #require(list as? [[String: Any]])
    return remnants.compactMap { ($0["place"] as? [String: Any])?["path"] as? String }
  }
}
