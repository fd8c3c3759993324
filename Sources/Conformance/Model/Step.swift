/// One step of a script with what is expected of it.
struct Step: Sendable {
  let action: Action
  let expect: Expectation
  /// Names for later steps, and where in the answer their values stand.
  let save: [(name: String, from: String)]
}

/// What a step does.
indirect enum Action: Sendable {
  case exchange(Exchange)
  case loop(times: Int, steps: [Step])
  /// Once for each of a list of values, which is `${item}`.
  case each(list: String, steps: [Step])
  case wait(milliseconds: Int)
  /// As long as a Retry-After says.
  case waitAsTold(String)
  /// Asks until what is expected is there.
  case awaiting(Exchange, milliseconds: Int)
  case pages(Pages)
  case roundTrip(RoundTrip)
  case writers(Writers)
  case follow(Follow)
  case isolation(Isolation)
  case flood(Flood)
  case cadence(Cadence)
  case latency(Latency)
  case wire(WireAbuse)
  case fault(dependency: String, mode: StubFault)
  case seed(Seed)
  case process(ProcessAction)
  case log(longestToken: Int)
  /// A list as a browser's fetch gets it.
  case fetch(Exchange)
  /// The client gets a saved answer and must show it.
  case feed(String)
}

/// One request, or many of the same.
struct Exchange: Sendable {
  enum Verb: String, Sendable, CaseIterable {
    case send, list, history, sessions, config, request
  }

  var verb: Verb
  /// Who asks: `U1`, `U2`, … or `none`.
  var identity = "U1"
  var token = TokenKind.valid
  /// The whole Authorization header, instead of a token's.
  var authorization: String?
  var session: String?
  var content: TextSource?
  /// Further members of the JSON body.
  var fields: [(key: String, value: String)] = []
  /// Members of the body, or parameters of the query, that are left out.
  var without: [String] = []
  /// The body as it is, instead of one made of members.
  var body: String?
  var headers: [(key: String, value: String)] = []
  var query: [(key: String, value: String)] = []
  var method: String?
  var path: String?
  /// How often; `${i}` is the number of the turn, from 1.
  var times = 1
  /// How many at the same time.
  var parallel = 1
  /// Between two turns, in milliseconds.
  var pause = 0
}

/// What is wrong with a token, if anything.
enum TokenKind: String, Sendable, CaseIterable {
  case valid
  case forged
  case expired
  case unsigned
  case otherSecret = "other-secret"
}

/// A text, or one repeated.
struct TextSource: Sendable {
  let text: String
  var times = 1

  var value: String { String(repeating: text, count: times) }
}

/// Reads a session page by page until there is no more.
struct Pages: Sendable {
  let limit: Int
  /// The contents that the pages together must hold, in this order.
  let contents: String?
  var inAnyOrder = false
}

/// Sends texts or uses session ids that servers get wrong, and reads them back.
struct RoundTrip: Sendable {
  let contents: [String]
  let sessions: [String]
  /// Whether refusing is as good as keeping.
  let mayRefuse: Bool
}

/// Several senders at once in one session.
struct Writers: Sendable {
  let count: Int
  let each: Int
  let path: String?
}

/// A sender and a reader at the same time.
struct Follow: Sendable {
  enum Way: String, Sendable, CaseIterable {
    case since, etag
  }

  let posts: Int
  /// Between two polls, in milliseconds.
  let every: Int
  let by: Way
}

/// Many sessions of several identities at once.
struct Isolation: Sendable {
  let sessions: Int
  let identities: Int
}

/// Many requests in a short time, perhaps beside somebody who behaves.
struct Flood: Sendable {
  let requests: Int
  let milliseconds: Int
  let identity: String
  /// Between two requests of U2 meanwhile, in milliseconds; nil for nobody.
  let besideEvery: Int?
  let besideWithin: Int
  let parallel: Int
}

/// Polls and sends at the pace of real clients.
struct Cadence: Sendable {
  let identities: Int
  let every: Int
  let polls: Int
  let sends: Int
  /// The 95th percentile that may not be passed, in milliseconds; nil where only the
  /// answers count.
  let pollWithin: Int?
  let sendWithin: Int?
  /// Whether two requests of the same client may not overlap anything else's measure.
  let rounds: Int
}

/// The time of one read, repeated.
struct Latency: Sendable {
  let exchange: Exchange
  let repeats: Int
  let within: Int
  /// The same in a smaller session.
  let baseline: Exchange?
  let factor: Int
}

/// What no polite client sends.
struct WireAbuse: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case declaredOversize = "declared-oversize"
    case chunkedOversize = "chunked-oversize"
    case slowHeaders = "slow-headers"
    case stalledBodies = "stalled-bodies"
  }

  let kind: Kind
  let bytes: Int
  let connections: Int
  /// How long until each must be closed, in milliseconds.
  let within: Int
  let readAtMost: Int
  /// How much the server's memory may grow, in bytes.
  let growth: Int?
}

/// What a stub of a dependency does wrong.
enum StubFault: String, Sendable, CaseIterable {
  case none
  case status500
  case status403
  case delay12s
  case delay2s
  case reset
}

/// Prepared messages, stored by the binding's command while the server is stopped.
struct Seed: Sendable {
  let session: String
  let count: Int
  let sameTime: Bool
}

/// What happens to the server's process.
enum ProcessAction: Sendable {
  /// Ends it as the binding says.
  case stop
  /// Starts it again on the same data.
  case start
  /// Ends it while these many messages are under way.
  case stopDuring(sends: Int)
  /// Looks at how the start went.
  case started
}
