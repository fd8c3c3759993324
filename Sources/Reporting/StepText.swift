import Findings
import SourceText

extension Page {
  /// One step: what it is, what it does to which files and why, what it asks.
  mutating func step(_ step: StepReport, in report: Report) {
    let indent = columns(of: step.id) + 2
    gap()
    line(paint(visible(step.id), .heading) + "  " + paint(visible(step.title), .heading))
    table(facts(of: step), indent: indent)
    if report.command == .plan || report.command == .apply { files(of: step, indent: indent) }
    decisions(step.decisions, indent: indent)
    gates(of: step, indent: indent)
    findings(step.findings, title: "Findings", indent: indent)
  }

  private func facts(of step: StepReport) -> [[Cell]] {
    var rows = [
      [Cell("status", .faint), Cell(step.status.words, step.status.ink)],
      [Cell("branch", .faint), Cell(visible(step.branch))],
    ]
    if let commit = step.commit {
      let previous = step.previousCommit.flatMap { $0 == commit ? nil : ", was \($0.short)" } ?? ""
      rows.append([Cell("commit", .faint), Cell(commit.short + previous)])
    } else if let previous = step.previousCommit {
      rows.append([Cell("commit", .faint), Cell("was \(previous.short)")])
    }
    if let tree = step.tree { rows.append([Cell("tree", .faint), Cell(tree.hex)]) }
    if !step.requirement.isEmpty {
      rows.append([Cell("requirement", .faint), Cell(visible(step.requirement))])
    }
    let matches = step.ruleMatches.map { "\(visible($0.rule)) \(grouped($0.count))" }
    if !matches.isEmpty { rows.append([Cell("matches", .faint), Cell(matches.joined(separator: ", "))]) }
    let facts = step.facts.sorted { $0.key < $1.key }.map { "\(visible($0.key)) \(grouped($0.value.count))" }
    if !facts.isEmpty { rows.append([Cell("records", .faint), Cell(facts.joined(separator: ", "))]) }
    return rows
  }

  private mutating func files(of step: StepReport, indent: Int) {
    let files = step.reportedFiles
    guard !files.isEmpty else { return }
    let sum = changes(added: files.reduce(0) { $0 + $1.added }, removed: files.reduce(0) { $0 + $1.removed })
    gap()
    line("\(count(files.count, "file")), \(sum)", indent: indent)
    let rows = files.map { file in
      [
        Cell(file.change.word, file.change == .deleted ? .removed : .plain),
        Cell(visible(file.path), .place),
        Cell(file.isBinary ? "binary" : file.added == 0 ? "" : "+\(grouped(file.added))", .added, .right),
        Cell(file.removed == 0 ? "" : "−\(grouped(file.removed))", .removed, .right),
      ]
    }
    table(rows, remarks: files.map { visible(step.reason(for: $0)) }, indent: indent + 2)
  }
}

extension StepStatus {
  /// What a person reads.
  fileprivate var words: String {
    switch self {
    case .planned: "planned"
    case .provisional: "provisional: decisions are open"
    case .empty: "empty: earlier steps do all its work"
    case .nothingToDo: "nothing to do: its rules match nothing"
    case .committed: "committed"
    case .unchanged: "unchanged: the branch already is what it would become"
    case .stale: "stale: made from another base, rule file or answers"
    case .edited: "edited: the branch has commits by somebody else"
    case .merged: "merged: its commit is part of the base"
    case .missing: "missing: the branch was made and is gone"
    case .removed: "removed"
    case .notApplied: "not applied"
    }
  }

  fileprivate var ink: Ink {
    switch self {
    case .planned, .committed, .unchanged, .merged: .good
    case .provisional, .stale, .missing: .warning
    case .edited: .bad
    case .empty, .nothingToDo, .removed, .notApplied: .plain
    }
  }
}
