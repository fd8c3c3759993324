import Findings
import Patterns
import RuleModel
import SourceText

/// Checks whether what a rule selected may go.
struct GuardCheck {
  let rule: Rule
  /// Everything that the rule selected: it may refer to itself.
  let selected: Set<RepositoryPath>
  let index: ModuleIndex
  let uses: SourceUse
  let packages: PackageUse

  /// Whether a file may go. Where a guard says `fail`, the plan ends.
  func allows(_ path: RepositoryPath, _ cascade: Cascade) throws(PlanningError) -> Bool {
    var isGivenUp = false
    let isAllowed = try allows(path.text, in: path, cascade) { condition in
      do throws(MatchError) {
        if let uses = try TextGuard(uses: uses).offenders(against: condition, in: path) { return uses }
      } catch {
        isGivenUp = true
      }
      return offenders(against: condition, path).map { PackageUse.Use(place: $0) }
    }
    if isGivenUp { throw .searchGivenUp(rule: rule.id, position: rule.position, path: path) }
    return isAllowed
  }

  /// Whether a part of a file may go; the guards look for its name in the sources, or for
  /// what needs the package that it asks for.
  ///
  /// - Parameters:
  ///   - match: the part.
  ///   - document: its file.
  ///   - selected: what the rule selected in all files.
  ///   - cascade: what goes already needs nothing.
  /// - Returns: false when it stays.
  /// - Throws: `PlanningError.guardFailed` where a guard says `fail`.
  func allows(
    _ match: UnitMatcher.Match, of document: LoadedDocument,
    among selected: [(document: LoadedDocument, match: UnitMatcher.Match)], _ cascade: Cascade
  ) throws(PlanningError) -> Bool {
    let name = match.subject
    let isAboutPackages = rule.guards.contains { $0.condition == .notImported }
    let siblings = isAboutPackages ? selected.filter { $0.document.path == document.path } : []
    let names = Set(siblings.map(\.match.subject))
    let verdict =
      isAboutPackages ? packages.verdict(on: match.unit, of: document, among: names, cascade) : nil
    var isGivenUp = false
    let isAllowed = try allows(name, in: document.path, cascade) { condition in
      do throws(MatchError) {
        let texts = TextGuard(uses: uses)
        if let uses = try texts.offenders(against: condition, match.unit, of: document) { return uses }
      } catch {
        isGivenUp = true
      }
      switch condition {
      case .namedNowhere, .confirmed, .throughout, .without: return []
      case .unread: return uses.readers(of: name).map { PackageUse.Use(place: $0) }
      // It is about sentences of comments, which are judged where they are found.
      case .separable: return []
      case .notImported: return verdict?.uses ?? uses.importers(of: name).map { PackageUse.Use(place: $0) }
      case .onlyReferencedBy(let globs):
        return uses.readers(of: name).filter { place in
          !globs.contains { $0.matches(place.path) }
        }.map { PackageUse.Use(place: $0) }
      }
    }
    if isGivenUp { throw .searchGivenUp(rule: rule.id, position: rule.position, path: document.path) }
    guard isAllowed, let doubts = verdict?.doubts, !doubts.isEmpty else { return isAllowed }
    return goesInSpite(of: doubts, name, document, cascade)
  }

  /// Whether something may go that stands for itself, such as a metric; the guards look for
  /// its name in the sources.
  func allows(name: String, of path: RepositoryPath, _ cascade: Cascade) throws(PlanningError) -> Bool {
    try allows(name: name, at: Place(path: path), cascade)
  }

  /// Whether selected code may go; the guards look for its name in other files.
  func allows(_ match: CodeMatch, _ cascade: Cascade) throws(PlanningError) -> Bool {
    guard !rule.guards.isEmpty else { return true }
    return try allows(name: Self.unquoted(match.name), at: match.place, cascade)
  }

  /// What a string says that was selected by its shape.
  private static func unquoted(_ text: String) -> String {
    guard text.count > 2, let quote = text.first, "'\"`".contains(quote), text.last == quote else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }

  private func allows(name: String, at place: Place, _ cascade: Cascade) throws(PlanningError) -> Bool {
    let path = place.path
    return try allows(name, in: path, cascade) { condition in
      switch condition {
      case .unread, .namedNowhere:
        uses.readers(of: name).filter { $0.path != path || place.line == nil }
          .map { PackageUse.Use(place: $0) }
      case .notImported: uses.importers(of: name).map { PackageUse.Use(place: $0) }
      case .confirmed: [PackageUse.Use(place: place, reason: "it is about this")]
      case .separable, .throughout, .without: []
      case .onlyReferencedBy(let globs):
        uses.readers(of: name).filter { place in !globs.contains { $0.matches(place.path) } }
          .map { PackageUse.Use(place: $0) }
      }
    }
  }

  /// Asks about a package that nothing here imports, and that another module may need.
  private func goesInSpite(
    of doubts: [PackageUse.Use], _ name: String, _ document: LoadedDocument, _ cascade: Cascade
  ) -> Bool {
    let cause = cascade.rootCause(
      rule: rule.id, summary: "'\(name)' may be needed by others", place: Place(path: document.path))
    let choice = cascade.ask(
      "requirer", about: "\(document.path)#\(name)",
      "Does '\(name)' go although another module seems to ask for it, too?",
      evidence: doubts.map {
        Finding(
          code: "use", severity: .note, message: $0.reason ?? "names '\(name)'", place: $0.place)
      },
      choices: [
        Choice(id: "delete", effect: "it goes; should a build miss it, its package manager adds it again"),
        Choice(id: "keep", effect: "it stays"),
      ], because: cause)
    return choice != "keep"
  }

  private func allows(
    _ subject: String, in path: RepositoryPath, _ cascade: Cascade,
    offenders: (Guard.Condition) -> [PackageUse.Use]
  ) throws(PlanningError) -> Bool {
    let choices = [
      Choice(id: "delete", effect: "it goes, and its uses are repaired"),
      Choice(id: "keep", effect: "it stays"),
    ]
    let askedLast = rule.guards.filter { $0.otherwise != .ask } + rule.guards.filter { $0.otherwise == .ask }
    for condition in askedLast {
      let users = offenders(condition.condition)
      guard !users.isEmpty else { continue }
      switch condition.otherwise {
      case .fail:
        throw .guardFailed(rule: rule.id, position: rule.position, path: path, users: users.map(\.place))
      case .keepAndReport:
        cascade.report(kept(subject, users))
        return false
      case .ask:
        let cause = cascade.rootCause(
          rule: rule.id, summary: "'\(subject)' is guarded", place: Place(path: path))
        let about = subject == path.text ? path.text : "\(path)#\(subject)"
        let choice = cascade.ask(
          "guard", about: about, TextGuard.question(condition.condition, subject),
          evidence: users.map {
            Finding(
              code: "use", severity: .note, message: $0.reason ?? "uses '\(subject)'", place: $0.place)
          },
          choices: TextGuard.keepsWhenInDoubt(condition.condition) ? choices.reversed() : choices,
          because: cause)
        // One question about each thing: a person has seen it whole.
        return choice != "keep"
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
      case .separable, .namedNowhere, .without, .confirmed, .throughout: nil
      }
    }
  }

  private func kept(_ subject: String, _ users: [PackageUse.Use]) -> Finding {
    var reasons: [String] = []
    for reason in users.map({ $0.reason ?? Self.used }) where !reasons.contains(reason) {
      reasons.append(reason)
    }
    let texts = reasons.map { reason in
      let places = users.filter { ($0.reason ?? Self.used) == reason }.map(\.place)
      let list = places.map { "\($0.path):\($0.line ?? 1)" }.joined(separator: ", ")
      return reason == Self.used ? reason + " " + list : reason + " (" + list + ")"
    }
    return Finding(
      code: "kept", severity: .warning,
      message: "'\(subject)' stays: " + texts.joined(separator: "; "), place: users.first?.place,
      rule: rule.id)
  }

  private static let used = "it is still used in"
}
