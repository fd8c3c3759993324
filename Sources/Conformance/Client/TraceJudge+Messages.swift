/// What the list of messages showed, and what the server has.
extension TraceJudge {
  // MARK: One message

  /// The states of the first message with a text, as they follow each other.
  private func states(_ text: String, _ page: String, _ from: Int, _ to: Int?) -> [(
    time: Int, turn: Int, status: String
  )] {
    var out: [(time: Int, turn: Int, status: String)] = []
    for list in trace.lists where list.page == page && list.time <= to ?? .max {
      let status = list.messages.first { $0.text == text }?.status ?? "gone"
      if list.time < from { out = [] }
      if out.last?.status != status { out.append((list.time, list.turn, status)) }
    }
    return out
  }

  func check(_ check: MessageCheck) throws(Unmet) {
    let text = filled(check.text)
    var found = states(text, page(check.page), check.from, check.to)
    let shown = "'\(text.prefix(24))'"
    if !check.path.isEmpty {
      while found.first?.status == "gone" { found.removeFirst() }
      let path = found.map(\.status)
      guard path == check.path else {
        throw Unmet(
          expected: "\(shown) to be \(check.path.joined(separator: " → "))"
            + (check.to.map { " by \($0) ms" } ?? ""),
          actual: path.isEmpty ? "never shown" : path.joined(separator: " → "),
          at: found.last?.time ?? check.to)
      }
    }
    if !check.status.isEmpty {
      let last = found.last?.status ?? "gone"
      guard check.status.contains(last) else {
        throw Unmet(
          expected: "\(shown) to be \(check.status.joined(separator: " or "))"
            + (check.to.map { " at \($0) ms" } ?? " at the end"),
          actual: last, at: check.to ?? trace.until)
      }
    }
    if let bad = found.first(where: { check.never.contains($0.status) }) {
      throw Unmet(
        expected: "\(shown) never to be \(bad.status)", actual: "it is at \(bad.time) ms", at: bad.time)
    }
    if let status = check.atOnce {
      let deed = trace.events.first {
        $0.k == .did && $0.do == "send" && $0.value == check.text && $0.p == page(check.page)
      }
      guard let deed else {
        throw Unmet(expected: "\(shown) to be sent", actual: "the script does not do it")
      }
      let first = trace.lists.first {
        $0.page == page(check.page) && $0.messages.contains { $0.text == text }
      }
      guard let first, first.turn == deed.n, first.time == deed.t,
        first.messages.first(where: { $0.text == text })?.status == status
      else {
        throw Unmet(
          expected: "\(shown) in the list as \(status) in the turn that sends it, at \(deed.t) ms",
          actual: first.map { "shown at \($0.time) ms" } ?? "never shown", at: deed.t)
      }
    }
  }

  // MARK: The list

  /// In real time a moment is as long as loopback may be late: it suffices that the list is right
  /// once in it.
  func check(_ check: ListCheck) throws(Unmet) {
    let time = try time(of: check)
    do throws(Unmet) {
      return try self.check(check, at: time)
    } catch {
      let later = trace.lists.filter {
        $0.page == page(check.page) && $0.time > time && $0.time <= time + grace
      }
      for list in later {
        do throws(Unmet) {
          return try self.check(check, at: list.time)
        } catch {}
      }
      throw error
    }
  }

  private func time(of check: ListCheck) throws(Unmet) -> Int {
    let name = page(check.page)
    var time = check.at ?? trace.until
    if let after = check.afterFirstPoll {
      let first = requests(RequestFilter(on: .get, page: name, from: check.from)).first {
        $0.hasEnded("answered")
      }
      guard let ended = first?.ended else {
        throw Unmet(
          expected: "an answered poll of page \(name) from \(check.from) ms on", actual: "none",
          at: check.from)
      }
      time = ended + after
    }
    return time
  }

  private func check(_ check: ListCheck, at time: Int) throws(Unmet) {
    let name = page(check.page)
    let list = trace.list(of: name, at: time)
    let texts = list.map(\.text)
    if let contents = check.contents.map(series), contents != texts {
      throw Unmet(expected: "\(listed(contents)) at \(time) ms", actual: listed(texts), at: time)
    }
    if let count = check.count, check.withinGets == nil, texts.count != count {
      throw Unmet(expected: "\(count) messages at \(time) ms", actual: "\(texts.count)", at: time)
    }
    for text in series(check.holds) {
      let times = texts.count { $0 == text }
      guard times == 1 else {
        throw Unmet(
          expected: "'\(text)' once in the list at \(time) ms",
          actual: times == 0 ? "it is not there" : "\(times) times", at: time)
      }
    }
    // In the order in which they are named.
    let wanted = series(check.holds)
    let order = texts.filter(wanted.contains)
    guard order == wanted else {
      throw Unmet(expected: "the order \(listed(wanted))", actual: listed(order), at: time)
    }
    for text in series(check.never) {
      if let shown = trace.lists.first(where: {
        $0.page == name && $0.time >= check.from && $0.messages.contains { $0.text == text }
      }) {
        throw Unmet(
          expected: "'\(text)' not to be shown from \(check.from) ms on", actual: "it is at \(shown.time) ms",
          at: shown.time)
      }
    }
    if let bad = list.first(where: { check.noStatus.contains($0.status) }) {
      throw Unmet(
        expected: "no message that is \(check.noStatus.joined(separator: " or ")) at \(time) ms",
        actual: "'\(bad.text)' is \(bad.status)", at: time)
    }
    try checkCompany(check, texts, name, time)
  }

  private func checkCompany(_ check: ListCheck, _ texts: [String], _ name: String, _ time: Int) throws(Unmet)
  {
    if let other = check.sameAs {
      let theirs = trace.list(of: other, at: time).map(\.text)
      guard texts == theirs else {
        throw Unmet(
          expected: "the same list on \(name) and \(other)", actual: difference(texts, theirs), at: time)
      }
    }
    if check.isServers {
      let server = trace.stored.filter { $0.time <= time }.map(\.content)
      // What was given up is shown as such where it was written; the server does not have it.
      let given = Set(trace.list(of: name, at: time).filter { $0.status == "failed" }.map(\.text))
        .subtracting(server)
      let kept = texts.filter { !given.contains($0) }
      guard kept == server else {
        throw Unmet(
          expected: "the server's list on page \(name), in its order", actual: difference(kept, server),
          at: time)
      }
    }
    if let gets = check.withinGets, let count = check.count {
      let full = trace.lists.first { $0.page == name && $0.messages.count == count }
      let used = full.map { list in
        requests(RequestFilter(on: .get, page: name)).count { $0.order < list.order }
      }
      guard let used, used <= gets else {
        throw Unmet(
          expected: "\(count) messages within \(gets) polls",
          actual: used.map { "only after \($0)" } ?? "\(texts.count) at the end",
          at: full?.time ?? trace.until)
      }
    }
  }

  private func difference(_ own: [String], _ other: [String]) -> String {
    let missing = other.filter { !own.contains($0) }
    let excess = own.filter { !other.contains($0) }
    let place = zip(own, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    return "\(own.count) and \(other.count) messages"
      + (missing.isEmpty ? "" : "; missing \(listed(missing))")
      + (excess.isEmpty ? "" : "; beyond that \(listed(excess))")
      + (place.map { "; the first difference is at place \($0 + 1)" } ?? "")
  }

  // MARK: The server

  func checkStored(_ contents: [String]) throws(Unmet) {
    let stored = trace.stored.filter { $0.who == "user" && !$0.content.hasPrefix("old ") }.map(\.content)
    guard stored != contents else { return }
    throw Unmet(
      expected: "the server to have \(listed(contents))", actual: listed(stored), at: trace.stored.last?.time)
  }

  func checkTold(_ text: String) throws(Unmet) {
    let isTold =
      trace.sights.contains { $0.what == "banner" && $0.value.contains(text) }
      || trace.lists.contains { $0.messages.contains { $0.error.contains(text) } }
    guard !isTold else { return }
    throw Unmet(expected: "'\(text)' where the user can read it", actual: "it is nowhere", at: trace.until)
  }

  // MARK: What must not be

  func check(_ thing: TraceCheck.Never) throws(Unmet) {
    switch thing {
    case .uncaught:
      if let event = trace.events.first(where: { $0.k == .uncaught }) {
        throw Unmet(expected: "no exception that nobody catches", actual: event.text ?? "", at: event.t)
      }
    case .sockets:
      if let event = trace.events.first(where: { $0.k == .socket }) {
        throw Unmet(
          expected: "no socket", actual: "a \(event.what ?? "socket") at \(event.t) ms", at: event.t)
      }
    case .otherMethods:
      if let request = trace.requests.first(where: { !["GET", "POST"].contains($0.method) }) {
        throw Unmet(
          expected: "only GET and POST", actual: "\(request.method) \(request.path)", at: request.began)
      }
    case .forbiddenTransitions: try checkTransitions()
    case .contradictions: try checkContradictions()
    case .unclearWords: try checkWords()
    case .duplicates:
      for list in trace.lists {
        let ids = list.messages.map(\.id)
        guard Set(ids).count == ids.count else {
          throw Unmet(
            expected: "no message twice in the list", actual: "at \(list.time) ms one is", at: list.time)
        }
      }
    }
  }

  func checkNames(_ pattern: String) throws(Unmet) {
    let keys = (trace.events.last?.keys ?? [:]).values.flatMap(\.self).filter { $0.holds(pattern) }
    guard keys.isEmpty else {
      throw Unmet(expected: "no name like /\(pattern)/ in the store", actual: listed(keys.sorted()))
    }
    let modules = trace.events.compactMap { $0.k == .loaded ? $0.module : nil }.filter { $0.holds(pattern) }
    guard modules.isEmpty else {
      throw Unmet(expected: "no module like /\(pattern)/", actual: listed(modules))
    }
  }
}
