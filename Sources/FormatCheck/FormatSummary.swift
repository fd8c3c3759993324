import FormatLaws
import Formats
import SourceText

/// What became of one file.
struct FileResult: Sendable {
  let path: RepositoryPath
  let format: Format
  /// How many; nil when they could not be read.
  let bytes: Int?
  let trial: FileTrial?
  var lines = LineIndex([])

  /// The path with the line and column of an offset, both from 1.
  func place(_ offset: Int?) -> String {
    guard let offset else { return "\(path)" }
    return "\(path):\(lines.line(at: offset)):\(lines.column(at: offset))"
  }
}

/// What became of all files, in words.
struct FormatSummary {
  private let results: [FileResult]

  init(_ results: [FileResult]) { self.results = results }

  /// Each with the file before the edit that damaged it.
  var damaged: [(file: FileResult, damage: Damage, before: [UInt8])] {
    results.compactMap { result in
      if case .damaged(let damage, let before) = result.trial?.verdict {
        (result, damage, before)
      } else {
        nil
      }
    }
  }

  private var refused: [String] {
    results.compactMap { result in
      if case .refused(let problem) = result.trial?.verdict {
        "\(result.place(problem.offset)): \(problem.message)"
      } else {
        nil
      }
    }
  }

  private var unreadable: [String] { results.filter { $0.trial == nil }.map { "\($0.path)" } }

  /// Counts for each format, and the files that were refused or damaged.
  var text: String {
    var lines = [Self.row(["format", "files", "bytes", "refused", "edits", "damaged"])]
    for format in Format.allCases {
      let files = results.filter { $0.format == format }
      if !files.isEmpty { lines.append(row(format.rawValue, files)) }
    }
    lines.append(row("all", results))
    lines += Self.list("cannot be read from the repository", unreadable)
    lines += Self.list("refused, and so left alone", refused)
    lines += Self.list("DAMAGED", damaged.map { "\($0.file.place($0.damage.offset)): \($0.damage.message)" })
    return lines.joined(separator: "\n")
  }

  private func row(_ name: String, _ files: [FileResult]) -> String {
    func count(_ condition: (FileTrial.Verdict) -> Bool) -> Int {
      files.count { $0.trial.map { condition($0.verdict) } ?? false }
    }
    let refused = count { if case .refused = $0 { true } else { false } }
    let damaged = count { if case .damaged = $0 { true } else { false } }
    let bytes = files.reduce(0) { $0 + ($1.bytes ?? 0) }
    let edits = files.reduce(0) { $0 + ($1.trial?.edits ?? 0) }
    return Self.row([name] + [files.count, bytes, refused, edits, damaged].map(String.init))
  }

  private static func row(_ cells: [String]) -> String {
    cells.enumerated().map { index, cell in
      let padding = String(repeating: " ", count: max(0, (index == 0 ? 12 : 11) - cell.count))
      return index == 0 ? cell + padding : padding + cell
    }.joined()
  }

  private static func list(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", "\(title): \(lines.count)"] + lines.map { "  \($0)" }
  }
}
