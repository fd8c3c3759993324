import Findings

extension Page {
  /// Why one line, or one file, went or stayed.
  mutating func explanation(_ explanation: Explanation) {
    gap()
    line(paint(name(of: explanation.subject), .place))
    quote(explanation.subject, indent: 0)
    line(explanation.sentence, indent: 2)
    chain(explanation.chain, indent: 4)
    for reference in explanation.keptBy { evidence(reference, indent: 4) }
  }

  /// The links from an edit to its rule, each under the one it comes from.
  mutating func chain(_ links: [Cause], indent: Int) {
    for (depth, link) in links.enumerated() {
      let place = link.place.map { " (" + paint(name(of: $0), .place) + ")" } ?? ""
      line("because: \(visible(link.summary))\(place)", indent: indent + 2 * depth)
    }
    if let rule = links.last?.rule {
      line("which is what rule \(visible(rule)) is for", indent: indent + 2 * links.count)
    }
  }
}

extension Explanation {
  fileprivate var sentence: String {
    let place = step.map { " in step \(visible($0))" } ?? ""
    return switch fate {
    case .removed: "It goes\(place)."
    case .replaced: "It is replaced\(place)."
    case .kept: keptBy.isEmpty ? "It stays." : "It stays; this still needs it:"
    case .untouched: "It stays: nothing in the migration concerns it."
    }
  }
}
