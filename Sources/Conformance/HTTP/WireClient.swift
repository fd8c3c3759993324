import Foundation
import NIOCore
import NIOPosix

/// Why no answer came.
enum WireError: Error, Hashable {
  case refused(String)
  case timedOut
  /// The server ended the connection before a whole answer; whether it had begun one.
  case closed(hadBegun: Bool)
}

/// Sends bytes to the server on loopback and reads what comes back. Every exchange has a
/// connection of its own, so that no case inherits another's.
struct WireClient: Sendable {
  let port: Int

  /// One step of writing: bytes, or a wait.
  enum Piece: Sendable {
    case bytes([UInt8])
    case wait(Duration)
    /// Nothing more will be written, and the connection stays open.
    case stall
  }

  /// What became of a connection that was written to piece by piece.
  struct Outcome: Sendable {
    var answer: Answer?
    var error: WireError?
    /// How many bytes the system took before the end.
    var written = 0
    /// From the connection to its end.
    var duration: Duration = .zero
  }

  func exchange(_ request: WireRequest, timeout: Duration) async throws -> Answer {
    let outcome = await write(
      [.bytes(request.bytes)], isForHead: request.method == "HEAD", timeout: timeout)
    if let answer = outcome.answer { return answer }
    throw outcome.error ?? .timedOut
  }

  /// Writes the pieces while it reads; ends with the answer, the end of the connection or
  /// the time.
  func write(
    _ pieces: [Piece], isForHead: Bool = false, timeout: Duration, untilClosed: Bool = false
  ) async -> Outcome {
    let clock = ContinuousClock()
    let (start, wall) = (clock.now, Date().timeIntervalSince1970)
    var outcome = Outcome()
    do {
      let channel = try await connect()
      let written = Counter()
      outcome = await withTaskGroup(of: Outcome?.self) { group in
        group.addTask {
          try? await Task.sleep(for: timeout); return Outcome(error: .timedOut)
        }
        group.addTask {
          await converse(channel, pieces, isForHead: isForHead, untilClosed: untilClosed, written)
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        channel.channel.close(promise: nil)
        return first ?? Outcome(error: .timedOut)
      }
      outcome.written = written.value
    } catch {
      outcome.error = .refused("\(error)")
    }
    outcome.duration = clock.now - start
    outcome.answer?.duration = outcome.duration
    outcome.answer?.startedAt = wall
    return outcome
  }

  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private func connect() async throws -> Connection {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .connectTimeout(.seconds(5))
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try Connection(wrappingChannelSynchronously: channel)
        }
      }
  }

  private func converse(
    _ connection: Connection, _ pieces: [Piece], isForHead: Bool, untilClosed: Bool, _ written: Counter
  ) async -> Outcome {
    var reader = AnswerReader(isForHead: isForHead)
    var answer: Answer?
    do {
      try await connection.executeThenClose { inbound, outbound in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            // A server that has said enough may stop reading: that is for its answer to tell.
            do { try await Self.write(pieces, to: outbound, written) } catch {}
          }
          for try await buffer in inbound {
            if answer == nil { answer = reader.append(buffer.readableBytesView) }
            if answer != nil && !untilClosed { break }
          }
          group.cancelAll()
        }
      }
    } catch {}
    answer = answer ?? reader.finish()
    if let answer { return Outcome(answer: answer) }
    return Outcome(error: .closed(hadBegun: reader.hasBegun))
  }

  private static func write(
    _ pieces: [Piece], to outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ written: Counter
  ) async throws {
    for piece in pieces {
      switch piece {
      case .bytes(let bytes):
        for start in stride(from: 0, to: bytes.count, by: 64 << 10) {
          let part = bytes[start..<min(start + 64 << 10, bytes.count)]
          try await outbound.write(ByteBuffer(bytes: part))
          written.add(part.count)
        }
      case .wait(let time): try await Task.sleep(for: time)
      case .stall: try await Task.sleep(for: .seconds(3600))
      }
    }
  }
}
