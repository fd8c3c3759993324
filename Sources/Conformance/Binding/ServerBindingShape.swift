internal import StrictYAML

extension Shape where Value == ServerBinding {
  static var serverBinding: Shape<ServerBinding> {
    .mapping("server", "How the backend is built, started, reached and ended.") { fields in
      let directory = fields.optional("dir", .folder, default: "", "From the repository's root.")
      let build = fields.optional("build", .list(of: .text), default: [], "Run once, without a shell.")
      let buildBudget = fields.optional("buildBudget", .duration, default: 600_000, "For the build.")
      let command = fields.required("command", .list(of: .text, atLeast: 1), "Started without a shell.")
      let environment = fields.optional("env", .pairs(.line, .string), default: [], "The whole environment.")
      let passed = fields.optional("passEnv", .list(of: .line), default: [], "Taken over from the caller.")
      let variants = fields.optional(
        "variants", .pairs(.line, .pairs(.line, .string)), default: [], "Variables on top: roomy, assistant.")
      let ready = fields.required("ready", .readiness, "When it can be asked.")
      let stop = fields.optional("stop", .stopping, default: Stopping(), "How it is ended.")
      let persistence = fields.required(
        "persistence", .word(Persistence.self, "persistence"), "memory, durable.")
      let seed = fields.optional(
        "seed", .list(of: .text, atLeast: 1), "Stores ${count} messages of ${user} in ${session}.")
      let auth = fields.required("auth", .authentication, "Who may ask.")
      let dependencies = fields.optional(
        "dependencies", .list(of: .dependency), default: [], "Stubs that are started first.")
      let api = fields.required("api", .api, "Paths and fields.")
      guard let command, let ready, let persistence, let auth, let api else { return nil }
      if let mint = auth.mint, !environment.contains(where: { $0.key == mint.secretVariable }) {
        fields.report(
          "auth.mint signs with the variable '\(mint.secretVariable)', which env does not set",
          at: ["auth", "mint", "secretEnv"])
      }
      if auth.mint == nil, auth.tokens.isEmpty {
        fields.report("auth gives no tokens: write 'mint', or 'static' with one for U1", at: ["auth"])
      }
      return ServerBinding(
        directory: directory, build: build, buildBudget: buildBudget, command: command,
        environment: environment, passed: passed,
        variants: Dictionary(variants.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }), ready: ready,
        stopSignal: stop.signal.rawValue, stopGrace: stop.grace, isDurable: persistence == .durable,
        seed: seed, staticTokens: auth.tokens, mint: auth.mint, login: auth.login,
        dependencies: dependencies, api: api)
    }
  }
}

enum Persistence: String, CaseIterable, Sendable {
  case memory, durable
}

struct Stopping: Sendable {
  enum Signal: String, CaseIterable, Sendable {
    case term = "TERM"
    case interrupt = "INT"
    case quit = "QUIT"
    case hangUp = "HUP"
  }

  var signal = Signal.term
  var grace = 10_000
}

struct Authentication: Sendable {
  var tokens: [String: String] = [:]
  var mint: ServerBinding.Mint?
  var login: ServerBinding.Login?
}

extension Shape where Value == String {
  /// A path that starts at the repository's root and does not leave it.
  static var folder: Shape<String> {
    line.checked { text throws(Complaint) in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard !text.hasPrefix("/"), !parts.contains("..") else {
        throw Complaint("a path starts at the repository's root and may not leave it")
      }
      return text == "." ? "" : text
    }
  }
}

extension Shape where Value == ServerBinding.Readiness {
  static var readiness: Shape<ServerBinding.Readiness> {
    .mapping("readiness", "When the server can be asked.") { fields in
      let path = fields.required("path", .line, "What is asked.")
      let status = fields.optional("status", .integer(100...599), default: 200, "What it then answers.")
      let budget = fields.optional("budget", .duration, default: 20_000, "How long the start may take.")
      return path.map { ServerBinding.Readiness(path: $0, status: status, budget: budget) }
    }
  }
}

extension Shape where Value == Stopping {
  static var stopping: Shape<Stopping> {
    .mapping("stop", "How the server is ended.") { fields in
      Stopping(
        signal: fields.optional(
          "signal", .word(Stopping.Signal.self, "signal"), default: .term, "Of the group."),
        grace: fields.optional("grace", .duration, default: 10_000, "Before it is killed."))
    }
  }
}

extension Shape where Value == ServerBinding.Route {
  static var route: Shape<ServerBinding.Route> {
    .mapping("route", "A method and a path.") { fields in
      let method = fields.optional("method", .line, default: "GET", "GET when left out.")
      let path = fields.required("path", .line, "From the server's root.")
      return path.map { ServerBinding.Route(method: method, path: $0) }
    }
  }
}

extension Shape where Value == Authentication {
  static var authentication: Shape<Authentication> {
    .mapping("authentication", "One of static and mint; login beside it for cases that sign in.") { fields in
      var auth = Authentication()
      auth.tokens = Dictionary(
        (fields.optional("static", .pairs(.line, .text), default: [], "Tokens by identity: U1, U2."))
          .map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
      auth.mint = fields.optional("mint", .mint, "Tokens that the suite signs itself.")
      auth.login = fields.optional("login", .login, "A request that answers with a token.")
      return auth
    }
  }
}

extension Shape where Value == ServerBinding.Mint {
  static var mint: Shape<ServerBinding.Mint> {
    .mapping("mint", "How tokens are signed.") { fields in
      let algorithm = fields.required("alg", .constant("HS256"), "HS256.")
      let secret = fields.required("secretEnv", .line, "The variable of env that holds the secret.")
      let claims = fields.required(
        "claims", .pairs(.line, .oneOrMore(of: .string)), "By name; ${user} is the identity.")
      let lists = fields.optional("lists", .list(of: .line), default: ["roles"], "Claims that are lists.")
      guard algorithm != nil, let secret, let claims else { return nil }
      return ServerBinding.Mint(
        secretVariable: secret, claims: claims.map { ($0.key, $0.value) }, listClaims: Set(lists))
    }
  }
}

extension Shape where Value == ServerBinding.Login {
  static var login: Shape<ServerBinding.Login> {
    .mapping("login", "A request that answers with a token.") { fields in
      let request = fields.required("request", .route, "Where.")
      let body = fields.required("json", .pairs(.line, .string), "Its body.")
      let token = fields.required("token", .line, "JSON pointer to the token.")
      guard let request, let body, let token else { return nil }
      return ServerBinding.Login(request: request, body: body.map { ($0.key, $0.value) }, token: token)
    }
  }
}

extension Shape where Value == ServerBinding.Dependency {
  static var dependency: Shape<ServerBinding.Dependency> {
    .mapping("dependency", "A stub on loopback that stands for another service.") { fields in
      let name = fields.required("name", .line, "By which cases call it.")
      let port = fields.required("port", .line, "The variable for its port: aiPort.")
      let route = fields.required("route", .route, "What it answers; * stands for any part of a path.")
      let status = fields.optional("status", .integer(100...599), default: 200, "Of its answer.")
      let reply = fields.optional("reply", .string, default: "{}", "Its answer as JSON.")
      guard let name, let port, let route else { return nil }
      return ServerBinding.Dependency(name: name, port: port, route: route, status: status, reply: reply)
    }
  }
}

extension Shape where Value == ServerBinding.API {
  static var api: Shape<ServerBinding.API> {
    .mapping("interface", "Paths and fields.") { fields in
      let send = fields.required("send", .route, "Sends a message.")
      let list = fields.required("list", .route, "Lists messages.")
      let history = fields.optional("history", .route, "The history of {session}.")
      let sessions = fields.optional("sessions", .route, "The sessions of who asks.")
      let config = fields.optional("config", .route, "What clients are told.")
      let share = fields.optional("share", .share, "Shares {session} with every administrator.")
      let secondary = fields.optional("secondary", .list(of: .line), default: [], "Other ways to send.")
      let gone = fields.optional("gone", .list(of: .line), default: [], "Paths that the clean-up takes away.")
      let origin = fields.optional("origin", .line, "An origin that is let in.")
      let names = fields.optional("fields", .messageFields, default: .init(), "Names of fields.")
      let replies = fields.optional("repliesPerSend", .integer(0...1), default: 0, "Of an assistant.")
      let idempotency = fields.optional(
        "idempotencyHeader", .line, default: "Idempotency-Key", "Makes a repeated send harmless.")
      guard let send, let list else { return nil }
      return ServerBinding.API(
        send: send, list: list, history: history, sessions: sessions, config: config, share: share,
        secondary: secondary,
        gone: gone, origin: origin, fields: names, repliesPerSend: replies, idempotencyHeader: idempotency)
    }
  }
}

extension Shape where Value == ServerBinding.Share {
  static var share: Shape<ServerBinding.Share> {
    .mapping("sharing", "A request that shares a session.") { fields in
      let method = fields.optional("method", .line, default: "PUT", "PUT when left out.")
      let path = fields.required("path", .line, "With {session}.")
      let body = fields.optional("body", .string, default: "{}", "As JSON text.")
      return path.map { ServerBinding.Share(route: .init(method: method, path: $0), body: body) }
    }
  }
}

extension Shape where Value == ServerBinding.Fields {
  static var messageFields: Shape<ServerBinding.Fields> {
    .mapping("field names", "Names of fields on the wire.") { fields in
      func name(_ key: String, _ standard: String) -> String {
        fields.optional(key, .line, default: standard, "\(standard) when left out.")
      }
      let standard = ServerBinding.Fields()
      return ServerBinding.Fields(
        content: name("content", standard.content), session: name("session", standard.session),
        id: name("id", standard.id), time: name("time", standard.time), type: name("type", standard.type),
        messageID: name("messageId", standard.messageID), more: name("more", standard.more))
    }
  }
}
