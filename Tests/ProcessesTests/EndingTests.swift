import Processes
import Testing

/// Time-outs, cancellation, and what a command leaves behind.
@Suite(.timeLimit(.minutes(1))) struct EndingTests {
  let scratch: Scratch
  let fifo: Fifo
  /// A time-out that runs out after a shell has started, even on a busy machine.
  let enoughToBegin: Duration = .seconds(1)

  init() throws {
    scratch = try Scratch()
    fifo = try Fifo(in: scratch)
  }

  @Test func whatIsNotDoneInTimeIsEndedAndItsOutputKept() async throws {
    let command = scratch.script("echo begun; sleep 600 3>\(fifo.path)", timeout: enoughToBegin)
    let result = try await run(command)
    #expect(result.ending == .timedOut)
    #expect(result.text == "begun\n")
    #expect(result.duration >= enoughToBegin)
    #expect(await fifo.waitForSilence())
  }

  @Test func aCommandMaySayGoodbye() async throws {
    let script = "trap 'echo stopping; exit 0' TERM; echo begun; sleep 600 & wait"
    let result = try await run(scratch.script(script, timeout: enoughToBegin))
    #expect(result.ending == .timedOut)
    #expect(result.text == "begun\nstopping\n")
  }

  @Test func whoIgnoresTheFirstSignalIsKilled() async throws {
    var command = scratch.script(
      "trap '' TERM; exec 3>\(fifo.path); echo begun; while :; do sleep 600; done",
      timeout: enoughToBegin)
    command.grace = .milliseconds(100)
    let result = try await run(command)
    #expect(result.ending == .timedOut)
    #expect(result.text == "begun\n")
    #expect(await fifo.waitForSilence())
  }

  @Test func noTimeAtAllIsATimeOut() async throws {
    let result = try await run(scratch.command("sleep", "600", timeout: .zero))
    #expect(result.ending == .timedOut)
  }

  @Test func aGrandchildThatHoldsTheOutputOpenNeitherDelaysNorSurvives() async throws {
    let result = try await run(scratch.script("exec 3>\(fifo.path); sleep 600 & echo started"))
    #expect(result.ending == .exited(0))
    #expect(result.text == "started\n")
    #expect(await fifo.waitForSilence())
  }

  @Test func aGrandchildThatIgnoresTheFirstSignalDoesNotSurviveATimeOut() async throws {
    let script = "(trap '' TERM; exec 3>\(fifo.path); while :; do sleep 600; done) & echo begun; wait"
    let result = try await run(scratch.script(script, timeout: enoughToBegin))
    #expect(result.ending == .timedOut)
    #expect(await fifo.waitForSilence())
  }

  @Test func aCommandThatClosesItsOutputIsWaitedFor() async throws {
    let script = "exec >/dev/null 2>&1; sleep 0.1; exit 7"
    #expect(try await run(scratch.script(script)).ending == .exited(7))
  }

  @Test func closingItsOutputDoesNotEscapeTheTimeOut() async throws {
    let script = "exec >/dev/null 2>&1; exec sleep 600"
    #expect(try await run(scratch.script(script, timeout: enoughToBegin)).ending == .timedOut)
  }

  @Test func cancellingTheTaskEndsTheGroup() async throws {
    let command = scratch.script("exec 3>\(fifo.path); echo begun >&3; sleep 600; echo never")
    let task = Task { try await run(command) }
    #expect(await fifo.waitForLine())
    task.cancel()
    await #expect(throws: CommandError.cancelled(program: "sh")) { try await task.value }
    #expect(await fifo.waitForSilence())
  }

  @Test func aCancelledTaskStartsNothing() async throws {
    let command = scratch.command("touch", "trace")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await run(command)
    }
    await #expect(throws: CommandError.cancelled(program: "touch")) { try await task.value }
    #expect(try await run(scratch.command("ls")).text == "fifo\n")
  }
}
