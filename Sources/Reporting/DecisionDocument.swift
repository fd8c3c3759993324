import Findings

/// A question.
struct DecisionDocument: Encodable {
  /// One of its answers.
  struct ChoiceDocument: Encodable {
    let id: String
    let effect: String
  }

  let id: String
  let rule: String
  let question: String
  let evidence: [FindingDocument]
  let choices: [ChoiceDocument]
  /// The id of a choice.
  let recommended: String
  /// The id of a choice; absent while the question is open.
  let answer: String?

  init(_ decision: Decision) {
    id = decision.id
    rule = decision.rule
    question = decision.question
    evidence = decision.evidence.map(FindingDocument.init)
    choices = decision.choices.map { ChoiceDocument(id: $0.id, effect: $0.effect) }
    recommended = decision.recommended
    answer = decision.answer
  }
}
