import Patterns
import RuleModel
import SourceText

/// Which documents are history: an allowance, with its reason and its owner, lets them stay
/// as they are. Rules for living documents leave them out, and of the repairs only those that
/// keep their words are made in them.
struct HistoryBook {
  private let allowances: [Allowance]
  /// What is narrowed to some words lets those stand, not the document.
  private let words: [Allowance]

  init(_ migration: Migration, _ answers: Answers) {
    let all = (migration.allowances + answers.allowances).filter {
      $0.name == nil && $0.classes?.contains(.document) ?? true
    }
    allowances = all.filter { $0.match == nil }
    words = all.filter { $0.match != nil }
  }

  func contains(_ path: RepositoryPath) -> Bool { allowances.contains { $0.paths.matches(path) } }

  /// The bytes of a living document that allowances let stand: 0-based, ends exclusive.
  /// - Throws: `MatchError` when a search was given up.
  func allowed(in document: LoadedDocument) throws(MatchError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for allowance in words where allowance.paths.matches(document.path) {
      guard let match = allowance.match else { continue }
      ranges += try match.matches(in: document.source)
    }
    return ranges
  }
}
