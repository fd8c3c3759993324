public import Findings
public import Planning
import Processes
import RuleModel
public import SourceText

/// Runs the gates of a plan on the trees of its steps. A gate counts what is new
/// against its own run on the base, so that a repository that was not clean can
/// still be cleaned.
public struct GateRunner: Sendable {
  private let environment: [String: String]
  private let folder: String
  private let workTree: String?
  private let progress: @Sendable (String) -> Void

  /// - Parameters:
  ///   - environment: the whole of what gates see.
  ///   - folder: where checkouts are made; absolute.
  ///   - workTree: the user's work tree, for installed packages; nil if bare.
  ///   - progress: called with what is being done, a line at a time.
  public init(
    environment: [String: String], folder: String, workTree: String?,
    progress: @escaping @Sendable (String) -> Void
  ) {
    self.environment = environment
    self.folder = folder
    self.workTree = workTree
    self.progress = progress
  }

  private struct Run {
    let result: CommandResult
    let diagnostics: [Diagnostic]
  }

  private struct Key: Hashable {
    let command: [String]
    let directory: String
  }

  /// Runs every gate of every step that changes something.
  ///
  /// - Parameters:
  ///   - plan: whose steps.
  ///   - base: the tree that the plan is over.
  /// - Returns: the reports, by the ids of the steps, in the order of the gates.
  /// - Throws: `UnreadableContents` or `StackingError` when a tree cannot be checked
  ///   out, `CommandError.cancelled` when the task is cancelled.
  public func run(_ plan: Plan, over base: any Snapshot) async throws -> [String: [GateReport]] {
    let steps = plan.steps.filter { !$0.changes.isEmpty && !$0.step.gates.isEmpty }
    guard !steps.isEmpty else { return [:] }
    let checkout = try Checkout(in: folder, of: base, workTree: workTree)
    var before: [Key: Run] = [:]
    for gate in steps.flatMap(\.step.gates) where Self.applies(gate, to: base) {
      let key = Key(command: gate.command, directory: gate.directory)
      guard before[key] == nil else { continue }
      progress("gate \(gate.id) on the base")
      before[key] = try await attempt(gate, in: checkout)
    }
    var reports: [String: [GateReport]] = [:]
    var tree = base
    for planned in plan.steps where !planned.changes.isEmpty {
      try checkout.apply(planned.changes)
      let causes = CauseFinder(planned: planned, before: tree)
      for gate in planned.step.gates {
        guard Self.applies(gate, to: base) else {
          reports[planned.step.id, default: []].append(
            GateReport(
              id: gate.id, command: gate.command,
              status: .notRun("no file matches '\(gate.when?.source ?? "")'")))
          continue
        }
        progress("gate \(gate.id) on step \(planned.step.id)")
        let run = try await attempt(gate, in: checkout)
        let key = Key(command: gate.command, directory: gate.directory)
        reports[planned.step.id, default: []].append(report(gate, run, before[key], causes))
      }
      tree = OverlaySnapshot(base: tree, changes: planned.changes)
    }
    return reports
  }

  private static func applies(_ gate: Gate, to tree: any Snapshot) -> Bool {
    gate.when.map { glob in tree.entries.contains { glob.matches($0.path) } } ?? true
  }

  private func attempt(_ gate: Gate, in checkout: Checkout) async throws -> Run {
    let directory = gate.directory.isEmpty ? checkout.path : checkout.path + "/" + gate.directory
    let result = try await Processes.run(
      Command(
        arguments: gate.command, directory: directory, environment: environment,
        timeout: .seconds(gate.timeout)))
    return Run(
      result: result,
      diagnostics: Diagnostics.parse(
        result.output, as: gate.diagnostics, in: gate.directory, checkout: checkout.path))
  }

  private func report(_ gate: Gate, _ run: Run, _ before: Run?, _ causes: CauseFinder) -> GateReport {
    let new = Diagnostics.new(in: run.diagnostics, comparedTo: before?.diagnostics ?? [])
    let status: GateReport.Status =
      if case .timedOut = run.result.ending {
        .timedOut
      } else if run.result.isSuccess {
        .passed
      } else if run.diagnostics.isEmpty || gate.diagnostics == .none {
        // It says no place: then only a base that failed in the same way excuses it.
        before.map { $0.result.ending == run.result.ending && $0.diagnostics.isEmpty } ?? false
          ? .passed : .failed
      } else {
        new.isEmpty ? .passed : .failed
      }
    return GateReport(
      id: gate.id, command: gate.command, status: status,
      seconds: Double(run.result.duration.components.seconds)
        + Double(run.result.duration.components.attoseconds) / 1e18,
      newDiagnostics: new.map { diagnostic in
        GateReport.Diagnostic(
          finding: Finding(
            code: "gate", severity: .error, message: diagnostic.message, place: diagnostic.place,
            rule: gate.id),
          cause: causes.cause(of: diagnostic))
      }, outputTail: status == .passed ? [] : run.result.output)
  }
}
