import Findings
import Formats
import SourceText

/// What documents quote from files that do not hold it any more.
extension DocumentCascade {
  /// Takes quoted names out. What is nothing but such names goes with them; of rows that say
  /// something else, too, and have lost all that proved it, one question is asked.
  func removeCitations(in cascade: Cascade) {
    guard !citations.isEmpty, !hasTakenCitations else { return }
    hasTakenCitations = true
    var unproved: [Unproved] = []
    let documents = documents.living(
      holding: citations.keys.map(\.name.text), besides: history,
      isGone: { cascade.removedFiles.contains($0) })
    for document in documents {
      guard let markdown = document.content as? MarkdownFile else { continue }
      let targets = Dictionary(
        markdown.text.links().compactMap { link in
          link.target(from: document.path).map { (link.unit, $0.path) }
        }, uniquingKeysWith: { first, _ in first })
      let holders = Set(targets.keys.compactMap { markdown.units[$0].parent })
      for sentence in holders.sorted() where markdown.units[sentence].kind == .sentence {
        let cited = Citations(in: markdown.units[sentence], of: document, markdown.text.units)
        if let row = take(from: cited, targets, document, cascade) { unproved.append(row) }
      }
    }
    ask(about: unproved, cascade)
  }

  /// A row of which nothing is proved any more.
  private struct Unproved {
    let document: LoadedDocument
    let row: Int
    /// The first name that went from it.
    let name: String
    let cause: CauseID
  }

  /// - Returns: the row that has lost all that it quotes.
  private func take(
    from cited: Citations, _ targets: [Int: RepositoryPath], _ document: LoadedDocument, _ cascade: Cascade
  ) -> Unproved? {
    var first: (name: String, loss: LostNames.Loss)?
    func loss(_ group: Citations.Group, _ name: Citations.Name) -> LostNames.Loss? {
      targets[group.link.id].flatMap { citations[$0]?[name.text] }
    }
    for group in cited.groups {
      for name in group.names where first == nil {
        first = loss(group, name).map { (name.text, $0) }
      }
    }
    guard let first else { return nil }
    let cause = cascade.rootCause(
      rule: first.loss.rule, summary: "quotes '\(first.name)', which went from \(first.loss.path)",
      place: document.place(of: cited.sentence))
    if let cuts = cited.cuts({ loss($0, $1) != nil }) {
      configuration.cut(
        cuts.ranges, holding: cuts.links, of: document, cited.sentence.id, because: cause, in: cascade)
      return nil
    }
    let units = document.content.units
    if let row = cited.sentence.parent, units[row].kind == .tableRow {
      return Unproved(document: document, row: row, name: first.name, cause: cause)
    }
    let isAlone = !units.contains {
      $0.kind == .sentence && $0.parent == cited.sentence.parent && $0.id != cited.sentence.id
    }
    let item = cited.sentence.parent.flatMap { units[$0].kind == .listItem && isAlone ? $0 : nil }
    cascade.remove(.unit(document.path, item ?? cited.sentence.id), because: cause)
    return nil
  }

  private func ask(about rows: [Unproved], _ cascade: Cascade) {
    guard let first = rows.first else { return }
    let isOne = rows.count == 1
    let choice = cascade.ask(
      "unproved", about: "rows",
      "\(isOne ? "A row quotes" : "\(rows.count) rows quote") nothing that is there any more: "
        + "\(isOne ? "does it" : "do they") go?",
      evidence: rows.map { row in
        Finding(
          code: "citation", severity: .note,
          message: "it quoted '\(row.name)': \(row.document.oneLine(of: [row.row]))",
          place: row.document.place(of: row.document.content.units[row.row]))
      },
      choices: [
        Choice(id: "remove", effect: "what they say went with what proved it"),
        Choice(id: "keep", effect: "they stay with the names that are gone, to be mended by hand"),
      ], because: first.cause)
    guard choice == "remove" else { return }
    for row in rows { cascade.remove(.unit(row.document.path, row.row), because: row.cause) }
  }
}

extension LoadedDocument {
  /// The text of units in one line, each once: what stands in another of them is a part of it.
  func oneLine(of units: [Int]) -> String {
    let all = units.map { content.units[$0] }
    let outer = all.filter { unit in
      !all.contains {
        $0.id != unit.id && $0.range.lowerBound <= unit.range.lowerBound
          && unit.range.upperBound <= $0.range.upperBound
          && ($0.range != unit.range || $0.id < unit.id)
      }
    }
    let texts = outer.sorted { $0.range.lowerBound < $1.range.lowerBound }.map { unit in
      String(decoding: source[unit.range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
    }
    return texts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
