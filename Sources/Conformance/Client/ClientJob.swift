import SourceText

/// One run of a case: with one value of what it repeats for.
struct ClientJob: Sendable {
  let caseID: String
  /// What is special about this run: `status=503`, `random 0`, `seed 7`; empty for nothing.
  let variant: String
  /// For what is expected too.
  let texts: ScriptTexts
  let until: Int
  /// In the order in which they are done.
  let actions: [ScriptedAction]
  let session: String
  /// Everything that the harness is told, but for the job's number.
  let members: [String: JSON]

  /// The same for the same script on every machine.
  var digest: String { SHA256.hex(Array(JSON.object(members).serialized.utf8)) }

  func line(_ number: Int) -> String {
    var all = members
    all["number"] = .number(Double(number))
    all["digest"] = .string(digest)
    return JSON.object(all).serialized
  }
}

extension ClientScript {
  /// The runs of a case.
  /// - Parameters:
  ///   - id: the case's.
  ///   - client: the binding's client.
  ///   - api: what the server is asked by.
  ///   - overlay: files that are read instead of the tree's, by their path below the client's root.
  /// - Returns: one for each value, chance and seed.
  func jobs(
    of id: String, _ client: ClientBinding, _ api: ServerBinding.API, overlay: [String: String]
  ) -> [ClientJob] {
    guard !isAboutAll else { return [] }
    let repeated: [String?] = each.map { $0.values.map(Optional.some) } ?? [nil]
    let randoms =
      world.randoms.map {
        Chance(name: world.randoms.count > 1 || world.seeds > 0 ? "random \($0)" : "", .value($0))
      }
      + (world.seeds > 0 ? (1...world.seeds).map { Chance(name: "seed \($0)", .seed($0)) } : [])
    return repeated.flatMap { value in
      randoms.map { chance in job(id, value, chance, client, api, overlay) }
    }
  }

  /// The one run of a case in real time: of a soak, the one of its first seed.
  /// - Parameters:
  ///   - id: the case's.
  ///   - client: the binding's client.
  ///   - api: what the server is asked by.
  ///   - ground: the server and who is signed in.
  ///   - overlay: files that are read instead of the tree's.
  /// - Returns: the run.
  func liveJob(
    of id: String, _ client: ClientBinding, _ api: ServerBinding.API, on ground: LiveGround,
    overlay: [String: String]
  ) -> ClientJob {
    let chance = world.isSoak ? Chance(name: "seed 1", .seed(1)) : Chance(name: "", .value(world.randoms[0]))
    return job(id, each?.values.first, chance, client, api, overlay, ground: ground)
  }

  private struct Chance {
    enum Kind {
      case value(String)
      case seed(Int)
    }

    let name: String
    let kind: Kind

    init(name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  private func job(
    _ id: String, _ value: String?, _ chance: Chance, _ client: ClientBinding, _ api: ServerBinding.API,
    _ overlay: [String: String], ground: LiveGround? = nil
  ) -> ClientJob {
    let key = "conf-\(id.lowercased())"
    let session = ground?.session ?? key + "-0001"
    let tokens = Dictionary(
      uniqueKeysWithValues: world.pages.map {
        ($0, ground?.tokens[$0] ?? Self.token(world.users[$0] ?? "U1"))
      })
    var values = [
      "token": tokens["A"] ?? Self.token("U1"), "token2": Self.token("U1", serial: 2), "S1": session,
      "S2": key + "-0002", "idempotency": api.idempotencyHeader,
    ]
    var variant = [chance.name]
    if let each, let value {
      values[each.name] = value
      variant.insert("\(each.name)=\(value.prefix(24))", at: 0)
    }
    let texts = ScriptTexts(values: values)
    // Over loopback the server itself is stopped, and every delay is a real one.
    let faults = ground == nil ? faults : faults.filter { $0.kind != .down }
    let actions = self.actions.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
    let sessions = Set(
      [session] + actions.filter { $0.verb == .select && $0.argument == "S2" }.map { _ in key + "-0002" })
    let (random, seed): (JSON, Int) =
      switch chance.kind {
      case .value(let text): (.object(["value": .number(Double(text) ?? 0.5)]), 1)
      case .seed(let seed): (.object(["seed": .number(Double(seed))]), world.isSoak ? seed : 1)
      }
    let members: [String: JSON] = [
      "case": .string(id), "session": .string(session),
      "sessions": .array(sessions.sorted().map(JSON.string)),
      "until": .number(Double(until)), "seed": .number(Double(seed)),
      "select": world.hasSession ? .string(session) : .null,
      "pages": .array(world.pages.map(JSON.string)),
      "tokens": .object(tokens.mapValues(JSON.string)),
      "live": ground.map { .object(["port": .number(Double($0.port))]) } ?? .null,
      "world": .object([
        "online": .boolean(world.isOnline), "hidden": .boolean(false), "random": random,
        "networkError": .string("Failed to fetch"),
      ]),
      "latency": .number(Double(ground == nil ? world.latency : 0)),
      "server": .object([
        "session": .boolean(server.hasSession), "shared": .boolean(server.isShared),
        "stored": .number(Double(server.stored)),
        "etag": .boolean(server.hasTags), "pageMax": .number(Double(server.pageMax)),
        "replies": .number(Double(server.replies)),
        "config": server.interval.flatMap { interval in
          client.server.config.map { .string($0.replacing("${interval}", with: "\(interval)")) }
        } ?? .null,
      ]),
      "faults": .array(faults.map { $0.json(texts.filled) }),
      "script": .array(actions.map { $0.json(texts) }),
      "overlay": .object(overlay.mapValues(JSON.string)),
    ]
    return ClientJob(
      caseID: id, variant: variant.filter { !$0.isEmpty }.joined(separator: ", "), texts: texts,
      until: until, actions: actions, session: session, members: members)
  }

  /// A token that names who is signed in, as clients read it; nobody checks its signature.
  static func token(_ user: String, serial: Int = 1) -> String {
    func part(_ text: String) -> String { TokenMint.base64URL(Array(text.utf8)) }
    let claims = #"{"sub":"\#(user)","username":"\#(user)","roles":["admin"],"jti":"\#(serial)"}"#
    return part(#"{"alg":"HS256","typ":"JWT"}"#) + "." + part(claims) + "." + part("signature")
  }
}

extension NetworkFault {
  fileprivate func json(_ fill: (String) -> String) -> JSON {
    var members: [String: JSON] = [
      "on": .string(on.rawValue), "from": .number(Double(from)), "skip": .number(Double(skip)),
    ]
    members["page"] = page.map(JSON.string)
    members["holds"] = holding.map(JSON.string)
    members["until"] = until.map { .number(Double($0)) }
    members["times"] = times.map { .number(Double($0)) }
    members["percent"] = percent.map { .number(Double($0)) }
    members["fail"] = kind.map { .string($0.rawValue) }
    members["status"] = status.map { .number(Double(fill($0)) ?? 0) }
    members["headers"] = .object(
      Dictionary(headers.map { ($0.key, .string(fill($0.value))) }, uniquingKeysWith: { $1 }))
    members["body"] = body.map { .string(fill($0)) }
    members["latency"] = latency.map {
      .array([.number(Double($0.lowerBound)), .number(Double($0.upperBound))])
    }
    return .object(members)
  }
}

extension ScriptedAction {
  fileprivate func json(_ texts: ScriptTexts) -> JSON {
    var members: [String: JSON] = [
      "at": .number(Double(at)), "page": .string(page), "do": .string(verb.rawValue),
      "times": .number(Double(times)),
    ]
    switch verb {
    case .select: members["value"] = .string(texts.values[argument.isEmpty ? "S1" : argument] ?? argument)
    case .token: members["value"] = .string(texts.values["token\(argument)"] ?? "")
    case .subscribe:
      let words = argument.split(separator: " ")
      members["value"] = .string(String(words.first ?? ""))
      members["throws"] = .boolean(words.contains("throwing"))
    default: members["value"] = .string(texts.filled(argument))
    }
    return .object(members)
  }
}

extension JSON {
  /// As JSON text with members in the order of their names.
  var serialized: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .string(let text): Self.quoted(text)
    case .array(let items): "[" + items.map(\.serialized).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.serialized)" }
        .joined(separator: ",") + "}"
    }
  }
}
