import Findings

extension Page {
  /// Findings, the heavy ones first, those of one kind together. The order within
  /// a kind is the given one.
  mutating func findings(_ findings: [Finding], title: String, indent: Int) {
    guard !findings.isEmpty else { return }
    gap()
    line(paint(title, .heading) + ": " + summary(of: findings), indent: indent)
    for severity in Severity.allCases.reversed() {
      let group = findings.filter { $0.severity == severity }
      for code in Set(group.map(\.code)).sorted() {
        line("\(paint(severity.rawValue, severity.ink)) \(visible(code))", indent: indent + 2)
        for finding in group where finding.code == code { self.finding(finding, indent: indent + 4) }
      }
    }
  }

  private mutating func finding(_ finding: Finding, indent: Int) {
    if let place = finding.place { line(paint(name(of: place), .place), indent: indent) }
    let rule = finding.rule.map { " [\($0)]" } ?? ""
    wrapped(visible(finding.message + rule), indent: indent + (finding.place == nil ? 0 : 2), hanging: 2)
    quote(finding.place, indent: indent + 2)
    if let remedy = finding.remedy { wrapped("→ " + visible(remedy), indent: indent + 2, hanging: 2) }
  }

  private func summary(of findings: [Finding]) -> String {
    list(
      Severity.allCases.reversed().compactMap { severity in
        let number = findings.count { $0.severity == severity }
        return number == 0 ? nil : count(number, severity.rawValue)
      })
  }
}

extension Severity {
  /// The colour of its word.
  var ink: Ink {
    switch self {
    case .note: .faint
    case .warning: .warning
    case .error: .bad
    }
  }
}
