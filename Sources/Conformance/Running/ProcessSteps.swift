import Processes

/// Steps about the server's process: its start, its end, its data, its log.
extension CaseRun {
  func perform(_ seed: Seed) async throws {
    await server.stop()
    try await server.seed(
      session: try variables.filled(seed.session), user: user("U1"), count: seed.count,
      sameTime: seed.sameTime)
    try await server.start()
    count("seeded", seed.count)
  }

  func perform(_ action: ProcessAction) async throws {
    switch action {
    case .stop:
      try check(await server.stop())
      count("stopped")
    case .start:
      try await server.start()
      count("started")
    case .started:
      let (milliseconds, hung) = await server.lastStart
      note("the server was ready after \(milliseconds) ms")
      guard !hung else {
        throw CaseFailure.fail(
          expected: "connections to be refused until the server is ready",
          actual: "a request hung for 2000 ms")
      }
      count("started")
    case .stopDuring(let sends): try await stop(during: sends)
    }
  }

  private func check(_ result: CommandResult?) throws {
    guard let result else {
      throw CaseFailure.fail(expected: "a running server", actual: "it had ended before")
    }
    note("the server ended with \(result.ending.words)")
    guard result.ending == .exited(0) else {
      throw CaseFailure.fail(
        expected: "exit code 0 within \(binding.stopGrace) ms of SIG\(binding.stopSignal)",
        actual: result.ending.words)
    }
  }

  /// Ends the server while messages are under way; who was confirmed must be stored.
  private func stop(during sends: Int) async throws {
    let session = try variables.filled("${S1}")
    var requests: [WireRequest] = []
    for number in 1...sends { requests.append(try await send("parting \(number)", session: session)) }
    let client = await server.client
    let patience = patience
    let begun = Counter()
    async let outcomes = Self.concurrently(requests, sends) { request in
      // Bodies that come in two parts are still under way when the signal comes.
      let bytes = request.bytes
      begun.add()
      return await client.write(
        [.bytes(Array(bytes.dropLast(4))), .wait(.milliseconds(300)), .bytes(Array(bytes.suffix(4)))],
        timeout: patience)
    }
    while begun.value < sends { try await Task.sleep(for: .milliseconds(5)) }
    try await Task.sleep(for: .milliseconds(150))
    let result = await server.stop()
    var confirmed: [String] = []
    for (index, outcome) in try await outcomes.enumerated() {
      if let answer = outcome.answer {
        count("answered")
        if answer.isSuccess { confirmed.append("parting \(index + 1)") }
        guard answer.isSuccess || answer.status == 503 else {
          throw CaseFailure.fail(expected: "2xx or a clean refusal during the end", actual: answer.line)
        }
      } else {
        // They were under way before the signal: silence is no refusal.
        throw CaseFailure.fail(
          expected: "an answer to each request that was under way", actual: outcome.error?.words ?? "none")
      }
    }
    count("under-way", sends)
    note("\(confirmed.count) of \(sends) were confirmed")
    try check(result)
    count("stopped")
    guard binding.isDurable else {
      remark =
        "what was confirmed before the end is not looked for: the binding says that nothing outlives it"
      return
    }
    try await server.start()
    let kept = Set(try await wholeSession(session, limit: 100).messages.map(\.content))
    if let lost = confirmed.first(where: { !kept.contains($0) }) {
      throw CaseFailure.fail(
        expected: "'\(lost)', which was confirmed, to be stored", actual: "it is not there")
    }
  }

  /// - Parameter text: seconds, or an HTTP date.
  /// - Throws: where it is neither, or too far away.
  func wait(asTold text: String) async throws {
    let seconds = Int(text).map(Double.init) ?? Timestamp(httpDate: text).map { $0.value - now }
    guard let seconds else {
      throw CaseFailure.fail(expected: "a Retry-After that can be obeyed", actual: text)
    }
    // Allowed up to an hour, but no run waits that long.
    guard seconds <= 120 else {
      throw CaseFailure.skip("the server says to wait for \(Int(seconds)) s, longer than a run can")
    }
    try await Task.sleep(for: .milliseconds(Int(max(0, seconds) * 1000)))
  }

  /// Looks for runs of a token in what the server said.
  func searchLog(longestToken: Int) async throws {
    let log = String(decoding: await server.output, as: UTF8.self)
    for (name, token) in tokens {
      // The header part is the same in all tokens and tells nothing.
      let secret = token.split(separator: ".").dropFirst().joined(separator: ".")
      let characters = Array(secret)
      guard characters.count >= longestToken else { continue }
      for start in 0...(characters.count - longestToken) {
        let run = String(characters[start..<(start + longestToken)])
        if log.contains(run) {
          throw CaseFailure.fail(
            expected: "no \(longestToken) characters of a token in the log",
            actual: "a part of the token of \(name): \(run.prefix(4))…")
        }
      }
      count("searched")
    }
  }
}
