public import Findings
public import RuleModel
import SourceText

extension Verification {
  /// Holds the remnants against a baseline: those that it knows are set apart and no
  /// longer count.
  ///
  /// An entry that nobody finds any more is an error: as long as it stands in the file,
  /// the remnant could come back unnoticed.
  /// - Parameters:
  ///   - baseline: what is known.
  ///   - file: its file as the user named it.
  /// - Returns: the verdict with it.
  public func compared(with baseline: RemnantBaseline, file: String) -> Verification {
    let comparison = baseline.comparison(with: report.remnants)
    var report = report
    report.baseline = file
    report.remnants = comparison.new
    report.known = comparison.known
    return Verification(report: report, findings: findings + Self.stale(comparison.gone))
  }

  /// Leaves out the remnants of other classes; how many there are is still said.
  /// - Parameter classes: those that are asked for.
  /// - Returns: a verdict on these alone; findings count whatever class they concern.
  public func restricted(to classes: Set<FileClass>) -> Verification {
    var report = report
    report.remnants = report.remnants.filter { classes.contains($0.fileClass) }
    report.known = report.known.filter { classes.contains($0.fileClass) }
    report.allowed = report.allowed.filter { classes.contains($0.remnant.fileClass) }
    report.otherClasses = self.report.countsByClass.filter { !classes.contains($0.key) }
    return Verification(report: report, findings: findings)
  }

  /// One finding for each file and pattern.
  private static func stale(_ gone: [(entry: RemnantBaseline.Entry, count: Int)]) -> [Finding] {
    var findings: [Finding] = []
    var rest = gone[...]
    while let first = rest.first?.entry {
      let group = rest.prefix { $0.entry.path == first.path && $0.entry.pattern == first.pattern }
      rest = rest.dropFirst(group.count)
      findings.append(.stale(first.path, pattern: first.pattern, count: group.reduce(0) { $0 + $1.count }))
    }
    return findings
  }
}

extension Finding {
  fileprivate static func stale(_ path: RepositoryPath, pattern: String, count: Int) -> Finding {
    Finding(
      code: "stale-baseline", severity: .error,
      message: count == 1
        ? "the baseline knows a remnant of '\(pattern)' here that is gone"
        : "the baseline knows \(count) remnants of '\(pattern)' here that are gone",
      place: Place(path: path),
      remedy: "Take out what is gone: run verify again with --write-baseline.", rule: pattern)
  }
}
