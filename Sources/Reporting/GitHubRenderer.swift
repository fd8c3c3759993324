public import Findings

/// A verification as workflow commands of GitHub Actions, which shows them beside the
/// lines concerned: `::error file=a.ts,line=3,col=5,endColumn=14,title=…::…`.
///
/// Remnants in code, tests, configuration and dependencies are errors, others warnings;
/// what an allowance or the baseline lets stand is left out. The last line is for people
/// who read the log. GitHub shows at most ten of each kind for one step.
public struct GitHubRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// One command a line, and a sentence at the end.
  public func render(_ report: Report) -> String {
    let findings = report.findings + report.steps.flatMap(\.findings)
    let commands =
      (report.verification?.remnants ?? []).map(command)
      + findings.filter { $0.severity > .note }.map(command)
    return (commands + [visible(report.sentence)]).joined(separator: "\n") + "\n"
  }

  private func command(_ remnant: Remnant) -> String {
    var properties = [("file", visible(remnant.place.path.text))]
    if remnant.location == .contents, let line = remnant.place.line {
      properties.append(("line", String(line)))
      if let columns = remnant.columns {
        properties += [("col", String(columns.lowerBound)), ("endColumn", String(columns.upperBound))]
      }
    }
    let text = remnant.place.text.map { ": " + $0 } ?? ""
    return command(
      remnant.fileClass.severity, properties + [("title", "Remnant: \(remnant.pattern)")],
      remnant.sentence + text)
  }

  private func command(_ finding: Finding) -> String {
    var properties: [(String, String)] = []
    if let place = finding.place {
      properties.append(("file", visible(place.path.text)))
      if let line = place.line { properties.append(("line", String(line))) }
    }
    let remedy = finding.remedy.map { ". \($0)" } ?? ""
    return command(finding.severity, properties + [("title", finding.code)], finding.message + remedy)
  }

  private func command(_ severity: Severity, _ properties: [(String, String)], _ message: String) -> String {
    let list = properties.map { "\($0)=\(escaped($1, also: [":": "%3A", ",": "%2C"]))" }
    return "::\(severity.rawValue) \(list.joined(separator: ","))::\(escaped(message, also: [:]))"
  }

  /// As GitHub reads commands. Nothing in a file can end one and begin another.
  private func escaped(_ text: String, also signs: [Character: String]) -> String {
    visible(text).reduce(into: "") { $0 += $1 == "%" ? "%25" : signs[$1] ?? String($1) }
  }
}
