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

  /// How a gate ended on the base.
  private enum Base {
    case ran(Run)
    /// It could not judge the base, so nothing that it says of a step is known to be new.
    case obstructed(String)
  }

  private struct Run {
    let result: CommandResult
    let diagnostics: [Diagnostic]
  }

  /// Runs every gate of every step that changes something.
  ///
  /// - Parameters:
  ///   - plan: whose steps.
  ///   - base: the tree that the plan is over.
  /// - Returns: the reports, by the ids of the steps, in the order of the gates.
  /// - Throws: `UnreadableContents` or `StackingError` when a tree cannot be checked
  ///   out or a gate lacks what it needs, `CommandError.cancelled` when the task is cancelled.
  public func run(_ plan: Plan, over base: any Snapshot) async throws -> [String: [GateReport]] {
    let steps = plan.steps.filter { !$0.changes.isEmpty && !$0.step.gates.isEmpty }
    guard !steps.isEmpty else { return [:] }
    let checkout = try Checkout(in: folder, of: base, workTree: workTree)
    var before: [GateRun: Base] = [:]
    for gate in steps.flatMap(\.step.gates) {
      for run in runs(of: gate, on: base) where before[run] == nil {
        progress("gate \(gate.id) on the base" + Self.where(run))
        before[run] = try await attemptBase(gate, run, in: checkout)
      }
    }
    var reports: [String: [GateReport]] = [:]
    var told: [GateRun: [[String]: String]] = [:]
    var tree = base
    for planned in plan.steps where !planned.changes.isEmpty {
      try checkout.apply(planned.changes)
      let causes = CauseFinder(planned: planned, before: tree)
      tree = OverlaySnapshot(base: tree, changes: planned.changes)
      for gate in planned.step.gates {
        let runs = runs(of: gate, on: base)
        if runs.isEmpty {
          let glob = (gate.each ?? gate.when)?.source ?? ""
          reports[planned.step.id, default: []].append(
            GateReport(id: gate.id, command: gate.command, status: .notRun("no file matches '\(glob)'")))
        }
        for run in runs {
          let report: GateReport
          if let anchor = run.anchor, tree.entry(at: anchor) == nil {
            report = idle(gate, run, .notRun("'\(anchor)' is gone"))
          } else if case .obstructed(let reason) = before[run] {
            report = idle(gate, run, .notJudged(reason))
          } else {
            progress("gate \(gate.id) on step \(planned.step.id)" + Self.where(run))
            let result = try await attempt(gate, run, in: checkout)
            report = self.report(
              gate, run, result, before[run], causes, planned.step.id, &told[run, default: [:]])
          }
          reports[planned.step.id, default: []].append(report)
        }
      }
    }
    return reports
  }

  private func runs(of gate: Gate, on base: any Snapshot) -> [GateRun] {
    GateRun.all(of: gate, on: base, flags: environment["GOFLAGS"])
  }

  private static func `where`(_ run: GateRun) -> String {
    let variables = run.variables.sorted { $0.key < $1.key }.map { " \($0)=\($1)" }.joined()
    return (run.directory.isEmpty ? "" : " in \(run.directory)") + variables
  }

  private func attemptBase(_ gate: Gate, _ run: GateRun, in checkout: Checkout) async throws -> Base {
    let ran: Run
    do {
      ran = try await attempt(gate, run, in: checkout)
    } catch CommandError.programNotFound(let program, _) where gate.unavailable == .report {
      return .obstructed("there is no program '\(program)'")
    }
    if ran.result.ending == .timedOut, gate.unavailable == .report || run.isFurther {
      return .obstructed("it took longer than \(gate.timeout) s on the base")
    }
    guard gate.diagnostics == .go, !ran.result.isSuccess, ran.result.ending != .timedOut else {
      return .ran(ran)
    }
    switch GoOutput.obstacle(in: ran.result.output) {
    case .environment(let line):
      // What only another system or tag needs is no reason to stop.
      guard gate.unavailable == .report || run.isFurther else {
        throw StackingError.gateUnavailable(
          gate: gate.id, command: run.words.joined(separator: " "), detail: line)
      }
      return .obstructed("something is missing here: \(line)")
    case .tree(let line): return .obstructed("the base does not load: \(line)")
    case nil: return .ran(ran)
    }
  }

  private func attempt(_ gate: Gate, _ run: GateRun, in checkout: Checkout) async throws -> Run {
    let directory = run.directory.isEmpty ? checkout.path : checkout.path + "/" + run.directory
    let result = try await Processes.run(
      Command(
        arguments: run.command, directory: directory,
        environment: environment.merging(run.variables) { $1 }, timeout: .seconds(gate.timeout)))
    return Run(
      result: result,
      diagnostics: Diagnostics.parse(
        result.output, as: gate.diagnostics, in: run.directory, checkout: checkout.path))
  }

  private func idle(_ gate: Gate, _ run: GateRun, _ status: GateReport.Status) -> GateReport {
    GateReport(id: gate.id, command: run.words, status: status)
  }

  // `told`: what earlier steps brought about, with the step, so that the fault is theirs.
  private func report(
    _ gate: Gate, _ run: GateRun, _ ran: Run, _ base: Base?, _ causes: CauseFinder, _ step: String,
    _ told: inout [[String]: String]
  ) -> GateReport {
    var before: Run?
    if case .ran(let run) = base { before = run }
    let new = Diagnostics.new(in: ran.diagnostics, comparedTo: before?.diagnostics ?? [])
    let status: GateReport.Status =
      if case .timedOut = ran.result.ending {
        .timedOut
      } else if ran.result.isSuccess {
        .passed
      } else if ran.diagnostics.isEmpty || gate.diagnostics == .none {
        // It says no place: then only a base that failed in the same way excuses it.
        before.map { $0.result.ending == ran.result.ending && $0.diagnostics.isEmpty } ?? false
          ? .passed : .failed
      } else {
        new.isEmpty ? .passed : .failed
      }
    let diagnostics = new.map { diagnostic in
      let earlier = told[diagnostic.identity]
      return GateReport.Diagnostic(
        finding: Finding(
          code: "gate", severity: .error,
          message: diagnostic.message + (earlier.map { " (since step \($0))" } ?? ""),
          place: diagnostic.place, rule: gate.id),
        cause: earlier == nil ? causes.cause(of: diagnostic) : nil)
    }
    for diagnostic in new where told[diagnostic.identity] == nil { told[diagnostic.identity] = step }
    return GateReport(
      id: gate.id, command: run.words, status: status,
      seconds: Double(ran.result.duration.components.seconds)
        + Double(ran.result.duration.components.attoseconds) / 1e18,
      newDiagnostics: diagnostics, outputTail: status == .passed ? [] : ran.result.output)
  }
}
