import ArgumentParser
import Findings
import Planning
import Reporting
import Stacking

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what would change, and why. Writes nothing.",
    discussion: """
      The trees it names are those that apply will commit. Exit code 3 says that
      decisions are open: the report shows each with its choices and the lines to put
      into the answers file.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "text, diff (the net change, for git apply) or json.")
  var format = PlanFormat.text

  @Option(help: ArgumentHelp("Stop after this step.", valueName: "step"))
  var upTo: String?

  mutating func run() async throws {
    let place = try Workplace(common)
    let plan = try place.plan(upTo: upTo)
    let preview = try place.preview(plan, author: try? place.repository.identity())
    let outcome = Workplace.outcome(of: plan)
    var report = place.report(.plan, outcome)
    report.findings = plan.findings
    report.steps = preview.layers.map { $0.report($0.plannedStatus) }
    report.netDifferences = preview.netDifferences
    report.nextSteps = nextSteps(outcome, plan, place)
    try place.write(report, as: format.format)
    Exit.end(outcome)
  }

  private func nextSteps(_ outcome: Outcome, _ plan: Plan, _ place: Workplace) -> [String] {
    switch outcome {
    case .decisionsOpen:
      ["answer the decisions in \(Workplace.answersPath) of the base commit, or in a file given by --answers"]
    case .success where !plan.isEmpty:
      ["read it line by line: \(place.advice("plan")) --format diff", "commit it: \(place.advice("apply"))"]
    default: []
    }
  }
}
