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
    report.remnants = counted.filter { !$0.allowances.contains(where: allowances.isInForce) }.map(\.remnant)
      .sorted(by: Self.comesFirst)
    report.skippedNames = skippedNames(declared)
    report.factNames = searchedNames(declared)
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

  private func searchedNames(_ declared: [String: Place]) -> [String: Int] {
    let searched = terms.names.filter { $0.shape != .identifier || declared[$0.name] == nil }
    return Dictionary(grouping: searched, by: \.fact).mapValues { Set($0.map(\.name)).count }
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

extension Finding {
  fileprivate static func nothingRecorded(fact: String) -> Finding {
    Finding(
      code: "no-names-recorded", severity: .note,
      message: "nothing is recorded as '\(fact)', so only the patterns were searched for", rule: fact)
  }
}
