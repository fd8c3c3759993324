import Findings
import Foundation
import GitStore
import Planning
import Processes
import Reporting
import RuleModel
import SourceText
import Stacking

/// What a command works on: the repository, the migration, the base commit, and
/// what the base knows of earlier runs.
struct Workplace {
  let options: CommonOptions
  let repository: Repository
  let migration: Migration
  let answers: Answers
  let ledger: FactLedger
  let base: ObjectID
  let snapshot: CommitSnapshot
  let digests: Digests

  /// Where a repository keeps its answers.
  static let answersPath: RepositoryPath = ".sunset/answers.yml"

  init(_ options: CommonOptions) throws {
    let rules = try InputFile.read(options.rules, "rule file")
    let migration = try Migration.parse(bytes: rules, file: options.rules)
    let repository = try Repository.open(options.repo)
    let base = try repository.resolve(options.base)
    let snapshot = try repository.snapshot(of: base)
    let answers = try Self.answersFile(options, snapshot)
    self.options = options
    self.repository = repository
    self.migration = migration
    self.base = base
    self.snapshot = snapshot
    self.answers =
      try answers.map { try Answers.parse(bytes: $0.bytes, file: $0.name, migration: migration) }
      ?? .none(for: migration.id)
    ledger = try Self.ledger(in: snapshot)
    digests = Digests(
      migration: try repository.blobID(of: rules).short,
      answers: try answers.map { try repository.blobID(of: $0.bytes).short })
  }

  private static func answersFile(
    _ options: CommonOptions, _ snapshot: CommitSnapshot
  ) throws -> (bytes: [UInt8], name: String)? {
    if let file = options.answers { return (try InputFile.read(file, "answers file"), file) }
    guard snapshot.entry(at: answersPath) != nil else { return nil }
    return (try snapshot.contents(at: answersPath), answersPath.text)
  }

  private static func ledger(in snapshot: CommitSnapshot) throws -> FactLedger {
    guard snapshot.entry(at: FactLedger.path) != nil else { return FactLedger() }
    return try FactLedger.parse(bytes: snapshot.contents(at: FactLedger.path), file: FactLedger.path.text)
  }

  /// Plans, up to a step.
  func plan(upTo step: String? = nil) throws -> Plan {
    if let step, !migration.steps.contains(where: { $0.id == step }) {
      throw UsageError(
        message: "--up-to \(step): the migration has no such step",
        remedy: "choose one of: \(migration.steps.map(\.id).joined(separator: ", "))")
    }
    // A plan over half a tree would miss what the other half needs.
    if let unreadable = snapshot.unreadableFolders.first { throw unreadable }
    say("planning \(migration.steps.count) steps over \(snapshot.entries.count) files")
    return try Planner(migration: migration, answers: answers, ledger: ledger).plan(snapshot, upTo: step)
  }

  /// The stack that a plan makes; without an identity it has no commits.
  func preview(_ plan: Plan, author: Identity?) throws -> StackPreview {
    say("computing trees")
    return try StackPreview(
      plan, of: migration, in: repository, base: base, author: author, digests: digests)
  }

  /// A report with what every report says.
  func report(_ command: Report.Command, _ outcome: Outcome) -> Report {
    var report = Report(
      command: command, outcome: outcome, repository: repository.workTree ?? repository.gitDirectory)
    report.revision = Report.Revision(name: options.base, id: base)
    report.migration = Report.MigrationName(id: migration.id, title: migration.title, ruleFile: options.rules)
    return report
  }

  /// The command line that repeats the options which matter, for advice.
  func advice(_ command: String) -> String {
    var words = ["sunset", command]
    if options.repo != "." { words += ["--repo", options.repo] }
    words += ["--rules", options.rules]
    if let answers = options.answers { words += ["--answers", answers] }
    if options.base != "HEAD" { words += ["--base", options.base] }
    return words.map(Self.quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-_./=@:~^+,%".utf8.contains(byte)
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }

  /// Says what is being done, if the user wants to know.
  func say(_ line: String) {
    if options.verbose { Terminal.complain("· \(line)") } else if !options.quiet { Terminal.progress(line) }
  }

  /// Writes a report where the user wants it.
  func write(_ report: Report, as format: ReportFormat) throws {
    try ReportOutput(file: options.output, color: options.color, isQuiet: options.quiet)
      .write(report, as: format)
  }

  /// What is wrong enough that a step cannot be trusted: a file that may name what
  /// goes could not be read.
  static func outcome(of plan: Plan) -> Outcome {
    let findings = plan.findings + plan.steps.flatMap(\.findings)
    if findings.contains(where: { $0.severity == .error }) { return .inputOutput }
    return plan.openDecisions.isEmpty ? .success : .decisionsOpen
  }
}

/// A mistake in the command line that the argument parser cannot see.
struct UsageError: UserFacingError {
  let message: String
  let remedy: String
  var outcome: Outcome { .usage }
}

/// A file that the user named could not be read or written.
struct FileError: UserFacingError {
  let message: String
  let remedy: String
  let outcome: Outcome
}

/// Files that the user names on the command line.
enum InputFile {
  static func read(_ path: String, _ what: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw FileError(
        message: "cannot read the \(what) '\(path)': \(reason(error))",
        remedy: "check the path; it is taken from the current folder", outcome: .usage)
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw FileError(
        message: "cannot write '\(path)': \(reason(error))",
        remedy: "name a file in a folder that you may write to",
        outcome: .inputOutput)
    }
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let underlying, underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(underlying.code)))
    }
    return (error as NSError).localizedDescription
  }
}
