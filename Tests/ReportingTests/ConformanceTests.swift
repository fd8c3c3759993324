import Findings
import Foundation
import SourceText
import Testing

@testable import Reporting

/// A conformance run in its three forms: what failed, what broke and what was left out stay
/// apart in each.
@Suite struct ConformanceReportTests {
  private func result(
    _ id: String, _ verdict: ConformanceReport.Verdict, _ level: ConformanceReport.Level = .must,
    _ message: String = ""
  ) -> ConformanceReport.CaseResult {
    var result = ConformanceReport.CaseResult(
      id: id, level: level, proves: "T1 R1.2", text: "It works & <holds>.", verdict: verdict)
    result.message = message
    return result
  }

  private var report: Report {
    var conformance = ConformanceReport(phase: "after", binding: "conformance.yaml")
    var failed = result("SRV-A-002", .fail, .must, "expected 200, got 500")
    (failed.expected, failed.actual, failed.events) = ("200", "500 \u{1B}[31m", ["GET /a → 500"])
    var found = result("STA-A-001", .fail, .should, "expected x, got y")
    found.places = [Place(path: "src/a.ts", line: 7, text: "import 'x'")]
    found.events = ["'x' is imported"]
    var waived = result("STA-A-002", .fail, .must, "expected x, got y")
    waived.waiver = .init(reason: "the proxy is replaced in May", until: "2027-05-31")
    conformance.results = [
      result("SRV-A-001", .pass), failed, result("SRV-A-003", .error, .must, "the build failed\nno network"),
      result("SRV-A-004", .blocked, .must, "blocked by SRV-A-002"), found, waived,
      result("STA-A-003", .skip, .must, "the binding has no tree"),
      result("STA-A-004", .notApplicable, .must, "only before the clean-up"),
    ]
    conformance.command = ["--phase", "after"]
    var report = Report(command: .conform, outcome: conformance.outcome, repository: "/srv/shop")
    report.conformance = conformance
    return report
  }

  @Test func text() {
    let digest = report.conformance?.digestText ?? ""
    let text = TextRenderer(style: .plain).render(report)
    #expect(
      text.hasPrefix(
        """
        Conform
          repository  /srv/shop

        Conformance: 8 cases: 1 passed, 2 failed, 1 blocked, 1 errors, 1 skipped, 1 not applicable, 1 waived
          phase after, binding conformance.yaml, digest \(SHA256.hex(Array(digest.utf8)).prefix(16))

          fail SRV-A-002  MUST T1 R1.2
            It works & <holds>.
            expected: 200
            actual:   500 \\x1b[31m
            · GET /a → 500
            again: sunset conform --phase after --only SRV-A-002

          fail STA-A-001  SHOULD T1 R1.2 (does not decide)
            It works & <holds>.
            src/a.ts:7: 'x' is imported
              | import 'x'
            again: sunset conform --phase after --only STA-A-001

        """), "\(text)")
    #expect(text.contains("error SRV-A-003"))
    #expect(text.contains("    the build failed\n      | no network\n"))
    #expect(text.contains("  waived          STA-A-002  the proxy is replaced in May (until 2027-05-31)\n"))
    #expect(text.contains("  not applicable  STA-A-004  only before the clean-up\n"))
    #expect(
      text.hasSuffix(
        "The suite could not do its work: 8 cases: 1 passed, 2 failed, 1 blocked, 1 errors, 1 skipped, 1 not applicable, 1 waived.\n"
      ))
  }

  @Test func junit() {
    let xml = JUnitRenderer().render(report)
    // What does not decide is no failure there, or CI would break on it.
    #expect(xml.contains(#"<testsuites name="conformance" tests="8" failures="2" errors="1" skipped="4">"#))
    #expect(xml.contains(#"<failure message="expected 200, got 500" type="MUST T1 R1.2">"#))
    #expect(xml.contains("It works &amp; &lt;holds&gt;."))
    #expect(xml.contains(#"<error message="the build failed\nno network" type="MUST T1 R1.2">"#))
    #expect(xml.contains(#"<skipped message="waived: the proxy is replaced in May"/>"#))
    #expect(xml.contains(#"<skipped message="skip: the binding has no tree"/>"#))
    #expect(!xml.contains("\u{1B}"))
  }

  @Test func json() throws {
    let bytes = try JSONRenderer().render(report)
    let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let conformance = try #require(document["conformance"] as? [String: Any])
    #expect(document["command"] as? String == "conform" && document["exitCode"] as? Int == 2)
    #expect(
      conformance["counts"] as? [String: Int] == [
        "pass": 1, "fail": 2, "error": 1, "skip": 1, "blocked": 1, "not-applicable": 1,
      ])
    #expect(conformance["waived"] as? Int == 1)
    let cases = try #require(conformance["cases"] as? [[String: Any]])
    #expect(
      cases.map { $0["verdict"] as? String } == [
        "pass", "fail", "error", "blocked", "fail", "fail", "skip", "not-applicable",
      ])
    #expect(cases[4]["decides"] as? Bool == false)
  }

  @Test func page() throws {
    let page = HTMLRenderer().render(report)
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    #expect(page.contains("<h1>Conformance: <span class=\"error\">not known</span></h1>"))
    // What is wrong comes first, each with a link to its row.
    let list = try #require(page.firstMatch(of: /What is wrong<\/h2>\n<ul>\n(?s:(.*?))<\/ul>/)).1
    #expect(
      list.matches(of: /href="#([^"]+)"/).map { String($0.1) } == [
        "SRV-A-002", "SRV-A-003", "SRV-A-004", "STA-A-001",
      ])
    #expect(page.matches(of: /<tr id="([^"]+)">/).count == 8)
    #expect(page.contains("<h2>SRV <small>1 of 4 passed</small></h2>"))
    #expect(page.contains("<dt>expected</dt><dd>200</dd>\n<dt>actual</dt><dd>500 \\x1b[31m</dd>"))
    #expect(page.contains("<pre>src/a.ts:7: 'x' is imported  | import 'x'</pre>"))
    #expect(page.contains("<pre class=\"error\">the build failed\nno network</pre>"))
    #expect(page.contains("<td class=\"waived\">waived</td>"))
    #expect(page.contains("the proxy is replaced in May (until 2027-05-31)"))
    #expect(page.contains("<code>sunset conform --phase after --only SRV-A-002</code>"))
    // Nothing of the product is taken for the page's own, and nothing is fetched or run.
    #expect(page.contains("It works &amp; &lt;holds&gt;."))
    #expect(!page.contains("<holds>") && !page.contains("\u{1B}"))
    #expect(page.firstMatch(of: /<script|src=|url\(|https?:/) == nil)
    // Every element that is opened is closed where it must be.
    for name in ["table", "dl", "ul", "pre", "span", "li", "h2", "tr", "td", "code"] {
      let opened = page.matches(of: try Regex("<\(name)[ >]")).count
      #expect(opened == page.matches(of: try Regex("</\(name)>")).count, "\(name)")
    }
    #expect(page == HTMLRenderer().render(report))
  }

  @Test func aPageOfAnotherReportIsItsText() {
    let report = Report(command: .verify, outcome: .success, repository: "a<b")
    #expect(HTMLRenderer().render(report).contains("a&lt;b"))
  }

  @Test func aRunThatHeldIsSaidToConform() {
    var conformance = ConformanceReport(phase: "before", binding: "b")
    conformance.results = [result("SRV-A-001", .pass)]
    var report = Report(command: .conform, outcome: conformance.outcome, repository: "r")
    report.conformance = conformance
    #expect(TextRenderer(style: .plain).render(report).hasSuffix("Conforms: 1 case: 1 passed.\n"))
  }
}
