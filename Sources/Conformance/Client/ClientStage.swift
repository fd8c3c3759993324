import SourceText

/// Runs the client cases of one run together, and judges them one by one.
actor ClientStage {
  private let harness: HarnessRun
  /// Cases to be run, in the order in which they are to be run.
  private let scripts: [(id: String, script: ClientScript)]
  private let overlays: [String: [String: String]]
  private var outcomes: [String: [ScriptJudge.Run]]?
  private(set) var facts = HarnessRun.Surroundings()

  /// - Parameters:
  ///   - harness: what runs jobs.
  ///   - scripts: every case that is to be run, and every one that another case is about.
  ///   - overlays: by case, files that are read instead of the tree's.
  init(
    _ harness: HarnessRun, _ scripts: [(id: String, script: ClientScript)],
    overlays: [String: [String: String]] = [:]
  ) {
    self.harness = harness
    self.scripts = scripts
    self.overlays = overlays
  }

  private func all() async throws -> [String: [ScriptJudge.Run]] {
    if let outcomes { return outcomes }
    let jobs = scripts.flatMap {
      $0.script.jobs(of: $0.id, harness.binding, harness.api, overlay: overlays[$0.id] ?? [:])
    }
    let (found, facts) = try await harness.run(jobs)
    self.facts = facts
    let runs = zip(jobs, found).map { ScriptJudge.Run(job: $0, outcome: $1) }
    let grouped = Dictionary(grouping: runs, by: \.job.caseID)
    outcomes = grouped
    return grouped
  }

  /// - Returns: how a case ended.
  /// - Throws: `CancellationError`, or what the disk says.
  func result(of id: String, _ script: ClientScript) async throws -> ScriptJudge.Result {
    let outcomes = try await all()
    let runs = script.isAboutAll ? scripts.flatMap { outcomes[$0.id] ?? [] } : outcomes[id] ?? []
    return ScriptJudge(script: script, api: harness.api).result(of: runs)
  }

  // MARK: What a reader should know

  /// Of the traces: the same for two runs that saw the same, in whatever order.
  var digest: String? {
    guard let outcomes, !outcomes.isEmpty else { return nil }
    var lines: [String] = []
    for run in outcomes.sorted(by: { $0.key < $1.key }).flatMap(\.value) {
      let seen = if case .trace(_, let facts) = run.outcome { facts.digest } else { "nothing" }
      lines.append("\(run.job.caseID) \(run.job.variant) \(seen)")
    }
    return SHA256.hex(Array(lines.joined(separator: "\n").utf8))
  }

  /// What the client was compiled and run with.
  var remarks: [String] {
    guard let outcomes else { return [] }
    let runs = outcomes.values.flatMap(\.self)
    return facts.remark(of: runs, "in virtual time").map { [$0] } ?? []
  }
}

extension HarnessRun.Surroundings {
  /// What runs of the client were compiled and run with; nil where nothing is known of it.
  func remark(of runs: [ScriptJudge.Run], _ time: String) -> String? {
    var stands: Set<String> = []
    for case .trace(let trace, _) in runs.map(\.outcome) {
      stands.formUnion(
        trace.events.compactMap { $0.k == .loaded ? $0.module : nil }.filter { $0.hasPrefix("suite/") })
    }
    var words = [compiler, node.map { "node \($0)" }].compactMap(\.self)
    if !stands.isEmpty {
      words.append(
        "in place of packages: \(stands.map { String($0.dropFirst(6)) }.sorted().joined(separator: ", "))")
    }
    if !packages.isEmpty { words.append("the tree's own \(packages.sorted().joined(separator: ", "))") }
    return words.isEmpty ? nil : "the client ran \(time) with \(words.joined(separator: ", "))"
  }
}
