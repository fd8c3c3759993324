import Findings
import Formats
import RuleModel
import SourceText

/// Puts what a step's rules select into the cascade.
struct RuleApplication {
  let step: Step
  let matcher: RuleMatcher
  let documents: DocumentIndex
  let configuration: ConfigurationCascade
  let cascade: Cascade
  let rewording: Rewording
  let index: ModuleIndex
  /// By the grammar of a file.
  let languages: (RepositoryPath) -> (any CodeLanguage)?
  /// The guards of a rule that selected these files.
  let gate: (Rule, [RepositoryPath]) -> GuardCheck
  /// How much each rule selected, by its id.
  var counts: [String: Int] = [:]
  private(set) var records: [FactRecorder.Record] = []
  /// What a person has to confirm.
  private(set) var unconfirmed: [(rule: Rule, selected: Selected)] = []

  /// A part of a document that a rule selected.
  typealias Selected = (document: LoadedDocument, match: UnitMatcher.Match)

  /// Those first whose selection goes in any case, then what guards may keep, so that none
  /// asks about a part of what goes anyway; last what is only listed.
  mutating func apply() throws(PlanningError) {
    let (listing, deleting) = (step.rules.filter(\.isListing), step.rules.filter { !$0.isListing })
    for rule in deleting where rule.guards.isEmpty { try apply(rule) }
    var guarded: [(rule: Rule, all: [Selected], selected: Selected)] = []
    for rule in deleting where !rule.guards.isEmpty {
      guard let selector = rule.unitSelector else {
        try apply(rule)
        continue
      }
      let selected = try select(rule, selector)
      if rule.waitsForCascade {
        unconfirmed += selected.map { (rule, $0) }
      } else {
        guarded += selected.map { (rule, selected, $0) }
      }
    }
    // The outer ones first, whichever rule selected them.
    for (rule, all, selected) in guarded.sorted(by: { Self.isOuter($0.selected, $1.selected) }) {
      try remove(selected, among: all, for: rule)
    }
    for rule in listing {
      guard let selector = rule.unitSelector else { continue }
      for (document, match) in try select(rule, selector) {
        rewording.propose(match.unit, of: document, rule, matcher.unitMatcher(for: selector), in: cascade)
      }
    }
  }

  /// Asks for what a person has to confirm, once it is known what goes anyway: one question
  /// for what one rule selected of one block, mapping or list.
  mutating func applyConfirmed() throws(PlanningError) {
    let gone = GoneNodes(documents, configuration, cascade)
    var groups: [(key: String, members: [(rule: Rule, selected: Selected)])] = []
    for one in unconfirmed {
      let (document, match) = one.selected
      guard !gone.contains(.unit(document.path, match.unit.id)) else { continue }
      let key = "\(one.rule.id) \(document.path) \(match.unit.parent ?? -1)"
      if groups.last?.key == key {
        groups[groups.count - 1].members.append(one)
      } else {
        groups.append((key, [one]))
      }
    }
    for (_, members) in groups where confirms(members) {
      for (rule, selected) in members { try act(on: selected, for: rule) }
    }
  }

  private func confirms(_ members: [(rule: Rule, selected: Selected)]) -> Bool {
    guard let (rule, (document, match)) = members.first else { return false }
    let path = document.path
    let around = match.unit.parent.map { documents.label(of: .unit(path, $0)) } ?? ""
    let cause = cascade.rootCause(
      rule: rule.id, summary: "selected by the rule", place: document.place(of: match.unit))
    let place = around.isEmpty ? "'\(path)'" : "'\(around)' in '\(path)'"
    return cascade.ask(
      "confirm", about: "\(path)#\(around)", "\(rule.explain) Does it go from \(place)?",
      evidence: members.map { member in
        let (document, match) = member.selected
        return Finding(
          code: "evidence", severity: .note, message: "it is about this",
          place: document.place(of: match.unit))
      },
      choices: [
        Choice(id: "delete", effect: "it goes, and its uses are repaired"),
        Choice(id: "keep", effect: "it stays"),
      ], because: cause) == "delete"
  }

  private static func isOuter(_ one: Selected, _ other: Selected) -> Bool {
    (one.document.path, one.match.unit.id) < (other.document.path, other.match.unit.id)
  }

  private mutating func apply(_ rule: Rule) throws(PlanningError) {
    switch rule.selector {
    case .files:
      let selected = try matcher.files(of: rule, cascade)
      counts[rule.id] = selected.count
      let gate = gate(rule, selected)
      for path in selected {
        guard try gate.allows(path, cascade) else { continue }
        records += FactRecorder.exports(of: rule, deleting: path, step: step.id, index: index)
        records += FactRecorder.exports(
          of: rule, languages(path)?.exportedNames(at: path) ?? [], step: step.id)
        let cause = cascade.rootCause(
          rule: rule.id, summary: "selected by the rule", place: Place(path: path))
        if keepsShared(of: path, among: selected, rule, cause) { continue }
        cascade.remove(.file(path), because: cause)
      }
    case .code(let selector):
      try apply(rule, selector)
    case .units(let selector) where selector.kinds.contains(where: \.isSeries):
      let selected = try matcher.series(of: rule, selector, in: documents, cascade)
      counts[rule.id] = selected.count
      let gate = gate(rule, [])
      for series in selected {
        guard try gate.allows(name: series.value, of: series.place.path, cascade) else { continue }
        let cause = cascade.rootCause(rule: rule.id, summary: "selected by the rule", place: series.place)
        cascade.remove(.name(series.name), because: cause)
      }
    case .units(let selector):
      let selected = try select(rule, selector)
      for one in selected { try remove(one, among: selected, for: rule) }
    }
  }

  /// Asks about what code that stays uses of a file, and lets the rest of the file go if that is
  /// to stay.
  /// - Returns: whether that was done, in place of the deletion of the file.
  private func keepsShared(
    of path: RepositoryPath, among selected: [RepositoryPath], _ rule: Rule, _ cause: CauseID
  ) -> Bool {
    guard rule.action == .deleteFile, let language = languages(path) as? any SharingLanguage else {
      return false
    }
    let shared = language.shared(by: path, deleting: Set(selected))
    var kept: Set<String> = []
    for hasTwin in [false, true] {
      let some = shared.filter { $0.hasTwin == hasTwin }
      if !some.isEmpty, keeps(some, of: path, hasTwin: hasTwin, cause) { kept.formUnion(some.map(\.name)) }
    }
    guard !kept.isEmpty else { return false }
    language.deleteAll(of: path, but: kept, because: cause, in: cascade)
    return true
  }

  private func keeps(
    _ shared: [SharedDeclaration], of path: RepositoryPath, hasTwin: Bool, _ cause: CauseID
  ) -> Bool {
    let names = shared.map { "'\($0.name)'" }.joined(separator: ", ")
    let keep = Choice(
      id: "keep", effect: "it stays in the file, with what it uses itself; the rest of the file goes")
    return cascade.ask(
      hasTwin ? "twin" : "shared", about: path.text,
      hasTwin
        ? "'\(path)' goes, but \(names) stays for other ways to build, and what uses it is built for all. What becomes of it here?"
        : "'\(path)' goes, but code that stays uses \(names) of it. What becomes of that?",
      evidence: shared.flatMap { one in
        one.uses.map { Finding(code: "use", severity: .note, message: "uses '\(one.name)'", place: $0) }
      },
      choices: [
        keep,
        Choice(
          id: "remove",
          effect: hasTwin
            ? "the whole file goes; mend what uses it on the step's branch"
            : "the whole file goes, and those uses with it"),
      ], because: cause) == "keep"
  }

  private mutating func apply(_ rule: Rule, _ selector: CodeSelector) throws(PlanningError) {
    let selected = try matcher.code(of: rule, selector, in: languages, cascade)
    counts[rule.id] = selected.count
    let gate = gate(rule, [])
    for match in selected {
      guard try gate.allows(match, cascade) else { continue }
      records += FactRecorder.records(of: rule, deleting: match, step: step.id)
      let cause = cascade.rootCause(rule: rule.id, summary: "selected by the rule", place: match.place)
      guard let language = languages(match.path) else { continue }
      switch rule.action {
      case .fold(let value):
        (language as? any FoldingLanguage)?.fold(match, to: value, because: cause, in: cascade)
      case .deleteText(let pattern):
        let now = language.text(of: match)
        let left = try matcher.text(of: match, reading: now, without: pattern, rule)
        if let left {
          language.replace(match, with: left, because: cause, in: cascade)
        } else {
          language.delete(match, because: cause, in: cascade)
        }
      default: language.delete(match, because: cause, in: cascade)
      }
    }
  }

  private mutating func select(_ rule: Rule, _ selector: UnitSelector) throws(PlanningError) -> [Selected] {
    let selected = try matcher.units(of: rule, selector, in: documents, cascade)
    counts[rule.id] = selected.count
    return selected
  }

  private mutating func remove(
    _ selected: Selected, among all: [Selected], for rule: Rule
  ) throws(PlanningError) {
    let (document, match) = selected
    if !rule.guards.isEmpty {
      guard !document.isPart(match.unit.id, ofWhatGoesIn: cascade),
        try gate(rule, []).allows(match, of: document, among: all, cascade)
      else { return }
    }
    try act(on: selected, for: rule)
  }

  private mutating func act(on selected: Selected, for rule: Rule) throws(PlanningError) {
    let (document, match) = selected
    let cause = cascade.rootCause(
      rule: rule.id, summary: "selected by the rule" + matcher.origin(of: match.fact),
      place: document.place(of: match.unit))
    if case .deleteText(let pattern) = rule.action {
      let cut = try matcher.cut(of: match.unit, in: document, pattern, rule)
      guard cut.leavesNothing else {
        configuration.cut(cut.ranges, of: document, match.unit.id, because: cause, in: cascade)
        return
      }
    } else {
      records += FactRecorder.records(of: rule, deleting: match, of: document.path, step: step.id)
    }
    cascade.remove(.unit(document.path, match.unit.id), because: cause)
  }
}

extension Rule {
  /// Whether it deletes nothing by itself.
  fileprivate var isListing: Bool { action == .reword }

  /// Whether a person has to confirm what it selects of a file, which needs no question when
  /// it goes anyway. Sections are asked about with what stands below them.
  fileprivate var waitsForCascade: Bool {
    guard let selector = unitSelector, !selector.kinds.contains(.section) else { return false }
    return guards.allSatisfy { $0.condition == .confirmed && $0.otherwise == .ask }
  }

  /// Its selector of units, but for those of metrics and labels.
  fileprivate var unitSelector: UnitSelector? {
    guard case .units(let selector) = selector, !selector.kinds.contains(where: \.isSeries) else {
      return nil
    }
    return selector
  }
}
