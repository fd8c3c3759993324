import ArgumentParser
import Findings
import Stacking

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show which steps are applied, stale, edited by hand or merged.",
    discussion: "Compares the branches with what apply would make now. Changes nothing.")

  @OptionGroup var common: CommonOptions

  @Option(help: "text or json.")
  var format = PlainFormat.text

  mutating func run() async throws {
    let place = try Workplace(common)
    let plan = try place.plan()
    let preview = try place.preview(plan, author: place.repository.identity())
    let statuses = try Stack(of: place.migration, in: place.repository).statuses(against: preview)
    var report = place.report(.status, .success)
    report.steps = preview.layers.map { layer in
      let found = statuses[layer.planned.step.id]
      var step = layer.report(found?.status ?? .notApplied)
      step.previousCommit = found?.commit == step.commit ? nil : found?.commit
      return step
    }
    let found = Set(report.steps.map(\.status))
    if !found.isDisjoint(with: [.notApplied, .stale, .missing]) {
      report.nextSteps = ["bring the branches up to date: \(place.advice("apply"))"]
    }
    try place.write(report, as: format.format)
    Exit.end(.success)
  }
}
