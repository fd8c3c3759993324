/// From exchanges of a script to requests on the wire.
extension CaseRun {
  /// The answers in the order of the turns.
  func answers(to exchange: Exchange) async throws -> [Answer] {
    var requests: [WireRequest] = []
    for turn in 1...exchange.times {
      if exchange.times > 1 { variables["i"] = ["\(turn)"] }
      requests.append(try await request(for: exchange))
    }
    return try await answers(to: requests, parallel: exchange.parallel, pause: exchange.pause)
  }

  /// How long an answer may take before it counts as none: above every limit of a case.
  var patience: Duration { .milliseconds(scaled(30_000)) }

  func answers(to requests: [WireRequest], parallel: Int, pause: Int = 0) async throws -> [Answer] {
    let client = await server.client
    let patience = patience
    guard parallel > 1 else {
      var answers: [Answer] = []
      for (index, request) in requests.enumerated() {
        if index > 0 && pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
        answers.append(try await answer(to: request))
      }
      return answers
    }
    let results = try await Self.concurrently(requests, parallel) { request in
      await client.write([.bytes(request.bytes)], isForHead: request.method == "HEAD", timeout: patience)
    }
    var answers: [Answer] = []
    for (request, outcome) in zip(requests, results) {
      guard let answer = outcome.answer else { throw await failure(outcome.error ?? .timedOut, request) }
      try take(answer, to: request)
      answers.append(answer)
    }
    return answers
  }

  func answer(to request: WireRequest) async throws -> Answer {
    do {
      let answer = try await server.client.exchange(request, timeout: patience)
      try take(answer, to: request)
      return answer
    } catch let error as WireError {
      throw await failure(error, request)
    }
  }

  /// Runs `body` for each item, a number of them at a time; results in the order of items.
  static func concurrently<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ parallel: Int, _ body: @escaping @Sendable (Item) async -> Result
  ) async throws -> [Result] {
    let results = await withTaskGroup(of: (Int, Result).self) { group in
      var next = 0
      var found: [Int: Result] = [:]
      while next < min(parallel, items.count) {
        let (index, item) = (next, items[next])
        group.addTask { (index, await body(item)) }
        next += 1
      }
      while let (index, result) = await group.next() {
        found[index] = result
        guard next < items.count, !Task.isCancelled else { continue }
        let (following, item) = (next, items[next])
        group.addTask { (following, await body(item)) }
        next += 1
      }
      return found
    }
    try Task.checkCancellation()
    return items.indices.compactMap { results[$0] }
  }

  // MARK: Making a request

  func request(for exchange: Exchange) async throws -> WireRequest {
    let (method, target) = try target(of: exchange)
    var request = WireRequest(method: method, target: target, headers: [], body: nil)
    request.headers.append(.init(name: "Host", value: "127.0.0.1"))
    if let header = try await authorization(of: exchange) {
      request.headers.append(.init(name: "Authorization", value: header))
    }
    if let body = try body(of: exchange) {
      request.body = Array(body.utf8)
      request.headers.append(.init(name: "Content-Type", value: "application/json"))
    }
    request.headers.append(.init(name: "Connection", value: "close"))
    for (key, value) in exchange.headers {
      let name = try variables.filled(key)
      request.headers.removeAll { $0.name.lowercased() == name.lowercased() }
      if !value.isEmpty { request.headers.append(.init(name: name, value: try variables.filled(value))) }
    }
    return request
  }

  func session(of exchange: Exchange) throws -> String {
    try variables.filled(exchange.session ?? "${S1}")
  }

  private func target(of exchange: Exchange) throws -> (method: String, target: String) {
    let api = binding.api
    let route: ServerBinding.Route? =
      switch exchange.verb {
      case .send: api.send
      case .list: api.list
      case .history: api.history
      case .sessions: api.sessions
      case .config: api.config
      case .request: .init(method: "GET", path: "/")
      }
    guard let route else { throw CaseFailure.error("the binding has no api.\(exchange.verb.rawValue)") }
    let session = try session(of: exchange)
    let path = try variables.filled(exchange.path ?? route.path)
      .replacing("{session}", with: WireRequest.escaped(session))
    var query: [(String, String)] = []
    if exchange.verb == .list && !exchange.without.contains("session") {
      query.append((api.fields.session, session))
    }
    for (key, value) in exchange.query { query.append((key, try variables.filled(value))) }
    let parameters = query.map { "\(WireRequest.escaped($0))=\(WireRequest.escaped($1))" }
    return (
      exchange.method ?? route.method,
      path + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
    )
  }

  private func body(of exchange: Exchange) throws -> String? {
    if let body = exchange.body { return try variables.filled(body) }
    guard exchange.verb == .send else { return nil }
    let fields = binding.api.fields
    var members: [(String, String)] = []
    if !exchange.without.contains("content") {
      members.append((fields.content, JSON.quoted(try variables.filled(exchange.content?.value ?? "hi"))))
    }
    if !exchange.without.contains("session") {
      members.append((fields.session, JSON.quoted(try session(of: exchange))))
    }
    for (key, value) in exchange.fields { members.append((key, JSON.quoted(try variables.filled(value)))) }
    return "{" + members.map { "\(JSON.quoted($0)):\($1)" }.joined(separator: ",") + "}"
  }

  // MARK: Identities

  /// The name by which the server knows an identity of this case.
  func user(_ identity: String) -> String { "\(variables.key)-\(identity.lowercased())" }

  private func authorization(of exchange: Exchange) async throws -> String? {
    if let header = exchange.authorization {
      let token = header.contains("${token}") ? try await token("U1", .valid) : ""
      return header.replacing("${token}", with: token)
    }
    guard exchange.identity != "none" else { return nil }
    return "Bearer \(try await token(exchange.identity, exchange.token))"
  }

  func token(_ identity: String, _ kind: TokenKind) async throws -> String {
    let name = "\(identity) \(kind.rawValue)"
    if let token = tokens[name] { return token }
    let token: String
    if identity == "login" {
      token = try await signIn()
    } else if let mint = binding.mint {
      guard let secret = binding.environment.first(where: { $0.key == mint.secretVariable })?.value else {
        throw CaseFailure.error("server.env has no \(mint.secretVariable), which mints tokens")
      }
      token = TokenMint(secret: secret, claims: mint.claims, listClaims: mint.listClaims)
        .token(for: user(identity), kind, now: Int(now))
    } else if kind == .valid, let fixed = binding.staticTokens[identity] {
      token = fixed
    } else {
      throw CaseFailure.skip("the binding's auth has no \(kind.rawValue) token for \(identity)")
    }
    tokens[name] = token
    variables["token.\(identity)"] = [token]
    return token
  }

  private func signIn() async throws -> String {
    guard let login = binding.login else { throw CaseFailure.skip("the binding has no auth.login") }
    let members = login.body.map { "\(JSON.quoted($0.key)):\(JSON.quoted($0.value))" }
    let request = WireRequest(
      method: login.request.method, target: login.request.path,
      headers: [
        .init(name: "Host", value: "127.0.0.1"), .init(name: "Content-Type", value: "application/json"),
        .init(name: "Connection", value: "close"),
      ], body: Array("{\(members.joined(separator: ","))}".utf8))
    let answer = try await answer(to: request)
    guard let token = answer.json?.at(login.token)?.text, !token.isEmpty else {
      throw CaseFailure.fail(expected: "a token at \(login.token) of the sign-in", actual: answer.line)
    }
    return token
  }
}
