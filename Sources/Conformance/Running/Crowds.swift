/// Steps in which several do something at the same time.
extension CaseRun {
  /// A message of U1, or of another identity, in a session.
  func send(
    _ content: String, session: String, identity: String = "U1", path: String? = nil
  ) async throws -> WireRequest {
    var exchange = Exchange(verb: .send)
    variables["sending"] = [content]
    variables["session.sending"] = [session]
    exchange.content = TextSource(text: "${sending}")
    exchange.session = "${session.sending}"
    exchange.identity = identity
    exchange.path = path
    return try await request(for: exchange)
  }

  func run(_ writers: Writers, saving: [(name: String, from: String)]) async throws {
    let session = try variables.filled("${S1}")
    let path = try writers.path.map(variables.filled)
    var requests: [WireRequest] = []
    var contents: [String] = []
    // One message of each writer after the other, so that all of them always have one.
    for turn in 1...writers.each {
      for writer in 1...writers.count {
        contents.append("writer \(writer) message \(turn)")
        requests.append(try await send(contents.last ?? "", session: session, path: path))
      }
    }
    let answers = try await answers(to: requests, parallel: writers.count)
    if let refused = answers.first(where: { !$0.isSuccess }) {
      throw CaseFailure.fail(expected: "2xx for each of \(requests.count) messages", actual: refused.line)
    }
    let ids = try answers.flatMap { try values(at: "messageId", of: $0) }
    guard Set(ids).count == ids.count else {
      throw CaseFailure.fail(expected: "\(ids.count) different ids", actual: "\(Set(ids).count)")
    }
    for (name, from) in saving where from == "contents" { variables[name] = contents }
    for (name, from) in saving where from == "ids" { variables[name] = ids }
  }

  // MARK: A reader beside a sender

  func run(_ follow: Follow) async throws {
    let session = try variables.filled("${S1}")
    var posts: [WireRequest] = []
    let contents = (1...follow.posts).map { "news \($0)" }
    for content in contents { posts.append(try await send(content, session: session)) }
    // The session must be there before somebody can read it.
    _ = try await answer(to: posts.removeFirst())
    let client = await server.client
    let patience = patience
    let sender = Task { [posts] in
      var refused: String?
      for post in posts {
        let outcome = await client.write([.bytes(post.bytes)], timeout: patience)
        if outcome.answer?.isSuccess != true {
          refused = refused ?? (outcome.answer?.line ?? outcome.error?.words ?? "no answer")
        }
        if Task.isCancelled { break }
      }
      return refused
    }
    defer { sender.cancel() }
    let done = Counter()
    let watcher = Task {
      _ = await sender.value
      done.add()
    }
    defer { watcher.cancel() }
    switch follow.by {
    case .since: try await pollSince(session, contents, follow, until: done)
    case .etag: try await pollByTag(session, contents, follow, until: done)
    }
    if let refused = await sender.value {
      throw CaseFailure.fail(expected: "2xx for each of \(follow.posts) messages", actual: refused)
    }
    count("sent", follow.posts - 1)
  }

  private func pollSince(
    _ session: String, _ contents: [String], _ follow: Follow, until done: Counter
  ) async throws {
    var seen: [String] = []
    var last: String?
    var isLast = false
    while true {
      isLast = done.value > 0
      let page = try await page(
        session, [("limit", "1000")] + (last.map { [("since", $0)] } ?? []))
      seen += page.written.map(\.content)
      last = page.messages.last?.id ?? last
      count("polled")
      if isLast { break }
      try await Task.sleep(for: .milliseconds(follow.every))
    }
    try compare(seen, contents, "what the reader saw")
  }

  private func pollByTag(
    _ session: String, _ contents: [String], _ follow: Follow, until done: Counter
  ) async throws {
    var tag: String?
    var seen: [String] = []
    while true {
      let isLast = done.value > 0
      var exchange = Exchange(verb: .list)
      exchange.session = session
      exchange.query = [("limit", "1000")]
      if let tag { exchange.headers = [("If-None-Match", tag)] }
      let answer = try await answer(to: try await request(for: exchange))
      count("polled")
      if answer.status != 304 {
        guard let list = MessageList(answer, binding.api.fields), answer.isSuccess else {
          throw CaseFailure.fail(expected: "a list or 304", actual: answer.line)
        }
        seen = list.written.map(\.content)
        tag = answer.header("ETag")
      }
      if isLast { break }
      try await Task.sleep(for: .milliseconds(follow.every))
    }
    try compare(seen, contents, "the list after the last message")
  }

  // MARK: Sessions beside each other

  func run(_ isolation: Isolation) async throws {
    var requests: [WireRequest] = []
    var contents: [String: [String]] = [:]
    for number in 1...isolation.sessions {
      let session = "iso-\(variables.key)-\(number)"
      for user in 1...isolation.identities where (number + user).isMultiple(of: isolation.identities) {
        // Each session has one owner; nobody else may appear in it.
        for turn in 1...3 {
          let content = "U\(user) session \(number) message \(turn)"
          contents[session, default: []].append(content)
          requests.append(try await send(content, session: session, identity: "U\(user)"))
        }
      }
    }
    let answers = try await answers(to: requests, parallel: 20)
    if let refused = answers.first(where: { !$0.isSuccess }) {
      throw CaseFailure.fail(expected: "2xx for each of \(requests.count) messages", actual: refused.line)
    }
    for number in 1...isolation.sessions {
      let session = "iso-\(variables.key)-\(number)"
      let owner = (1...isolation.identities).first { (number + $0).isMultiple(of: isolation.identities) } ?? 1
      var exchange = Exchange(verb: .list)
      exchange.session = session
      exchange.identity = "U\(owner)"
      let answer = try await answer(to: try await request(for: exchange))
      guard let list = MessageList(answer, binding.api.fields), answer.isSuccess else {
        throw CaseFailure.fail(expected: "the messages of \(session)", actual: answer.line)
      }
      try compare(
        list.written.map(\.content).sorted(), (contents[session] ?? []).sorted(),
        "session \(number): the contents")
    }
    count("isolated", isolation.sessions)
  }
}
