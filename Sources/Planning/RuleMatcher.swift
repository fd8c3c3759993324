import Findings
import Patterns
import RuleModel
import SourceText

/// Finds the files that a rule is about.
struct RuleMatcher {
  let tree: any Snapshot
  let migration: Migration
  let ledger: FactLedger

  /// In order of paths. A glob that matches nothing beside others that do is
  /// reported.
  /// - Throws: `PlanningError.unreadable` when contents have to be searched and
  ///   cannot be.
  func files(of rule: Rule, _ cascade: Cascade) throws(PlanningError) -> [RepositoryPath] {
    switch rule.selector {
    case .files(let selector):
      let candidates = tree.entries.filter { entry in
        entry.mode != .submodule && selector.include.contains { $0.matches(entry.path) }
          && !selector.exclude.contains { $0.matches(entry.path) } && !Self.isOwn(entry.path)
      }
      let selected =
        try selector.naming.map { fact throws(PlanningError) in
          try naming(fact, among: candidates)
        } ?? candidates
      if !selected.isEmpty { reportUnused(selector.include, selected, rule, cascade) }
      return selected.map(\.path)
    }
  }

  /// Sunset's own files are no one's to delete by rule.
  private static func isOwn(_ path: RepositoryPath) -> Bool {
    path.bytes.starts(with: Array(".sunset/".utf8))
  }

  private func naming(
    _ fact: String, among candidates: [SnapshotEntry]
  ) throws(PlanningError) -> [SnapshotEntry] {
    let names = ledger.names(of: fact, in: migration.id).map { Array($0.utf8) }
    var unreadable: UnreadableContents?
    let hits = tree.concurrentMap(candidates) { entry, contents -> Result<Bool, UnreadableContents> in
      contents.map { bytes in names.contains { ByteSearch.contains(bytes, $0) } }
    }
    var selected: [SnapshotEntry] = []
    for (entry, hit) in zip(candidates, hits) {
      switch hit {
      case .success(true): selected.append(entry)
      case .success(false): break
      case .failure(let error): unreadable = unreadable ?? error
      }
    }
    if let unreadable { throw .unreadable(unreadable) }
    return selected
  }

  private func reportUnused(
    _ globs: [Glob], _ selected: [SnapshotEntry], _ rule: Rule, _ cascade: Cascade
  ) {
    for glob in globs where !selected.contains(where: { glob.matches($0.path) }) {
      cascade.report(
        Finding(
          code: "unmatched-glob", severity: .note,
          message: "'\(glob.source)' of rule '\(rule.id)' matches no file here", rule: rule.id))
    }
  }
}

/// Checks whether what a rule selected may go.
struct GuardCheck {
  let rule: Rule
  /// Everything that the rule selected: it may refer to itself.
  let selected: Set<RepositoryPath>
  let index: ModuleIndex

  /// - Throws: `PlanningError.guardFailed` where the guard says `fail`.
  func allows(_ path: RepositoryPath, _ cascade: Cascade) throws(PlanningError) -> Bool {
    for condition in rule.guards {
      let users = offenders(against: condition.condition, path)
      guard !users.isEmpty else { continue }
      switch condition.otherwise {
      case .fail:
        throw .guardFailed(rule: rule.id, position: rule.position, path: path, users: users)
      case .keepAndReport:
        cascade.report(kept(path, users))
        return false
      case .ask:
        let cause = cascade.rootCause(
          rule: rule.id, summary: "'\(path)' is guarded", place: Place(path: path))
        let choice = cascade.ask(
          "guard", about: path.text,
          "Does '\(path)' go although it is used where the rule does not expect it?",
          evidence: users.map {
            Finding(code: "use", severity: .note, message: "uses '\(path)'", place: $0)
          },
          choices: [
            Choice(id: "delete", effect: "it goes, and its uses are repaired"),
            Choice(id: "keep", effect: "it stays"),
          ], because: cause)
        if choice == "keep" { return false }
      }
    }
    return true
  }

  private func offenders(against condition: Guard.Condition, _ path: RepositoryPath) -> [Place] {
    let users = index.links(to: path, except: selected).filter { !$0.0.isTest }
    return users.compactMap { module, link in
      switch condition {
      case .notImported: module.place(of: link.node)
      case .onlyReferencedBy(let globs):
        globs.contains { $0.matches(module.path) } ? nil : module.place(of: link.node)
      }
    }
  }

  private func kept(_ path: RepositoryPath, _ users: [Place]) -> Finding {
    Finding(
      code: "kept", severity: .warning,
      message: "'\(path)' stays: it is still used in "
        + users.map { "\($0.path):\($0.line ?? 1)" }.joined(separator: ", "),
      place: users.first, rule: rule.id)
  }
}

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

  private static func names(_ source: FactSource, _ path: RepositoryPath, _ index: ModuleIndex) -> [String] {
    switch source {
    case .path: return [path.text]
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
