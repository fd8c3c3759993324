/// One answer that a decision offers.
public struct Choice: Hashable, Sendable {
  /// What the answers file says to pick it.
  public let id: String
  /// What happens then, one line.
  public let effect: String

  /// - Parameters:
  ///   - id: what the answers file says to pick it.
  ///   - effect: what happens then.
  public init(id: String, effect: String) {
    self.id = id
    self.effect = effect
  }
}

/// A question that only a person can answer.
public struct Decision: Hashable, Sendable {
  /// Made from rule, symbol and evidence, never from a line; stable while they are.
  public let id: String
  /// The rule whose work asks.
  public let rule: String
  /// One sentence ending in a question mark.
  public let question: String
  /// What the question is about, with places.
  public let evidence: [Finding]
  /// At least two.
  public let choices: [Choice]
  /// The id of the choice that the engine would take.
  public let recommended: String
  /// The id of the choice that the answers file takes; nil while it is open.
  public let answer: String?

  /// - Parameters:
  ///   - id: stable.
  ///   - rule: the rule whose work asks.
  ///   - question: one sentence.
  ///   - evidence: with places.
  ///   - choices: at least two.
  ///   - recommended: the id of one of them.
  ///   - answer: the id of one of them, or nil while it is open.
  public init(
    id: String, rule: String, question: String, evidence: [Finding], choices: [Choice], recommended: String,
    answer: String?
  ) {
    self.id = id
    self.rule = rule
    self.question = question
    self.evidence = evidence
    self.choices = choices
    self.recommended = recommended
    self.answer = answer
  }

  /// Whether nobody has answered it.
  public var isOpen: Bool { answer == nil }
}
