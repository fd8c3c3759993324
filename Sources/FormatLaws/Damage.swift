/// What an editor did to a file that it must not.
public struct Damage: Error, Hashable, Sendable {
  /// What happened, without a full stop.
  public let message: String
  /// Where, as a 0-based offset into the bytes before the edit; nil for the file as a whole.
  public let offset: Int?

  /// - Parameters:
  ///   - message: what happened, without a full stop.
  ///   - offset: where, as a 0-based offset into the bytes before the edit.
  public init(_ message: String, at offset: Int? = nil) {
    self.message = message
    self.offset = offset
  }
}
