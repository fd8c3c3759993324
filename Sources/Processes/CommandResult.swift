/// How a command ended; anything but an exit code of 0 is a normal result too.
public enum CommandEnding: Sendable, Hashable {
  /// With this exit code, 0 to 255.
  case exited(Int32)
  /// By this signal, which somebody else sent.
  case signaled(Int32)
  /// Not in time, so that its process group was ended.
  case timedOut
}

/// What a command left behind.
public struct CommandResult: Sendable, Hashable {
  /// How it ended.
  public let ending: CommandEnding
  /// Standard output and standard error in the order of writing; the last bytes
  /// where there were more than the limit.
  public let output: [UInt8]
  /// How many bytes came before `output` and were not kept.
  public let omittedBytes: Int
  /// How long it took.
  public let duration: Duration

  /// Whether it exited with 0.
  public var isSuccess: Bool { ending == .exited(0) }

  /// - Parameters:
  ///   - ending: how it ended.
  ///   - output: its output, or the end of it.
  ///   - omittedBytes: how many bytes of output were not kept.
  ///   - duration: how long it took.
  public init(ending: CommandEnding, output: [UInt8], omittedBytes: Int, duration: Duration) {
    self.ending = ending
    self.output = output
    self.omittedBytes = omittedBytes
    self.duration = duration
  }
}
