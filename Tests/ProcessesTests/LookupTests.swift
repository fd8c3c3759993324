import Findings
import Processes
import Testing

/// Which file runs, and what happens when none does.
@Suite struct LookupTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func theFirstFolderOfThePathWins() async throws {
    try scratch.file("first/tool", "not a program")
    try scratch.file("second/tool", "#!/bin/sh\necho second\n", mode: 0o755)
    try scratch.file("third/tool", "#!/bin/sh\necho third\n", mode: 0o755)
    var command = scratch.command("tool")
    command.environment["PATH"] = ["none", "first", "second", "third"].joined(separator: ":")
    #expect(try await run(command).text == "second\n")
  }

  @Test func aProgramWithASlashIsAPathFromTheFolder() async throws {
    try scratch.file("bin/tool", "#!/bin/sh\necho \"$0\" \"$1\"\n", mode: 0o755)
    #expect(try await run(scratch.command("bin/tool", "here")).text == scratch.path + "/bin/tool here\n")
  }

  @Test func aMissingProgramIsAnErrorThatSaysWhereItWasSought() async throws {
    let error = CommandError.programNotFound("no-such-tool", searched: ["/usr/bin", "/bin"])
    await #expect(throws: error) { try await run(scratch.command("no-such-tool")) }
    #expect(error.message == "no program 'no-such-tool' in /usr/bin:/bin")
    #expect(error.remedy == "install 'no-such-tool', or put its folder on PATH")
    #expect(error.outcome == .usage)
  }

  @Test func withoutAPathNothingIsFound() async throws {
    var command = scratch.command("sh")
    command.environment = [:]
    let error = CommandError.programNotFound("sh", searched: [])
    await #expect(throws: error) { try await run(command) }
    #expect(error.message == "no program 'sh': PATH is not set")
  }

  @Test func aFileThatMustNotBeExecutedIsAnError() async throws {
    let path = try scratch.file("tool", "#!/bin/sh\n")
    await #expect(throws: CommandError.notExecutable(path)) { try await run(scratch.command("./tool")) }
  }

  @Test func aFolderIsNotAProgram() async throws {
    try scratch.file("tool/file", "")
    await #expect(throws: CommandError.programNotFound("./tool", searched: [scratch.path])) {
      try await run(scratch.command("./tool"))
    }
  }

  @Test func aBrokenInterpreterIsAnError() async throws {
    let path = try scratch.file("tool", "#!/no/such/interpreter\n", mode: 0o755)
    await #expect {
      try await run(scratch.command("./tool"))
    } throws: { error in
      guard case .notStarted(path, _) = error as? CommandError else { return false }
      return true
    }
  }

  @Test func aMissingFolderIsAnError() async throws {
    var command = scratch.command("true")
    command.directory += "/gone"
    await #expect(throws: CommandError.directoryNotFound(command.directory)) { try await run(command) }
  }

  @Test func aCommandNeedsAProgram() async throws {
    var command = scratch.command("")
    await #expect(throws: CommandError.empty) { try await run(command) }
    command.arguments = []
    await #expect(throws: CommandError.empty) { try await run(command) }
  }

  @Test func aNulByteIsAnErrorNotAnEnd() async throws {
    let error = CommandError.nulByte("a\0b")
    await #expect(throws: error) { try await run(scratch.command("echo", "a\0b")) }
    #expect(error.message == "'a\\0b' holds a NUL byte")
  }

  @Test func anEnvironmentKeepsOnlyWhatIsNamed() {
    let kept = Command.environment(
      keeping: ["PATH", "HOME", "LANG"], of: ["PATH": "/bin", "SECRET": "x", "LANG": "de_DE.UTF-8"])
    #expect(kept == ["PATH": "/bin", "LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"])
  }
}
