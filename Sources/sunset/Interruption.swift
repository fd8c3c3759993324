import Findings
import Foundation
import Synchronization

/// Ctrl-C and its kin. Until refs move, everything is in memory or in temporary
/// folders, so the process may end at once, but for the commands that it runs: they
/// are ended first. While refs move, it may not end.
enum Interruption {
  private struct State {
    var isCritical = false
    var isPending = false
    /// Ends what is running; nil when nothing has to be ended.
    var cancel: (@Sendable () -> Void)?
  }

  private static let state = Mutex(State())
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// Begins to watch; called once, first.
  static func watch() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { interrupted() }
      source.resume()
      sources.append(source)
    }
  }

  private static func interrupted() {
    state.withLock { state in
      if let cancel = state.cancel {
        state.isPending = true
        cancel()
      } else if state.isCritical {
        state.isPending = true
      } else {
        // Under the lock, so that no refs begin to move meanwhile.
        endUnmoved()
      }
    }
  }

  private static func endUnmoved() -> Never {
    Terminal.complain("interrupted: no branch was moved")
    exit(Outcome.interrupted.rawValue)
  }

  /// Runs `body` as a task that a signal cancels; the process ends once `body` has
  /// ended what it ran and taken its temporary files away.
  static func cancelling<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await body() }
    state.withLock { $0.cancel = { task.cancel() } }
    let result = await task.result
    state.withLock { state in
      state.cancel = nil
      if state.isPending { endUnmoved() }
    }
    return try result.get()
  }

  /// Runs `body` to its end even if a signal comes; the signal then ends the
  /// process afterwards.
  static func shielded<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.isCritical = true }
    defer {
      let isPending = state.withLock { state in
        state.isCritical = false
        return state.isPending
      }
      if isPending {
        Terminal.complain("interrupted after the branches had moved; take them back with: sunset undo")
        exit(Outcome.interrupted.rawValue)
      }
    }
    return try body()
  }
}
