import Findings

extension Page {
  /// The questions of a step with what they rest on and what may be answered.
  mutating func decisions(_ decisions: [Decision], indent: Int) {
    for decision in decisions {
      gap()
      let state = decision.answer.map { "answered: \(visible($0))" } ?? "open"
      line(
        paint("Decision", .heading) + " \(visible(decision.id)) "
          + paint("(\(state))", decision.isOpen ? .warning : .good), indent: indent)
      wrapped(visible(decision.question), indent: indent + 2)
      for evidence in decision.evidence { self.evidence(evidence, indent: indent + 4) }
      choices(of: decision, indent: indent + 2)
    }
  }

  /// Something with its place, and the line that stands there.
  mutating func evidence(_ finding: Finding, indent: Int) {
    let place = finding.place.map { paint(name(of: $0), .place) + "  " } ?? ""
    line(place + visible(finding.message), indent: indent)
    quote(finding.place, indent: indent + 2)
  }

  private mutating func choices(of decision: Decision, indent: Int) {
    let rows = decision.choices.map { choice in
      let mark =
        choice.id == decision.answer ? "answer" : choice.id == decision.recommended ? "recommended" : ""
      return [Cell(visible(choice.id), .heading), Cell(mark, .good)]
    }
    table(rows, remarks: decision.choices.map { visible($0.effect) }, indent: indent + 2)
  }
}
