import Subprocess

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Runs a command to its end, as the leader of a session of its own.
///
/// Standard input is empty. When the time is up or the calling task is
/// cancelled, the whole process group gets SIGTERM, and SIGKILL after the grace
/// period. What the command left running in its group is killed once it has
/// ended, and does not delay the result, even if it holds the output open. Only a
/// process that begins a session of its own escapes.
///
/// - Parameter command: what to run, where, and for how long.
/// - Returns: how it ended and what it printed, whatever its exit code.
/// - Throws: when the command cannot be started, or the task was cancelled.
public func run(_ command: Command) async throws(CommandError) -> CommandResult {
  try await run(command, watching: RunObserver())
}

/// Who wants to know of a command while it runs.
struct RunObserver: Sendable {
  /// Called with the process's id once it runs.
  var started: @Sendable (Int32) -> Void = { _ in }
  /// Called with what it says, as it comes.
  var said: @Sendable ([UInt8]) -> Void = { _ in }
}

/// The same as `run(_:)`, telling somebody of it meanwhile.
func run(
  _ command: Command, watching observer: RunObserver
) async throws(CommandError) -> CommandResult {
  let program = try check(command)
  let start = ContinuousClock.now
  let (run, timedOut) = await withTaskGroup(of: Event.self) { group in
    group.addTask { .ended(await execute(command, program: program, observer)) }
    group.addTask {
      // Cancelled once the command has ended.
      try? await Task.sleep(for: command.timeout)
      return .timeIsUp
    }
    var timedOut = false
    for await event in group {
      // Either the other task has nothing more to do, or the command is to end.
      group.cancelAll()
      switch event {
      case .ended(let run): return (run, timedOut)
      case .timeIsUp: timedOut = !Task.isCancelled
      }
    }
    return (Run.neverStarted, timedOut)
  }
  if Task.isCancelled && !timedOut { throw .cancelled(program: command.arguments[0]) }
  let duration = ContinuousClock.now - start
  switch run {
  case .refused(let reason): throw .notStarted(program: program, reason: reason)
  case .neverStarted:
    return CommandResult(ending: .timedOut, output: [], omittedBytes: 0, duration: duration)
  case .done(let status, let output):
    let (bytes, omitted) = output.finish()
    return CommandResult(
      ending: timedOut ? .timedOut : ending(of: status), output: bytes, omittedBytes: omitted,
      duration: duration)
  }
}

private enum Event: Sendable {
  case ended(Run)
  case timeIsUp
}

private enum Run: Sendable {
  case done(TerminationStatus, OutputTail)
  /// The system did not start it.
  case refused(reason: String)
  /// Cancelled before it began.
  case neverStarted
}

private func ending(of status: TerminationStatus) -> CommandEnding {
  switch status {
  case .exited(let code): .exited(code)
  case .signaled(let signal): .signaled(signal)
  }
}

/// Answers the file to execute.
private func check(_ command: Command) throws(CommandError) -> String {
  guard let program = command.arguments.first, !program.isEmpty else { throw .empty }
  let texts = command.arguments + [command.directory] + command.environment.flatMap { [$0.key, $0.value] }
  if let text = texts.first(where: { $0.utf8.contains(0) }) { throw .nulByte(text) }
  guard ProgramLookup.isDirectory(command.directory) else { throw .directoryNotFound(command.directory) }
  return try ProgramLookup.find(program, in: command.directory, path: command.environment["PATH"])
}

private func execute(_ command: Command, program: String, _ observer: RunObserver) async -> Run {
  var platform = PlatformOptions()
  platform.createSession = true
  platform.teardownSequence = [
    .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: command.grace)
  ]
  let limit = command.outputLimit
  guard !Task.isCancelled else { return .neverStarted }
  do {
    let result = try await Subprocess.run(
      .path(.init(program)),
      arguments: Arguments(
        executablePathOverride: command.arguments[0], remainingValues: Array(command.arguments.dropFirst())),
      // The library hands these bytes on as they are, so each ends with a NUL.
      environment: .custom(command.environment.map { Array("\($0)=\($1)".utf8) + [0] }),
      workingDirectory: .init(command.directory),
      platformOptions: platform,
      input: .none,
      output: .sequence,
      error: .combinedWithOutput
    ) { execution in
      let stream = execution.standardOutput
      observer.started(Int32(execution.processIdentifier.value))
      // Not a child task: what the program says after SIGTERM belongs to its
      // output, and with the pipe closed it could not even say it.
      return try await Task { try await tail(of: stream, limit: limit, observer) }.value
    }
    endGroup(of: result.processIdentifier)
    return .done(result.terminationStatus, result.closureResult)
  } catch {
    return .refused(reason: String(describing: error))
  }
}

private func tail(
  of stream: SubprocessOutputSequence, limit: Int, _ observer: RunObserver
) async throws -> OutputTail {
  var tail = OutputTail(limit: limit)
  for try await buffer in stream {
    let bytes = buffer.withUnsafeBytes { Array($0) }
    tail.append(bytes)
    observer.said(bytes)
  }
  return tail
}

/// Kills what a command left in its process group.
///
/// The leader has been waited for, so its id names the group as long as anybody
/// is left in it; with nobody left the signal goes nowhere.
private func endGroup(of leader: ProcessIdentifier) {
  _ = kill(-leader.value, SIGKILL)
}
