public import RuleModel
public import SourceText

/// Searches every byte, path, link and submodule of a snapshot for what a migration
/// says must be gone.
///
/// Bytes decide. A file's class says who will look at a remnant; by itself it excuses
/// none, and what cannot be read or searched is an error rather than an absence.
public struct Verifier: Sendable {
  private let terms: SearchTerms
  private let allowances: AllowanceBook
  private let classifier: any FileClassifier

  /// - Parameters:
  ///   - migration: its patterns, the facts to check and its allowances.
  ///   - answers: the repository's own allowances.
  ///   - ledger: the names that the steps recorded.
  ///   - today: on which an allowance may be over.
  ///   - classifier: tells classes of files apart.
  public init(
    migration: Migration, answers: Answers, ledger: FactLedger, today: CalendarDay,
    classifier: any FileClassifier = PathClassifier()
  ) {
    terms = SearchTerms(migration: migration, ledger: ledger)
    allowances = AllowanceBook(migration.allowances + answers.allowances, today: today)
    self.classifier = classifier
  }

  /// Searches a snapshot.
  /// - Parameters:
  ///   - snapshot: is read once, on as many threads as it offers.
  ///   - ownFiles: exact paths that are left out: the files in which Sunset itself
  ///     writes down what it removes.
  /// - Returns: the same for the same snapshot, whatever the order of reading.
  public func verify(_ snapshot: any Snapshot, leavingOut ownFiles: Set<RepositoryPath>) -> Verification {
    let entries = snapshot.entries.filter { !ownFiles.contains($0.path) }
    let search = EntrySearch(
      terms: terms.leavingOutSharedFileNames(in: entries), allowances: allowances, classifier: classifier,
      attributes: GeneratedAttributes(of: snapshot))
    let withContents = entries.filter { $0.mode != .submodule }
    var results = snapshot.concurrentMap(withContents) { entry, contents in
      search.result(for: entry, contents: contents)
    }
    results += entries.filter { $0.mode == .submodule }.map(search.result(forSubmodule:))

    var summary = Summary(terms: search.terms, allowances: allowances)
    for result in results.sorted(by: { $0.entry.path < $1.entry.path }) { summary.add(result) }
    for folder in snapshot.unreadableFolders { summary.add(unreadableFolder: folder) }
    return summary.verification(ownFiles: snapshot.entries.map(\.path).filter(ownFiles.contains))
  }
}
