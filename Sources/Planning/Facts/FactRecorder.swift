import Patterns
import RuleModel
import SourceText

/// Records the names of what a rule deletes.
enum FactRecorder {
  /// A fact with a name for it.
  typealias Record = (fact: String, name: RecordedName)

  /// The path of a file that goes because of a rule, cascades included.
  static func paths(of rule: Rule, deleting path: RepositoryPath, step: String) -> [Record] {
    rule.records.filter { $0.source == .path }.map {
      ($0.fact, RecordedName(name: path.text, step: step, rule: rule.id))
    }
  }

  /// What a file exports that a rule selected. The exports of files that go along may have
  /// names of everyday words, which prove nothing.
  static func exports(
    of rule: Rule, deleting path: RepositoryPath, step: String, index: ModuleIndex
  ) -> [Record] {
    let records = rule.records.filter { $0.source == .exportedNames }
    guard !records.isEmpty, let module = index.module(at: path) else { return [] }
    let names = module.exports.compactMap { export -> String? in
      export.name == "default" || export.name == "*"
        ? export.binding.map { module.scopes.bindings[$0].name } : export.name
    }
    return records.flatMap { record in
      Set(names).sorted().map { (record.fact, RecordedName(name: $0, step: step, rule: rule.id)) }
    }
  }

  /// The same for names that a language found.
  static func exports(of rule: Rule, _ names: [String], step: String) -> [Record] {
    rule.records.filter { $0.source == .exportedNames }.flatMap { record in
      names.map { (record.fact, RecordedName(name: $0, step: step, rule: rule.id)) }
    }
  }

  /// The names of a deleted unit.
  static func records(
    of rule: Rule, deleting match: UnitMatcher.Match, of path: RepositoryPath, step: String
  ) -> [Record] {
    rule.records.compactMap { record in
      let name: String? =
        switch record.source {
        case .path: path.text
        case .name: match.subject
        case .value: match.unit.value
        case .exportedNames, .settings, .strings, .metrics, .alerts: nil
        }
      guard let name, !name.isEmpty else { return nil }
      return (record.fact, RecordedName(name: name, step: step, rule: rule.id))
    }
  }

  /// The name of deleted code.
  static func records(of rule: Rule, deleting match: CodeMatch, step: String) -> [Record] {
    rule.records.compactMap { record in
      switch record.source {
      case .path: (record.fact, RecordedName(name: match.path.text, step: step, rule: rule.id))
      case .name: (record.fact, RecordedName(name: match.name, step: step, rule: rule.id))
      case .value, .exportedNames, .settings, .strings, .metrics, .alerts: nil
      }
    }
  }

  /// The names that stand in the code that goes because of a rule.
  ///
  /// - Parameters:
  ///   - rule: whose records are made.
  ///   - code: everything that goes because of it.
  ///   - step: the step's id.
  ///   - isStillRead: whether code that stays names a setting.
  /// - Returns: a name for each record and place.
  /// - Throws: `MatchError` when a search was given up.
  static func records(
    of rule: Rule, in code: [RemovedCode], step: String, isStillRead: (String) -> Bool
  ) throws(MatchError) -> [Record] {
    var result: [Record] = []
    for record in rule.records {
      var names: Set<String> = []
      switch record.source {
      case .path, .exportedNames, .name, .value, .metrics, .alerts: continue
      case .settings: names = Set(code.flatMap { $0.settings() }).filter { !isStillRead($0) }
      case .strings(let pattern):
        for text in code.flatMap({ $0.strings() }) {
          for match in try pattern.matches(in: text) where !match.isEmpty {
            names.insert(String(decoding: text[match], as: UTF8.self))
          }
        }
      }
      result += names.sorted().map { (record.fact, RecordedName(name: $0, step: step, rule: rule.id)) }
    }
    return result
  }

  /// The metrics and alerts that are there no more.
  ///
  /// - Parameters:
  ///   - rule: because of which they went.
  ///   - lost: every name that went because of it.
  ///   - step: the step's id.
  /// - Returns: a name for each record, without those that only an expression names.
  static func records(of rule: Rule, losing lost: [SharedName], step: String) -> [Record] {
    rule.records.flatMap { record -> [Record] in
      let kind: SharedName.Kind
      switch record.source {
      case .metrics: kind = .metric
      case .alerts: kind = .alert
      case .path, .exportedNames, .name, .value, .settings, .strings: return []
      }
      return lost.filter { $0.kind == kind && $0.isPlain }.sorted().map {
        (record.fact, RecordedName(name: $0.text, step: step, rule: rule.id))
      }
    }
  }
}

extension FactSource {
  /// Whether the code that goes has to be read for it.
  var isOfCode: Bool {
    switch self {
    case .path, .exportedNames, .name, .value, .metrics, .alerts: false
    case .settings, .strings: true
    }
  }
}
