import Findings

/// Why a place went or stayed.
struct ExplanationDocument: Encodable {
  let subject: PlaceDocument
  /// `removed`, `replaced`, `kept`, `untouched`.
  let fate: String
  let step: String?
  /// From the edit to the rule; `because` is absent here, since the order says it.
  let chain: [CauseDocument]
  let keptBy: [FindingDocument]

  init(_ explanation: Explanation) {
    subject = PlaceDocument(explanation.subject)
    fate = explanation.fate.rawValue
    step = explanation.step
    chain = explanation.chain.map {
      CauseDocument(Cause(rule: $0.rule, summary: $0.summary, because: nil, place: $0.place))
    }
    keptBy = explanation.keptBy.map(FindingDocument.init)
  }
}
