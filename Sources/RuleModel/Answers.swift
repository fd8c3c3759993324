public import SourceText

/// A repository's own decisions and allowances.
public struct Answers: Sendable, Hashable {
  /// The migration they belong to.
  public var migration: String
  /// In the order of the file.
  public var decisions: [Answer]
  /// In the order of the file.
  public var allowances: [Allowance]

  /// - Parameters:
  ///   - migration: the migration they belong to.
  ///   - decisions: in the order of the file.
  ///   - allowances: in the order of the file.
  public init(migration: String, decisions: [Answer] = [], allowances: [Allowance] = []) {
    self.migration = migration
    self.decisions = decisions
    self.allowances = allowances
  }

  /// Answers that say nothing.
  public static func none(for migration: String) -> Answers {
    Answers(migration: migration, decisions: [], allowances: [])
  }
}

/// The answer to one decision.
public struct Answer: Sendable, Hashable {
  /// The decision's id.
  public var decision: String
  /// The id of one of its choices.
  public var choice: String
  /// Why; may be empty.
  public var reason: String
  /// The words for a choice that asks for some.
  public var text: String?
  /// Where it stands in the answers file.
  public var position: SourcePosition

  /// - Parameters:
  ///   - decision: the decision's id.
  ///   - choice: the id of one of its choices.
  ///   - reason: why; may be empty.
  ///   - text: the words for a choice that asks for some.
  ///   - position: where it stands in the answers file.
  public init(decision: String, choice: String, reason: String, text: String? = nil, position: SourcePosition)
  {
    self.decision = decision
    self.choice = choice
    self.reason = reason
    self.text = text
    self.position = position
  }
}
