import Findings
import SourceText

extension Page {
  /// How each case ended that did not simply pass, and then how many did.
  mutating func conformance(_ report: ConformanceReport) {
    gap()
    line(paint("Conformance", .heading) + ": " + report.extent)
    let digest = SHA256.hex(Array(report.digestText.utf8)).prefix(16)
    let live = report.isLive ? ", both ends in real time" : ""
    line(
      "phase \(visible(report.phase))\(live), binding \(visible(report.binding)), digest \(digest)", indent: 2
    )
    if let traces = report.traces { line("traces \(traces.prefix(16))", indent: 2) }
    for remark in report.remarks { wrapped("note: " + visible(remark), indent: 2, hanging: 6) }
    for (area, reason) in report.notRun.sorted(by: { $0.key < $1.key }) {
      wrapped(paint("\(area) not run", .bad) + ": " + first(reason), indent: 2, hanging: 4)
      for row in rest(reason) { line("| " + visible(row), indent: 4) }
    }
    let ordered: [ConformanceReport.Verdict] = [.fail, .blocked, .error]
    for verdict in ordered {
      for result in report.results where result.verdict == verdict && result.waiver == nil {
        if verdict == .error, report.notRun[result.area] != nil { continue }
        trouble(result, in: report)
      }
    }
    quiet(report)
    for problem in report.problems {
      wrapped(paint("problem", .bad) + ": " + visible(problem), indent: 2, hanging: 4)
    }
  }

  private func first(_ text: String) -> String { visible(String(text.prefix { $0 != "\n" })) }

  private func rest(_ text: String) -> [String] {
    text.split(separator: "\n").dropFirst().suffix(20).map(String.init)
  }

  private mutating func trouble(_ result: ConformanceReport.CaseResult, in report: ConformanceReport) {
    gap()
    let weight = report.decides(result) ? "" : " (does not decide)"
    line(
      "\(paint(result.verdict.rawValue, .bad)) \(paint(result.id, .heading))  \(result.level.rawValue) \(visible(result.proves))\(weight)",
      indent: 2)
    wrapped(visible(result.text), indent: 4, hanging: 0)
    if result.expected.isEmpty || !result.places.isEmpty {
      if result.places.isEmpty { wrapped(first(result.message), indent: 4, hanging: 2) }
      for row in rest(result.message) { line("| " + visible(row), indent: 6) }
    } else {
      wrapped("expected: " + visible(result.expected), indent: 4, hanging: 10)
      wrapped("actual:   " + visible(result.actual), indent: 4, hanging: 10)
    }
    for (place, message) in zip(result.places, result.events) {
      line(paint(name(of: place), .place) + ": " + visible(message), indent: 4)
      if let text = place.text { line("| " + fitted(visible(text), after: 8), indent: 6) }
    }
    if result.places.isEmpty {
      for event in result.events { line("· " + fitted(visible(event), after: 6), indent: 4) }
    }
    line(
      "again: sunset conform \((report.command + ["--only", result.id]).map(visible).joined(separator: " "))",
      indent: 4)
  }

  /// What was skipped, waived, not applicable or recorded: listed, never silent.
  private mutating func quiet(_ report: ConformanceReport) {
    let rows = report.results.compactMap { result -> [Cell]? in
      switch result.verdict {
      case .skip: [Cell("skip", .warning), Cell(result.id), Cell(visible(result.message))]
      case .notApplicable: [Cell("not applicable", .faint), Cell(result.id), Cell(visible(result.message))]
      case .fail where result.waiver != nil:
        [
          Cell("waived", .warning), Cell(result.id),
          Cell(visible("\(result.waiver?.reason ?? "") (until \(result.waiver?.until ?? ""))")),
        ]
      case .pass where !result.message.isEmpty:
        [Cell("pass", .good), Cell(result.id), Cell(visible(result.message))]
      case .pass, .fail, .error, .blocked: nil
      }
    }
    guard !rows.isEmpty else { return }
    gap()
    table(rows, indent: 2)
  }
}

extension ConformanceReport {
  /// How many cases ended how, in words.
  var extent: String {
    let verdicts: [(Verdict, String)] = [
      (.pass, "passed"), (.fail, "failed"), (.blocked, "blocked"), (.error, "errors"), (.skip, "skipped"),
      (.notApplicable, "not applicable"),
    ]
    var parts = verdicts.compactMap { verdict, word in
      count(verdict) == 0 ? nil : "\(count(verdict)) \(word)"
    }
    if waivedCount > 0 { parts.append("\(waivedCount) waived") }
    if !problems.isEmpty { parts.append("\(problems.count) waivers that do not hold") }
    let cases = results.count == 1 ? "1 case" : "\(results.count) cases"
    return "\(cases): \(parts.isEmpty ? "none run" : parts.joined(separator: ", "))"
  }
}
