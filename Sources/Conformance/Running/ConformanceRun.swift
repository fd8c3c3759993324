public import Findings
import Foundation
import SourceText

/// One run of the suite over one tree.
public struct ConformanceRun: Sendable {
  /// What a run is given.
  public struct Settings: Sendable {
    /// The tree: an absolute path to a folder that nobody changes meanwhile. The build
    /// may write there.
    public var root: String
    /// Where the build's results and the servers' data go; absolute, and there already.
    public var temporary: String
    /// The caller's environment.
    public var environment: [String: String]
    /// How far the clean-up has come.
    public var phase: TreePhase
    /// The order of cases: nil for the catalogue's, else shuffled by this number.
    public var seed: UInt64?
    /// Makes every limit of time longer.
    public var timeScale = 1.0
    /// The day on which waivers may be over, `YYYY-MM-DD`.
    public var today: String
    /// Whether SHOULD cases decide.
    public var isStrict = false
    /// Whether the cases of client and server together run against the real backend, in real time.
    public var isLive = false
    /// Files of the client that are read instead of the tree's, by case and by their path from the
    /// tree's root: for trying changes of the client without a copy of the tree each.
    public var overlays: [String: [String: String]] = [:]

    /// - Parameters:
    ///   - root: the tree's folder.
    ///   - temporary: a folder of the run's own.
    ///   - environment: the caller's environment.
    ///   - phase: how far the clean-up has come.
    ///   - today: the day, `YYYY-MM-DD`.
    public init(
      root: String, temporary: String, environment: [String: String], phase: TreePhase, today: String
    ) {
      self.root = root
      self.temporary = temporary
      self.environment = environment
      self.phase = phase
      self.today = today
    }
  }

  private let cases: [ConformanceCase]
  private let binding: Binding
  private let bindingName: String
  private let settings: Settings
  private let progress: @Sendable (String) -> Void

  /// - Parameters:
  ///   - suite: the cases.
  ///   - selection: which of them.
  ///   - binding: how the repository is started and where to look.
  ///   - name: the binding's file as the user named it.
  ///   - settings: what else the run is given.
  ///   - progress: called with what is being done.
  /// - Throws: `ConformanceError` where the selection is wrong.
  public init(
    _ suite: ConformanceSuite, _ selection: CaseSelection, binding: Binding, name: String, settings: Settings,
    progress: @escaping @Sendable (String) -> Void
  ) throws {
    cases = try selection.cases(of: suite)
    if settings.isLive, !cases.contains(where: \.isOfBothEnds) { throw ConformanceError.nothingLive }
    self.binding = binding
    bindingName = name
    self.settings = settings
    self.progress = progress
    all = suite.cases
  }

  /// Every case there is: a waiver must be for one of them.
  private let all: [ConformanceCase]

  /// Runs the cases one after the other.
  /// - Returns: what they found.
  /// - Throws: `CancellationError`; every other trouble is a verdict.
  public func run() async throws -> ConformanceReport {
    let clock = ContinuousClock()
    let begun = clock.now
    var report = ConformanceReport(phase: settings.phase.words, binding: bindingName)
    report.isStrict = settings.isStrict
    let servers = binding.server.map {
      ServerPool(
        ServerWorkplace(
          binding: $0, root: settings.root, temporary: settings.temporary, environment: settings.environment))
    }
    var results: [String: ConformanceReport.CaseResult] = [:]
    let stages = Stages(client: clientStage, live: servers.flatMap(liveStage))
    report.isLive = settings.isLive
    do {
      for (number, one) in ordered.enumerated() {
        try Task.checkCancellation()
        progress("\(number + 1)/\(cases.count) \(one.id)")
        let start = clock.now
        var result = try await run(one, servers, stages)
        // Client cases run together; each knows how long it took itself.
        if case .client = one.body {
        } else {
          result.seconds = Double((clock.now - start).milliseconds) / 1000
        }
        results[one.id] = result
        if result.verdict != .pass { progress("\(one.id): \(result.verdict.rawValue)") }
      }
    } catch {
      await servers?.end()
      throw error
    }
    await servers?.end()
    report.results = cases.compactMap { results[$0.id] }
    report.remarks = (await servers?.remarks ?? []) + (await stages.client?.remarks ?? [])
    report.remarks += (await stages.live?.remarks ?? []) + adapterRemark
    report.traces = await stages.client?.digest
    if let reason = await servers?.brokenBecause { report.notRun["SRV"] = reason }
    judgeWaivers(&report)
    report.seconds = Double((clock.now - begun).milliseconds) / 1000
    return report
  }

  private var ordered: [ConformanceCase] {
    guard let seed = settings.seed else { return cases }
    var generator = SplitMix(state: seed)
    return cases.shuffled(using: &generator)
  }

  // MARK: One case

  private func run(
    _ one: ConformanceCase, _ servers: ServerPool?, _ stages: Stages
  ) async throws -> ConformanceReport.CaseResult {
    var result = ConformanceReport.CaseResult(
      id: one.id, level: level(of: one), proves: one.proves, text: one.text, verdict: .pass)
    if let reason = settings.phase.exclusion(of: one.phase) {
      result.verdict = .notApplicable
      result.message = reason
      return result
    }
    do {
      try checkConditions(of: one)
      switch one.body {
      case .server(let script): try await run(one, script, servers, &result)
      case .tree(let check): try examine(check, &result)
      case .client(let script): try await run(one, script, stages, &result)
      }
    } catch let failure as CaseFailure {
      note(failure, in: &result)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      result.verdict = .error
      result.message = "\(error)"
    }
    return result
  }

  private func level(of one: ConformanceCase) -> ConformanceReport.Level {
    let isDurable = binding.server?.isDurable ?? false
    return one.conditions.mustWith == "durable" && isDurable ? .must : one.level
  }

  private func note(_ failure: CaseFailure, in result: inout ConformanceReport.CaseResult) {
    switch failure {
    case .fail(let expected, let actual):
      result.verdict = .fail
      result.message = "expected \(expected), got \(actual)"
      result.expected = expected
      result.actual = actual
    case .blocked(let by, let why):
      result.verdict = .blocked
      result.message = "blocked by \(by): \(why)"
    case .error(let why):
      result.verdict = .error
      result.message = why
    case .skip(let why):
      result.verdict = .skip
      result.message = why
    case .notApplicable(let why):
      result.verdict = .notApplicable
      result.message = why
    }
  }

  private func checkConditions(of one: ConformanceCase) throws {
    for feature in one.conditions.without where binding.features.contains(feature) {
      throw CaseFailure.notApplicable("the feature '\(feature)' is declared")
    }
    for feature in one.conditions.features where !binding.features.contains(feature) {
      throw CaseFailure.skip("the feature '\(feature)' is not declared")
    }
    for need in one.conditions.needs where !binding.has(need.part) {
      switch need.absence {
      case .skip: throw CaseFailure.skip("the binding has no \(need.part.rawValue)")
      case .notApplicable: throw CaseFailure.notApplicable("the binding has no \(need.part.rawValue)")
      }
    }
  }

  private func run(
    _ one: ConformanceCase, _ script: ServerScript, _ servers: ServerPool?,
    _ result: inout ConformanceReport.CaseResult
  ) async throws {
    guard let servers, let server = binding.server else {
      throw CaseFailure.skip("the binding has no server")
    }
    let host = try await servers.server(for: script.server)
    let run = CaseRun(
      one, script, on: host, binding: server, numbers: binding.numbers, run: runID,
      timeScale: settings.timeScale, live: harness.map(LiveClient.init))
    do {
      try await run.run()
    } catch {
      result.events = await run.events
      await servers.release(host)
      throw error
    }
    result.message = await run.remark
    await servers.release(host)
  }

  // MARK: The client

  /// What runs the client, in virtual and in real time.
  private struct Stages {
    let client: ClientStage?
    let live: LiveStage?
  }

  /// What runs the selected client cases, in their order; those that a selected case is about too.
  private var clientStage: ClientStage? {
    guard let client = binding.client, let harness else { return nil }
    func script(_ one: ConformanceCase) -> (id: String, script: ClientScript)? {
      runnable(one).map { (one.id, $0) }
    }
    var scripts = ordered.filter { !settings.isLive || !$0.isOfBothEnds }.compactMap(script)
    if scripts.contains(where: \.script.isAboutAll) {
      // They are about every run there is, whatever else was selected.
      let known = Set(scripts.map(\.id))
      scripts += all.filter { !known.contains($0.id) }.compactMap(script)
    }
    return ClientStage(harness, scripts, overlays: overlays(client))
  }

  /// What runs the cases of client and server together in real time.
  private func liveStage(_ servers: ServerPool) -> LiveStage? {
    guard settings.isLive, let client = binding.client, let harness else { return nil }
    let subjects = ordered.compactMap { one in
      one.isOfBothEnds ? runnable(one).map { LiveStage.Subject(subject: one, script: $0) } : nil
    }
    return LiveStage(
      harness, servers, subjects, overlays: overlays(client), numbers: binding.numbers, run: runID,
      timeScale: settings.timeScale)
  }

  /// The script of a case that can be run on this tree.
  private func runnable(_ one: ConformanceCase) -> ClientScript? {
    guard case .client(let script) = one.body, settings.phase.exclusion(of: one.phase) == nil,
      (try? checkConditions(of: one)) != nil
    else { return nil }
    return script
  }

  private func overlays(_ client: ClientBinding) -> [String: [String: String]] {
    let start = client.root.isEmpty ? "" : client.root + "/"
    return settings.overlays.mapValues { files in
      Dictionary(
        files.filter { $0.key.hasPrefix(start) }.map { (String($0.key.dropFirst(start.count)), $0.value) },
        uniquingKeysWith: { $1 })
    }
  }

  /// An adapter can hide faults: whoever reads the report must know of it.
  private var adapterRemark: [String] {
    guard let path = binding.client?.drive.adapter,
      cases.contains(where: { if case .client = $0.body { true } else { false } })
    else { return [] }
    guard let data = FileManager.default.contents(atPath: "\(settings.root)/\(path)") else {
      return ["adapter used: \(path), which cannot be read"]
    }
    return ["adapter used: \(path), sha256 \(SHA256.hex(Array(data)))"]
  }

  private var harness: HarnessRun? {
    guard let client = binding.client, let api = binding.server?.api else { return nil }
    return HarnessRun(
      binding: client, api: api, root: settings.root, temporary: settings.temporary,
      environment: settings.environment, patience: Int(30_000 * settings.timeScale))
  }

  private func run(
    _ one: ConformanceCase, _ script: ClientScript, _ stages: Stages,
    _ result: inout ConformanceReport.CaseResult
  ) async throws {
    guard let stage = stages.client else {
      throw CaseFailure.skip(
        binding.client == nil
          ? "the binding has no client" : "the binding has no server, whose paths the client asks")
    }
    let found =
      if one.isOfBothEnds, let live = stages.live {
        try await live.result(of: one.id) ?? ScriptJudge.Result(failure: .error("the case was not run"))
      } else {
        try await stage.result(of: one.id, script)
      }
    result.seconds = found.seconds
    result.events = found.events
    if let failure = found.failure { throw failure }
  }

  /// Short, and another in every run: sessions of an earlier run must not be met again.
  private var runID: String {
    String(SHA256.hex(Array(settings.temporary.utf8)).prefix(6))
  }

  private func examine(_ check: TreeCheck, _ result: inout ConformanceReport.CaseResult) throws {
    guard let tree = binding.tree else { throw CaseFailure.skip("the binding has no tree") }
    let source = try SourceTree(root: settings.root)
    let examiner = TreeExaminer(
      tree: source, binding: tree, api: binding.server?.api, numbers: binding.numbers)
    let verdict = try examiner.examine(check)
    if !source.broken.isEmpty {
      let places = source.broken.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
      result.message = "read as far as they parse: \(places.joined(separator: ", "))"
    }
    guard verdict.examined > 0 else {
      throw CaseFailure.error("the check found nothing to look at, so it proves nothing")
    }
    guard !verdict.findings.isEmpty else { return }
    // Several patterns may find the same place.
    var seen: Set<TreeFinding> = []
    let findings = verdict.findings.filter { seen.insert($0).inserted }
    result.places = findings.map { finding in
      Place(path: RepositoryPath(finding.path), line: finding.line, text: finding.text)
    }
    result.events = findings.map(\.message)
    let first = findings[0]
    let more = findings.count - 1
    throw CaseFailure.fail(
      expected: "what the requirement says",
      actual: "\(first.path)\(first.line.map { ":\($0)" } ?? ""): \(first.message)"
        + (more > 0 ? " (and \(more) more)" : ""))
  }

  // MARK: Waivers

  private func judgeWaivers(_ report: inout ConformanceReport) {
    for waiver in binding.waivers {
      guard all.contains(where: { $0.id == waiver.id }) else {
        report.problems.append("the waiver of \(waiver.id) is for no case of the catalogue")
        continue
      }
      guard let index = report.results.firstIndex(where: { $0.id == waiver.id }) else { continue }
      if isOver(waiver) {
        report.problems.append("the waiver of \(waiver.id) was over with \(waiver.until): \(waiver.reason)")
        continue
      }
      switch report.results[index].verdict {
      case .fail: report.results[index].waiver = .init(reason: waiver.reason, until: waiver.until)
      case .pass: report.problems.append("\(waiver.id) passes, so its waiver must go: \(waiver.reason)")
      case .error, .skip, .blocked, .notApplicable: break
      }
    }
  }

  private func isOver(_ waiver: WaivedCase) -> Bool {
    waiver.until.contains("-") ? waiver.until < settings.today : settings.phase.includes(waiver.until)
  }
}

/// The same order from the same number, on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
