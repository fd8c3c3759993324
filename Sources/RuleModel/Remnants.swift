public import Patterns

/// What must be absent in the end.
public struct Remnants: Sendable, Hashable {
  /// Searched in contents, paths and link targets.
  public var patterns: [RemnantPattern]
  /// Facts whose recorded names must be absent.
  public var facts: [String]

  /// - Parameters:
  ///   - patterns: searched in contents, paths and link targets.
  ///   - facts: facts whose recorded names must be absent.
  public init(patterns: [RemnantPattern] = [], facts: [String] = []) {
    self.patterns = patterns
    self.facts = facts
  }
}

/// One pattern of the technology that goes.
public struct RemnantPattern: Sendable, Hashable {
  /// Unique in the migration.
  public var id: String
  /// Matched against bytes; `.` does not match a line end.
  public var regex: Pattern
  /// What it finds, for the reviewer.
  public var why: String

  /// - Parameters:
  ///   - id: unique in the migration.
  ///   - regex: matched against bytes; `.` does not match a line end.
  ///   - why: what it finds, for the reviewer.
  public init(id: String, regex: Pattern, why: String) {
    self.id = id
    self.regex = regex
    self.why = why
  }
}
