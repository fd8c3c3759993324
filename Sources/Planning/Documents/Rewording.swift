import Findings
import Formats
import Patterns
import RuleModel
import SourceText

/// Passages of documents that still speak of what goes when everything else is decided.
///
/// One question is asked for each rule about all of its passages together; besides, an answer
/// may settle a passage by itself, with words of its own.
final class Rewording {
  private let configuration: ConfigurationCascade
  private let history: HistoryBook
  private let answers: [String: Answer]
  private var open: [Passage] = []
  private var staying: [(node: CascadeNode, finding: Finding)] = []

  /// A passage that no answer settles by itself.
  private struct Passage {
    let rule: Rule
    let document: LoadedDocument
    let unit: Formats.Unit
    let matcher: UnitMatcher
    /// By which an answer can settle it.
    let id: String

    var node: CascadeNode { .unit(document.path, unit.id) }
  }

  init(_ configuration: ConfigurationCascade, history: HistoryBook, answers: Answers) {
    self.configuration = configuration
    self.history = history
    self.answers = Dictionary(
      answers.decisions.map { ($0.decision, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: One passage

  private static let choices = [
    Choice(id: "keep", effect: "it stays as it is"),
    Choice(id: "delete", effect: "it goes"),
    Choice(id: "delete-around", effect: "the item, row, paragraph or code that it stands in goes"),
    Choice(id: "delete-below", effect: "it goes with the list, table or code directly below it"),
    Choice(id: "delete-block", effect: "it goes with the lines of code down to the bracket that ends it"),
    Choice(id: "delete-document", effect: "the whole document goes"),
    Choice(id: "reword", effect: "the answer's 'text' takes its place"),
  ]

  /// Takes note of a unit that a rule lists, or does with it what an answer says of it alone.
  func propose(
    _ unit: Formats.Unit, of document: LoadedDocument, _ rule: Rule, _ matcher: UnitMatcher,
    in cascade: Cascade
  ) {
    let text = Self.text(of: unit, in: document)
    let about = "\(document.path)#\(text)"
    let id = Cascade.decisionID(rule: rule.id, "reword", about: about, traces: [])
    guard let answer = answers[id] else {
      open.append(Passage(rule: rule, document: document, unit: unit, matcher: matcher, id: id))
      return
    }
    let cause = cascade.rootCause(
      rule: rule.id, summary: "selected by the rule", place: document.place(of: unit))
    let choice = cascade.ask(
      "reword", about: about, "What becomes of '\(text)'?", evidence: [], choices: Self.choices,
      because: cause)
    switch choice {
    case "delete": cascade.remove(.unit(document.path, unit.id), because: cause)
    case "delete-around":
      cascade.remove(.unit(document.path, Self.holder(of: unit, in: document)), because: cause)
    case "delete-below":
      let below = (document.content as? MarkdownFile)?.text.unitsBelow(unit.id) ?? []
      for id in [unit.id] + below { cascade.remove(.unit(document.path, id), because: cause) }
    case "delete-block":
      for id in Self.block(from: unit, in: document) {
        cascade.remove(.unit(document.path, id), because: cause)
      }
    case "delete-document": cascade.remove(.file(document.path), because: cause)
    case "reword":
      configuration.replace(
        document.words(of: unit), of: unit, in: document, by: answer.text ?? "", because: cause, in: cascade)
    default: break
    }
  }

  /// The item, row, paragraph or code around a unit; itself when there is none.
  private static func holder(of unit: Formats.Unit, in document: LoadedDocument) -> Int {
    let units = document.content.units
    let around = sequence(first: unit.id) { units[$0].parent }
    return around.first { [.listItem, .tableRow, .paragraph, .code, .section].contains(units[$0].kind) }
      ?? unit.id
  }

  private static func block(from unit: Formats.Unit, in document: LoadedDocument) -> [Int] {
    let lines = document.content.units.filter { $0.parent == unit.parent && $0.id >= unit.id }
    return lines[CodeRegion.around(0, in: lines.map { document.source[$0.range] })].map(\.id)
  }

  // MARK: All passages of a rule

  /// Asks about what has not gone for another reason; to be called when nothing else is left
  /// to follow.
  /// - Throws: `PlanningError.searchGivenUp` when an expression takes too long.
  func ask(in cascade: Cascade) throws(PlanningError) {
    let gone = GoneNodes(configuration.index, configuration, cascade)
    var rules: [Rule] = []
    for passage in open where !rules.contains(where: { $0.id == passage.rule.id }) {
      rules.append(passage.rule)
    }
    for rule in rules {
      var left: [Passage] = []
      for passage in open where passage.rule.id == rule.id && !gone.contains(passage.node) {
        do {
          if try stillSpeaks(passage) { left.append(passage) }
        } catch {
          throw .searchGivenUp(rule: rule.id, position: rule.position, path: passage.document.path)
        }
      }
      if !left.isEmpty { ask(about: left, of: rule, in: cascade) }
    }
  }

  /// What stays and needs other words.
  func findings(in cascade: Cascade) -> [Finding] {
    let gone = GoneNodes(configuration.index, configuration, cascade)
    return staying.filter { !gone.contains($0.node) }.map(\.finding)
  }

  /// Whether what other rules left of it is still what the rule lists, and nothing that an
  /// allowance lets stand.
  private func stillSpeaks(_ passage: Passage) throws(MatchError) -> Bool {
    let (unit, document) = (passage.unit, passage.document)
    let words = document.words(of: unit)
    if let left = configuration.remainder(of: words, in: document),
      let condition = passage.matcher.selector.text ?? passage.matcher.selector.name,
      try !passage.matcher.holds(condition, String(decoding: left, as: UTF8.self))
    {
      return false
    }
    guard case .matches(let pattern) = passage.matcher.selector.text else { return true }
    let allowed = try history.allowed(in: document)
    let hits = try pattern.matches(in: Array(document.source[words])).map {
      $0.lowerBound + words.lowerBound..<$0.upperBound + words.lowerBound
    }
    return hits.isEmpty || !hits.allSatisfy { hit in allowed.contains { $0.overlaps(hit) } }
  }

  private func ask(about passages: [Passage], of rule: Rule, in cascade: Cascade) {
    let isAboutSections = passages.contains { $0.unit.kind == .section }
    let place = passages[0].document.place(of: passages[0].unit)
    let cause = cascade.rootCause(rule: rule.id, summary: "selected by the rule", place: place)
    let uses = SourceUse(tree: configuration.index.snapshot, leavingOut: cascade.removedFiles)
    let outcomes = outcomes(of: passages, rule, uses)
    guard outcomes.contains(where: \.isRemoval) else {
      for (passage, outcome) in zip(passages, outcomes) { stay(passage, outcome) }
      return
    }
    let evidence = zip(passages, outcomes).map { passage, outcome in
      Finding(
        code: "reword", severity: .note, message: Self.wording(of: outcome, passage),
        place: passage.document.place(of: passage.unit),
        remedy: "for words of its own, answer '\(passage.id)' with 'reword'")
    }
    let delete = Choice(
      id: "delete", effect: "they go, each with what says nothing without it")
    let keep = Choice(
      id: "keep", effect: "they stay to be reworded, and verify lists what no allowance lets stand")
    let question =
      passages.count == 1
      ? "A passage needs other words by rule '\(rule.id)': does it go instead?"
      : "\(passages.count) passages need other words by rule '\(rule.id)': do they go instead?"
    let choice = cascade.ask(
      "passages", about: rule.id, question, evidence: evidence,
      choices: isAboutSections ? [keep, delete] : [delete, keep], because: cause)
    for (passage, outcome) in zip(passages, outcomes) {
      let document = passage.document
      guard choice == "delete", outcome.isRemoval else {
        stay(passage, outcome)
        continue
      }
      let cause = cascade.rootCause(
        rule: rule.id, summary: "selected by the rule", place: document.place(of: passage.unit))
      switch outcome {
      case .goes(let units, _):
        for unit in units { cascade.remove(.unit(document.path, unit), because: cause) }
      case .cuts(let ranges):
        configuration.cut(ranges, of: document, passage.unit.id, because: cause, in: cascade)
      case .stays: break
      }
    }
  }

  /// What becomes of each; what stays is no longer among what goes, which may let others stay.
  private func outcomes(of passages: [Passage], _ rule: Rule, _ uses: SourceUse) -> [ProseRemoval.Outcome] {
    var outcomes = passages.map { outcome(of: $0, among: passages, rule, uses) }
    while true {
      let going = zip(passages, outcomes).filter(\.1.isRemoval).map(\.0)
      let next = zip(passages, outcomes).map { passage, known in
        known.isRemoval ? outcome(of: passage, among: going, rule, uses) : known
      }
      let isSettled = next.count(where: \.isRemoval) == going.count
      outcomes = next
      if isSettled { return outcomes }
    }
  }

  private func outcome(
    of passage: Passage, among all: [Passage], _ rule: Rule, _ uses: SourceUse
  ) -> ProseRemoval.Outcome {
    guard let markdown = passage.document.content as? MarkdownFile else {
      return .goes([passage.unit.id], along: nil)
    }
    let document = passage.document
    if let link = Self.onlyLink(of: passage, markdown) {
      return .stays("only its link to '\(link)' does so")
    }
    let subject = LivingSubject(uses: uses, document: document, markdown: markdown)
    let removal = ProseRemoval(
      document: document, markdown: markdown, gone: configuration.deletion(from: document).units,
      listed: Set(all.filter { $0.document.path == document.path }.map(\.unit.id)),
      speaksOfWhatStays: { text in
        rule.guards.contains { condition in
          guard case .without(let pattern) = condition.condition else { return false }
          // What cannot be searched to its end may speak of anything.
          return (try? !pattern.matches(in: text).isEmpty) ?? true
        }
      },
      beginsWithIt: { Self.begins($0, of: passage) },
      livingSubject: subject.reason, isThere: subject.isThere)
    return removal.outcome(of: passage.unit)
  }

  /// The destination of a link, where nothing else of a sentence is what the rule looks for.
  private static func onlyLink(of passage: Passage, _ markdown: MarkdownFile) -> String? {
    guard passage.unit.kind == .sentence, case .matches(let pattern) = passage.matcher.selector.text else {
      return nil
    }
    let (range, source) = (passage.unit.range, passage.document.source)
    let links = markdown.text.links().filter { range.contains($0.range.lowerBound) }
    let hits = ((try? pattern.matches(in: Array(source[range]))) ?? []).map {
      $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound
    }
    guard !hits.isEmpty, hits.allSatisfy({ hit in links.contains { $0.range.overlaps(hit) } }) else {
      return nil
    }
    return links.first { $0.range.overlaps(hits[0]) }?.destination
  }

  /// Whether at most two words stand before what the rule looks for.
  private static func begins(_ sentence: Formats.Unit, of passage: Passage) -> Bool {
    guard case .matches(let pattern) = passage.matcher.selector.text else { return false }
    let bytes = Array(passage.document.source[sentence.range])
    guard let first = (try? pattern.matches(in: bytes))?.first else { return false }
    let before = String(decoding: bytes[..<first.lowerBound], as: UTF8.self)
    return before.split { !$0.isLetter && !$0.isNumber }.count <= 2
  }

  private func stay(_ passage: Passage, _ outcome: ProseRemoval.Outcome) {
    let text = Self.text(of: passage.unit, in: passage.document)
    var reason = passage.rule.explain
    if case .stays(let obstacle) = outcome { reason += ", and \(obstacle)" }
    let finding = Finding(
      code: "reword", severity: passage.rule.severity == .error ? .warning : passage.rule.severity,
      message: "'\(text)' needs other words: \(reason)",
      place: passage.document.place(of: passage.unit),
      remedy: "reword it, or answer '\(passage.id)' with one of: "
        + Self.choices.map(\.id).joined(separator: ", "), rule: passage.rule.id)
    staying.append((passage.node, finding))
  }

  /// A section is called by its heading, anything else by its bytes in one line.
  private static func text(of unit: Formats.Unit, in document: LoadedDocument) -> String {
    if unit.kind == .section { return unit.name ?? "" }
    let bytes = String(decoding: document.source[unit.range], as: UTF8.self)
    return bytes.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func wording(of outcome: ProseRemoval.Outcome, _ passage: Passage) -> String {
    switch outcome {
    case .goes(let units, let along):
      "it goes" + (along.map { " " + $0 } ?? "") + ": '\(passage.document.oneLine(of: units))'"
    case .cuts: "what it says about a file that stays goes"
    case .stays(let reason): "it stays in any case: \(reason)"
    }
  }
}

extension LoadedDocument {
  /// Where the words of a unit stand: of a section those of its heading.
  func words(of unit: Formats.Unit) -> Range<Int> {
    guard unit.kind == .section, let markdown = content as? MarkdownFile else { return unit.range }
    return markdown.text.headingText(of: unit.id) ?? unit.range.lowerBound..<unit.range.lowerBound
  }

  /// What of a document's text is no prose: the destinations of links, and code.
  ///
  /// - Parameter unit: a sentence or a section; other units have none.
  /// - Returns: bytes of the file, 0-based, ends exclusive.
  func literals(in unit: Formats.Unit) -> [Range<Int>] {
    guard unit.kind == .sentence || unit.kind == .section, let markdown = content as? MarkdownFile else {
      return []
    }
    let words = words(of: unit)
    var ranges = markdown.text.links().map(\.range).filter { $0.overlaps(words) }
    var start: Int?
    for offset in words where source[offset] == UInt8(ascii: "`") {
      if let first = start {
        ranges.append(first..<offset + 1)
        start = nil
      } else {
        start = offset
      }
    }
    return ranges
  }
}
