import Findings
import RuleModel
import SourceText

/// Puts the results of all entries together.
struct Summary {
  private let terms: SearchTerms
  private let allowances: AllowanceBook
  private var report = VerificationReport()
  private var findings: [Finding] = []
  private var hits: [Hit] = []

  init(terms: SearchTerms, allowances: AllowanceBook) {
    self.terms = terms
    self.allowances = allowances
  }

  mutating func add(_ result: EntryResult) {
    switch result.entry.mode {
    case .regular, .executable: report.files += 1
    case .symlink: report.links += 1
    case .submodule: report.submodules += 1
    }
    report.bytesRead += result.byteCount
    report.unreadable += result.isUnreadable ? 1 : 0
    if result.opacity == .packed { report.opaqueFiles.append(result.entry.path) }
    report.chanceMatches += result.chanceCount
    findings += result.findings
    hits += result.hits
  }

  /// A folder whose entries are not known, so that nothing in it was searched.
  mutating func add(unreadableFolder folder: UnreadableContents) {
    report.unreadable += 1
    findings.append(.unreadable(folder))
  }

  /// The whole, once every result is in.
  /// - Parameter ownFiles: those that were left out.
  /// - Returns: the same, whatever the order in which hits came.
  func verification(ownFiles: [RepositoryPath]) -> Verification {
    var report = report
    let declared = declaredNames
    let counted = hits.filter { hit in name(of: hit).map { declared[$0] == nil } ?? true }
    let uses = allowances.uses(of: counted)
    report.ownFiles = ownFiles
    report.allowances = uses
    report.sought = terms.sought
    for hit in counted.sorted(by: { Self.comesFirst($0.remnant, $1.remnant) }) {
      let inForce = hit.allowances.filter(allowances.isInForce)
      if inForce.isEmpty {
        report.remnants.append(hit.remnant)
      } else {
        report.allowed.append(.init(remnant: hit.remnant, allowances: inForce.map { uses[$0] }))
      }
    }
    report.skippedNames = skippedNames(declared)
    report.facts = closures(counted, without: declared)
    let all = findings + allowances.findings(uses) + terms.absentFacts.map(Finding.nothingRecorded)
    return Verification(report: report, findings: all)
  }

  /// The recorded names that code which stays declares on its own, with the first
  /// place where it does. Such a name means something else now, and finding it proves
  /// nothing. A declaration in a file that should itself be gone is no excuse.
  private var declaredNames: [String: Place] {
    var declared: [String: Place] = [:]
    for hit in hits where hit.isDeclaration && !terms.recordedPaths.contains(hit.remnant.place.path) {
      guard let name = name(of: hit) else { continue }
      let place = hit.remnant.place
      if declared[name].map({ Self.comesFirst(place, $0) }) ?? true { declared[name] = place }
    }
    return declared
  }

  private func name(of hit: Hit) -> String? {
    guard case .name(let index) = hit.term, terms.names[index].shape == .identifier else { return nil }
    return terms.names[index].name
  }

  private func skippedNames(_ declared: [String: Place]) -> [VerificationReport.SkippedName] {
    let own = terms.names.filter { $0.shape == .identifier }.compactMap { name in
      declared[name.name].map { place in
        VerificationReport.SkippedName(
          fact: name.fact, name: name.name,
          reason: "\(place.path):\(place.line ?? 1) declares the same name for something else")
      }
    }
    return (terms.skipped + own).sorted { ($0.fact, $0.name, $0.reason) < ($1.fact, $1.name, $1.reason) }
  }

  /// What became of the names that were searched for, in order of their facts.
  private func closures(
    _ hits: [Hit], without declared: [String: Place]
  ) -> [VerificationReport.FactClosure] {
    var found: Set<SearchedName> = []
    var left: Set<SearchedName> = []
    for hit in hits {
      guard case .name(let index) = hit.term else { continue }
      let name = SearchedName(terms.names[index])
      found.insert(name)
      if !hit.allowances.contains(where: allowances.isInForce) { left.insert(name) }
    }
    let searched = terms.names.filter { $0.shape != .identifier || declared[$0.name] == nil }
    return Dictionary(grouping: Set(searched.map(SearchedName.init)), by: \.fact)
      .sorted { $0.key < $1.key }.map { fact, names in
        VerificationReport.FactClosure(
          fact: fact, absent: names.count { !found.contains($0) },
          allowed: names.count { found.contains($0) && !left.contains($0) },
          left: names.count(where: left.contains))
      }
  }

  private static func comesFirst(_ left: Remnant, _ right: Remnant) -> Bool {
    if left.place.path != right.place.path || left.place.line != right.place.line
      || left.place.column != right.place.column
    {
      return comesFirst(left.place, right.place)
    }
    return (left.location.rawValue, left.pattern, left.name ?? "", left.length)
      < (right.location.rawValue, right.pattern, right.name ?? "", right.length)
  }

  private static func comesFirst(_ left: Place, _ right: Place) -> Bool {
    left.path == right.path
      ? (left.line ?? 0, left.column ?? 0) < (right.line ?? 0, right.column ?? 0) : left.path < right.path
  }
}

/// A recorded name, whatever forms of it are searched for.
private struct SearchedName: Hashable {
  let fact: String
  let name: String

  init(_ name: SoughtName) { (fact, self.name) = (name.fact, name.name) }
}

extension Finding {
  fileprivate static func nothingRecorded(fact: String) -> Finding {
    Finding(
      code: "no-names-recorded", severity: .note,
      message: "nothing is recorded as '\(fact)', so only the patterns were searched for", rule: fact)
  }
}
