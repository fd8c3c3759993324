public import Findings

/// A report as one page for a browser: no script, nothing fetched, the same bytes for the
/// same report but for times.
public struct HTMLRenderer: Sendable {
  /// A renderer without settings.
  public init() {}

  /// - Parameter report: what is to be shown; of a conformance run every case has a row, any
  ///   other report is shown as its text.
  /// - Returns: HTML in UTF-8 with a last line end.
  public func render(_ report: Report) -> String {
    var out = """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>sunset \(report.command.rawValue)</title>
      <style>
      :root { color-scheme: light dark; --good: #187a36; --bad: #b3261e; --odd: #7a2fe0; --quiet: #6b6b6b; }
      @media (prefers-color-scheme: dark) {
        :root { --good: #6fd08c; --bad: #ff8a80; --odd: #c9a2ff; --quiet: #a0a0a0; }
      }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
      h2 { margin: 2rem 0 .5rem; } h2 small { font-weight: normal; color: var(--quiet); }
      table { border-collapse: collapse; width: 100%; }
      td, th { border-top: 1px solid #8884; padding: .3rem .6rem; text-align: left; vertical-align: top; }
      td:first-child, td:nth-child(2), td:nth-child(3), th { white-space: nowrap; }
      td:last-child { width: 100%; overflow-wrap: anywhere; }
      pre { background: #8881; margin: .3rem 0; padding: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
      code { overflow-wrap: anywhere; } dl { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; margin: .3rem 0; }
      dt { color: var(--quiet); } dd { margin: 0; } a { color: inherit; }
      .good, .pass { color: var(--good); } .bad, .fail, .blocked { color: var(--bad); } .error { color: var(--odd); }
      .skip, .not-applicable, .waived, .quiet { color: var(--quiet); }
      </style>

      """
    if let conformance = report.conformance {
      out += ConformancePage(report: conformance, subject: report).text
    } else {
      let style = OutputStyle.plain
      out += "<pre>\(Self.escaped(TextRenderer(style: style).render(report)))</pre>\n"
    }
    return out + "</html>\n"
  }

  /// - Parameter text: any text.
  /// - Returns: the same for people, with nothing that HTML takes for its own.
  static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }
      .joined(separator: "\n")
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
