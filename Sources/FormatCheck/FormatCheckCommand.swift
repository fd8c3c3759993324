import ArgumentParser
import FormatLaws
import Formats
import Foundation
import GitStore
import SourceText

/// A tool for those who work on the formats; `make target-check` runs it.
@main
struct FormatCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "FormatCheck",
    abstract: "Read every file of a known format, put it together again, and edit it at random.",
    discussion: """
      Nothing is written there. Of a repository it reads what HEAD tracks, of any other folder
      every file in it. The same files get the same edits in every run.

      EXIT CODES
        0  every file kept what was not edited      2  the folder cannot be read
        1  a file was damaged
      """)

  @Argument(help: ArgumentHelp("A checkout, a bare repository or any folder.", valueName: "dir"))
  var folder: String

  @Option(help: "How many edits to try on each file; on large ones fewer.")
  var edits = 30

  @Option(help: "Another number for other edits.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp("Only files of this format.", valueName: "name"),
    transform: { name in
      guard let format = Format(rawValue: name) else {
        throw ValidationError("choose one of: \(Format.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return format
    })
  var format: Format?

  @Option(help: ArgumentHelp("Write each damaged file there, as it was before.", valueName: "folder"))
  var keep: String?

  func run() throws {
    let source: FileSource
    do {
      source = try FileSource(folder)
    } catch {
      let reason = (error as? GitError)?.message ?? error.localizedDescription
      FileHandle.standardError.write(Data("error: \(reason)\n".utf8))
      throw ExitCode(2)
    }
    let chosen = source.paths.compactMap { path in
      Format(of: path).flatMap { format == nil || format == $0 ? (path, $0) : nil }
    }
    let results = source.map(chosen.map(\.0)) { path, bytes -> FileResult? in
      guard let format = Format(of: path) else { return nil }
      guard let bytes else { return FileResult(path: path, format: format, bytes: nil, trial: nil) }
      let trial = FileTrial(bytes, format, most: edits, SeededNumbers(path: path.bytes, seed: seed))
      return FileResult(path: path, format: format, bytes: bytes.count, trial: trial, lines: LineIndex(bytes))
    }
    let summary = FormatSummary(results.compactMap { $0 })
    print("\(source.description)\n\n\(summary.text)")
    if let keep {
      for (file, _, before) in summary.damaged {
        let copy = URL(fileURLWithPath: keep).appending(path: file.path.text)
        try FileManager.default.createDirectory(
          at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(before).write(to: copy)
      }
    }
    if !summary.damaged.isEmpty { throw ExitCode.failure }
  }
}
