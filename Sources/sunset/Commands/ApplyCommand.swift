import ArgumentParser
import Findings
import Foundation
import GitStore
import Planning
import Processes
import Reporting
import SourceText
import Stacking

struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Commit each step on its own stacked branch.",
    discussion: """
      All branches move, or none: it stops at an open decision (3), a gate that reports
      something new (4) or a branch that somebody has committed to (5). Applying twice
      gives the same commits and writes nothing new.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "text or json.")
  var format = PlainFormat.text

  @Option(help: ArgumentHelp("Stop after this step.", valueName: "step"))
  var upTo: String?

  @Flag(name: .customLong("no-gate"), help: "Leave the gates out, and say so.")
  var skipsGates = false

  @Flag(name: .customLong("no-conform"), help: "Leave the conformance suite out, and say so.")
  var skipsConformance = false

  @Option(help: "The conformance suite runs on the last tree, or on each: last or each.")
  var conform = ConformedTrees.last

  @Option(
    help: ArgumentHelp(
      "The conformance binding, instead of the tree's conformance.yaml.", valueName: "file"))
  var binding: String?

  @Option(
    help: ArgumentHelp(
      "Give up this commit of a person on one of the branches; may be repeated.", valueName: "commit"))
  var replace: [String] = []

  @Option(
    help: ArgumentHelp("Commit as 'Name <address>' instead of the repository's user.", valueName: "identity"))
  var author: String?

  mutating func run() async throws {
    let place = try Workplace(common)
    let identity = try author.map(Self.identity) ?? place.repository.identity()
    let replacing = Set(try replace.map { try Self.commit($0) })
    let plan = try place.plan(upTo: upTo)
    let preview = try place.preview(plan, author: identity)
    var report = place.report(.apply, Workplace.outcome(of: plan))
    report.findings = plan.findings
    report.steps = preview.layers.map { $0.report($0.plannedStatus) }
    report.netDifferences = preview.netDifferences
    guard report.outcome == .success else {
      report.nextSteps = ["see what is asked: \(place.advice("plan"))"]
      try finish(report, place)
    }
    let stack = Stack(of: place.migration, in: place.repository)
    // Before the gates, which take their time: is anything in the way?
    let moves = try stack.moves(to: preview, replacing: replacing)
    let isNew = moves.contains { $0.move != .unchanged }
    if isNew { try await runGates(plan, place, &report) }
    if isNew && report.outcome == .success { try await runConformance(plan, place, &report) }
    if report.outcome == .success {
      let made = try Interruption.shielded { try stack.apply(preview, replacing: replacing) }
      note(made, preview, in: &report)
      report.nextSteps = made.isEmpty ? [] : nextSteps(preview, place)
    } else {
      report.nextSteps = [
        report.conformance == nil
          ? "mend what the gates found, or leave them out with --no-gate"
          : "mend what does not conform, or leave the suite out with --no-conform"
      ]
    }
    try finish(report, place)
  }

  private func finish(_ report: Report, _ place: Workplace) throws -> Never {
    try place.write(report, as: format.format)
    Exit.end(report.outcome)
  }

  private func nextSteps(_ preview: StackPreview, _ place: Workplace) -> [String] {
    guard let tip = preview.layers.last(where: { $0.commit != nil })?.branch else { return [] }
    var verify = place.advice("verify")
    if common.base == "HEAD" { verify += " --base \(tip)" }
    return ["see what is left: \(verify)", "take it all back: \(place.advice("undo"))"]
  }

  // MARK: Gates

  /// What gates see of the user's environment: where programs, their caches and the network are.
  private static let gateVariables = [
    "PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
    "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "GOROOT", "GOPATH", "GOCACHE", "GOMODCACHE", "GOENV", "GOFLAGS", "GOTOOLCHAIN", "GOPROXY", "GOPRIVATE",
    "GONOPROXY", "GONOSUMDB", "GOSUMDB", "GOINSECURE", "CGO_ENABLED", "CC", "CXX", "PKG_CONFIG_PATH",
  ]

  private func runGates(_ plan: Plan, _ place: Workplace, _ report: inout Report) async throws {
    guard !skipsGates else {
      report.notes.append("the gates were left out (--no-gate)")
      return
    }
    let environment = ProcessInfo.processInfo.environment
    let folder = (environment["TMPDIR"] ?? "/tmp") + "/sunset-" + UUID().uuidString.lowercased()
    let runner = GateRunner(
      environment: Command.environment(keeping: Self.gateVariables, of: environment),
      folder: folder, workTree: place.repository.workTree, progress: { place.say($0) })
    let base = place.snapshot
    let reports = try await Interruption.cancelling {
      defer { try? FileManager.default.removeItem(atPath: folder) }
      return try await runner.run(plan, over: base)
    }
    for index in report.steps.indices { report.steps[index].gates = reports[report.steps[index].id] ?? [] }
    noteGates(in: &report)
    let failed = report.steps.flatMap(\.gates).contains { $0.status == .failed || $0.status == .timedOut }
    if failed { report.outcome = .gateFailed }
  }

  /// A gate that should have judged and could not is named at the end as well.
  private func noteGates(in report: inout Report) {
    for gate in report.steps.flatMap(\.gates) {
      guard case .notJudged(let reason) = gate.status else { continue }
      let note = "gate \(gate.id) (\(gate.command.joined(separator: " "))) judged nothing: \(reason)"
      if !report.notes.contains(note) { report.notes.append(note) }
    }
  }

  /// After the gates, which are quicker; `--no-gate` leaves all of them out.
  private func runConformance(_ plan: Plan, _ place: Workplace, _ report: inout Report) async throws {
    guard !skipsConformance, !skipsGates else {
      if !skipsGates { report.notes.append("the conformance suite was left out (--no-conform)") }
      return
    }
    let gate = ConformanceGate(place: place, plan: plan, trees: conform, binding: binding)
    guard let conformance = try await gate.run() else { return }
    report.conformance = conformance
    if conformance.outcome != .success { report.outcome = .gateFailed }
    report.notes.append(try gate.summary(conformance))
  }

  private func note(_ made: [String: Stack.Move], _ preview: StackPreview, in report: inout Report) {
    for (index, layer) in preview.layers.enumerated() {
      switch made[layer.branch] {
      case .created: report.steps[index].status = .committed
      case .moved(let old):
        report.steps[index].status = .committed
        report.steps[index].previousCommit = old
      case .unchanged: report.steps[index].status = .unchanged
      case .deleted(let old):
        report.steps[index].status = .removed
        report.steps[index].previousCommit = old
      case nil: break
      }
    }
  }

  // MARK: Arguments

  private static func identity(_ text: String) throws -> Identity {
    guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
      throw UsageError(
        message: "--author '\(text)': not of the form 'Name <address>'", remedy: "quote it for the shell")
    }
    let name = text[..<open].trimmingCharacters(in: .whitespaces)
    return Identity(name: name, email: String(text[text.index(after: open)...].dropLast()))
  }

  private static func commit(_ text: String) throws -> ObjectID {
    guard let id = ObjectID(hex: text) else {
      throw UsageError(
        message: "--replace '\(text)': not a whole commit id",
        remedy: "give all 40 digits, as the message shows them")
    }
    return id
  }
}
