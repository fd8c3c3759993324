import ArgumentParser
import Findings
import Planning
import SourceText

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a file or line goes, or why it stays.",
    discussion: """
      The line is one of the base commit. The chain leads from it back to the rule
      that began it.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "text or json.")
  var format = PlainFormat.text

  @Argument(
    help: ArgumentHelp("A path from the repository's root, and a line (from 1).", valueName: "path[:line]"))
  var place: String

  mutating func run() async throws {
    let workplace = try Workplace(common)
    let (path, line) = Self.split(place, workplace.snapshot)
    guard workplace.snapshot.entry(at: path) != nil else {
      throw UsageError(
        message: "'\(path)' is not a file of \(common.base)",
        remedy: "give a path from the repository's root, as git ls-files shows it")
    }
    let explanations = try Explainer(workplace.plan(), over: workplace.snapshot).explain(path, line: line)
    guard !explanations.isEmpty else {
      throw UsageError(message: "'\(path)' has no line \(line ?? 0)", remedy: "lines are counted from 1")
    }
    var report = workplace.report(.explain, .success)
    report.explanations = explanations
    try workplace.write(report, as: format.format)
    Exit.end(.success)
  }

  /// `path:12`, unless a file has that very name.
  private static func split(_ text: String, _ snapshot: any Snapshot) -> (RepositoryPath, Int?) {
    let whole = RepositoryPath(text)
    guard snapshot.entry(at: whole) == nil, let colon = text.lastIndex(of: ":"),
      let line = Int(text[text.index(after: colon)...])
    else { return (whole, nil) }
    return (RepositoryPath(String(text[..<colon])), line)
  }
}
