import Foundation
import Synchronization

/// Stops a real server and starts it again while a client runs, at the times of a script.
final class ServerOutages: Sendable {
  private let server: RunningServer
  private let outages: [(from: Int, until: Int)]
  private let work: Mutex<Task<Void, any Error>?> = Mutex(nil)

  init(server: RunningServer, outages: [(from: Int, until: Int)]) {
    self.server = server
    self.outages = outages
  }

  /// - Parameter epoch: when the run began, in milliseconds since 1970.
  func begin(at epoch: Int) {
    guard !outages.isEmpty else { return }
    let (server, outages) = (server, outages)
    let task = Task {
      for outage in outages {
        try await Self.sleep(until: epoch + outage.from)
        await server.stop()
        try await Self.sleep(until: epoch + outage.until)
        try await server.start(onSamePort: true)
      }
    }
    work.withLock { $0 = task }
  }

  /// Gives up what is still to come, and waits until nobody touches the server any more.
  func cancel() async {
    guard let task = work.withLock({ $0 }) else { return }
    task.cancel()
    _ = await task.result
  }

  /// Waits until all is over.
  /// - Throws: where the server did not start again.
  func end() async throws {
    guard !outages.isEmpty else { return }
    guard let task = work.withLock({ $0 }) else {
      throw CaseFailure.error("the run did not begin, so the server was never away")
    }
    try await task.value
  }

  private static func sleep(until milliseconds: Int) async throws {
    let left = milliseconds - Int(Date().timeIntervalSince1970 * 1000)
    if left > 0 { try await Task.sleep(for: .milliseconds(left)) }
  }
}
