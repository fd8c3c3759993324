/// A run of the client for people: what happened around a moment, a line each.
struct Timeline: Sendable {
  let trace: Trace
  let kinds: RequestKinds
  /// How many events before and behind the moment are shown.
  static let reach = 5

  /// - Parameter time: the moment, in milliseconds; nil for the end of the run.
  /// - Returns: lines such as `20.100 s  A  GET #5 → 200`.
  func lines(around time: Int?) -> [String] {
    let told = trace.events.filter(isTold)
    let place = time.flatMap { time in told.lastIndex { $0.t <= time } } ?? told.count - 1
    guard !told.isEmpty else { return [] }
    let first = max(0, place - Self.reach + 1)
    let last = min(told.count - 1, place + Self.reach)
    var lines = told[first...max(first, last)].map { event in
      (event.t == time ? "▸ " : "  ") + line(event)
    }
    if let timers = trace.events.last?.timers, !timers.isEmpty {
      let left = timers.prefix(4).map { timer in
        (timer.every > 0 ? "every \(timer.every) ms" : "due at \(timer.due) ms") + " (\(timer.from))"
      }
      lines.append("  timers left: " + left.joined(separator: "; "))
    }
    return lines + trace.console.suffix(5).map { "  console: \($0)" }
  }

  private func isTold(_ event: TraceEvent) -> Bool {
    switch event.k {
    case .loaded, .end: false
    case .see: event.what != "stateText"
    default: true
    }
  }

  private func line(_ event: TraceEvent) -> String {
    let seconds = event.t / 1000
    let rest = "\(event.t % 1000)"
    let time = "\(seconds).\(String(repeating: "0", count: 3 - rest.count))\(rest) s"
    let padded = String(repeating: " ", count: max(0, 11 - time.count)) + time
    return "\(padded)  \(event.p.isEmpty ? "server" : event.p)  \(words(event))"
  }

  private func words(_ event: TraceEvent) -> String {
    switch event.k {
    case .open: "the page opens"
    case .did:
      [event.do ?? "", event.value ?? ""].filter { !$0.isEmpty }.joined(separator: " ").prefix(60).description
    case .unbound: "the binding has no '\(event.verb ?? "")'"
    case .broken: "broken: \(event.text ?? "")"
    case .request: "\(event.method ?? "") \(name(event)) #\(event.r ?? 0)"
    case .answer:
      "#\(event.r ?? 0) → \(event.status ?? 0)" + (event.items.map { $0 > 0 ? ", \($0) messages" : "" } ?? "")
    case .failed: "#\(event.r ?? 0) → \(event.why ?? "failed")"
    case .stored: "stores '\((event.content ?? "").prefix(40))' of \(event.who ?? "")"
    case .see: "\(event.what ?? "") is '\((event.value ?? "").prefix(80))'"
    case .list: "shows \(event.length ?? 0) messages" + changes(event)
    case .settled: "'\((event.label ?? "").prefix(40))' \(event.how ?? "")"
    case .called: "tells the subscriber '\(event.label ?? "")'"
    case .uncaught: "uncaught: \((event.text ?? "").prefix(120))"
    case .socket: "opens a \(event.what ?? "socket")"
    case .loaded, .end: ""
    }
  }

  private func changes(_ event: TraceEvent) -> String {
    let messages = (event.set ?? [:]).sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }.map(\.value)
    guard !messages.isEmpty else { return "" }
    return ": " + messages.prefix(3).map { "'\($0.text.prefix(24))' \($0.status)" }.joined(separator: ", ")
      + (messages.count > 3 ? ", …" : "")
  }

  private func name(_ event: TraceEvent) -> String {
    let path = event.path ?? ""
    let short = path == kinds.list.path ? "messages" : path
    let since = event.query?["since"].map { " since \($0)" } ?? ""
    let content =
      event.body.flatMap { JSON.parse(Array($0.utf8))?["content"]?.text }.map { " '\($0.prefix(24))'" } ?? ""
    return short + since + content
  }
}
