/// Steps that measure, or ask much.
extension CaseRun {
  private struct Sample: Sendable {
    let status: Int?
    let milliseconds: Int
    let retryAfter: Bool
  }

  func run(_ flood: Flood, _ expect: Expectation, saving: [(name: String, from: String)]) async throws {
    var exchange = Exchange(verb: .list)
    exchange.identity = flood.identity
    // A session that exists, so that nothing but the limit refuses.
    _ = try await answer(
      to: try await send("before the flood", session: try variables.filled("${S1}"), identity: flood.identity)
    )
    let request = try await request(for: exchange)
    let client = await server.client
    let patience = patience
    let beside = try await requestBeside(flood)
    let finished = Counter()
    async let polite = Self.samples(of: beside, every: flood.besideEvery, client, patience, until: finished)
    let pace = Double(flood.milliseconds) / Double(flood.requests)
    let clock = ContinuousClock()
    let begun = clock.now
    let outcomes = try await Self.concurrently(Array(0..<flood.requests), flood.parallel) { index in
      let due = begun + .microseconds(Int(Double(index) * pace * 1000))
      if due > clock.now { try? await Task.sleep(until: due, clock: clock) }
      return await client.write([.bytes(request.bytes)], timeout: patience)
    }
    finished.add()
    let others = await polite
    var answers: [Answer] = []
    for outcome in outcomes {
      guard let answer = outcome.answer else { throw await failure(outcome.error ?? .timedOut, request) }
      count("answered")
      count("\(answer.status)")
      answers.append(answer)
    }
    note(
      "\(answers.count) requests in \((clock.now - begun).milliseconds) ms: \(answers.count { $0.status == 429 }) were 429"
    )
    let limited = answers.filter { $0.status == 429 }
    let numbers = Expectation(tally: expect.tally)
    try check(answers, numbers)
    var each = expect
    each.tally = []
    try check(limited, each)
    if flood.besideEvery != nil { try checkBeside(others, flood) }
    if let first = limited.last { try save([first], saving) }
    guard await server.isRunning else {
      throw CaseFailure.fail(expected: "a server that is still there", actual: "its process has ended")
    }
  }

  private func requestBeside(_ flood: Flood) async throws -> WireRequest? {
    guard flood.besideEvery != nil else { return nil }
    return try await send("beside the flood", session: variables.session(40, "beside"), identity: "U2")
  }

  private static func samples(
    of request: WireRequest?, every: Int?, _ client: WireClient, _ patience: Duration, until done: Counter
  ) async -> [Sample] {
    guard let request, let every else { return [] }
    var samples: [Sample] = []
    while done.value == 0 {
      let outcome = await client.write([.bytes(request.bytes)], timeout: patience)
      samples.append(
        Sample(
          status: outcome.answer?.status, milliseconds: outcome.duration.milliseconds, retryAfter: false))
      try? await Task.sleep(for: .milliseconds(every))
    }
    return samples
  }

  private func checkBeside(_ samples: [Sample], _ flood: Flood) throws {
    count("beside", samples.count)
    if let bad = samples.first(where: { $0.status.map { !(200..<300).contains($0) } ?? true }) {
      throw CaseFailure.fail(
        expected: "2xx for U2 while \(flood.identity) floods",
        actual: bad.status.map { "\($0)" } ?? "no answer")
    }
    let slow = Self.percentile(samples.map(\.milliseconds))
    guard slow <= limit(flood.besideWithin) else {
      throw CaseFailure.fail(
        expected: "a 95th percentile of \(flood.besideWithin) ms for U2", actual: "\(slow) ms")
    }
  }

  // MARK: Clients at their pace

  func run(_ cadence: Cadence, _ expect: Expectation) async throws {
    var clients: [(poll: WireRequest, send: WireRequest)] = []
    for number in 1...cadence.identities {
      let session = variables.session(40, "c\(number)")
      let send = try await send("at its pace", session: session, identity: "U\(number)")
      _ = try await answer(to: send)
      var list = Exchange(verb: .list)
      list.session = session
      list.identity = "U\(number)"
      clients.append((try await request(for: list), send))
    }
    let wire = await server.client
    let patience = patience
    var rounds: [(polls: Int, sends: Int)] = []
    for _ in 1...cadence.rounds {
      let samples = try await Self.concurrently(clients, clients.count) { client in
        await Self.live(client, cadence, wire, patience)
      }
      let answers = samples.flatMap(\.polls) + samples.flatMap(\.sends)
      for answer in answers {
        guard let answer else { throw await failure(.timedOut, clients[0].poll) }
        count("answered")
        count("\(answer.status)")
      }
      try check(answers.compactMap(\.self), expect)
      rounds.append(
        (
          Self.percentile(samples.flatMap(\.polls).compactMap { $0?.duration.milliseconds }),
          Self.percentile(samples.flatMap(\.sends).compactMap { $0?.duration.milliseconds })
        ))
    }
    try checkMedian(rounds.map(\.polls), cadence.pollWithin, "polls")
    try checkMedian(rounds.map(\.sends), cadence.sendWithin, "sends")
  }

  private func checkMedian(_ times: [Int], _ within: Int?, _ what: String) throws {
    guard let within, !times.isEmpty else { return }
    let median = times.sorted()[times.count / 2]
    note("95th percentile of \(what): \(times) ms")
    guard median <= limit(within) else {
      throw CaseFailure.fail(
        expected: "a 95th percentile of \(within) ms for \(what), as the median of \(times.count) rounds",
        actual: "\(median) ms")
    }
  }

  /// One client: polls at its pace, and sends in between.
  private static func live(
    _ client: (poll: WireRequest, send: WireRequest), _ cadence: Cadence, _ wire: WireClient,
    _ patience: Duration
  ) async -> (polls: [Answer?], sends: [Answer?]) {
    var polls: [Answer?] = []
    var sends: [Answer?] = []
    let clock = ContinuousClock()
    let begun = clock.now
    let every = cadence.sends == 0 ? Int.max : max(1, cadence.polls / cadence.sends)
    for turn in 0..<cadence.polls {
      try? await Task.sleep(until: begun + .milliseconds(turn * cadence.every), clock: clock)
      polls.append(await wire.write([.bytes(client.poll.bytes)], timeout: patience).answer)
      if sends.count < cadence.sends && turn.isMultiple(of: every) {
        sends.append(await wire.write([.bytes(client.send.bytes)], timeout: patience).answer)
      }
      if Task.isCancelled { break }
    }
    return (polls, sends)
  }

  // MARK: One read

  func measure(_ latency: Latency) async throws {
    let slow = try await median(latency.exchange, latency.repeats)
    if let baseline = latency.baseline {
      let fast = try await median(baseline, latency.repeats)
      // Below a few milliseconds a ratio says more about the machine than about the server.
      guard slow <= max(fast * latency.factor, 20) else {
        throw CaseFailure.fail(expected: "at most \(latency.factor) times \(fast) ms", actual: "\(slow) ms")
      }
    }
    guard slow <= limit(latency.within) else {
      throw CaseFailure.fail(expected: "a 95th percentile of \(latency.within) ms", actual: "\(slow) ms")
    }
  }

  private func median(_ exchange: Exchange, _ repeats: Int) async throws -> Int {
    let request = try await request(for: exchange)
    _ = try await answer(to: request)
    var rounds: [Int] = []
    for _ in 1...3 {
      var times: [Int] = []
      for _ in 1...repeats {
        let answer = try await answer(to: request)
        guard answer.isSuccess else { throw CaseFailure.fail(expected: "2xx", actual: answer.line) }
        times.append(answer.duration.milliseconds)
      }
      rounds.append(Self.percentile(times))
    }
    return rounds.sorted()[1]
  }

  /// The 95th percentile; 0 of nothing.
  static func percentile(_ times: [Int]) -> Int {
    guard !times.isEmpty else { return 0 }
    return times.sorted()[min(times.count - 1, times.count * 95 / 100)]
  }
}
