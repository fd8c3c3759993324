import Formats
import Patterns
import RuleModel
import SourceText

/// Finds the parts of one document that a rule is about.
struct UnitMatcher {
  let selector: UnitSelector
  /// The names recorded under a fact.
  let names: (String) -> Set<String>

  /// A unit that a rule selected.
  struct Match {
    let unit: Formats.Unit
    /// What it is called: its name, else the value of the first entry that was asked
    /// for, else its value.
    let subject: String
    /// The first recorded name by which it was selected, with its fact.
    let fact: (fact: String, name: String)?
  }

  /// In order of the file; a part of a match that matches too is not listed.
  /// - Throws: `MatchError` when a search was given up.
  func matches(in document: LoadedDocument) throws(MatchError) -> [Match] {
    let units = document.content.units
    var parts: [Int: [Formats.Unit]] = [:]
    for unit in units { if let parent = unit.parent { parts[parent, default: []].append(unit) } }
    let serving = selector.serves.map { locations(serving: $0, in: document) }
    var selected: Set<Int> = []
    var result: [Match] = []
    for unit in units {
      if let parent = unit.parent, selected.contains(parent) {
        selected.insert(unit.id)
        continue
      }
      guard selector.kinds.contains(where: { $0.unitKind == unit.kind }),
        try holds(selector.name, unit.name), try holds(selector.value, unit.value),
        try holdsText(of: unit, in: document),
        isServed(unit, among: units, by: serving), try isWithin(unit, document),
        try stands(unit, among: units),
        let first = try required(parts[unit.id] ?? [])
      else { continue }
      selected.insert(unit.id)
      let subject = unit.name ?? first.first ?? Self.subject(of: unit)
      result.append(Match(unit: unit, subject: subject, fact: fact(of: unit, document)))
    }
    return result
  }

  /// Whether its bytes hold what the rule asks for, and not what it rules out.
  private func holdsText(of unit: Formats.Unit, in document: LoadedDocument) throws(MatchError) -> Bool {
    guard selector.text != nil || selector.unless != nil else { return true }
    let text = String(decoding: document.source[unit.range], as: UTF8.self)
    guard try holds(selector.text, text) else { return false }
    guard let unless = selector.unless else { return true }
    return try !holds(unless, text)
  }

  /// The recorded name that a condition found in it or around it.
  private func fact(of unit: Formats.Unit, _ document: LoadedDocument) -> (fact: String, name: String)? {
    let units = document.content.units
    let around = sequence(first: unit.id, next: { units[$0].parent }).dropFirst()
    let parts = units.filter { $0.parent == unit.id }
    let text = String(decoding: document.source[unit.range], as: UTF8.self)
    let looked: [(TextCondition?, [String?])] =
      [(selector.name, [unit.name]), (selector.value, [unit.value]), (selector.text, [text])]
      + selector.under.map { ($0, around.map { units[$0].name }) }
      + selector.with.map { with in (with.value, parts.filter { $0.name == with.name }.map(\.value)) }
    for (condition, texts) in looked {
      guard let condition, let fact = condition.fact else { continue }
      let found = names(fact).sorted().first { name in
        texts.compactMap(\.self).contains { text in
          switch condition {
          case .mentions: Words.contain(name, in: Array(text.utf8))
          case .begins: Words.begin(Array(text.utf8), with: name)
          case .among, .matches, .inFact: text == name
          }
        }
      }
      if let found { return (fact, found) }
    }
    return nil
  }

  /// The values of the entries that must be there, in the order of the rule; nil when
  /// one is missing.
  private func required(_ parts: [Formats.Unit]) throws(MatchError) -> [String]? {
    var values: [String] = []
    for condition in selector.with {
      var value: String?
      for part in parts where part.name == condition.name {
        if try holds(condition.value, part.value) { value = part.value }
      }
      guard let value else { return nil }
      values.append(value)
    }
    return values
  }

  /// What an unnamed unit is called: of `NAME=value` the name, else its value.
  private static func subject(of unit: Formats.Unit) -> String {
    let value = unit.value ?? ""
    guard unit.kind == .item, let sign = value.firstIndex(of: "=") else { return value }
    let name = value[..<sign]
    return name.contains { !($0.isLetter || $0.isNumber || $0 == "_") } ? value : String(name)
  }

  /// Whether the document around `unit` holds what the rule asks of it.
  private func isWithin(_ unit: Formats.Unit, _ document: LoadedDocument) throws(MatchError) -> Bool {
    guard selector.within != nil else { return true }
    let units = document.content.units
    let around = sequence(first: unit.id, next: { units[$0].parent }).first { units[$0].kind == .document }
    let bytes = around.map { document.source[units[$0].range] } ?? document.source[...]
    return try holds(selector.within, String(decoding: bytes, as: UTF8.self))
  }

  /// The locations of a proxy's configuration that serve one of a fact's routes.
  private func locations(serving fact: String, in document: LoadedDocument) -> Set<Int> {
    guard let nginx = document.content as? NginxDocument else { return [] }
    return Set(names(fact).flatMap { nginx.locations(serving: $0) })
  }

  /// Whether the innermost location around `unit` is among `locations`, if that is asked for.
  private func isServed(_ unit: Formats.Unit, among units: [Formats.Unit], by locations: Set<Int>?) -> Bool {
    guard let locations else { return true }
    var next = unit.parent
    while let parent = next, units[parent].name != "location" { next = units[parent].parent }
    return next.map(locations.contains) ?? false
  }

  /// Whether the units around `unit` hold what the rule asks of them, in that order.
  private func stands(_ unit: Formats.Unit, among units: [Formats.Unit]) throws(MatchError) -> Bool {
    var open = selector.under
    var next = unit.parent
    while let parent = next, let condition = open.last {
      if try holds(condition, units[parent].name) { open.removeLast() }
      next = units[parent].parent
    }
    return open.isEmpty
  }

  /// Whether a text fulfils a condition; any does when there is none.
  /// - Throws: `MatchError` when a search was given up.
  func holds(_ condition: TextCondition?, _ text: String?) throws(MatchError) -> Bool {
    guard let condition else { return true }
    guard let text else { return false }
    return try condition.holds(for: text, names)
  }
}

extension RuleModel.UnitKind {
  /// The kind of `Formats` that it names; nil for names of series.
  fileprivate var unitKind: Formats.Unit.Kind? {
    switch self {
    case .document: .document
    case .entry: .entry
    case .item: .item
    case .directive: .directive
    case .block: .block
    case .variable: .variable
    case .instruction: .instruction
    case .requirement: .requirement
    case .section: .section
    case .paragraph: .paragraph
    case .sentence: .sentence
    case .listItem: .listItem
    case .tableRow: .tableRow
    case .code: .code
    case .link: .link
    case .comment: .comment
    case .conditional: .conditional
    case .line: .line
    case .metric, .label: nil
    }
  }
}
