import RuleModel
import SourceText

/// Which documents are history: an allowance, with its reason and its owner, lets them stay
/// as they are. Rules for living documents leave them out, and of the repairs only those that
/// keep their words are made in them.
struct HistoryBook {
  private let allowances: [Allowance]

  init(_ migration: Migration, _ answers: Answers) {
    // What is narrowed to some words or names lets those stand, not the document.
    allowances = (migration.allowances + answers.allowances).filter {
      $0.match == nil && $0.name == nil && $0.classes?.contains(.document) ?? true
    }
  }

  func contains(_ path: RepositoryPath) -> Bool { allowances.contains { $0.paths.matches(path) } }
}
