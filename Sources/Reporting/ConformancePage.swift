import Findings
import SourceText

/// The conformance of a product as a page: what it came to, what is wrong, and then every case.
struct ConformancePage {
  let report: ConformanceReport
  let subject: Report

  var text: String { head + troubles + report.areas.map(table).joined() }

  // MARK: What it came to

  private var head: String {
    let (word, ink) =
      switch report.outcome {
      case .success: ("conforms", "good")
      case .findings: ("does not conform", "bad")
      default: ("not known", "error")
      }
    var out =
      "<h1>Conformance: <span class=\"\(ink)\">\(word)</span></h1>\n<p>\(escaped(report.extent))</p>\n<dl>\n"
    out += entry("tree", subject.repository + (subject.revision.map { ", \($0.name)" } ?? ""))
    out += entry("phase", report.phase + (report.isStrict ? ", strict" : ""))
    out += entry("binding", report.binding)
    if report.isLive { out += entry("both ends", "in real time against the real backend") }
    out += entry("digest", SHA256.hex(Array(report.digestText.utf8)))
    if let traces = report.traces { out += entry("traces", traces) }
    for remark in report.remarks { out += entry("note", remark) }
    out += "</dl>\n"
    for (area, reason) in report.notRun.sorted(by: { $0.key < $1.key }) {
      out += "<p class=\"error\">\(escaped(area)) not run:</p>\n<pre>\(escaped(reason))</pre>\n"
    }
    for problem in report.problems { out += "<p class=\"bad\">problem: \(escaped(problem))</p>\n" }
    return out
  }

  private func entry(_ name: String, _ value: String) -> String {
    "<dt>\(name)</dt><dd>\(escaped(value))</dd>\n"
  }

  /// Whoever opens the page wants to know first what is wrong.
  private var troubles: String {
    let bad = report.results.filter { [.fail, .blocked, .error].contains($0.verdict) && $0.waiver == nil }
    guard !bad.isEmpty else { return "" }
    let items = bad.map { result in
      "<li><a href=\"#\(escaped(result.id))\">\(escaped(result.id))</a> "
        + "<span class=\"\(result.verdict.rawValue)\">\(result.verdict.rawValue)</span> \(escaped(result.text))</li>\n"
    }
    return "<h2>What is wrong</h2>\n<ul>\n\(items.joined())</ul>\n"
  }

  // MARK: Every case

  private func table(of area: String) -> String {
    let results = report.results.filter { $0.area == area }
    let passed = results.count { $0.verdict == .pass }
    var out = "<h2>\(escaped(area)) <small>\(passed) of \(results.count) passed</small></h2>\n<table>\n"
    out += "<tr><th>case</th><th>level</th><th>verdict</th><th>what must hold</th></tr>\n"
    return out + results.map(row).joined() + "</table>\n"
  }

  private func row(_ result: ConformanceReport.CaseResult) -> String {
    let isWaived = result.waiver != nil && result.verdict == .fail
    let verdict = isWaived ? "waived" : result.verdict.rawValue
    var out =
      "<tr id=\"\(escaped(result.id))\"><td>\(escaped(result.id))</td><td>\(result.level.rawValue)</td>"
    out += "<td class=\"\(verdict)\">\(verdict.replacing("-", with: " "))</td><td>\(escaped(result.text))"
    out += " <span class=\"quiet\">\(escaped(result.proves))</span>"
    out += isWaived ? waiver(result) : message(result, verdict)
    if !result.evidence.isEmpty { out += "<pre>\(escaped(result.evidence.joined(separator: "\n")))</pre>" }
    if [.fail, .error, .blocked].contains(result.verdict) {
      let words = ["sunset", "conform"] + report.command + ["--only", result.id]
      out += "<code>\(escaped(words.joined(separator: " ")))</code>"
    }
    return out + "</td></tr>\n"
  }

  private func message(_ result: ConformanceReport.CaseResult, _ verdict: String) -> String {
    // The places say it all.
    if !result.places.isEmpty { return "" }
    if !result.expected.isEmpty {
      return
        "<dl class=\"\(verdict)\">\(entry("expected", result.expected))\(entry("actual", result.actual))</dl>"
    }
    if result.message.contains("\n") { return "<pre class=\"\(verdict)\">\(escaped(result.message))</pre>" }
    return result.message.isEmpty ? "" : "<br><span class=\"\(verdict)\">\(escaped(result.message))</span>"
  }

  private func waiver(_ result: ConformanceReport.CaseResult) -> String {
    let waiver = result.waiver
    return
      "<br><span class=\"waived\">\(escaped("\(waiver?.reason ?? "") (until \(waiver?.until ?? ""))"))</span>"
  }

  private func escaped(_ text: String) -> String { HTMLRenderer.escaped(text) }
}

extension ConformanceReport {
  /// In the order in which they come.
  fileprivate var areas: [String] {
    var seen: Set<String> = []
    return results.map(\.area).filter { seen.insert($0).inserted }
  }
}
