internal import Patterns
internal import StrictYAML

extension FactSource {
  private enum Word: String, CaseIterable, Sendable {
    case path
    case exportedNames = "exported-names"
    case name, value, settings, metrics, alerts

    var source: FactSource {
      switch self {
      case .path: .path
      case .exportedNames: .exportedNames
      case .name: .name
      case .value: .value
      case .settings: .settings
      case .metrics: .metrics
      case .alerts: .alerts
      }
    }
  }

  private static let word = Shape<Word>.word(Word.self, "thing to record").checked { word throws(Complaint) in
    word.source
  }

  private static let strings = Shape<FactSource>.mapping(
    "strings to record", "Parts of the string literals of code that goes."
  ) { fields in
    fields.required(
      "strings", .pattern, "What it matches is recorded."
    ).map(FactSource.strings)
  }

  /// A word, or `{strings: EXPRESSION}`.
  static let shape = Shape<FactSource>.scalarOrMapping(word, strings)
}
