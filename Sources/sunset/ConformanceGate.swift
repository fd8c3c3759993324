import ArgumentParser
import Conformance
import Findings
import Planning
import RuleModel
import SourceText
import Verifying
import Foundation

/// On which of a plan's trees the conformance suite runs.
enum ConformedTrees: String, ExpressibleByArgument, CaseIterable {
  case last, each
}

/// The conformance suite as a gate of `apply`.
struct ConformanceGate {
  let place: Workplace
  let plan: Plan
  let trees: ConformedTrees
  let binding: String?

  /// - Returns: the report on the tree that failed, or else on the last one; nil where the
  ///   target has no binding.
  func run() async throws -> ConformanceReport? {
    let last = layers.last?.tree ?? place.snapshot
    let own =
      last.entry(at: ConformanceStage.bindingPath) == nil
      ? nil : try last.contents(at: ConformanceStage.bindingPath)
    guard let found = try ConformanceStage.binding(binding, contents: own) else { return nil }
    let options = place.options
    let stage = ConformanceStage(
      suite: try ConformanceSuite(), selection: CaseSelection(), binding: found.binding,
      bindingName: found.name,
      progress: { line in
        if options.verbose {
          Terminal.complain("· \(line)")
        } else if !options.quiet {
          Terminal.progress(line)
        }
      })
    var result: ConformanceReport?
    for layer in trees == .each ? layers : layers.suffix(1) {
      place.say("conformance on step \(layer.step)")
      let (tree, phase) = (layer.tree, self.phase(of: layer.step))
      let report = try await Interruption.cancelling { try await stage.run(on: tree, phase: phase) }
      result = report
      if report.outcome != .success { break }
    }
    return result
  }

  /// Removed, verified, conforming: what the stack as a whole has come to, in one line.
  func summary(_ conformance: ConformanceReport) throws -> String {
    let tree = layers.last?.tree ?? place.snapshot
    let ledger =
      tree.entry(at: FactLedger.path) == nil
      ? FactLedger()
      : try FactLedger.parse(bytes: tree.contents(at: FactLedger.path), file: FactLedger.path.text)
    let today = CalendarDay(String(Date().ISO8601Format().prefix(10)))
    guard let today else { return "" }
    let verified = Verifier(migration: place.migration, answers: place.answers, ledger: ledger, today: today)
      .verify(tree, leavingOut: [FactLedger.path, Workplace.answersPath, ConformanceStage.bindingPath])
    let steps = layers.count
    let remnants = verified.report.remnants.count
    let failed = conformance.results.count { $0.verdict == .fail && $0.waiver == nil }
    return """
      removed in \(steps) \(steps == 1 ? "step" : "steps"); \
      verified: \(remnants == 0 ? "no remnants" : "\(remnants) remnants"); \
      conforming: \(conformance.count(.pass)) cases passed, \(failed) failed (phase \(conformance.phase))
      """
  }

  /// The trees that the steps leave, of those that change something.
  private var layers: [(step: String, tree: any Snapshot)] {
    var tree: any Snapshot = place.snapshot
    return plan.steps.filter { !$0.changes.isEmpty }.map { planned in
      tree = OverlaySnapshot(base: tree, changes: planned.changes)
      return (planned.step.id, tree)
    }
  }

  /// The last step of the migration ends it; any other is as far as the tree has come.
  private func phase(of step: String) -> TreePhase {
    let isLast = plan.steps.last { !$0.changes.isEmpty }?.step.id == step
    let isWhole = plan.steps.last?.step.id == place.migration.steps.last?.id
    return isLast && isWhole ? .after : .through(step: step)
  }
}
