import Planning
import RuleModel
import SourceText
import TestSupport
import Testing

/// Generated programs: what is removed leaves a program that compiles, is formatted, has
/// nothing newly unused, names the feature nowhere, and answers the other routes as before.
@Suite(.blocking) struct GoProgramTests {
  private static let seeds: [UInt64] = Array(1...24)

  @Test func theFeatureGoesAndNothingElse() throws {
    let programs = Self.seeds.map(GoProgram.init)
    let results = try programs.map { try Self.result(of: $0) }
    let diagnostics = try GoCompiler.diagnostics(
      of: zip(programs, results).flatMap { [$0.files, $1.files] }, running: true)
    for (number, program) in programs.enumerated() {
      let result = results[number]
      let before = diagnostics[2 * number]
      let after = diagnostics[2 * number + 1]
      func said(_ list: [String], _ what: String) -> [String] { list.filter { $0.hasPrefix(what) } }
      #expect(
        said(before, "vet ") + said(before, "gofmt ") == [], "\(program.testDescription), as it goes in")
      #expect(said(after, "vet ") + said(after, "gofmt ") == [], "\(program.testDescription)")
      #expect(Set(said(after, "unused ")).subtracting(before) == [], "\(program.testDescription)")
      let kept = said(before, "prints /beta")
      #expect(!kept.isEmpty)
      #expect(said(after, "prints ") == kept, "\(program.testDescription)")
      let named = result.files.filter {
        String(decoding: $0.value, as: UTF8.self).lowercased().contains("alpha")
      }
      #expect(named.keys.sorted() == [], "\(program.testDescription)")
      #expect(result.questions == [], "\(program.testDescription)")
    }
  }

  /// A program that has nothing of the feature any more is left alone.
  @Test(arguments: seeds.prefix(10))
  func aSecondRunChangesNothing(seed: UInt64) throws {
    let once = try Self.result(of: GoProgram(seed: seed))
    let twice = try Self.planned(once.files)
    #expect(twice.changes.keys.filter { $0 != FactLedger.path } == [])
  }

  private static func planned(_ files: [RepositoryPath: [UInt8]]) throws -> PlannedStep {
    let text = "# A program.\n-- rules --\n\(GoProgram.rules)\n"
    let example = try ConfigurationCase(CaseText(name: "program", text))
    return try example.plan(over: files).steps[0]
  }

  private static func result(of program: GoProgram) throws -> (
    files: [RepositoryPath: [UInt8]], questions: [String]
  ) {
    let step = try planned(program.files)
    var files = program.files
    for (path, change) in step.changes where path != FactLedger.path {
      switch change {
      case .delete: files[path] = nil
      case .write(let bytes, _): files[path] = bytes
      }
    }
    return (files, step.decisions.map(\.question))
  }
}
