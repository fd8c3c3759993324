/// Steps that read: until something is there, page by page, back what was sent.
extension CaseRun {
  func wait(for step: Step, _ exchange: Exchange, _ milliseconds: Int) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(limit(milliseconds))
    while true {
      let request = try await request(for: exchange)
      let answer = try await answer(to: request)
      do {
        try check([answer], step.expect)
        return try save([answer], step.save)
      } catch let failure as CaseFailure {
        guard clock.now < end else {
          if case .fail(let expected, let actual) = failure {
            throw CaseFailure.fail(expected: "within \(milliseconds) ms: \(expected)", actual: actual)
          }
          throw failure
        }
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// A page of a session, which must be a list.
  func page(_ session: String, _ query: [(key: String, value: String)]) async throws -> MessageList {
    var exchange = Exchange(verb: .list)
    exchange.session = session
    exchange.query = query
    let answer = try await answer(to: try await request(for: exchange))
    guard answer.isSuccess, let list = MessageList(answer, binding.api.fields) else {
      throw CaseFailure.fail(expected: "a page of messages", actual: answer.line)
    }
    return list
  }

  /// Reads until there is no more, and checks each page on the way.
  func wholeSession(_ session: String, limit: Int) async throws -> (
    messages: [MessageList.Message], pages: [Int]
  ) {
    var messages: [MessageList.Message] = []
    var pages: [Int] = []
    while true {
      let page = try await page(session, [("limit", "\(limit)"), ("offset", "\(messages.count)")])
      messages += page.messages
      pages.append(page.messages.count)
      guard page.more == true else { break }
      guard page.messages.count == limit else {
        throw CaseFailure.fail(
          expected: "a page of \(limit) where there are more",
          actual: "page \(pages.count) of \(page.messages.count)")
      }
      guard pages.count < 10_000 else {
        throw CaseFailure.fail(expected: "a last page", actual: "\(pages.count) pages and still more")
      }
    }
    return (messages, pages)
  }

  func read(_ pages: Pages) async throws {
    let (messages, sizes) = try await wholeSession("${S1}", limit: pages.limit)
    count("pages", sizes.count)
    let ids = Set(messages.map(\.id))
    guard ids.count == messages.count else {
      throw CaseFailure.fail(
        expected: "each message once", actual: "\(messages.count - ids.count) come twice")
    }
    let full = (messages.count - 1) / pages.limit
    let last = messages.count - full * pages.limit
    let expected = Array(repeating: pages.limit, count: max(0, full)) + [last]
    guard sizes == expected else {
      throw CaseFailure.fail(expected: "pages of \(expected)", actual: "\(sizes)")
    }
    guard let name = pages.contents else { return }
    let written = messages.filter { $0.type != "assistant" && $0.type != "system" }.map(\.content)
    let wanted = try variables.list(name)
    try compare(
      pages.inAnyOrder ? written.sorted() : written, pages.inAnyOrder ? wanted.sorted() : wanted,
      "the contents")
  }

  func make(_ trip: RoundTrip) async throws {
    for (index, content) in trip.contents.enumerated() {
      try await carry(content, in: variables.session(40, "r\(index)"), trip.mayRefuse)
    }
    for (index, session) in trip.sessions.enumerated() {
      try await carry("round trip \(index)", in: try variables.filled(session), trip.mayRefuse)
    }
  }

  private func carry(_ content: String, in session: String, _ mayRefuse: Bool) async throws {
    var send = Exchange(verb: .send)
    // What is carried is no template.
    variables["carried"] = [content]
    variables["carrying"] = [session]
    send.content = TextSource(text: "${carried}")
    send.session = "${carrying}"
    let sent = try await answer(to: try await request(for: send))
    let shown = "content \(JSON.quoted(String(content.prefix(40)))) in session \(JSON.quoted(session))"
    guard sent.isSuccess || (mayRefuse && sent.status == 400) else {
      throw CaseFailure.fail(
        expected: mayRefuse ? "2xx or 400 for \(shown)" : "2xx for \(shown)", actual: sent.line)
    }
    guard sent.isSuccess else { return }
    let list = try await page("${carrying}", [])
    let found = list.written.map(\.content)
    guard found.map({ Array($0.unicodeScalars) }) == [Array(content.unicodeScalars)] else {
      throw CaseFailure.fail(
        expected: "\(shown) to be read back as it was, once", actual: found.map(JSON.quoted).shown)
    }
    count("carried")
    if let other = list.written.compactMap(\.session).first(where: { $0 != session }) {
      throw CaseFailure.fail(expected: "session \(JSON.quoted(session))", actual: JSON.quoted(other))
    }
  }
}
