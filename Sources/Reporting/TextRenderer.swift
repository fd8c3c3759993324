public import Findings

/// A report for a person to read.
public struct TextRenderer: Sendable {
  private let style: OutputStyle

  /// - Parameter style: how text may look where it is shown.
  public init(style: OutputStyle) { self.style = style }

  /// The whole report with a last line end. It holds no control character that
  /// came out of the repository.
  public func render(_ report: Report) -> String {
    var page = Page(style: style)
    page.head(of: report)
    for step in report.steps { page.step(step, in: report) }
    if let verification = report.verification { page.verification(verification) }
    if let conformance = report.conformance { page.conformance(conformance) }
    for explanation in report.explanations { page.explanation(explanation) }
    page.findings(report.findings, title: "Findings", indent: 0)
    page.answers(to: report.steps.flatMap(\.decisions).filter(\.isOpen), migration: report.migration?.id)
    page.closing(of: report)
    return page.text
  }
}

extension Page {
  /// What ran, on what.
  fileprivate mutating func head(of report: Report) {
    let name = report.command.title
    line(paint(report.migration.map { "\(name): \(visible($0.title))" } ?? name, .heading))
    var rows = [[Cell("repository", .faint), Cell(visible(report.repository))]]
    if let revision = report.revision {
      rows.append([Cell("commit", .faint), Cell("\(visible(revision.name)) (\(revision.id.short))")])
    }
    if let migration = report.migration {
      rows.append([Cell("migration", .faint), Cell(visible(migration.id))])
      rows.append([Cell("rules", .faint), Cell(visible(migration.ruleFile))])
    }
    table(rows, indent: 2)
  }
}

extension Report.Command {
  /// The first words of its report.
  var title: String {
    switch self {
    case .plan: "Plan"
    case .apply: "Apply"
    case .verify: "Verify"
    case .conform: "Conform"
    case .explain: "Explain"
    case .status: "Status"
    case .undo: "Undo"
    }
  }
}
