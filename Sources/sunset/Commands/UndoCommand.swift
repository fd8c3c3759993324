import ArgumentParser
import Findings
import GitStore
import Stacking

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Remove the branches that are still exactly what apply made.",
    discussion: """
      All of them, or none: a branch that somebody has committed to stops it (5).
      Refs, logs, index, configuration and work tree are then as they were before.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "text or json.")
  var format = PlainFormat.text

  mutating func run() async throws {
    let place = try Workplace(common)
    let commit = try place.repository.commit(place.base)
    let stack = Stack(of: place.migration, in: place.repository)
    let (removed, missing) = try Interruption.shielded { try stack.undo(committer: commit.committer) }
    var report = place.report(.undo, .success)
    report.steps = place.migration.steps.compactMap { step in
      let branch = BranchNames.branch(of: step, in: place.migration)
      guard let gone = removed.first(where: { $0.branch == branch }) else { return nil }
      var entry = StepReport(
        id: step.id, title: step.title, requirement: step.requirement, branch: branch, status: .removed)
      entry.previousCommit = gone.commit
      return entry
    }
    report.notes = missing.map { "branch '\($0)' had gone before" }
    try place.write(report, as: format.format)
    Exit.end(.success)
  }
}
