/// Why a pattern or a glob is not one.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where in the source: UTF-8 byte offset, 0-based; at most its length.
  public let offset: Int
  /// What is wrong, without a full stop.
  public let message: String

  /// - Parameters:
  ///   - offset: UTF-8 byte offset into the source, 0-based.
  ///   - message: what is wrong, without a full stop.
  public init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }

  /// For people, in one line.
  public var description: String { "\(message) (at byte \(offset))" }
}

/// Why a search was given up before it could tell whether there is a match.
public enum MatchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The expression needs more steps or memory on this text than any sensible one.
  case limitReached(pattern: String)
  /// The library refused, with its own number and words.
  case failed(pattern: String, code: Int32, message: String)

  /// For people, in one line.
  public var description: String {
    switch self {
    case .limitReached(let pattern):
      "the search for '\(pattern)' needs too many steps; avoid repetitions inside repetitions"
    case .failed(let pattern, let code, let message):
      "the search for '\(pattern)' failed: \(message) (PCRE2 error \(code))"
    }
  }
}
