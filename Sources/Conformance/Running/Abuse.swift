/// Steps that send what no polite client sends.
extension CaseRun {
  func run(_ abuse: WireAbuse) async throws {
    let before = await server.residentBytes
    let pieces = try await pieces(of: abuse)
    let client = await server.client
    let patience = Duration.milliseconds(limit(abuse.within) + 1000)
    let waitsForEnd = abuse.kind == .slowHeaders || abuse.kind == .stalledBodies
    async let outcomes = Self.concurrently(Array(0..<abuse.connections), abuse.connections) { _ in
      await client.write(pieces, timeout: patience, untilClosed: waitsForEnd)
    }
    if waitsForEnd { try await askMeanwhile() }
    for outcome in try await outcomes { try check(outcome, abuse) }
    if let growth = abuse.growth {
      if let before, let after = await server.residentBytes {
        note("resident memory: \(before >> 20) MiB before, \(after >> 20) MiB after")
        guard after - before < growth else {
          throw CaseFailure.fail(
            expected: "less than \(growth >> 20) MiB more memory",
            actual: "\((after - before) >> 20) MiB more")
        }
      } else {
        remark = "the growth of memory is not measured on this system"
      }
    }
    count(abuse.kind.rawValue, abuse.connections)
  }

  private func pieces(of abuse: WireAbuse) async throws -> [WireClient.Piece] {
    var request = try await send("x", session: try variables.filled("${S1}"))
    request.body = nil
    var head = String(decoding: request.bytes, as: UTF8.self)
    // The blank line that ends the head; one character to Swift.
    head.removeLast(1)
    switch abuse.kind {
    case .declaredOversize:
      let start = #"{"content":""#
      let part = Array(repeating: UInt8(ascii: "x"), count: 0x10000)
      return [.bytes(Array((head + "Content-Length: \(abuse.bytes)\r\n\r\n" + start).utf8))]
        + paced(Array(repeating: part, count: abuse.bytes / 0x10000))
    case .chunkedOversize:
      let chunk = Array("10000\r\n".utf8) + Array(repeating: 0x78, count: 0x10000) + Array("\r\n".utf8)
      let start = Array("c\r\n{\"content\":\"\r\n".utf8)
      return [.bytes(Array((head + "Transfer-Encoding: chunked\r\n\r\n").utf8)), .bytes(start)]
        + paced(Array(repeating: chunk, count: abuse.bytes / 0x10000)) + [.bytes(Array("0\r\n\r\n".utf8))]
    case .slowHeaders:
      return Array(head.utf8).prefix(120).flatMap { [WireClient.Piece.bytes([$0]), .wait(.seconds(1))] }
    case .stalledBodies:
      return [.bytes(Array((head + "Content-Length: 100\r\n\r\n" + #"{"content""#).utf8)), .stall]
    }
  }

  /// What the system buffers counts as taken; with a pause after each part a server that
  /// refuses at once is heard before the buffers are full.
  private func paced(_ parts: [[UInt8]]) -> [WireClient.Piece] {
    parts.flatMap { [WireClient.Piece.bytes($0), .wait(.milliseconds(5))] }
  }

  /// A normal request while connections are held open.
  private func askMeanwhile() async throws {
    try await Task.sleep(for: .milliseconds(500))
    let meanwhile = try await answer(to: try await send("meanwhile", session: variables.session(40, "m")))
    guard meanwhile.isSuccess, meanwhile.duration.milliseconds <= limit(2000) else {
      throw CaseFailure.fail(
        expected: "a normal request to be answered within 2000 ms meanwhile",
        actual: "\(meanwhile.duration.milliseconds) ms, \(meanwhile.line)")
    }
    count("meanwhile")
  }

  private func check(_ outcome: WireClient.Outcome, _ abuse: WireAbuse) throws {
    note(
      "\(abuse.kind.rawValue): \(outcome.answer?.line ?? outcome.error?.words ?? "") after \(outcome.written) bytes and \(outcome.duration.milliseconds) ms"
    )
    if outcome.error == .timedOut || outcome.duration.milliseconds > limit(abuse.within) {
      throw CaseFailure.fail(
        expected: "the connection to be closed within \(abuse.within) ms",
        actual: "it was open after \(outcome.duration.milliseconds) ms")
    }
    if case .refused(let why)? = outcome.error {
      throw CaseFailure.fail(expected: "a connection", actual: why)
    }
    guard abuse.kind == .declaredOversize || abuse.kind == .chunkedOversize else { return }
    if let answer = outcome.answer, answer.status != 413 {
      throw CaseFailure.fail(expected: "413, or a closed connection", actual: answer.line)
    }
    guard outcome.written < abuse.readAtMost else {
      throw CaseFailure.fail(
        expected: "an end before \(abuse.readAtMost) bytes were taken",
        actual: "\(outcome.written) bytes were")
    }
  }
}
