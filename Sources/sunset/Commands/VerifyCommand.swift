import ArgumentParser
import Findings
import Foundation
import Reporting
import RuleModel
import SourceText
import Verifying

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that no remnant is left in a commit.",
    discussion: """
      Reads every tracked byte, path, link and submodule and fails on what it cannot
      read. Exceptions need a reason and an owner, and must match something.

      A baseline holds what a repository still has, so that only new remnants fail. It
      is recorded once; later --write-baseline takes out what is gone and lets nothing in.

      EXAMPLES
        sunset verify --rules migration.yml --base sunset/remove-chat/1-frontend
        sunset verify --rules migration.yml --class code,test,configuration
        sunset verify --rules migration.yml --baseline known.json --write-baseline
        sunset verify --rules migration.yml --baseline known.json --format sarif
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "text, json, sarif, junit or github.")
  var format = VerifyFormat.text

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp(
      "Only remnants in files of these classes count: \(ClassList.words).", valueName: "class,…"))
  var classes: ClassList?

  @Option(help: ArgumentHelp("Remnants that are known and do not count.", valueName: "file"))
  var baseline: String?

  @Flag(
    help: ArgumentHelp(
      "Record in the baseline what is found. Where there is one already, only take out what is gone."))
  var writeBaseline = false

  @Option(
    help: ArgumentHelp(
      "The day on which allowances may be over, instead of today (UTC).", valueName: "YYYY-MM-DD"))
  var today: String?

  mutating func run() async throws {
    let day = try Self.day(today)
    let place = try Workplace(common)
    let baseline = try BaselineOption(
      file: baseline, isWriting: writeBaseline, hasClasses: classes != nil, migration: place.migration.id)
    place.say("reading \(place.snapshot.entries.count) files")
    let found = Verifier(
      migration: place.migration, answers: place.answers, ledger: place.ledger, today: day
    ).verify(place.snapshot, leavingOut: ownFiles(place))
    let (compared, note) = try baseline.apply(to: found)
    let verification = classes.map { compared.restricted(to: $0.classes) } ?? compared
    var report = place.report(.verify, verification.outcome)
    report.verification = verification.report
    report.findings = verification.findings
    report.notes += [note].compactMap(\.self)
    try place.write(report, as: format.format)
    Exit.end(verification.outcome)
  }

  /// The files in which Sunset itself names what it removes.
  private func ownFiles(_ place: Workplace) -> Set<RepositoryPath> {
    var files: Set<RepositoryPath> = [FactLedger.path, Workplace.answersPath]
    guard let workTree = place.repository.workTree else { return files }
    let root = URL(fileURLWithPath: workTree).resolvingSymlinksInPath().path + "/"
    for file in [common.rules, common.answers, baseline].compactMap({ $0 }) {
      let path = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
      if path.hasPrefix(root) { files.insert(RepositoryPath(String(path.dropFirst(root.count)))) }
    }
    return files
  }

  private static func day(_ text: String?) throws -> CalendarDay {
    let written = text ?? String(Date().ISO8601Format().prefix(10))
    guard let day = CalendarDay(written) else {
      throw UsageError(message: "--today '\(written)': no such day", remedy: "write it as YYYY-MM-DD")
    }
    return day
  }
}
