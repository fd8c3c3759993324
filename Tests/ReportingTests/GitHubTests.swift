import Findings
import SourceText
import Testing

@testable import Reporting

@Suite("Workflow commands") struct GitHubTests {
  @Test("A verification is written as it is recorded", arguments: [Sample.verification, .clean])
  func golden(sample: Sample) throws {
    try expectGolden(Array(GitHubRenderer().render(sample.report).utf8), "\(sample).github.txt")
  }

  @Test("Each new remnant and each finding is one command; the last line is for people")
  func commands() throws {
    let report = Sample.verification()
    let lines = GitHubRenderer().render(report).split(separator: "\n", omittingEmptySubsequences: false)
    let remnants = try #require(report.verification).remnants
    #expect(lines.count == remnants.count + report.findings.count + 2)
    #expect(lines.dropLast(2).allSatisfy { $0.wholeMatch(of: /::(error|warning) [^:]*::.*/) != nil })
    #expect(lines.suffix(2) == ["Not clean: 7 remnants in 6 files and 1 other error.", ""])
  }

  @Test("Nothing that comes from a file ends a command or begins another")
  func injection() throws {
    var report = Sample.report(.verify)
    let evil = "x\n::stop-commands::y\r\n,file=a::b%0A::error::"
    report.findings = [
      Finding(
        code: evil, severity: .error, message: evil, place: Place(path: RepositoryPath(evil), line: 1),
        remedy: evil)
    ]
    let text = GitHubRenderer().render(report)
    #expect(text.split(separator: "\n").count == 2)
    let command = try #require(text.split(separator: "\n").first)
    let parts = command.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: true)
    #expect(parts.count == 3 || parts.count == 2)
    let properties = try #require(parts.first).dropFirst("error ".count).split(separator: ",")
    #expect(properties.map { $0.split(separator: "=")[0] } == ["file", "line", "title"])
    #expect(command.contains("%250A"))
  }

  @Test("Notes are left out")
  func notes() {
    var report = Sample.report(.verify)
    report.findings = [Finding(code: "submodule", severity: .note, message: "not searched")]
    #expect(GitHubRenderer().render(report) == "Clean: no remnants in 0 files.\n")
  }
}
