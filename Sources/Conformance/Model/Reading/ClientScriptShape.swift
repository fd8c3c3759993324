internal import StrictYAML

extension Shape where Value == ClientScript {
  static var clientScript: Shape<ClientScript> {
    .mapping("client script", "What happens to the client in virtual time, and what must be seen.") {
      fields in
      let world = fields.optional("world", .clientWorld, default: ClientWorld(), "How the pages begin.")
      let server = fields.optional("server", .modelWish, default: ModelWish(), "How the server model is.")
      let faults = fields.optional("faults", .list(of: .networkFault), default: [], "What goes wrong.")
      let actions = fields.optional("do", .list(of: .scriptedActions), default: [], "What is done, and when.")
      let until = fields.optional("until", .integer(1...36_000_000), default: 60_000, "Milliseconds.")
      let each = fields.optional(
        "each", .pairs(.line, .list(of: .string, atLeast: 1)), default: [],
        "One name with values: a run for each; ${name} is the value.")
      let checks = fields.required("expect", .list(of: .traceCheck, atLeast: 1), "What must be seen.")
      let all = fields.optional("all", .boolean, default: false, "About the runs of all client cases.")
      let happens = fields.required(
        "happens", .pairs(.line, .integer(1...1_000_000), atLeast: 1),
        "How often things must have happened: get, post, a status, or something that is done.")
      guard let checks, let happens else { return nil }
      guard each.count <= 1 else {
        fields.report("a client script repeats for the values of one name only", at: ["each"])
        return nil
      }
      return ClientScript(
        world: world, server: server, faults: faults, actions: actions.flatMap(\.self), until: until,
        each: each.first.map { ($0.key, $0.value) }, checks: checks,
        happens: happens.map { ($0.key, $0.value) }, isAboutAll: all)
    }
  }
}

extension Shape where Value == ClientWorld {
  static var clientWorld: Shape<ClientWorld> {
    .mapping("client world", "How the pages are when the code is loaded.") { fields in
      var world = ClientWorld()
      world.isOnline = fields.optional("online", .boolean, default: true, "navigator.onLine.")
      world.hasSession = fields.optional("session", .boolean, default: true, "Whether one is chosen.")
      world.randoms = fields.optional(
        "random", .list(of: .line, atLeast: 1), default: ["0.5"], "Values of Math.random, a run for each.")
      world.seeds = fields.optional("seeds", .integer(0...100), default: 0, "Further runs by seed, from 1.")
      world.pages = fields.optional("pages", .list(of: .line, atLeast: 1), default: ["A"], "Pages.")
      world.users = Dictionary(
        fields.optional("users", .pairs(.line, .line), default: [], "Who is signed in, by page.")
          .map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
      world.latency = fields.optional(
        "latency", .integer(0...60_000), default: 20, "Of a request and its answer.")
      world.isSoak = fields.optional("soak", .boolean, default: false, "Whether faults differ by seed.")
      return world
    }
  }
}

extension Shape where Value == ModelWish {
  static var modelWish: Shape<ModelWish> {
    .mapping("server model", "What the server model does beyond the ordinary.") { fields in
      var wish = ModelWish()
      wish.hasSession = fields.optional("session", .boolean, default: true, "Whether the session is there.")
      wish.isShared = fields.optional("shared", .boolean, default: false, "Whether it is for everybody.")
      wish.stored = fields.optional("stored", .integer(0...10_000), default: 0, "Messages that are there.")
      wish.hasTags = fields.optional("tags", .boolean, default: true, "Whether lists have an ETag.")
      wish.pageMax = fields.optional("pageMax", .integer(1...1000), default: 1000, "The longest page.")
      wish.replies = fields.optional("replies", .integer(0...1), default: 0, "Of an assistant.")
      wish.interval = fields.optional("interval", .integer(1...60_000), "The configured interval.")
      return wish
    }
  }
}

extension Shape where Value == [ScriptedAction] {
  /// `{at: 5000, do: send m1}`, or `{from: 0, to: 20000, every: 500, do: key}`.
  static var scriptedActions: Shape<[ScriptedAction]> {
    .mapping("action", "One thing that is done at a time, or again and again.") { fields in
      let at = fields.optional("at", .integer(0...36_000_000), "When.")
      let from = fields.optional("from", .integer(0...36_000_000), "When for the first time.")
      let to = fields.optional("to", .integer(0...36_000_000), "When for the last time.")
      let every = fields.optional("every", .integer(1...36_000_000), "Milliseconds between.")
      let deed = fields.required("do", .deed, "A verb, and what it is about.")
      let page = fields.optional("page", .line, default: "A", "Where.")
      let times = fields.optional("times", .integer(1...10_000), default: 1, "How often in one turn.")
      let length = fields.optional("repeat", .integer(1...100_000), default: 1, "Repeats the argument.")
      guard let deed else { return nil }
      let argument = String(repeating: deed.argument, count: length)
      func action(_ time: Int) -> ScriptedAction {
        ScriptedAction(at: time, verb: deed.verb, argument: argument, page: page, times: times)
      }
      switch (at, from, to, every) {
      case (let at?, nil, nil, nil): return [action(at)]
      case (nil, let from?, let to?, let every?):
        return stride(from: from, through: to, by: every).enumerated().map { index, time in
          let text = argument.replacing("${turn}", with: "\(index + 1)")
          return ScriptedAction(at: time, verb: deed.verb, argument: text, page: page, times: times)
        }
      default:
        fields.report("an action has 'at', or 'from', 'to' and 'every'")
        return nil
      }
    }
  }
}

struct Deed: Sendable {
  let verb: ScriptedAction.Verb
  let argument: String
}

extension Shape where Value == Deed {
  static var deed: Shape<Deed> {
    Shape<String>.text.checked { text throws(Complaint) in
      let word = String(text.prefix { $0 != " " })
      guard let verb = ScriptedAction.Verb(rawValue: word) else {
        let all = ScriptedAction.Verb.allCases.map(\.rawValue).joined(separator: ", ")
        throw Complaint("'\(word)' is none of: \(all)")
      }
      return Deed(verb: verb, argument: String(text.dropFirst(word.count + 1)))
    }
  }
}

extension Shape where Value == NetworkFault {
  static var networkFault: Shape<NetworkFault> {
    .mapping("fault", "A rule about requests; the first that fits one counts.") { fields in
      let on = fields.required("on", .word(NetworkFault.Target.self, "kind of request"), "Which requests.")
      let kind = fields.optional("fail", .word(NetworkFault.Kind.self, "fault"), "How they fail.")
      let status = fields.optional("status", .string, "What they are answered; may be a ${name}.")
      let latency = fields.optional("latency", .range, "How long they take, in milliseconds.")
      let fault = NetworkFault(
        on: on ?? .any, page: fields.optional("page", .line, "Of which page."),
        holding: fields.optional("holding", .line, "With this text in their body."),
        from: fields.optional("from", .integer(0...36_000_000), default: 0, "From when on."),
        until: fields.optional("until", .integer(1...36_000_000), "Until when."),
        skip: fields.optional("skip", .integer(0...10_000), default: 0, "The first ones are let through."),
        times: fields.optional("times", .integer(1...10_000), "How many."),
        percent: fields.optional("percent", .integer(1...100), "How many of a hundred."), kind: kind,
        status: status,
        headers: fields.optional("headers", .pairs(.line, .string), default: [], "Of the answer.")
          .map { ($0.key, $0.value) },
        body: fields.optional("body", .string, "Of the answer."), latency: latency)
      guard on != nil else { return nil }
      guard kind != nil || status != nil || latency != nil else {
        fields.report("a fault has 'fail', 'status' or 'latency'")
        return nil
      }
      return fault
    }
  }
}
