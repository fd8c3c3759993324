/// A path pattern; `**` crosses folders.
public struct Glob: Hashable, Sendable {
  /// The pattern as written.
  public let source: String
}
