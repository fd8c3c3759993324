public import SourceText

/// Why something goes: one link of the chain that ends at a rule.
public struct Cause: Hashable, Sendable {
  /// The rule at the end of the chain.
  public let rule: String
  /// What happened here, one line: `import of './chatSocket', which was deleted`.
  public let summary: String
  /// The link before this one; nil for what the rule itself selected.
  public let because: CauseID?
  /// Where it happened, in the tree that the step began with.
  public let place: Place?

  /// - Parameters:
  ///   - rule: the rule at the end of the chain.
  ///   - summary: what happened here.
  ///   - because: the link before this one.
  ///   - place: where, in the tree that the step began with.
  public init(rule: String, summary: String, because: CauseID?, place: Place?) {
    self.rule = rule
    self.summary = summary
    self.because = because
    self.place = place
  }
}
