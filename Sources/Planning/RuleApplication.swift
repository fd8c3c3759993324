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
  /// The guards of a rule that selected these files.
  let gate: (Rule, [RepositoryPath]) -> GuardCheck
  /// How much each rule selected, by its id.
  var counts: [String: Int] = [:]
  private(set) var records: [FactRecorder.Record] = []

  /// A part of a document that a rule selected.
  private typealias Selected = (document: LoadedDocument, match: UnitMatcher.Match)

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
      guarded += selected.map { (rule, selected, $0) }
    }
    // The outer ones first, whichever rule selected them.
    for (rule, all, selected) in guarded.sorted(by: { Self.isOuter($0.selected, $1.selected) }) {
      try remove(selected, among: all, for: rule)
    }
    for rule in listing {
      guard let selector = rule.unitSelector else { continue }
      for (document, match) in try select(rule, selector) {
        rewording.propose(match.unit, of: document, rule, in: cascade)
      }
    }
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
        let cause = cascade.rootCause(
          rule: rule.id, summary: "selected by the rule", place: Place(path: path))
        cascade.remove(.file(path), because: cause)
      }
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

  /// Its selector of units, but for those of metrics and labels.
  fileprivate var unitSelector: UnitSelector? {
    guard case .units(let selector) = selector, !selector.kinds.contains(where: \.isSeries) else {
      return nil
    }
    return selector
  }
}
