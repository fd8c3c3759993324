import Findings
import Foundation
import Reporting

/// Where a report goes and how it may look there.
struct ReportOutput {
  /// Nil for standard output.
  let file: String?
  let color: ColorChoice
  let isQuiet: Bool

  func write(_ report: Report, as format: ReportFormat) throws {
    if isQuiet && file == nil { return }
    let onTerminal = file == nil && Terminal.isOutputTerminal
    let hasColor =
      switch color {
      case .always: true
      case .never: false
      case .auto: onTerminal && ProcessInfo.processInfo.environment["NO_COLOR"].map(\.isEmpty) ?? true
      }
    let style = OutputStyle(hasColor: hasColor, width: onTerminal ? Terminal.width : nil)
    let bytes = try report.rendered(as: format, style: style, onTerminal: onTerminal)
    if let file {
      try InputFile.write(bytes, to: file)
    } else {
      Terminal.write(bytes)
    }
  }
}
