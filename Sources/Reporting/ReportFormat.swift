public import Findings

/// The forms in which a report is to be had.
public enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  /// For people.
  case text
  /// The net change, for `git apply`; see `PatchRenderer`.
  case diff
  /// For programs; see `JSONRenderer`.
  case json
  /// For code scanning; see `SARIFRenderer`.
  case sarif
  /// For whatever shows test results; see `JUnitRenderer`.
  case junit
  /// For GitHub Actions; see `GitHubRenderer`.
  case github
  /// For a browser; see `HTMLRenderer`.
  case html
}

extension Report {
  /// The report in a format, ready to be written out as it is.
  ///
  /// - Parameters:
  ///   - format: the form wanted.
  ///   - style: how text may look where it is shown.
  ///   - onTerminal: whether the bytes go to a terminal; then a patch is made safe
  ///     to look at. The other formats always are.
  /// - Returns: all bytes, with a last line end unless there is nothing to show.
  /// - Throws: `ReportEncodingError`.
  public func rendered(
    as format: ReportFormat, style: OutputStyle, onTerminal: Bool
  ) throws(ReportEncodingError) -> [UInt8] {
    switch format {
    case .text: Array(TextRenderer(style: style).render(self).utf8)
    case .diff: PatchRenderer(for: onTerminal ? .terminal(style) : .program).render(self)
    case .json: try JSONRenderer().render(self)
    case .sarif: try SARIFRenderer().render(self)
    case .junit: Array(JUnitRenderer().render(self).utf8)
    case .github: Array(GitHubRenderer().render(self).utf8)
    case .html: Array(HTMLRenderer().render(self).utf8)
    }
  }
}
