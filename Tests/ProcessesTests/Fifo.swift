import Foundation

/// A named pipe that tells whether anybody still holds its other end: how the
/// tests wait for processes without sleeping.
final class Fifo {
  let path: String
  private let descriptor: Int32

  init(in scratch: Scratch) throws {
    path = scratch.path + "/fifo"
    guard mkfifo(path, 0o600) == 0 else { throw POSIXError(.EIO) }
    descriptor = open(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { throw POSIXError(.EIO) }
  }

  deinit { close(descriptor) }

  /// Waits until somebody has written a line into it.
  func waitForLine() async -> Bool { await wait(for: POLLIN) }

  /// Waits until all who opened it for writing are gone.
  func waitForSilence() async -> Bool {
    while await wait(for: POLLIN) {
      var buffer = [UInt8](repeating: 0, count: 64)
      if read(descriptor, &buffer, buffer.count) == 0 { return true }
    }
    return await wait(for: POLLHUP)
  }

  /// Gives the thread back between its looks: what it waits for may need that thread.
  private func wait(for event: some BinaryInteger) async -> Bool {
    let limit = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < limit {
      var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      let milliseconds: Int32 = 20
      if poll(&request, 1, milliseconds) == 1 { return request.revents & Int16(event) != 0 }
      await Task.yield()
    }
    return false
  }
}
