import Foundation
import TestSupport
import Testing

/// The conformance suite as a command and as a gate.
@Suite(.blocking) struct ConformTests {
  /// Only the tree is bound: no server is started.
  private static let binding = "version: 1\ntree: {configuration: [horn.env]}\n"

  private func project(_ setting: String, binding: String = binding) throws -> HornProject {
    try HornProject(files: ["conformance.yaml": binding, "horn.env": setting])
  }

  private func conform(_ project: HornProject, _ arguments: String...) throws -> Program.Result {
    try project.start(["conform", "--repo", project.path] + arguments).finish()
  }

  @Test func aPassAndAFailure() throws {
    let clean = try conform(try project("API_URL=http://a\n"), "--only", "STA-ENV-001", "--phase", "after")
    #expect(clean.code == 0, "\(clean.errors)")
    #expect(clean.text.contains("Conforms: 1 case: 1 passed."))
    let dirty = try conform(try project("API_WS_URL=ws://a\n"), "--only", "STA-ENV-001", "--phase", "after")
    #expect(dirty.code == 1)
    #expect(dirty.text.contains("fail STA-ENV-001  MUST T8.4"))
    #expect(dirty.text.contains("horn.env:1: an address or its variable is still set"))
    #expect(dirty.text.contains("again: sunset conform --repo"))
  }

  @Test func programsReadIt() throws {
    let project = try project("API_WS_URL=ws://a\n")
    let json = try conform(project, "--only", "STA-ENV-001", "--phase", "after", "--format", "json")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
    let report = try #require(document["conformance"] as? [String: Any])
    #expect((report["counts"] as? [String: Int])?["fail"] == 1)
    #expect((report["digest"] as? String)?.count == 64)
    let xml = try conform(project, "--only", "STA-ENV-001", "--phase", "after", "--format", "junit")
    #expect(xml.code == 1)
    #expect(
      xml.text.contains(#"<testsuites name="conformance" tests="1" failures="1" errors="0" skipped="0">"#))
    let page = try conform(project, "--only", "STA-ENV-001", "--phase", "after", "--format", "html")
    #expect(page.code == 1)
    #expect(page.text.hasPrefix("<!doctype html>"))
    #expect(page.text.contains(#"<tr id="STA-ENV-001"><td>STA-ENV-001</td><td>MUST</td>"#))
    #expect(page.text.contains("horn.env:1: an address or its variable is still set  | API_WS_URL=ws://a"))
    #expect(page.text.contains("--only STA-ENV-001</code>"))
  }

  @Test func nothingExecutedIsNoPass() throws {
    let result = try conform(try project("A=b\n"), "--only", "STA-ENV-001", "--phase", "before")
    #expect(result.code == 2)
    #expect(result.text.contains("not applicable  STA-ENV-001  only once step 8.4 is done"))
  }

  @Test(arguments: [
    (["--only", "STA-NONE-*"], "--only STA-NONE-*: no case matches"),
    (["--area", "xyz"], "--area XYZ: no case matches"),
    (["--phase", "soon"], "--phase soon: neither before, after nor a step's id"),
    (["--time-scale", "0"], "--time-scale 0.0: not between 1 and 100"),
  ])
  func mistakes(arguments: [String], message: String) throws {
    let project = try project("A=b\n")
    let result = try project.start(["conform", "--repo", project.path] + arguments).finish()
    #expect(result.code == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func aRepositoryWithoutABinding() throws {
    let result = try conform(try HornProject())
    #expect(result.code == 2)
    #expect(result.errors.contains("there is no binding 'conformance.yaml'"))
  }

  @Test func theListRunsNothing() throws {
    let result = try HornProject().start(["conform", "--list", "--area", "sta"]).finish()
    #expect(result.code == 0)
    #expect(result.text.split(separator: "\n").count == 24)
  }

  // MARK: The gate

  @Test func applyStopsWhereTheProductDoesNotConform() throws {
    let project = try project("API_WS_URL=ws://a\n")
    let result = try project.sunset("apply")
    #expect(result.code == 4, "\(result.text)\(result.errors)")
    #expect(result.text.contains("fail STA-ENV-001"))
    #expect(result.text.contains("leave the suite out with --no-conform"))
    #expect(try project.branches() == [:])
  }

  @Test func applyTellsOfBoth() throws {
    let project = try project("API_URL=http://a\n")
    let result = try project.sunset("apply")
    #expect(result.code == 0, "\(result.text)\(result.errors)")
    #expect(result.text.contains("note: removed in "))
    #expect(result.text.contains("; conforming: 2 cases passed, 0 failed (phase after)"))
    #expect(try !project.branches().isEmpty)
  }

  @Test func eachTreeCanBeTried() throws {
    // A number that holds before and after: on each tree something is executed.
    let project = try HornProject(files: [
      "conformance.yaml": "version: 1\ntree: {numbers: {poll.base: poll.ts#BASE}}\n",
      "poll.ts": "export const BASE = 3000;\n",
    ])
    let result = try project.sunset("apply", "--conform", "each", "--verbose")
    #expect(result.code == 0, "\(result.text)\(result.errors)")
    let tried = result.errors.matches(of: /conformance on step/).count
    #expect(tried == (try project.branches()).count)
  }

  @Test func theSuiteCanBeLeftOut() throws {
    let project = try project("API_WS_URL=ws://a\n")
    let result = try project.sunset("apply", "--no-conform")
    #expect(result.code == 0)
    #expect(result.text.contains("the conformance suite was left out (--no-conform)"))
  }

  @Test func aWrongBindingStopsApply() throws {
    let project = try project("A=b\n", binding: "version: 1\ntrees: {}\n")
    let result = try project.sunset("apply")
    #expect(result.code == 2)
    #expect(result.errors.contains("unknown key 'trees'; did you mean 'tree'?"))
    #expect(try project.branches() == [:])
  }
}
