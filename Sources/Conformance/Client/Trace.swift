/// Everything that was seen in one run of the client, put in order for checks.
struct Trace: Sendable {
  /// A request with what became of it.
  struct Request: Sendable {
    enum End: Sendable, Hashable {
      case answered(status: Int, items: Int)
      /// `network`, `lost`, `aborted` or `unloaded`.
      case failed(String)
    }

    let number: Int
    let page: String
    let method: String
    let path: String
    let query: [String: String]
    let headers: [String: String]
    let body: String
    /// Milliseconds.
    let began: Int
    let order: Int
    var end: End?
    var ended: Int?
    var endOrder: Int?
  }

  /// A value that was seen from a time on.
  struct Sight: Sendable {
    let time: Int
    let turn: Int
    let order: Int
    let page: String
    let what: String
    let value: String
  }

  /// The list as it was shown from a time on.
  struct List: Sendable {
    let time: Int
    let turn: Int
    let order: Int
    let page: String
    let messages: [ShownMessage]
  }

  /// A message that the server has at the end.
  struct Stored: Sendable, Hashable {
    /// When it came there, in milliseconds.
    let time: Int
    let content: String
    let who: String
  }

  let events: [TraceEvent]
  let console: [String]
  let until: Int
  private(set) var requests: [Request] = []
  private(set) var sights: [Sight] = []
  private(set) var lists: [List] = []
  /// In the server's order. The server model tells of them; a real server's are read from it.
  var stored: [Stored]

  init(events: [TraceEvent], console: [String], until: Int) {
    self.events = events
    self.console = console
    self.until = until
    stored = events.filter { $0.k == .stored }.map {
      Stored(time: $0.t, content: $0.content ?? "", who: $0.who ?? "")
    }
    var shown: [String: [ShownMessage]] = [:]
    var places: [Int: Int] = [:]
    for event in events {
      switch event.k {
      case .request:
        places[event.r ?? 0] = requests.count
        requests.append(
          Request(
            number: event.r ?? 0, page: event.p, method: event.method ?? "", path: event.path ?? "",
            query: event.query ?? [:], headers: event.headers ?? [:], body: event.body ?? "",
            began: event.t, order: event.s))
      case .answer, .failed:
        guard let place = places[event.r ?? 0] else { continue }
        requests[place].end =
          event.k == .answer
          ? .answered(status: event.status ?? 0, items: event.items ?? 0) : .failed(event.why ?? "")
        requests[place].ended = event.t
        requests[place].endOrder = event.s
      case .see:
        sights.append(
          Sight(
            time: event.t, turn: event.n, order: event.s, page: event.p, what: event.what ?? "",
            value: event.value ?? ""))
      case .list:
        var messages = shown[event.p] ?? []
        let length = max(0, event.length ?? 0)
        if messages.count > length { messages.removeLast(messages.count - length) }
        for (key, message) in (event.set ?? [:]).sorted(by: { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }) {
          guard let index = Int(key), index <= messages.count else { continue }
          if index == messages.count { messages.append(message) } else { messages[index] = message }
        }
        shown[event.p] = messages
        lists.append(
          List(time: event.t, turn: event.n, order: event.s, page: event.p, messages: messages))
      case .open:
        shown[event.p] = []
        lists.append(List(time: event.t, turn: event.n, order: event.s, page: event.p, messages: []))
      default: break
      }
    }
  }

  /// What the list shows at the end of a time.
  func list(of page: String, at time: Int) -> [ShownMessage] {
    lists.last { $0.page == page && $0.time <= time }?.messages ?? []
  }

  /// The same without what an assistant said, which cases that send know nothing of.
  var withoutReplies: Trace {
    var trace = self
    func isWritten(_ who: String) -> Bool { who != "assistant" && who != "system" }
    trace.lists = lists.map { list in
      List(
        time: list.time, turn: list.turn, order: list.order, page: list.page,
        messages: list.messages.filter { isWritten($0.who) })
    }
    trace.stored = stored.filter { isWritten($0.who) }
    return trace
  }

  /// How often something happened: the name of a request, a status, or of what was done.
  func count(_ event: String, _ judge: RequestKinds) -> Int {
    if let target = NetworkFault.Target(rawValue: event) {
      return requests.count { judge.matches($0, target) }
    }
    if event == "stored" { return stored.count }
    if event == "failed" {
      return requests.count { if case .failed? = $0.end { true } else { false } }
    }
    if let status = Int(event) {
      return requests.count { if case .answered(status, _)? = $0.end { true } else { false } }
    }
    return events.count { $0.k == .did && $0.do == event || $0.k.rawValue == event }
  }
}

/// Which request is which, by the binding's routes.
struct RequestKinds: Sendable {
  let list: ServerBinding.Route
  let send: ServerBinding.Route
  let config: ServerBinding.Route?

  init(_ api: ServerBinding.API) {
    list = api.list
    send = api.send
    config = api.config
  }

  func matches(_ request: Trace.Request, _ target: NetworkFault.Target) -> Bool {
    func isOn(_ route: ServerBinding.Route?) -> Bool {
      route?.method == request.method && route?.path == request.path
    }
    return switch target {
    case .get: isOn(list)
    case .post: isOn(send)
    case .config: isOn(config)
    case .any: true
    }
  }
}
