import Findings
import SourceText

/// What a person decides when a name has lost its definition.
struct NameQuestion {
  /// In a word or two joined by `-`.
  let kind: String
  /// One sentence.
  let text: String
  /// What to look at besides the place that uses the name.
  var evidence: [CascadeNode] = []
  /// At least two; the first is the recommended one.
  let choices: [Choice]
  /// Places that speak for the first choice: nobody is asked once one of them goes, too.
  var settledBy: [CascadeNode] = []

  struct Choice {
    let id: String
    let effect: String
    /// What goes.
    let removes: [CascadeNode]
  }

  /// Asks about a place, unless something has decided already, and removes what the choice
  /// says.
  func settle(
    _ site: NameSite, _ cause: CauseID, _ gone: GoneNodes, _ documents: DocumentIndex, _ cascade: Cascade
  ) {
    var choice = choices.first
    if !settledBy.contains(where: gone.contains) {
      let id = ask(about: site, documents, cause, cascade)
      choice = choices.first { $0.id == id }
    }
    for node in choice?.removes ?? [] where !gone.contains(node) {
      cascade.remove(
        node,
        because: cascade.cause(
          "what \(site.name.label) was for, which was removed", because: cause,
          place: documents.place(of: node)))
    }
  }

  private func ask(
    about site: NameSite, _ documents: DocumentIndex, _ cause: CauseID, _ cascade: Cascade
  ) -> String {
    let label = documents.label(of: site.node)
    return cascade.ask(
      kind, about: "\(site.node.path.map(\.text) ?? "")#\(label)", text,
      evidence: ([site.node] + evidence).map { node in
        Finding(
          code: "evidence", severity: .note, message: "'\(documents.label(of: node))'",
          place: documents.place(of: node))
      },
      choices: choices.map { Findings.Choice(id: $0.id, effect: $0.effect) }, because: cause)
  }
}
