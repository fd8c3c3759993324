import Formats

/// What goes of a document when a passage goes: what says nothing without it.
struct ProseRemoval {
  let document: LoadedDocument
  let markdown: MarkdownFile
  /// What goes anyway.
  let gone: Set<Int>
  /// Everything that is to go now.
  let listed: Set<Int>
  /// Whether a text speaks of what stays: nothing of that kind is taken along.
  let speaksOfWhatStays: ([UInt8]) -> Bool
  /// Whether a sentence begins with what goes.
  let beginsWithIt: (Formats.Unit) -> Bool
  /// Why an item or a row is about something that is still there.
  let livingSubject: (Formats.Unit) -> String?
  /// Whether the repository has a file or folder under these names.
  let isThere: ([String]) -> Bool

  /// What becomes of one passage.
  enum Outcome {
    /// These units go; says what they are besides the passage itself.
    case goes([Int], along: String?)
    /// These bytes go, and the rest stays.
    case cuts([Range<Int>])
    /// It stays, with the reason.
    case stays(String)

    /// Whether it can go.
    var isRemoval: Bool {
      if case .stays = self { return false }
      return true
    }
  }

  /// What becomes of a unit that is listed.
  func outcome(of unit: Formats.Unit) -> Outcome {
    switch unit.kind {
    case .sentence: sentence(unit)
    case .line: line(unit)
    default: .goes([unit.id], along: nil)
    }
  }

  // MARK: Text

  private func sentence(_ unit: Formats.Unit) -> Outcome {
    guard let parent = unit.parent else { return .goes([unit.id], along: nil) }
    let holder = markdown.units[parent]
    if holder.kind == .tableRow { return row(holder, without: unit) }
    let siblings = markdown.units.filter { $0.kind == .sentence && $0.parent == parent }
    let followers = siblings.drop { $0.id <= unit.id }.prefix {
      BackReference.leans($0.value ?? "") && !speaksOfWhatStays(bytes(of: $0))
    }
    var lost = [unit.id] + followers.map(\.id)
    var along = followers.isEmpty ? nil : "with the sentence that refers to it"
    if let last = siblings.last, lost.contains(last.id), markdown.text.isLeadIn(last.id) {
      let below = markdown.text.unitsBelow(last.id).filter { !gone.contains($0) }
      if !below.isEmpty {
        if let reason = obstacle(to: below, with: unit) { return .stays("what it leads up to \(reason)") }
        lost += below
        along = "with what it leads up to"
      }
    }
    let goes = Set(lost).union(gone).union(listed)
    let left = siblings.filter { !goes.contains($0.id) }
    // A label says nothing by itself.
    guard left.allSatisfy(isLabel) else { return .goes(lost, along: along) }
    lost += left.map(\.id)
    switch holder.kind {
    case .listItem:
      if let reason = livingSubject(holder) { return .stays(reason) }
      let hanging = markdown.text.units[(parent + 1)...].filter {
        $0.parent == parent && ![.sentence, .link, .comment].contains($0.kind) && !goes.contains($0.id)
      }
      if hanging.isEmpty { return .goes(lost + [parent], along: along ?? "with its item") }
      if let reason = obstacle(to: hanging.map(\.id), with: unit) {
        return .stays("what hangs on its item \(reason)")
      }
      return .goes(lost + [parent], along: "with its item and what hangs on it")
    case .paragraph: return .goes(lost + [parent], along: along)
    default: return .goes(lost, along: along)
    }
  }

  /// Why units do not go along with a sentence: only what one begins with is what all of them
  /// are about.
  private func obstacle(to units: [Int], with sentence: Formats.Unit) -> String? {
    if units.contains(where: { speaksOfWhatStays(bytes(of: markdown.units[$0])) }) {
      return "speaks of what stays"
    }
    return beginsWithIt(sentence) ? nil : "may serve what stays"
  }

  private func isLabel(_ sentence: Formats.Unit) -> Bool {
    let text = bytes(of: sentence)
    let marks = Array("**".utf8)
    return text.count > 4 && text.starts(with: marks) && text.reversed().starts(with: marks)
      && !MarkdownDocument.isStatement(text)
  }

  /// A row means little without one of its cells.
  private func row(_ row: Formats.Unit, without unit: Formats.Unit) -> Outcome {
    let others = markdown.units.filter {
      $0.kind == .sentence && $0.parent == row.id && !listed.contains($0.id)
    }
    guard !others.contains(where: { speaksOfWhatStays(bytes(of: $0)) }) else {
      return .stays("its row also speaks of what stays")
    }
    if let reason = livingSubject(row) { return .stays(reason) }
    return .goes([row.id], along: "with its row")
  }

  // MARK: Code

  private func line(_ unit: Formats.Unit) -> Outcome {
    for (tree, units) in markdown.drawnTrees {
      guard let place = units.firstIndex(of: unit.id) else { continue }
      return isThere(tree.path(of: place))
        ? description(of: unit, tree.entries[place].name) : .goes([unit.id], along: nil)
    }
    let lines = markdown.units.filter { $0.parent == unit.parent && [.line, .comment].contains($0.kind) }
    guard let place = lines.firstIndex(where: { $0.id == unit.id }) else {
      return .goes([unit.id], along: nil)
    }
    let goes = Set(lines.indices.filter { listed.contains(lines[$0].id) || gone.contains(lines[$0].id) })
    let run = CodeRegion.around(place, in: lines.map { document.source[$0.range] }, without: goes)
    // What a bracket opened is not about what stands behind its partner.
    if CodeRegion.ends(document.source[unit.range]), run.count > 1, !goes.contains(run.lowerBound) {
      return .stays("it ends code that may serve what stays")
    }
    return .goes(lines[run].map(\.id), along: run.count > 1 ? "with the code down to its bracket" : nil)
  }

  /// Of a file that is there, the drawing loses what it says about it.
  private func description(of unit: Formats.Unit, _ name: String) -> Outcome {
    let text = document.source[unit.range]
    let start = text.firstRange(of: Array(name.utf8))?.upperBound
    guard let start, start < unit.range.upperBound, document.source[start] == UInt8(ascii: " ") else {
      return .stays("'\(name)' stays")
    }
    return .cuts([start..<unit.range.upperBound])
  }

  private func bytes(of unit: Formats.Unit) -> [UInt8] { Array(document.source[unit.range]) }
}
