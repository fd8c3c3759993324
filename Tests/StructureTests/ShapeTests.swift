import Testing

@Suite struct ShapeTests {
  @Test func filesAreShort() throws {
    let swift =
      try Project.sources()
      + Project.files(below: "Tests").filter { $0.hasSuffix(".swift") }.map(SourceFile.init)
    let long = swift.filter { $0.text.split(separator: "\n", omittingEmptySubsequences: false).count > 400 }
    #expect(long.map(\.path) == [])
  }

  @Test(arguments: ModuleTable.imports.keys.sorted())
  func noModuleIsNamedLikeATypeInIt(module: String) throws {
    let declaration = /\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/
    for file in try Project.sources(of: module) {
      let names = file.code.matches(of: declaration).map { String($0.1) }
      #expect(!names.contains(module), "\(file.path)")
    }
  }

  @Test func nothingNamesAMachine() throws {
    let home = /\/(?:home|Users|root|work)\/\w/
    let temporary = /\/tmp\/\w/
    let folders = ["Sources", "Scripts", "Rules", "Fixtures"]
    let paths =
      try folders.flatMap(Project.files) + ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile"]
    for path in paths {
      let text = try Project.text(path)
      #expect(!text.contains(home), "\(path)")
      // The chat product runs in containers, whose only writable folder that is.
      let isInContainer = path.hasPrefix("Fixtures/ChatProduct/")
      #expect(isInContainer || !text.contains(temporary), "\(path)")
    }
  }

  @Test func nothingIsLeftToDo() throws {
    let swift = try Project.sources()
    #expect(swift.filter { $0.text.contains(/\b(TODO|FIXME|XXX)\b/) }.map(\.path) == [])
  }
}
