import Subprocess
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A command that goes on while its user does something else, such as a server: the
/// leader of a session of its own, with what it says kept.
///
/// It ends with `stop`, when it ends by itself, or when its time is up. Who starts it
/// must stop it on every way out.
public final class RunningCommand: Sendable {
  /// A signal for a whole process group.
  public enum Signal: String, Sendable, Hashable, CaseIterable {
    case terminate = "TERM"
    case interrupt = "INT"
    case quit = "QUIT"
    case hangUp = "HUP"
    case kill = "KILL"

    fileprivate var number: Int32 {
      switch self {
      case .terminate: SIGTERM
      case .interrupt: SIGINT
      case .quit: SIGQUIT
      case .hangUp: SIGHUP
      case .kill: SIGKILL
      }
    }
  }

  /// The id of the process, which is its group's too.
  public let processID: Int32
  private let log: Log
  private let task: Task<CommandResult, any Error>

  private init(processID: Int32, log: Log, task: Task<CommandResult, any Error>) {
    self.processID = processID
    self.log = log
    self.task = task
  }

  /// Starts a command, and returns as soon as it runs.
  ///
  /// - Parameter command: what to run; `timeout` bounds its whole life.
  /// - Returns: the running command.
  /// - Throws: when it cannot be started.
  public static func start(_ command: Command) async throws(CommandError) -> RunningCommand {
    let log = Log(limit: command.outputLimit)
    let (started, announce) = AsyncStream.makeStream(of: Int32.self)
    let task = Task {
      defer { announce.finish() }
      do {
        let observer = RunObserver(started: { announce.yield($0) }, said: { log.append($0) })
        let result = try await run(command, watching: observer)
        log.close(result.ending)
        return result
      } catch {
        log.close(.signaled(SIGKILL))
        throw error
      }
    }
    for await processID in started { return RunningCommand(processID: processID, log: log, task: task) }
    switch await task.result {
    case .success: throw .notStarted(program: command.arguments.first ?? "", reason: "it never began")
    case .failure(let error as CommandError): throw error
    case .failure(let error):
      throw .notStarted(program: command.arguments.first ?? "", reason: "\(error)")
    }
  }

  /// How it ended, if it has.
  public var ending: CommandEnding? { log.ending }

  /// What it has said so far, or the end of that.
  public var output: [UInt8] { log.bytes }

  /// Sends a signal to the whole group; nothing happens where nobody is left.
  /// - Parameter signal: which one.
  public func send(_ signal: Signal) {
    guard ending == nil else { return }
    _ = kill(-processID, signal.number)
  }

  /// Waits until it has ended.
  /// - Returns: how it ended and what it said.
  public func ended() async -> CommandResult {
    if let result = try? await task.value { return result }
    return CommandResult(ending: .signaled(SIGKILL), output: output, omittedBytes: 0, duration: .zero)
  }

  /// Ends the whole group: the signal, and SIGKILL for those who are left after the grace.
  /// - Parameters:
  ///   - signal: how it is asked.
  ///   - grace: how long it may take.
  /// - Returns: how it ended.
  @discardableResult
  public func stop(_ signal: Signal = .terminate, grace: Duration) async -> CommandResult {
    send(signal)
    // Not a child of whoever was cancelled: the wait is what makes the end clean.
    let killer = Task.detached { [self] in
      try await Task.sleep(for: grace)
      send(.kill)
    }
    let result = await ended()
    killer.cancel()
    return result
  }
}

extension RunningCommand {
  /// What a running command has said, shared with whoever reads it meanwhile.
  fileprivate final class Log: Sendable {
    private struct State {
      var tail: OutputTail
      var ending: CommandEnding?
    }

    private let state: Mutex<State>

    init(limit: Int) { state = Mutex(State(tail: OutputTail(limit: limit))) }

    func append(_ bytes: [UInt8]) { state.withLock { $0.tail.append(bytes) } }

    func close(_ ending: CommandEnding) { state.withLock { $0.ending = ending } }

    var ending: CommandEnding? { state.withLock(\.ending) }

    var bytes: [UInt8] {
      state.withLock { state in
        let copy = state.tail
        return copy.finish().bytes
      }
    }
  }
}
