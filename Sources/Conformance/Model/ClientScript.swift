/// A case that drives the client in virtual time. Times are milliseconds since its beginning.
struct ClientScript: Sendable {
  let world: ClientWorld
  let server: ModelWish
  /// What goes wrong with requests; the first rule that fits one counts.
  let faults: [NetworkFault]
  let actions: [ScriptedAction]
  /// When the run ends.
  let until: Int
  /// Each value is one run of its own: `${name}` stands for it.
  let each: (name: String, values: [String])?
  let checks: [TraceCheck]
  /// How often things must have happened for a pass to mean something.
  let happens: [(event: String, least: Int)]
  /// Whether the checks are about the runs of all client cases instead of an own one.
  let isAboutAll: Bool
}

/// How the pages are when the client's code is loaded.
struct ClientWorld: Sendable {
  var isOnline = true
  /// Whether a session is chosen before the service is loaded.
  var hasSession = true
  /// What `Math.random` gives: each value is one run of its own.
  var randoms = ["0.5"]
  /// As many further runs, in each of which `Math.random` gives other numbers.
  var seeds = 0
  /// Names of pages: `A`, `B`.
  var pages = ["A"]
  /// Who is signed in, by page; U1 everywhere when left out.
  var users: [String: String] = [:]
  /// Of a request and its answer together.
  var latency = 20
  /// Whether faults are drawn anew from each seed too.
  var isSoak = false
}

/// What the server model does beyond the ordinary.
struct ModelWish: Sendable, Hashable {
  /// Whether the session is there from the beginning.
  var hasSession = true
  /// Whether every administrator may use it.
  var isShared = false
  /// Messages that are there from the beginning: `old 1`, `old 2`, …
  var stored = 0
  var hasTags = true
  var pageMax = 1000
  var replies = 0
  /// The configured base interval; nil where there is no configuration.
  var interval: Int?
}

/// One thing that is done at a time.
struct ScriptedAction: Sendable, Hashable {
  enum Verb: String, Sendable, CaseIterable {
    case start, stop, reconnect, configure, interval, select, send, retry, subscribe, unsubscribe
    case token, store, jump, reload, close
    case key, online, offline, hidden, shown, focus, blur
  }

  var at: Int
  let verb: Verb
  /// What stands behind the verb.
  let argument: String
  let page: String
  /// How often, in one turn; `${i}` in the argument is the number, from 1.
  let times: Int
}

/// A rule about requests.
struct NetworkFault: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    /// It does not get through.
    case network
    /// It is never answered.
    case hang
    /// It gets through; the answer does not.
    case lost
    /// The answer ends in the middle.
    case cut
    /// The server is away: nothing gets through, and over loopback it is really stopped.
    case down
  }

  enum Target: String, Sendable, CaseIterable {
    case get, post, config, any
  }

  let on: Target
  let page: String?
  /// A text that the body must hold.
  let holding: String?
  let from: Int
  let until: Int?
  let skip: Int
  let times: Int?
  /// How many of a hundred, drawn by the run's seed.
  let percent: Int?
  let kind: Kind?
  let status: String?
  let headers: [(key: String, value: String)]
  let body: String?
  let latency: ClosedRange<Int>?
}
