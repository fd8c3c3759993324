import Findings
import Patterns
import RuleModel
import SourceText

/// Everything that is searched for, prepared once.
struct SearchTerms: Sendable {
  /// The migration's patterns.
  let patterns: [RemnantPattern]
  /// The recorded names of the facts to check, by fact and name.
  let names: [SoughtName]
  /// The names' bytes in the same order, to be found in one pass.
  let literals: LiteralSet
  /// Recorded names that are not searched for.
  let skipped: [VerificationReport.SkippedName]
  /// The paths that were recorded as deleted.
  let recordedPaths: Set<RepositoryPath>
  /// Facts to check of which nothing is recorded.
  let absentFacts: [String]

  init(migration: Migration, ledger: FactLedger) {
    let rules = Dictionary(migration.steps.flatMap(\.rules).map { ($0.id, $0.records) }) { first, _ in first }
    // What was recorded is checked even where the rule file does not ask for it: a name
    // that nobody looks for could stay behind unnoticed.
    let facts = Set(migration.remnants.facts + ledger.facts(of: migration.id)).sorted()
    var names: [SoughtName] = []
    var skipped: [VerificationReport.SkippedName] = []
    for fact in facts {
      for (name, records) in Self.grouped(ledger.records(of: fact, in: migration.id)) {
        let sources = records.flatMap { rules[$0.rule] ?? [] }.filter { $0.fact == fact }.map(\.source)
        let shape = SoughtName.Shape(of: name, recordedAs: Set(sources))
        if let reason = shape.reasonToSkip(name) {
          skipped.append(VerificationReport.SkippedName(fact: fact, name: name, reason: reason))
        } else {
          names += SoughtName.all(fact: fact, name: name, shape: shape)
        }
      }
    }
    self.init(
      patterns: migration.remnants.patterns, names: names, skipped: skipped,
      absentFacts: facts.filter { ledger.records(of: $0, in: migration.id).isEmpty })
  }

  /// Records of the same name together, in the order of the names' bytes.
  private static func grouped(_ records: [RecordedName]) -> [(name: String, records: [RecordedName])] {
    var groups: [(name: String, records: [RecordedName])] = []
    for record in records {
      if let last = groups.last, last.name.utf8.elementsEqual(record.name.utf8) {
        groups[groups.count - 1].records.append(record)
      } else {
        groups.append((record.name, [record]))
      }
    }
    return groups
  }

  private init(
    patterns: [RemnantPattern], names: [SoughtName], skipped: [VerificationReport.SkippedName],
    absentFacts: [String]
  ) {
    self.patterns = patterns
    self.names = names
    literals = LiteralSet(names.map(\.literal))
    self.skipped = skipped
    recordedPaths = Set(names.filter { $0.shape == .path }.map { RepositoryPath($0.name) })
    self.absentFacts = absentFacts
  }

  /// What is searched for, for reports.
  var sought: [VerificationReport.Sought] {
    patterns.map { .init(id: $0.id, why: $0.why) }
      + Set(names.map(\.fact) + skipped.map(\.fact) + absentFacts).sorted().map {
        .init(id: $0, why: "A name that was recorded as '\($0)' when it was deleted.")
      }
  }

  /// The pattern's id, or the fact that recorded the name.
  func id(of term: Term) -> String {
    switch term {
    case .pattern(let index): patterns[index].id
    case .name(let index): names[index].fact
    }
  }

  /// The recorded name; nil for a pattern.
  func name(of term: Term) -> String? {
    switch term {
    case .pattern: nil
    case .name(let index): names[index].name
    }
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
    var kept: [SoughtName] = []
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
