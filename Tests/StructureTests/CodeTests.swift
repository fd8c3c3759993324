import Testing

/// What the code of a module must not say.
@Suite struct CodeTests {
  @Test func onlyProgramsPrintAndExit() throws {
    let places = try Project.sources().filter { !ModuleTable.programs.contains($0.module) }
      .flatMap { $0.places(of: /(?:^|[^.\w])(print|debugPrint|dump|exit|abort)\(/) }
    #expect(places == [])
  }

  @Test func nothingTrapsOnInput() throws {
    let trap = /try!|\bas!|\b(fatalError|preconditionFailure|assertionFailure)\(/
    #expect(try Project.sources().flatMap { $0.places(of: trap) } == [])
  }

  @Test func nothingIsUnwrappedByForce() throws {
    #expect(try Project.sources().flatMap { $0.places(of: /[\w)\]]!(?![=\w])/) } == [])
  }

  @Test func pureModulesTouchNothing() throws {
    let outside = /\b(FileManager|FileHandle|ProcessInfo|URLSession|contentsOfFile|getenv|fopen|mmap)\b/
    let clock =
      /\b(clock_gettime|gettimeofday|Date\(\)|Date\.now|ContinuousClock|SuspendingClock|SystemRandomNumberGenerator)/
    let files = try Project.sources().filter { ModuleTable.pure.contains($0.module) }
    #expect(files.flatMap { $0.places(of: outside) + $0.places(of: clock) } == [])
  }

  @Test func onlyProcessesStartsProcesses() throws {
    let files = try Project.sources().filter { $0.module != "Processes" }
    let start = /(?:^|[^.\w])(Process|posix_spawnp?|popen|fork|exec[lv]\w*)\(/
    #expect(files.flatMap { $0.places(of: start) } == [])
    // Git is read and written through the library, never through the program.
    let program = /"(?:\/usr\/bin\/)?git"/
    #expect(files.filter { $0.text.contains(program) }.map(\.path) == [])
  }

  @Test func noTypeOfCIsPublic() throws {
    let cType =
      /\b(git_\w+|TS(?:Node|Tree|Parser|Query|Language)\w*|pcre2_\w+|OpaquePointer)\b/
    for file in try Project.sources() {
      let signatures = file.signatures(of: "public").filter { $0.contains(cType) }
      #expect(signatures == [], "\(file.path)")
      #expect(file.places(of: /public import C[A-Z]\w*/) == [])
    }
  }
}
