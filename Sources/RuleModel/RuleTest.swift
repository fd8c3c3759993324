public import SourceText

/// An example of a rule.
public struct RuleTest: Sendable, Hashable {
  /// Unique in its rule.
  public var name: String
  /// The files before.
  public var before: [RepositoryPath: String]
  /// The files after, all of them; equal to `before` if nothing may change.
  public var after: [RepositoryPath: String]
  /// The names that earlier rules are taken to have recorded, by fact.
  public var facts: [String: [String]]
  /// How many questions have to be asked; the example goes on with the recommended answers.
  public var asks: Int
  /// What findings must say: a part of each one's message, in order.
  public var finds: [String]

  /// - Parameters:
  ///   - name: unique in its rule.
  ///   - before: the files before.
  ///   - after: the files after, all of them; equal to `before` if nothing may change.
  ///   - facts: the names that earlier rules are taken to have recorded, by fact.
  ///   - asks: how many questions have to be asked.
  ///   - finds: a part of the message of each finding, in order.
  public init(
    name: String, before: [RepositoryPath: String], after: [RepositoryPath: String],
    facts: [String: [String]] = [:], asks: Int = 0, finds: [String] = []
  ) {
    self.name = name
    self.before = before
    self.after = after
    self.facts = facts
    self.asks = asks
    self.finds = finds
  }
}
