/// A compiled regular expression over bytes.
public struct Pattern: Hashable, Sendable {
  /// The expression as written.
  public let source: String
}
