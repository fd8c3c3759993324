import Testing

/// What the code of a module must not say.
@Suite struct CodeTests {
  @Test func onlyTheCommandPrintsAndExits() throws {
    let places = try Project.sources().filter { $0.module != "sunset" }
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
    let outside = /\b(FileManager|FileHandle|ProcessInfo|URLSession|contentsOfFile|getenv)\b/
    let clock = /\b(Date\(\)|Date\.now|ContinuousClock|SuspendingClock|SystemRandomNumberGenerator)/
    let files = try Project.sources().filter { ModuleTable.pure.contains($0.module) }
    #expect(files.flatMap { $0.places(of: outside) + $0.places(of: clock) } == [])
  }

  @Test func onlyProcessesStartsProcesses() throws {
    let files = try Project.sources().filter { $0.module != "Processes" }
    #expect(files.flatMap { $0.places(of: /\bProcess\(|\b(posix_spawn|popen|system|fork|execve?)\(/) } == [])
    // Git is read and written through the library, never through the program.
    let program = /"(?:\/usr\/bin\/)?git"/
    #expect(files.filter { $0.text.contains(program) }.map(\.path) == [])
  }

  @Test func noTypeOfCIsPublic() throws {
    let cType =
      /\b(git_\w+|TS(?:Node|Tree|Parser|Query|Language)\w*|pcre2_\w+|OpaquePointer)\b/
    // From `public` to the body, the value or the end of the line before the next declaration.
    let declaration = /\bpublic\b[^{=]*/
    for file in try Project.sources() {
      for match in file.code.matches(of: declaration) {
        let signature = match.0.split(separator: "\n\n", maxSplits: 1).first ?? match.0
        #expect(!signature.contains(cType), "\(file.path): \(signature)")
      }
      #expect(file.places(of: /public import C[A-Z]\w*/) == [])
    }
  }
}
