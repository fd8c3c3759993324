import Findings

extension Page {
  /// Notes, then what happened in one line, then what happens next.
  mutating func closing(of report: Report) {
    if !report.notes.isEmpty {
      gap()
      for note in report.notes { wrapped("note: " + visible(note), indent: 0, hanging: 6) }
    }
    gap()
    wrapped(report.sentence, indent: 0, ink: report.outcome == .success ? .good : .bad)
    for step in report.nextSteps { wrapped("→ " + visible(step), indent: 0, hanging: 2) }
  }
}

extension Report {
  /// What happened, in one sentence.
  var sentence: String {
    switch outcome {
    case .success: success
    case .findings where command == .conform: "Does not conform: \(conformance?.extent ?? "see the cases")."
    case .usage where command == .conform:
      "The suite could not do its work: \(conformance?.extent ?? "see above")."
    case .findings: "Not clean: \(problems.isEmpty ? "see the findings" : list(problems))."
    case .usage: "Stopped: the command line, the rule file or the environment is wrong."
    case .decisionsOpen:
      "\(decisions > 0 ? count(decisions, "decision") : "Decisions") \(decisions == 1 ? "is" : "are") open; nothing was written."
    case .gateFailed where conformance.map { $0.outcome != .success } ?? false:
      "The product does not conform (\(conformance?.extent ?? "")), so no branch was moved."
    case .gateFailed: "A gate failed, so no branch was moved."
    case .conflict: conflict
    case .inputOutput: "Stopped: reading or writing failed\(problems.isEmpty ? "" : " (\(list(problems)))")."
    case .interrupted: "Interrupted; no branch was moved."
    }
  }

  private var success: String {
    switch command {
    case .plan: changed.isEmpty ? nothingToDo : "Ready: \(extent). Nothing was written."
    case .apply: applied
    case .verify: proved
    case .conform: conforming
    case .explain: "\(count(explanations.count, "place")) explained."
    case .status: inPlace + "."
    case .undo: removed + "."
    }
  }

  /// What a verification without problems proves, which is less with a baseline or where
  /// only some classes were asked for.
  private var proved: String {
    let files = count(verification?.files ?? 0, "file")
    let known = verification?.known.count ?? 0
    let classes = verification?.otherClasses.isEmpty ?? true ? "" : " of the classes asked for"
    return known > 0
      ? "No new remnants\(classes) in \(files); the baseline knows \(grouped(known))."
      : classes.isEmpty ? "Clean: no remnants in \(files)." : "No remnants\(classes) in \(files)."
  }

  private var conforming: String { "Conforms: \(conformance?.extent ?? "nothing was run")." }

  private var conflict: String {
    switch command {
    case .plan, .apply, .verify, .conform, .explain: "Something is in the way, so no branch was moved."
    case .status: "\(inPlace); something is in the way."
    case .undo: "\(removed); what is in the way was left as it is."
    }
  }

  private var inPlace: String {
    "\(grouped(number(of: [.committed, .unchanged, .merged]))) of \(count(steps.count, "step")) in place"
  }

  private var removed: String { "\(count(number(of: [.removed]), "branch", "branches")) removed" }

  private var nothingToDo: String { "Nothing to do: no rule of the migration finds anything here." }

  private var applied: String {
    let written = number(of: [.committed])
    if written > 0 { return "\(count(written, "branch", "branches")) written: \(extent)." }
    return number(of: [.unchanged, .merged]) > 0
      ? "Nothing to write: every branch is as it should be." : nothingToDo
  }

  /// What the steps do together.
  private var extent: String {
    let files = changed.flatMap(\.reportedFiles)
    let lines = changes(
      added: files.reduce(0) { $0 + $1.added }, removed: files.reduce(0) { $0 + $1.removed })
    return "\(count(changed.count, "step")), \(count(Set(files.map(\.path)).count, "file")), \(lines) lines"
  }

  /// What speaks against success.
  private var problems: [String] {
    var parts: [String] = []
    if let verification, !verification.remnants.isEmpty { parts.append(verification.extentOfRemnants) }
    let errors = (findings + steps.flatMap(\.findings)).count { $0.severity == .error }
    if errors > 0 { parts.append(count(errors, parts.isEmpty ? "error" : "other error")) }
    return parts
  }

  private var changed: [StepReport] { steps.filter { !$0.reportedFiles.isEmpty } }

  private var decisions: Int { steps.reduce(0) { $0 + $1.decisions.count(where: \.isOpen) } }

  private func number(of statuses: Set<StepStatus>) -> Int { steps.count { statuses.contains($0.status) } }
}
