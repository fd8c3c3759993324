/// One thing that was seen in a run of the client, as the harness writes it down.
struct TraceEvent: Decodable, Sendable {
  enum Kind: String, Decodable, Sendable {
    case open, loaded, did, unbound, broken
    case request, answer, failed, stored
    case see, list, settled, called, uncaught, socket
    case end
  }

  /// From 0, without gaps.
  let s: Int
  /// The turn of the clock's queue.
  let n: Int
  /// Milliseconds since the beginning.
  let t: Int
  /// The page; empty for what concerns all.
  let p: String
  let k: Kind

  /// The request's number, from 1.
  let r: Int?
  let method: String?
  let path: String?
  let query: [String: String]?
  let headers: [String: String]?
  let body: String?
  let status: Int?
  /// How many messages an answer holds.
  let items: Int?
  let why: String?

  let session: String?
  let id: String?
  let content: String?
  let who: String?

  let what: String?
  let value: String?
  let length: Int?
  let set: [String: ShownMessage]?

  let label: String?
  let how: String?
  let text: String?
  let module: String?
  let `do`: String?
  let verb: String?
  let keys: [String: [String]]?
  let timers: [LiveTimer]?
}

/// A message as the client shows it.
struct ShownMessage: Decodable, Sendable, Hashable {
  var id: String
  var text: String
  var who: String
  var status: String
  var time: String
  var error: String
}

/// A timer that was still running at the end.
struct LiveTimer: Decodable, Sendable {
  let due: Int
  let every: Int
  /// The client's line that set it.
  let from: String
}

/// One line of the harness.
struct HarnessLine: Decodable, Sendable {
  enum Kind: String, Decodable, Sendable {
    case begin, started, trace, broken, done, compiler
  }

  let nonce: String
  let kind: Kind
  let job: Int?
  let `case`: String?
  let script: String?
  let wall: Int?
  /// When a run in real time began, in milliseconds since 1970.
  let epoch: Int?
  let events: [TraceEvent]?
  let console: [String]?
  let text: String?
  let name: String?
  let packages: [String]?
  let node: String?
}
