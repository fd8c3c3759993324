import Foundation

/// Runs cases of client and server together in real time: the real client in the harness, the
/// real backend on loopback, all cases at once, since they mostly wait.
actor LiveStage {
  /// What a case needs beside the client.
  struct Subject: Sendable {
    let subject: ConformanceCase
    let script: ClientScript
  }

  private let harness: HarnessRun
  private let servers: ServerPool
  private let subjects: [Subject]
  private let overlays: [String: [String: String]]
  private let numbers: DeclaredNumbers
  private let run: String
  private let timeScale: Double
  private var results: [String: ScriptJudge.Result]?
  private(set) var remarks: [String] = []

  /// - Parameters:
  ///   - harness: what runs the client.
  ///   - servers: the backends.
  ///   - subjects: every case that is to be run so.
  ///   - overlays: by case, files that are read instead of the tree's.
  ///   - numbers: what cases compare with.
  ///   - run: what makes sessions of this run its own.
  ///   - timeScale: makes every limit of time longer.
  init(
    _ harness: HarnessRun, _ servers: ServerPool, _ subjects: [Subject],
    overlays: [String: [String: String]], numbers: DeclaredNumbers, run: String, timeScale: Double
  ) {
    self.harness = harness
    self.servers = servers
    self.subjects = subjects
    self.overlays = overlays
    self.numbers = numbers
    self.run = run
    self.timeScale = timeScale
  }

  /// How late things may be, in milliseconds.
  private var grace: Int { Int(250 * timeScale) }

  /// - Returns: how a case ended.
  /// - Throws: `CancellationError`, or what the disk says.
  func result(of id: String) async throws -> ScriptJudge.Result? {
    if results == nil { results = try await all() }
    return results?[id]
  }

  private func all() async throws -> [String: ScriptJudge.Result] {
    let chosen = subjects.filter { $0.script.notLiveBecause == nil }
    var outcomes: [String: ScriptJudge.Result] = [:]
    for one in subjects {
      guard let reason = one.script.notLiveBecause else { continue }
      outcomes[one.subject.id] = ScriptJudge.Result(failure: .skip("not over loopback: \(reason)"))
    }
    // Built and started once, before all cases ask for it side by side; where that fails, each of
    // them is told so when it asks.
    if !chosen.isEmpty, let server = try? await servers.server(for: ServerWish(isOwn: false)) {
      await servers.release(server)
    }
    try await withThrowingTaskGroup(of: (String, ScriptJudge.Result, [String]).self) { group in
      for one in chosen {
        group.addTask {
          do {
            let (result, remarks) = try await self.result(of: one)
            return (one.subject.id, result, remarks)
          } catch let failure as CaseFailure {
            return (one.subject.id, ScriptJudge.Result(failure: failure), [])
          }
        }
      }
      for try await (id, result, found) in group {
        outcomes[id] = result
        for remark in found where !remarks.contains(remark) { remarks.append(remark) }
      }
    }
    remarks.sort()
    return outcomes
  }

  private func result(of one: Subject) async throws -> (ScriptJudge.Result, [String]) {
    // Whoever stops the server has one of its own.
    let host = try await servers.server(for: ServerWish(isOwn: !one.script.outages.isEmpty))
    do {
      let result = try await result(of: one, on: host)
      await servers.release(host)
      return result
    } catch {
      await servers.release(host)
      throw error
    }
  }

  private func result(of one: Subject, on host: RunningServer) async throws -> (ScriptJudge.Result, [String])
  {
    let script = one.script
    let preparation = CaseRun(
      one.subject, ServerScript(given: [], steps: [], happens: []), on: host, binding: servers.binding,
      numbers: numbers, run: run, timeScale: timeScale)
    let ground = try await preparation.prepare(script)
    let job = script.liveJob(
      of: one.subject.id, harness.binding, harness.api, on: ground,
      overlay: overlays[one.subject.id] ?? [:])
    let outages = ServerOutages(server: host, outages: script.outages)
    let (outcome, facts): (HarnessRun.Outcome, HarnessRun.Surroundings)
    do {
      (outcome, facts) = try await harness.runLive(job) { outages.begin(at: $0) }
    } catch {
      await outages.cancel()
      throw error
    }
    // A run that broke off has its own reason, and needs no server.
    if case .trace = outcome { try await outages.end() } else { await outages.cancel() }
    let isKept = servers.binding.isDurable || script.outages.isEmpty
    let judge = ScriptJudge(script: isKept ? script : script.withoutLists, api: harness.api, grace: grace)
    let judged = try await whole(outcome, of: script, job, preparation)
    let run = ScriptJudge.Run(job: job, outcome: judged)
    var remarks = [facts.remark(of: [run], "over loopback in real time")].compactMap(\.self)
    if script.world.isSoak {
      remarks.append(
        "\(one.subject.id) ran with seed 1 of \(script.world.seeds); the others are for virtual time")
    }
    if !isKept {
      remarks.append(
        "\(one.subject.id): messages are not looked for after the restart, since the binding says that nothing outlives it"
      )
    }
    return (judge.result(of: [run]), remarks)
  }

  /// What was seen, with what the real server has at the end, if it was seen in time.
  private func whole(
    _ outcome: HarnessRun.Outcome, of script: ClientScript, _ job: ClientJob, _ preparation: CaseRun
  ) async throws -> HarnessRun.Outcome {
    guard case .trace(var trace, let facts) = outcome else { return outcome }
    let done = trace.events.filter { $0.k == .did }
    if let (late, planned) = zip(done, job.actions).first(where: { $0.t > $1.at + grace }) {
      return .error(
        "environment: the machine is too slow for real time: '\(planned.verb.rawValue)' of \(planned.at) ms was done at \(late.t) ms; run less beside it, or write --time-scale 4"
      )
    }
    if script.needsStored {
      trace.stored = try await preparation.storedMessages(since: facts.epoch ?? 0)
    }
    return .trace(harness.api.repliesPerSend > 0 ? trace.withoutReplies : trace, facts)
  }
}

extension ClientScript {
  /// The same where nothing is known of the messages that a server keeps.
  fileprivate var withoutLists: ClientScript {
    let kept = checks.filter { check in
      switch check {
      case .list, .stored: false
      default: true
      }
    }
    return ClientScript(
      world: world, server: server, faults: faults, actions: actions, until: until, each: each, checks: kept,
      happens: happens.filter { $0.event != "stored" }, isAboutAll: isAboutAll)
  }
}

/// What a case in real time needs of the server beside its client.
extension CaseRun {
  /// Signs the pages in and stores what is there from the beginning.
  fileprivate func prepare(_ script: ClientScript) async throws -> LiveGround {
    var tokens: [String: String] = [:]
    for page in script.world.pages {
      tokens[page] = try await token(script.world.users[page] ?? "U1", .valid)
    }
    for number in stride(from: 1, through: script.server.stored, by: 1) {
      var exchange = Exchange(verb: .send)
      exchange.content = TextSource(text: "old \(number)")
      let answer = try await answer(to: try await request(for: exchange))
      guard answer.isSuccess else {
        throw CaseFailure.blocked(by: "SRV-SEND-001", "a message was answered \(answer.line)")
      }
    }
    if script.server.isShared { try await share() }
    return LiveGround(
      port: await server.port, session: try session(of: Exchange(verb: .list)), tokens: tokens)
  }

  private func share() async throws {
    // Where sharing is a feature, every session is shared.
    guard let share = binding.api.share else { return }
    var exchange = Exchange(verb: .request)
    exchange.method = share.route.method
    exchange.path = share.route.path
    exchange.body = share.body
    let answer = try await answer(to: try await request(for: exchange))
    guard answer.isSuccess else {
      throw CaseFailure.error("the binding's api.share was answered \(answer.line); check its path and body")
    }
  }

  /// What people wrote, as the server has it at the end.
  fileprivate func storedMessages(since epoch: Int) async throws -> [Trace.Stored] {
    try await wholeSession("${S1}", limit: 50).messages.map { message in
      let time = Timestamp(message.time).map { Int($0.value * 1000) - epoch } ?? 0
      return Trace.Stored(time: max(0, time), content: message.content, who: message.type)
    }
  }
}
