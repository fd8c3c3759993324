import Processes
import Testing

@Suite(.timeLimit(.minutes(1))) struct RunTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func outputAndErrorsComeInTheOrderOfWriting() async throws {
    let result = try await run(scratch.script("echo one; echo two >&2; echo three"))
    #expect(result.text == "one\ntwo\nthree\n")
    #expect(result.ending == .exited(0))
    #expect(result.isSuccess)
    #expect(result.omittedBytes == 0)
    #expect(result.duration > .zero)
  }

  @Test(arguments: [1, 3, 255] as [Int32])
  func anExitCodeIsAResult(code: Int32) async throws {
    let result = try await run(scratch.script("exit \(code)"))
    #expect(result.ending == .exited(code))
    #expect(!result.isSuccess)
  }

  @Test func aForeignSignalIsAResult() async throws {
    #expect(try await run(scratch.script("kill -KILL $$")).ending == .signaled(9))
  }

  @Test func standardInputIsEmpty() async throws {
    #expect(try await run(scratch.command("cat")).output.isEmpty)
  }

  @Test func nothingOfTheEnvironmentIsInherited() async throws {
    var command = scratch.command("env")
    command.environment["EMPTY"] = ""
    command.environment["WITH"] = "a=b c"
    let lines = try await run(command).text.split(separator: "\n").sorted()
    #expect(lines == ["EMPTY=", "PATH=/usr/bin:/bin", "WITH=a=b c"])
  }

  @Test func itRunsInItsFolder() async throws {
    #expect(try await run(scratch.command("pwd", "-P")).text == scratch.path + "\n")
  }

  @Test func argumentsAreNotReadByAShell() async throws {
    let arguments = ["$HOME", "a b", "*", "", "'\"", "ü"]
    var command = scratch.command("printf", "%s\\n")
    command.arguments += arguments
    #expect(try await run(command).text == arguments.map { $0 + "\n" }.joined())
  }

  @Test func itLeadsASessionOfItsOwn() async throws {
    let text = try await run(scratch.script("echo $$; ps -o sid= -o pgid= -p $$")).text
    let numbers = text.split(whereSeparator: \.isWhitespace)
    #expect(numbers.count == 3)
    #expect(Set(numbers).count == 1)
  }

  @Test func longOutputIsComplete() async throws {
    let result = try await run(scratch.command("seq", "1", "100000"))
    #expect(result.text == (1...100_000).map { "\($0)\n" }.joined())
  }

  @Test func ofTooMuchOutputTheEndIsKept() async throws {
    var command = scratch.command("seq", "1", "100000")
    command.outputLimit = 14
    let result = try await run(command)
    #expect(result.text == "\n99999\n100000\n")
    #expect(result.omittedBytes == 588_895 - 14)
  }
}
