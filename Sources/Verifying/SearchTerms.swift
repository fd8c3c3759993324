import Findings
import Patterns
import RuleModel
import SourceText

/// Everything that is searched for, prepared once.
struct SearchTerms: Sendable {
  /// The migration's patterns.
  let patterns: [RemnantPattern]
  /// Says of a text, in one pass, that none of the patterns is in it.
  let filter: PatternFilter
  /// The recorded names of the facts to check, by fact and name.
  let names: [RecordedName]
  /// The names' bytes in the same order, to be found in one pass.
  let literals: LiteralSet
  /// Recorded names that are not searched for.
  let skipped: [VerificationReport.SkippedName]
  /// The paths that were recorded as deleted.
  let recordedPaths: Set<RepositoryPath>
  /// Facts to check of which nothing is recorded.
  let absentFacts: [String]

  init(migration: Migration, facts: [String: [String]]) {
    let records = migration.steps.flatMap(\.rules).flatMap(\.records)
    var names: [RecordedName] = []
    var skipped: [VerificationReport.SkippedName] = []
    for fact in Set(migration.remnants.facts).sorted() {
      let sources = Set(records.filter { $0.fact == fact }.map(\.source))
      for name in Set(facts[fact] ?? []).sorted() {
        let shape = RecordedName.Shape(of: name, recordedAs: sources)
        if let reason = shape.reasonToSkip(name) {
          skipped.append(VerificationReport.SkippedName(fact: fact, name: name, reason: reason))
        } else {
          names += RecordedName.all(fact: fact, name: name, shape: shape)
        }
      }
    }
    self.init(
      patterns: migration.remnants.patterns, names: names, skipped: skipped,
      absentFacts: Set(migration.remnants.facts).filter { facts[$0]?.isEmpty ?? true }.sorted())
  }

  private init(
    patterns: [RemnantPattern], names: [RecordedName], skipped: [VerificationReport.SkippedName],
    absentFacts: [String]
  ) {
    self.patterns = patterns
    filter = PatternFilter(patterns.map(\.regex))
    self.names = names
    literals = LiteralSet(names.map(\.literal))
    self.skipped = skipped
    recordedPaths = Set(names.filter { $0.shape == .path }.map { RepositoryPath($0.name) })
    self.absentFacts = absentFacts
  }

  /// Without the bare file names of deleted files that a file which stays has as well:
  /// a mention of `index.ts` may mean that one. The whole path is still searched for.
  func leavingOutSharedFileNames(in entries: [SnapshotEntry]) -> SearchTerms {
    let candidates = Set(names.filter { $0.shape == .fileName }.map(\.literal))
    guard !candidates.isEmpty else { return self }
    var present: [[UInt8]: RepositoryPath] = [:]
    for entry in entries where !recordedPaths.contains(entry.path) {
      let name = entry.path.name.bytes
      if present[name] == nil, candidates.contains(name) { present[name] = entry.path }
    }
    var skipped = skipped
    var kept: [RecordedName] = []
    for name in names {
      if name.shape == .fileName, let other = present[name.literal] {
        let reason = "\(other) has the same file name; the whole path is searched for"
        skipped.append(VerificationReport.SkippedName(fact: name.fact, name: name.name, reason: reason))
      } else {
        kept.append(name)
      }
    }
    return SearchTerms(patterns: patterns, names: kept, skipped: skipped, absentFacts: absentFacts)
  }
}
