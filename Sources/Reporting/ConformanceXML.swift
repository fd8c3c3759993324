import Findings

/// A conformance run as JUnit's XML: a suite for each area, a case for each case. Failure,
/// error and skipped are never mixed: what failed speaks against the product, what is an
/// error against the run.
struct ConformanceXML {
  private let report: ConformanceReport

  init(_ report: ConformanceReport) { self.report = report }

  /// XML 1.0 in UTF-8 with a last line end.
  var text: String {
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    lines.append("<testsuites \(XMLText.attributes([("name", "conformance")] + counts(report.results)))>")
    for area in Set(report.results.map(\.area)).sorted() {
      let results = report.results.filter { $0.area == area }
      lines.append("  <testsuite \(XMLText.attributes([("name", area)] + counts(results)))>")
      for result in results { lines += self.lines(of: result) }
      lines.append("  </testsuite>")
    }
    if !report.problems.isEmpty {
      lines.append(#"  <testsuite name="waivers" tests="1" failures="1" errors="0" skipped="0">"#)
      lines.append(#"    <testcase classname="conformance.waivers" name="waivers">"#)
      lines.append("      <failure \(XMLText.attributes([("message", "waivers that do not hold")]))>")
      lines += report.problems.map { XMLText.escaped(visible($0)) }
      lines += ["      </failure>", "    </testcase>", "  </testsuite>"]
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private func lines(of result: ConformanceReport.CaseResult) -> [String] {
    let head =
      "    <testcase "
      + XMLText.attributes([
        ("classname", "conformance.\(result.area)"), ("name", result.id), ("time", "\(result.seconds)"),
      ])
    switch result.verdict {
    case .pass where result.message.isEmpty: return [head + "/>"]
    case .pass:
      return [
        head + ">", "      <system-out>\(XMLText.escaped(visible(result.message)))</system-out>",
        "    </testcase>",
      ]
    case .fail where result.waiver == nil && report.decides(result): return element("failure", result, head)
    case .fail:
      return skipped(
        result, head, result.waiver.map { "waived: \($0.reason)" } ?? "recorded: \(result.message)")
    case .error: return element("error", result, head)
    case .blocked: return element("failure", result, head)
    case .skip, .notApplicable: return skipped(result, head, "\(result.verdict.rawValue): \(result.message)")
    }
  }

  private func element(_ name: String, _ result: ConformanceReport.CaseResult, _ head: String) -> [String] {
    let message = [("message", result.message), ("type", "\(result.level.rawValue) \(result.proves)")]
    let rows = [result.text] + result.evidence
    return [head + ">", "      <\(name) \(XMLText.attributes(message))>"]
      + rows.map { XMLText.escaped(visible($0)) } + ["      </\(name)>", "    </testcase>"]
  }

  private func skipped(_ result: ConformanceReport.CaseResult, _ head: String, _ message: String) -> [String]
  {
    [head + ">", "      <skipped \(XMLText.attributes([("message", message)]))/>", "    </testcase>"]
  }

  private func counts(_ results: [ConformanceReport.CaseResult]) -> [(String, String)] {
    let failed = results.count {
      $0.verdict == .blocked || ($0.verdict == .fail && $0.waiver == nil && report.decides($0))
    }
    let errors = results.count { $0.verdict == .error }
    let passed = results.count { $0.verdict == .pass }
    return [
      ("tests", "\(results.count)"), ("failures", "\(failed)"), ("errors", "\(errors)"),
      ("skipped", "\(results.count - failed - errors - passed)"),
    ]
  }
}

extension ConformanceReport.CaseResult {
  /// Where in the tree, or what happened last, a line each.
  var evidence: [String] {
    guard !places.isEmpty else { return events }
    return zip(places, events).map { place, message in
      let line = place.line.map { ":\($0)" } ?? ""
      return "\(visible(place.path))\(line): \(message)" + (place.text.map { "  | \($0)" } ?? "")
    }
  }
}
