import Testing

@testable import Processes

@Suite struct RunningCommandTests {
  private func command(_ script: String) -> Command {
    Command(
      arguments: ["sh", "-c", script], directory: "/", environment: ["PATH": "/usr/bin:/bin"],
      timeout: .seconds(60), grace: .seconds(5))
  }

  /// Waits until the command has said this.
  private func wait(for text: String, of running: RunningCommand) async throws {
    while !String(decoding: running.output, as: UTF8.self).contains(text) {
      try #require(running.ending == nil, "it ended without saying '\(text)'")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test func itRunsUntilItIsStopped() async throws {
    let running = try await RunningCommand.start(
      command("trap 'echo asked; exit 3' TERM; echo ready; while :; do sleep 0.01; done"))
    try await wait(for: "ready", of: running)
    #expect(running.ending == nil && running.processID > 1)
    let result = await running.stop(grace: .seconds(20))
    #expect(result.ending == .exited(3))
    #expect(String(decoding: result.output, as: UTF8.self).hasSuffix("asked\n"))
    #expect(running.ending == .exited(3))
  }

  @Test func whoDoesNotListenIsKilled() async throws {
    let running = try await RunningCommand.start(
      command("trap '' TERM; echo ready; while :; do sleep 0.01; done"))
    try await wait(for: "ready", of: running)
    let result = await running.stop(grace: .milliseconds(100))
    #expect(result.ending == .signaled(9))
  }

  @Test func anEndByItselfIsSeen() async throws {
    let running = try await RunningCommand.start(command("echo done; exit 4"))
    let result = await running.ended()
    #expect(result.ending == .exited(4))
    #expect(running.ending == .exited(4))
    // A signal to who has ended goes nowhere.
    running.send(.kill)
    #expect(await running.stop(grace: .seconds(1)).ending == .exited(4))
  }

  @Test func whatCannotStartIsAnError() async throws {
    var missing = command("")
    missing.arguments = ["no-such-program"]
    await #expect(throws: CommandError.programNotFound("no-such-program", searched: ["/usr/bin", "/bin"])) {
      try await RunningCommand.start(missing)
    }
  }

  @Test func theWholeGroupIsAsked() async throws {
    let running = try await RunningCommand.start(
      command(
        "trap 'wait $child; exit 0' TERM; (trap 'echo child; exit 0' TERM; echo ready; while :; do sleep 0.01; done) & child=$!; wait $child"
      ))
    try await wait(for: "ready", of: running)
    let result = await running.stop(grace: .seconds(20))
    #expect(String(decoding: result.output, as: UTF8.self).contains("child"))
  }
}
