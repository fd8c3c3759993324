/// A name to remember.
public struct FactRecord: Sendable, Hashable {
  /// Such as `ws.files`.
  public var fact: String
  /// What is recorded.
  public var source: FactSource

  /// - Parameters:
  ///   - fact: such as `ws.files`.
  ///   - source: what is recorded.
  public init(fact: String, source: FactSource) {
    self.fact = fact
    self.source = source
  }
}

/// What a rule can record of what it deletes.
public enum FactSource: String, Sendable, Hashable, CaseIterable {
  /// The paths of deleted files.
  case path
  /// The names that deleted files export.
  case exportedNames = "exported-names"
  /// The names of deleted units.
  case name
  /// The values of deleted units.
  case value
}
