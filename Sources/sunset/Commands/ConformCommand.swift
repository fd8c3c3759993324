import ArgumentParser
import Conformance
import Findings
import Foundation
import GitStore
import Reporting
import RuleModel
import SourceText

struct ConformCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform",
    abstract: "Run the polling-chat conformance suite against a repository's own server and client.",
    discussion: """
      A binding (conformance.yaml at the root, or --binding) tells what to start and where
      to look. The tree of a commit is checked out to a temporary folder; the server is
      built there, started on loopback and ended again; the client is compiled and runs
      under Node in virtual time, without a network.

      Only failures speak against the product. What could not be run is an error (2), never
      a pass: no binding, no build, no case executed.

      EXAMPLES
        sunset conform
        sunset conform --area STA --strict
        sunset conform --only 'SRV-SEND-*' --skip SRV-SEND-020 --format junit --output report.xml
        sunset conform --area E2E --live
        sunset conform --phase 8.2 --base sunset/remove-chat/8.2-backend
        sunset conform --list
      """)

  @Option(help: ArgumentHelp("A folder in the repository, or a bare repository.", valueName: "folder"))
  var repo = "."

  @Option(help: ArgumentHelp("The commit to run on.", valueName: "revision"))
  var base = "HEAD"

  @Option(help: ArgumentHelp("A folder to run on instead of a commit; it is copied.", valueName: "folder"))
  var tree: String?

  @Option(help: ArgumentHelp("The binding, instead of the tree's conformance.yaml.", valueName: "file"))
  var binding: String?

  @Option(
    help: ArgumentHelp(
      "before, after, or the last step that was done; without it, after where the tree has the ledger of a migration.",
      valueName: "phase"))
  var phase: String?

  @Option(help: ArgumentHelp("Only this area: SRV, CLI, E2E or STA; may be repeated.", valueName: "area"))
  var area: [String] = []

  @Option(help: ArgumentHelp("Only cases whose id matches; may be repeated.", valueName: "glob"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Leave out cases whose id matches; may be repeated.", valueName: "glob"))
  var skip: [String] = []

  @Option(
    help: ArgumentHelp("Only cases of this level or a heavier one: must, should, may.", valueName: "level"))
  var level: CaseLevel?

  @Flag(help: "SHOULD cases decide too.")
  var strict = false

  @Flag(
    help:
      "Run the E2E cases in real time against the real backend on loopback: minutes instead of seconds.")
  var live = false

  @Flag(help: "Print the selected cases and run nothing.")
  var list = false

  @Flag(help: ArgumentHelp("Print the reference page of all cases.", visibility: .hidden))
  var reference = false

  @Option(help: ArgumentHelp("Shuffle the cases by this number.", valueName: "number"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Make every limit of time longer by this factor.", valueName: "factor"))
  var timeScale = 1.0

  @Option(help: "text, json, junit or html.")
  var format = ConformFormat.text

  @Option(help: ArgumentHelp("Write the report here instead of to standard output.", valueName: "file"))
  var output: String?

  @Option(help: "Colour in text: auto (on a terminal), always or never.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Print nothing but errors; the exit code tells.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say what is being done, on standard error.")
  var verbose = false

  mutating func run() async throws {
    guard timeScale >= 1, timeScale <= 100 else {
      throw UsageError(
        message: "--time-scale \(timeScale): not between 1 and 100", remedy: "write 2 for a slow machine")
    }
    let suite = try ConformanceSuite()
    let selection = CaseSelection(
      areas: area.map { $0.uppercased() }, only: only, skip: skip, level: level?.level)
    if reference { return Terminal.write(Array(suite.reference.utf8)) }
    if list {
      return Terminal.write(Array((try suite.list(selection).joined(separator: "\n") + "\n").utf8))
    }
    let report = try await report(suite, selection)
    try ReportOutput(file: output, color: color, isQuiet: quiet).write(report, as: format.format)
    Exit.end(report.outcome)
  }

  private func report(_ suite: ConformanceSuite, _ selection: CaseSelection) async throws -> Report {
    let subject = try Subject(self)
    guard let found = try ConformanceStage.binding(binding, contents: subject.binding) else {
      throw ConformanceError.noBinding(path: ConformanceStage.bindingPath.text)
    }
    let phase = try phase.map(TreePhase.init) ?? (subject.hasLedger ? .after : .before)
    var stage = ConformanceStage(
      suite: suite, selection: selection, binding: found.binding, bindingName: found.name, progress: say)
    stage.isStrict = strict
    stage.isLive = live
    stage.seed = seed
    stage.timeScale = timeScale
    stage.command = repeated(phase)
    let running = stage
    let conformance = try await Interruption.cancelling {
      switch subject.place {
      case .folder(let path): try await running.run(onFolder: path, phase: phase)
      case .snapshot(let snapshot): try await running.run(on: snapshot, phase: phase)
      }
    }
    var report = Report(command: .conform, outcome: conformance.outcome, repository: subject.name)
    report.revision = subject.revision
    report.conformance = conformance
    return report
  }

  /// The options that say on what a case was run.
  private func repeated(_ phase: TreePhase) -> [String] {
    var words: [String] = []
    if let tree { words += ["--tree", tree] }
    if tree == nil, repo != "." { words += ["--repo", repo] }
    if tree == nil, base != "HEAD" { words += ["--base", base] }
    if let binding { words += ["--binding", binding] }
    if live { words.append("--live") }
    return words + ["--phase", phase.words]
  }

  private var say: @Sendable (String) -> Void {
    let (verbose, quiet) = (verbose, quiet)
    return { line in
      if verbose { Terminal.complain("· \(line)") } else if !quiet { Terminal.progress(line) }
    }
  }

  /// What the suite runs on.
  private struct Subject {
    enum Place: Sendable {
      case folder(String)
      case snapshot(CommitSnapshot)
    }

    let place: Place
    let name: String
    let revision: Report.Revision?
    let binding: [UInt8]?
    let hasLedger: Bool

    init(_ command: ConformCommand) throws {
      if let tree = command.tree {
        let path = URL(fileURLWithPath: tree).path
        guard FileManager.default.fileExists(atPath: path) else {
          throw UsageError(message: "--tree '\(tree)': there is no such folder", remedy: "check the path")
        }
        place = .folder(path)
        name = path
        revision = nil
        binding = FileManager.default.contents(atPath: "\(path)/\(ConformanceStage.bindingPath.text)").map(
          Array.init)
        hasLedger = FileManager.default.fileExists(atPath: "\(path)/\(FactLedger.path.text)")
        return
      }
      let repository = try Repository.open(command.repo)
      let id = try repository.resolve(command.base)
      let snapshot = try repository.snapshot(of: id)
      place = .snapshot(snapshot)
      name = repository.workTree ?? repository.gitDirectory
      revision = Report.Revision(name: command.base, id: id)
      binding =
        snapshot.entry(at: ConformanceStage.bindingPath) == nil
        ? nil : try snapshot.contents(at: ConformanceStage.bindingPath)
      hasLedger = snapshot.entry(at: FactLedger.path) != nil
    }
  }
}

/// A level on the command line.
enum CaseLevel: String, ExpressibleByArgument, CaseIterable {
  case must, should, may

  var level: ConformanceReport.Level {
    switch self {
    case .must: .must
    case .should: .should
    case .may: .may
    }
  }
}

/// The format of a conformance report.
enum ConformFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, junit, html

  var format: ReportFormat {
    switch self {
    case .text: .text
    case .json: .json
    case .junit: .junit
    case .html: .html
    }
  }
}
