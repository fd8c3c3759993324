import Findings
import SourceText

extension StepReport {
  /// A report for each changed file in order of paths; one without reasons where
  /// `files` does not name a file that differs.
  var reportedFiles: [FileReport] {
    let named = Set(files.map(\.path))
    let unnamed = differences.filter { !named.contains($0.path) }.map { FileReport($0, causes: []) }
    return (files + unnamed).sorted { $0.path < $1.path }
  }

  /// Why a file changes, in one line: the first reason, and how many there are
  /// besides.
  func reason(for file: FileReport) -> String {
    guard let first = file.causes.lazy.compactMap({ self.cause($0) }).first else { return "" }
    let summaries = Set(file.causes.compactMap { cause($0)?.summary })
    let rest = summaries.count - 1
    return "\(first.rule): \(first.summary)" + (rest > 0 ? ", and \(count(rest, "more reason"))" : "")
  }
}

extension FileDifference.Status {
  /// The word for it, in text and in JSON.
  var word: String {
    switch self {
    case .added: "added"
    case .deleted: "deleted"
    case .modified: "modified"
    case .typeChanged: "type-changed"
    }
  }
}
