internal import StrictYAML

/// Whether the parts of a client's binding can work together. What cannot is told with its place
/// before anything is run.
struct ClientParts: Sendable {
  let drive: ClientBinding.Drive
  let observe: ClientBinding.Observe

  private struct Trouble {
    let text: String
    let path: [PathElement]
  }

  func report(to fields: Fields) {
    for trouble in missing + owners + sights + arguments { fields.report(trouble.text, at: trouble.path) }
  }

  /// What must be there where no adapter stands for it.
  private var missing: [Trouble] {
    guard drive.adapter == nil else { return [] }
    var keys: [String] = []
    if drive.instance == nil { keys.append("instance") }
    let verbs = [
      ("select", drive.select), ("start", drive.start), ("stop", drive.stop), ("send", drive.send),
    ]
    keys += verbs.filter { $0.1 == nil }.map(\.0)
    var out = keys.map {
      Trouble(text: "the drive needs the key '\($0)', or an 'adapter' that exports it", path: ["drive"])
    }
    if observe.messages == nil {
      out.append(
        Trouble(text: "the client needs 'observe' with 'messages', or an adapter that exports it", path: []))
    }
    return out
  }

  private var verbs: [(name: String, verb: ClientBinding.Verb, needed: [[String]])] {
    let all: [(String, ClientBinding.Verb?, [[String]])] = [
      ("select", drive.select, [["session"]]), ("start", drive.start, []), ("stop", drive.stop, []),
      ("send", drive.send, [["text"]]), ("retry", drive.retry, [["id", "text"]]),
      ("reconnect", drive.reconnect, []), ("interval", drive.interval, [["milliseconds"]]),
      ("configure", drive.configure, []), ("subscribe", drive.subscribe, []),
    ]
    return all.compactMap { name, verb, needed in verb.map { (name, $0, needed) } }
  }

  /// Actions need a store; methods need somebody whose they are.
  private var owners: [Trouble] {
    verbs.flatMap { name, verb, _ -> [Trouble] in
      var out: [Trouble] = []
      if verb.dispatch != nil, drive.store == nil {
        out.append(
          Trouble(
            text: "'\(name)' dispatches an action, and the drive names no 'store'",
            path: ["drive", .key(name)]))
      }
      guard verb.call != nil, verb.owner == nil else { return out }
      if name == "subscribe" ? drive.manager == nil : drive.instance == nil {
        let owner = name == "subscribe" ? "manager" : "instance"
        out.append(
          Trouble(
            text: "'\(name)' calls a method of the \(owner), which the drive does not name; add it, or 'on'",
            path: ["drive", .key(name)]))
      }
      return out
    }
  }

  private var sights: [Trouble] {
    let all: [(String, [ClientBinding.Sight])] = [
      ("messages", [observe.messages].compactMap(\.self)), ("banner", observe.banner),
      ("status", [observe.status].compactMap(\.self)), ("state", [observe.state].compactMap(\.self)),
      ("stateText", [observe.stateText].compactMap(\.self)),
    ]
    return all.flatMap { key, sights in
      sights.filter { !has($0.source) }.map {
        Trouble(
          text: "this looks into the \($0.source.rawValue), which the drive does not name",
          path: ["observe", .key(key)])
      }
    }
  }

  private func has(_ source: ClientBinding.Sight.Source) -> Bool {
    switch source {
    case .store: drive.store != nil
    case .manager: drive.manager != nil
    case .instance: drive.instance != nil
    }
  }

  /// A verb that is not told what it is about cannot do it, and nobody fills in an unknown name.
  private var arguments: [Trouble] {
    verbs.flatMap { name, verb, needed -> [Trouble] in
      let text = verb.arguments ?? ""
      let used = Set(text.matches(of: /\$\{(\w+)\}/).map { String($0.1) })
      let known = ["session", "text", "id", "milliseconds"]
      var out = used.subtracting(known).sorted().map {
        Trouble(
          text: "nobody provides '${\($0)}'; there are \(known.map { "${\($0)}" }.joined(separator: ", "))",
          path: ["drive", .key(name), "args"])
      }
      for choice in needed where used.isDisjoint(with: choice) {
        let words = choice.map { "${\($0)}" }.joined(separator: " or ")
        out.append(
          Trouble(text: "'\(name)' needs arguments with \(words)", path: ["drive", .key(name), "args"]))
      }
      return out
    }
  }
}

extension ClientBinding.Observe {
  /// Nothing is seen but by an adapter.
  static var nowhere: ClientBinding.Observe {
    ClientBinding.Observe(
      messages: nil, fields: .init(), banner: [], status: nil, state: nil, stateText: nil)
  }
}
