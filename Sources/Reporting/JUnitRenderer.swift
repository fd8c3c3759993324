public import Findings

/// A verification as JUnit's XML, for whatever shows test results; what the conformance
/// suite found is `ConformanceXML`.
///
/// Each class of files is a suite and each pattern or fact a case in it, so that what is
/// clean shows as passed. A case with remnants has failed, and lists them; nothing is
/// ever an error, which would mean that the check itself is broken. What else speaks
/// against the result is a case for each kind of finding.
public struct JUnitRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// The report as XML 1.0 in UTF-8 with a last line end. Characters that XML cannot
  /// hold appear as in text reports.
  public func render(_ report: Report) -> String {
    var suites: [Suite] = []
    if let verification = report.verification {
      let classes = FileClass.allCases.filter { verification.otherClasses[$0] == nil }
      suites = classes.map { suite(of: $0, in: verification) }
    }
    if let conformance = report.conformance { return ConformanceXML(conformance).text }
    suites.append(suite(of: report.findings + report.steps.flatMap(\.findings)))
    let name = [report.command.title, report.migration?.title].compactMap(\.self).joined(separator: ": ")
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    lines.append("<testsuites \(attributes([("name", name)] + counts(suites.flatMap(\.cases))))>")
    for suite in suites { lines += self.lines(of: suite) }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private struct Suite {
    let name: String
    let cases: [Case]
  }

  private struct Case {
    let name: String
    /// Nil where it passed.
    var failure: (message: String, lines: [String])?
    /// What was let stand.
    var remark: String?
  }

  private func suite(of fileClass: FileClass, in report: VerificationReport) -> Suite {
    let remnants = Dictionary(grouping: report.remnants.filter { $0.fileClass == fileClass }, by: \.pattern)
    let known = report.known.filter { $0.fileClass == fileClass }
    let allowed = report.allowed.map(\.remnant).filter { $0.fileClass == fileClass }
    // A pattern that the report does not describe is shown where it found something.
    let patterns = report.sought.map(\.id)
    let others = Set(remnants.keys).subtracting(patterns).sorted()
    return Suite(
      name: fileClass.rawValue,
      cases: (patterns + others).map { pattern in
        let standing = [
          (known.count { $0.pattern == pattern }, "known in the baseline"),
          (allowed.count { $0.pattern == pattern }, "allowed"),
        ].filter { $0.0 > 0 }
        return Case(
          name: pattern, failure: remnants[pattern].map(failure),
          remark: standing.isEmpty
            ? nil : standing.map { "\(count($0.0, "remnant")) \($0.1)" }.joined(separator: ", "))
      })
  }

  private func failure(of remnants: [Remnant]) -> (message: String, lines: [String]) {
    let files = Set(remnants.map(\.place.path)).count
    return (
      "\(count(remnants.count, "remnant")) in \(count(files, "file"))",
      remnants.map { remnant in
        let numbers =
          remnant.location == .contents ? [remnant.place.line, remnant.place.column].compactMap(\.self) : []
        let place = ([visible(remnant.place.path)] + numbers.map(String.init)).joined(separator: ":")
        return "\(place): \(remnant.sentence)" + (remnant.place.text.map { ": " + $0 } ?? "")
      }
    )
  }

  private func suite(of findings: [Finding]) -> Suite {
    let errors = Dictionary(grouping: findings.filter { $0.severity == .error }, by: \.code)
    let cases = errors.sorted { $0.key < $1.key }.map { code, findings in
      let lines = findings.map { finding in
        (finding.place.map { visible($0.path) + ": " } ?? "") + finding.message
          + (finding.remedy.map { ". \($0)" } ?? "")
      }
      return Case(name: code, failure: (count(findings.count, "error"), lines))
    }
    return Suite(name: "findings", cases: cases.isEmpty ? [Case(name: "no-errors")] : cases)
  }

  private func lines(of suite: Suite) -> [String] {
    var lines = ["  <testsuite \(attributes([("name", suite.name)] + counts(suite.cases)))>"]
    for test in suite.cases {
      let head = "    <testcase " + attributes([("classname", "sunset.\(suite.name)"), ("name", test.name)])
      guard test.failure != nil || test.remark != nil else {
        lines.append(head + "/>")
        continue
      }
      lines.append(head + ">")
      if let failure = test.failure {
        lines.append("      <failure \(attributes([("message", failure.message), ("type", suite.name)]))>")
        lines += failure.lines.map { escaped(visible($0)) }
        lines.append("      </failure>")
      }
      if let remark = test.remark { lines.append("      <system-out>\(escaped(remark))</system-out>") }
      lines.append("    </testcase>")
    }
    return lines + ["  </testsuite>"]
  }

  private func counts(_ cases: [Case]) -> [(String, String)] {
    [
      ("tests", "\(cases.count)"), ("failures", "\(cases.count { $0.failure != nil })"), ("errors", "0"),
      ("skipped", "0"),
    ]
  }

  private func attributes(_ values: [(String, String)]) -> String { XMLText.attributes(values) }

  private func escaped(_ text: String) -> String { XMLText.escaped(text) }
}

/// Text in XML.
enum XMLText {
  static func attributes(_ values: [(String, String)]) -> String {
    values.map { "\($0)=\"\(escaped(visible($1)))\"" }.joined(separator: " ")
  }

  /// - Parameter text: without control characters.
  /// - Returns: the same for an attribute or between tags.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      // The two characters that XML 1.0 refuses and that are no control characters.
      case "\u{FFFE}", "\u{FFFF}": out += "\\u{" + hexadecimal(scalar.value, digits: 4) + "}"
      default: out.unicodeScalars.append(scalar)
      }
    }
  }
}
