import RuleModel
import SourceText

/// Records the names of what a rule deletes.
enum FactRecorder {
  static func records(
    of rule: Rule, deleting path: RepositoryPath, step: String, index: ModuleIndex
  ) -> [(fact: String, name: RecordedName)] {
    rule.records.flatMap { record in
      names(record.source, path, index).map {
        (record.fact, RecordedName(name: $0, step: step, rule: rule.id))
      }
    }
  }

  static func records(
    of rule: Rule, deleting match: UnitMatcher.Match, of path: RepositoryPath, step: String
  ) -> [(fact: String, name: RecordedName)] {
    rule.records.compactMap { record in
      let name: String? =
        switch record.source {
        case .path: path.text
        case .name: match.subject
        case .value: match.unit.value
        case .exportedNames: nil
        }
      guard let name, !name.isEmpty else { return nil }
      return (record.fact, RecordedName(name: name, step: step, rule: rule.id))
    }
  }

  private static func names(_ source: FactSource, _ path: RepositoryPath, _ index: ModuleIndex) -> [String] {
    switch source {
    case .path: return [path.text]
    case .name, .value: return []
    case .exportedNames:
      guard let module = index.module(at: path) else { return [] }
      let names = module.exports.compactMap { export -> String? in
        export.name == "default" || export.name == "*"
          ? export.binding.map { module.scopes.bindings[$0].name } : export.name
      }
      return Set(names).sorted()
    }
  }
}
