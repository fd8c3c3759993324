import Foundation

/// One server case under way: what it knows, what it saw.
actor CaseRun {
  let subject: ConformanceCase
  let script: ServerScript
  let server: RunningServer
  let binding: ServerBinding
  let numbers: DeclaredNumbers
  /// Makes every waiting time longer, for slow machines.
  let timeScale: Double
  /// The client, for steps that are about it too.
  let live: LiveClient?
  var variables: Variables
  /// What happened, for a failure's report; only the last ones.
  private(set) var events: [String] = []
  private(set) var counts: [String: Int] = [:]
  /// What a passed case leaves to be read.
  var remark = ""
  var tokens: [String: String] = [:]

  init(
    _ subject: ConformanceCase, _ script: ServerScript, on server: RunningServer, binding: ServerBinding,
    numbers: DeclaredNumbers, run: String, timeScale: Double, live: LiveClient? = nil
  ) {
    self.subject = subject
    self.script = script
    self.server = server
    self.binding = binding
    self.numbers = numbers
    self.timeScale = timeScale
    self.live = live
    let key = "\(run)-\(subject.id.lowercased())"
    variables = Variables(key: key)
    variables["run"] = [run]
    variables["key"] = [key]
    for number in 1...3 { variables["S\(number)"] = ["conf-\(key)-000\(number)"] }
    variables["origin"] = binding.api.origin.map { [$0] }
    variables["idempotency"] = [binding.api.idempotencyHeader]
    variables["send.path"] = [binding.api.send.path]
    variables["list.path"] = [binding.api.list.path]
    variables["ready.path"] = [binding.ready.path]
    variables["secondary"] = binding.api.secondary
    let health = binding.api.gone.filter { $0.contains("health") }
    variables["gone.health"] = health
    variables["gone.routes"] = binding.api.gone.filter { !health.contains($0) }
  }

  /// Runs the case.
  /// - Throws: `CaseFailure` with the verdict, if it is not a pass.
  func run() async throws {
    for step in script.given {
      do {
        try await perform(step)
      } catch CaseFailure.fail(let expected, let actual) {
        throw CaseFailure.blocked(by: step.provenBy, "expected \(expected), got \(actual)")
      }
    }
    counts = [:]
    for step in script.steps { try await perform(step) }
    for (event, least) in script.happens where counts[event, default: 0] < least {
      throw CaseFailure.error(
        "the stimulus did not fire: '\(event)' happened \(counts[event, default: 0]) times instead of \(least)"
      )
    }
  }

  func perform(_ step: Step) async throws {
    let before = server
    switch step.action {
    case .exchange(let exchange):
      let answers = try await answers(to: exchange)
      try check(answers, step.expect)
      try save(answers, step.save)
    case .loop(let times, let steps):
      for turn in 1...times {
        variables["i"] = ["\(turn)"]
        for inner in steps { try await perform(inner) }
      }
    case .each(let list, let steps):
      for item in variables[list] ?? [] {
        variables["item"] = [item]
        for inner in steps { try await perform(inner) }
      }
    case .waitAsTold(let text): try await wait(asTold: try variables.filled(text))
    case .wait(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
    case .awaiting(let exchange, let milliseconds): try await wait(for: step, exchange, milliseconds)
    case .pages(let pages): try await read(pages)
    case .roundTrip(let trip): try await make(trip)
    case .writers(let writers): try await run(writers, saving: step.save)
    case .follow(let follow): try await run(follow)
    case .isolation(let isolation): try await run(isolation)
    case .flood(let flood): try await run(flood, step.expect, saving: step.save)
    case .cadence(let cadence): try await run(cadence, step.expect)
    case .latency(let latency): try await measure(latency)
    case .wire(let abuse): try await run(abuse)
    case .fault(let dependency, let mode):
      guard let stub = before.stubs.first(where: { $0.name == dependency }) else {
        throw CaseFailure.error("the binding has no dependency '\(dependency)'")
      }
      stub.set(mode)
      note("fault \(dependency): \(mode.rawValue)")
      count("fault")
    case .seed(let seed): try await perform(seed)
    case .process(let action): try await perform(action)
    case .log(let length): try await searchLog(longestToken: length)
    case .fetch(let exchange):
      let answers = [try await fetched(exchange)]
      try check(answers, step.expect)
      try save(answers, step.save)
    case .feed(let text): try await feed(try variables.filled(text))
    }
  }

  // MARK: What happened

  func count(_ event: String, _ number: Int = 1) { counts[event, default: 0] += number }

  func note(_ event: String) {
    events.append(event)
    if events.count > 12 { events.removeFirst(events.count - 10) }
  }

  /// Counts and notes an answer; a limit that nobody asked for blocks the case.
  func take(_ answer: Answer, to request: WireRequest) throws {
    count("answered")
    count("\(answer.status)")
    if request.method == binding.api.send.method && answer.isSuccess { count("sent") }
    note("\(request.method) \(request.target.prefix(160)) → \(answer.line)")
    if answer.status == 429 && !subject.id.hasPrefix("SRV-RATE") {
      throw CaseFailure.blocked(
        by: "SRV-RATE-001",
        "the limit of requests was reached after \(counts["answered", default: 0]) of them")
    }
  }

  func failure(_ error: WireError, _ request: WireRequest) async -> CaseFailure {
    let line = "\(request.method) \(request.target.prefix(160))"
    note("\(line) → no answer (\(error.words))")
    let isAlive = await server.isRunning
    return .fail(
      expected: "an answer to \(line)", actual: isAlive ? error.words : "the server's process has ended")
  }

  // MARK: Times

  func scaled(_ milliseconds: Int) -> Int { Int(Double(milliseconds) * timeScale) }

  /// A limit with the grace that loopback is granted.
  func limit(_ milliseconds: Int) -> Int { scaled(milliseconds + 250) }

  nonisolated var now: Double { Date().timeIntervalSince1970 }
}

extension WireError {
  var words: String {
    switch self {
    case .refused(let why): "no connection: \(why)"
    case .timedOut: "no answer in time"
    case .closed(let hadBegun):
      hadBegun ? "the connection ended inside of the answer" : "the connection was closed"
    }
  }
}

extension Step {
  /// The case that proves what a step builds on.
  fileprivate var provenBy: String {
    switch action {
    case .exchange(let exchange) where exchange.verb == .list: "SRV-GET-001"
    case .pages, .awaiting: "SRV-GET-001"
    case .process: "SRV-LIFE-001"
    default: "SRV-SEND-001"
    }
  }
}
