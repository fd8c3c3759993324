public import Patterns

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
public enum FactSource: Sendable, Hashable {
  /// The paths of deleted files.
  case path
  /// The names that deleted files export.
  case exportedNames
  /// The names of deleted units.
  case name
  /// The values of deleted units.
  case value
  /// The names of settings (`process.env.NAME`, `os.Getenv("NAME")`) that the code reads
  /// which goes because of the rule, cascades included, and no code that stays.
  case settings
  /// What the expression matches in the string literals of the code that goes because of
  /// the rule.
  case strings(Pattern)
  /// The metrics that are there no more because of the rule, and the alerts.
  case metrics, alerts
}
