import Testing

@Suite struct DocumentTests {
  /// The names under which commands are declared.
  private func commands() throws -> [String] {
    try Project.sources(of: "sunset").flatMap { file in
      file.text.matches(of: /commandName: "([a-z-]+)"/).map { String($0.1) }
    }.filter { $0 != "sunset" }
  }

  @Test(arguments: ["README.md", "CHANGELOG.md"])
  func everyCommandIsDescribed(document: String) throws {
    let names = try commands()
    #expect(!names.isEmpty)
    let text = try Project.text(document)
    #expect(names.filter { !text.contains("sunset \($0)") } == [])
  }

  @Test func everyModuleIsDrawn() throws {
    let text = try Project.text("README.md")
    let modules = Set(ModuleTable.imports.keys).union(ModuleTable.cModules)
    #expect(modules.filter { !text.contains("`\($0)`") } == [])
  }

  @Test func everyExitCodeIsExplained() throws {
    let outcomes = try Project.text("Sources/Findings/Outcome.swift")
    let codes = outcomes.matches(of: /case \w+ = (\d+)/).map { String($0.1) }
    #expect(codes.count == 8)
    let text = try Project.text("README.md")
    #expect(codes.filter { !text.contains("| \($0) |") } == [])
  }

  @Test func everyTargetOfTheMakefileIsExplainedByHelp() throws {
    let makefile = try Project.text("Makefile")
    let targets = makefile.matches(of: /(?m)^([a-z-]+):(.*)$/)
    #expect(
      Set(targets.map { String($0.1) }) == [
        "help", "demo", "test", "fixture-test", "target-check", "mutants", "conformance-reference", "build",
        "format",
        "lint",
      ])
    #expect(targets.filter { !$0.2.contains("## ") }.map { String($0.1) } == [])
  }
}
