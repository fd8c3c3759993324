import Findings
import Foundation
import Synchronization

/// Ctrl-C and its kin. Until refs move, everything is in memory or in temporary
/// folders, so the process may end at once; while they move it may not.
enum Interruption {
  private struct State {
    var isCritical = false
    var isPending = false
    var cleanUp: [Int: @Sendable () -> Void] = [:]
    var next = 0
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
    let actions: [@Sendable () -> Void]? = state.withLock { state in
      if state.isCritical {
        state.isPending = true
        return nil
      }
      return state.cleanUp.sorted { $0.key < $1.key }.map(\.value)
    }
    guard let actions else { return }
    for action in actions { action() }
    Terminal.complain("interrupted: no branch was moved")
    exit(Outcome.interrupted.rawValue)
  }

  /// Runs `body` with `action` standing by, to be called if a signal ends the
  /// process meanwhile.
  static func withCleanUp<Result>(
    _ action: @escaping @Sendable () -> Void, _ body: () async throws -> Result
  ) async rethrows -> Result {
    let key = state.withLock { state in
      state.next += 1
      state.cleanUp[state.next] = action
      return state.next
    }
    defer { state.withLock { $0.cleanUp[key] = nil } }
    return try await body()
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
