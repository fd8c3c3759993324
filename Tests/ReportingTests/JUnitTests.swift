import Findings
import Foundation
import SourceText
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("JUnit") struct JUnitTests {
  @Test("A verification is written as it is recorded", arguments: [Sample.verification, .clean])
  func golden(sample: Sample) throws {
    try expectGolden(Array(JUnitRenderer().render(sample.report).utf8), "\(sample).xml")
  }

  @Test("Every report is well-formed, and its numbers are those of its cases")
  func wellFormed() throws {
    for report in Sample.allCases.map(\.report) + [HostileTextTests.report] {
      let reader = Reader(JUnitRenderer().render(report))
      #expect(reader.isWellFormed)
      #expect(reader.stated["testsuites"]?.tests == reader.cases)
      #expect(reader.stated["testsuites"]?.failures == reader.failures)
      #expect(reader.errors == 0)
    }
  }

  @Test("A case fails for each class and pattern with remnants, and all others pass")
  func cases() throws {
    let reader = Reader(JUnitRenderer().render(Sample.verification()))
    #expect(reader.cases == (FileClass.allCases.count - 1) * 2 + 1)
    #expect(
      reader.failed == [
        "sunset.code websocket", "sunset.code ws.symbols", "sunset.configuration websocket",
        "sunset.document websocket",
        "sunset.binary websocket", "sunset.findings unreadable",
      ])
    #expect(Reader(JUnitRenderer().render(Sample.cleanVerification())).failures == 0)
  }

  @Test("What XML cannot hold is written out")
  func forbidden() throws {
    var report = Sample.report(.verify)
    report.findings = [Finding(code: "x", severity: .error, message: "a\u{FFFE}b\u{FFFF}c]]>&\u{8}")]
    let text = JUnitRenderer().render(report)
    #expect(Reader(text).isWellFormed)
    #expect(text.contains("a\\u{fffe}b\\u{ffff}c]]&gt;&amp;\\x08"))
  }

  /// Reads XML and counts.
  private final class Reader: NSObject, XMLParserDelegate {
    private(set) var isWellFormed = false
    private(set) var cases = 0, failures = 0, errors = 0
    private(set) var failed: [String] = []
    private(set) var stated: [String: (tests: Int?, failures: Int?)] = [:]
    private var current = ""

    init(_ text: String) {
      super.init()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = self
      isWellFormed = parser.parse()
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      switch name {
      case "testcase":
        cases += 1
        current = "\(attributes["classname"] ?? "") \(attributes["name"] ?? "")"
      case "failure":
        failures += 1
        failed.append(current)
      case "error": errors += 1
      default:
        stated[name] = (attributes["tests"].flatMap(Int.init), attributes["failures"].flatMap(Int.init))
      }
    }
  }
}
