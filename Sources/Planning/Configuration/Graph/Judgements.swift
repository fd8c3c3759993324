import Findings
import Formats
import SourceText

/// Decides over uses of names that may outlive some of them.
struct Judgements {
  private var sites: [JudgedSite] = []
  /// What was answered to be cut.
  private var chosen: Set<CascadeNode> = []

  mutating func add(_ sites: [JudgedSite]) { self.sites += sites }

  /// Removes what means nothing any more; when nothing else is left to do, asks about what
  /// is unclear.
  mutating func settle(
    _ lost: [SharedName: CauseID], _ gone: GoneNodes, _ documents: DocumentIndex, _ cascade: Cascade
  ) {
    let names = Set(lost.keys)
    var unclear: [(site: JudgedSite, offer: [Range<Int>])] = []
    for site in sites where !site.names.isDisjoint(with: names) && !gone.contains(site.node) {
      let verdict = site.verdict(names)
      switch verdict {
      case .stays, .keeps, .without: break
      case .folds(let fold):
        guard let (name, cause) = Self.cause(of: site, lost) else { continue }
        for node in fold.nodes where !gone.contains(node) {
          cascade.remove(
            node,
            because: cascade.cause(
              "it is only there for \(name.label), which was removed", because: cause,
              place: documents.place(of: node)))
        }
      case .goes, .drops:
        guard let (name, cause) = Self.cause(of: site, lost) else { continue }
        if case .drops(let reason) = verdict {
          cascade.report(
            finding("dropped", "'\(documents.label(of: site.node))' goes: \(reason)", site, documents))
        }
        cascade.remove(
          site.node,
          because: cascade.cause(
            "it is nothing without \(name.label), which was removed", because: cause,
            place: documents.place(of: site.node)))
      case .unclear(let offer): unclear.append((site, offer))
      }
    }
    for (site, offer) in unclear.sorted(by: { $0.site.node < $1.site.node }) where cascade.isFollowed {
      guard let (name, cause) = Self.cause(of: site, lost) else { continue }
      switch ask(about: site, offer, name, cause, documents, cascade) {
      case "delete":
        cascade.remove(
          site.node,
          because: cascade.cause(
            "it uses \(name.label), which was removed", because: cause, place: documents.place(of: site.node))
        )
      case "cut": chosen.insert(site.node)
      default: break
      }
    }
  }

  /// Cuts what has nothing to say from what stays.
  func cut(
    _ lost: [SharedName: CauseID], _ gone: GoneNodes, _ documents: DocumentIndex,
    _ configuration: ConfigurationCascade, _ cascade: Cascade
  ) {
    let names = Set(lost.keys)
    for site in sites where !site.names.isDisjoint(with: names) && !gone.contains(site.node) {
      guard let document = documents.document(at: site.path), let (name, cause) = Self.cause(of: site, lost)
      else { continue }
      let ranges: [Range<Int>]
      switch site.verdict(names) {
      case .without(let found): ranges = found
      case .unclear(let offer) where chosen.contains(site.node): ranges = offer
      case .keeps(let reason):
        cascade.report(
          finding("kept", "'\(documents.label(of: site.node))' stays: \(reason)", site, documents))
        continue
      case .folds(let fold):
        let summary = "decided by \(name.label), which was removed"
        for range in fold.cuts {
          let link = cascade.cause(summary, because: cause, place: document.place(at: range.lowerBound))
          configuration.cut([range], of: document, site.unit, because: link, in: cascade)
        }
        configuration.fold(fold, of: document, because: cause)
        continue
      case .stays, .goes, .drops, .unclear: continue
      }
      let link = cascade.cause(
        "names \(name.label), which was removed", because: cause,
        place: document.place(of: document.content.units[site.unit]))
      if let places = document.content.valuePlaces(of: site.unit) {
        configuration.cut(ranges.map(places.range), of: document, site.unit, because: link, in: cascade)
      } else {
        configuration.askByHand(
          document, site.unit, "how it is written is not understood well enough to edit it", link, cascade)
      }
    }
  }

  private func finding(
    _ code: String, _ message: String, _ site: JudgedSite, _ documents: DocumentIndex
  ) -> Finding {
    Finding(code: code, severity: .warning, message: message, place: documents.place(of: site.node))
  }

  private static func cause(
    of site: JudgedSite, _ lost: [SharedName: CauseID]
  ) -> (name: SharedName, cause: CauseID)? {
    site.names.sorted().lazy.compactMap { name in lost[name].map { (name, $0) } }.first
  }

  private func ask(
    about site: JudgedSite, _ offer: [Range<Int>], _ name: SharedName, _ cause: CauseID,
    _ documents: DocumentIndex, _ cascade: Cascade
  ) -> String {
    let label = documents.label(of: site.node)
    let text = documents.document(at: site.path)?.content.units[site.unit].value ?? ""
    var choices = [
      Choice(id: "delete", effect: "it goes"), Choice(id: "keep", effect: "it stays as it is"),
    ]
    if !offer.isEmpty {
      choices.insert(Choice(id: "cut", effect: "it becomes: \(Self.line(text, without: offer))"), at: 0)
    }
    return cascade.ask(
      "mixed-use", about: "\(site.path)#\(label)",
      "'\(label)' of '\(site.path)' uses \(name.label), which was removed, and more: what becomes of it?",
      evidence: [
        Finding(
          code: "use", severity: .note, message: Self.line(text, without: []),
          place: documents.place(of: .unit(site.path, site.unit)))
      ],
      choices: choices, because: cause)
  }

  /// A text in one line, without some of its bytes.
  private static func line(_ text: String, without cuts: [Range<Int>]) -> String {
    var bytes = Array(text.utf8)
    for cut in cuts.reversed() { bytes.removeSubrange(cut) }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
