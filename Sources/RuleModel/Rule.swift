public import Findings
public import SourceText

/// Selector and action, with what belongs to them.
public struct Rule: Sendable, Hashable {
  /// Unique in the migration.
  public var id: String
  /// The weight of what it finds.
  public var severity: Severity
  /// Why, for the reviewer.
  public var explain: String
  /// Its own requirement, or its step's.
  public var requirement: String
  /// What it is about.
  public var selector: Selector
  /// What happens to that.
  public var action: Action
  /// Under which conditions the action is allowed.
  public var guards: [Guard]
  /// Which languages repair what pointed at it.
  public var cascades: [CascadeLanguage]
  /// Names to remember for later rules.
  public var records: [FactRecord]
  /// What finding nothing means.
  public var onZeroMatches: ZeroMatches
  /// How many matches are expected.
  public var expected: ClosedRange<Int>?
  /// Examples that `sunset rules test` runs.
  public var tests: [RuleTest]
  /// Where it stands in the rule file.
  public var position: SourcePosition

  /// - Parameters:
  ///   - id: unique in the migration.
  ///   - severity: the weight of what it finds.
  ///   - explain: why, for the reviewer.
  ///   - requirement: its own requirement, or its step's.
  ///   - selector: what it is about.
  ///   - action: what happens to that.
  ///   - guards: under which conditions the action is allowed.
  ///   - cascades: which languages repair what pointed at it.
  ///   - records: names to remember for later rules.
  ///   - onZeroMatches: what finding nothing means.
  ///   - expected: how many matches are expected.
  ///   - tests: examples that `sunset rules test` runs.
  ///   - position: where it stands in the rule file.
  public init(
    id: String, severity: Severity, explain: String, requirement: String, selector: Selector, action: Action,
    guards: [Guard] = [], cascades: [CascadeLanguage] = [], records: [FactRecord] = [],
    onZeroMatches: ZeroMatches, expected: ClosedRange<Int>? = nil, tests: [RuleTest] = [],
    position: SourcePosition
  ) {
    self.id = id
    self.severity = severity
    self.explain = explain
    self.requirement = requirement
    self.selector = selector
    self.action = action
    self.guards = guards
    self.cascades = cascades
    self.records = records
    self.onZeroMatches = onZeroMatches
    self.expected = expected
    self.tests = tests
    self.position = position
  }
}

/// What it means that a selector finds nothing.
public enum ZeroMatches: String, Sendable, Hashable, CaseIterable {
  case error, note, ok
}
