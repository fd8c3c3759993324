import Findings
import RuleModel
import SourceText

/// Checks whether what a rule selected may go.
struct GuardCheck {
  let rule: Rule
  /// Everything that the rule selected: it may refer to itself.
  let selected: Set<RepositoryPath>
  let index: ModuleIndex
  let uses: SourceUse

  /// Whether a file may go. Where a guard says `fail`, the plan ends.
  func allows(_ path: RepositoryPath, _ cascade: Cascade) throws(PlanningError) -> Bool {
    try allows(path.text, in: path, cascade) { condition in offenders(against: condition, path) }
  }

  /// Whether a part of the file at `path` may go; the guards look for `name` in the
  /// sources.
  func allows(
    unit name: String, of path: RepositoryPath, _ cascade: Cascade
  ) throws(PlanningError) -> Bool {
    try allows(name, in: path, cascade) { condition in
      switch condition {
      case .unread: uses.readers(of: name)
      case .notImported: uses.importers(of: name)
      case .onlyReferencedBy(let globs):
        uses.readers(of: name).filter { place in
          !globs.contains { $0.matches(place.path) }
        }
      }
    }
  }

  private func allows(
    _ subject: String, in path: RepositoryPath, _ cascade: Cascade,
    offenders: (Guard.Condition) -> [Place]
  ) throws(PlanningError) -> Bool {
    for condition in rule.guards {
      let users = offenders(condition.condition)
      guard !users.isEmpty else { continue }
      switch condition.otherwise {
      case .fail:
        throw .guardFailed(rule: rule.id, position: rule.position, path: path, users: users)
      case .keepAndReport:
        cascade.report(kept(subject, users))
        return false
      case .ask:
        let cause = cascade.rootCause(
          rule: rule.id, summary: "'\(subject)' is guarded", place: Place(path: path))
        let about = subject == path.text ? path.text : "\(path)#\(subject)"
        let choice = cascade.ask(
          "guard", about: about,
          "Does '\(subject)' go although it is used where the rule does not expect it?",
          evidence: users.map {
            Finding(code: "use", severity: .note, message: "uses '\(subject)'", place: $0)
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
      // What a file is read by are its importers, too.
      case .unread: module.place(of: link.node)
      }
    }
  }

  private func kept(_ subject: String, _ users: [Place]) -> Finding {
    Finding(
      code: "kept", severity: .warning,
      message: "'\(subject)' stays: it is still used in "
        + users.map { "\($0.path):\($0.line ?? 1)" }.joined(separator: ", "),
      place: users.first, rule: rule.id)
  }
}
