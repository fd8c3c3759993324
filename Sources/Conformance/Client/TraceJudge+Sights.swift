/// What could be seen of the connection.
extension TraceJudge {
  /// Values of a kind on a page: the one that holds when the window begins, and all that follow.
  func sights(_ what: String, _ page: String, _ from: Int, _ to: Int?) -> [Trace.Sight] {
    let all = trace.sights.filter { $0.page == page && $0.what == what && $0.time <= to ?? .max }
    let first = all.lastIndex { $0.time < from } ?? all.startIndex
    return Array(all[first...])
  }

  /// In real time what is to be reached may be late, and a moment is as long as loopback may be.
  func check(_ check: SeenCheck) throws(Unmet) {
    do throws(Unmet) {
      return try holds(check)
    } catch {
      guard grace > 0, let to = check.to else { throw error }
      var later = check
      if check.from < to {
        guard check.only.isEmpty, check.path.isEmpty else { throw error }
        later.to = to + grace
        return try holds(later)
      }
      for sight in trace.sights where sight.time > to && sight.time <= to + grace {
        (later.from, later.to) = (sight.time, sight.time)
        do throws(Unmet) {
          return try holds(later)
        } catch {}
      }
      throw error
    }
  }

  private func holds(_ check: SeenCheck) throws(Unmet) {
    let found = sights(check.what.rawValue, page(check.page), check.from, check.to)
    let values = found.map(\.value)
    let window = check.to.map { "from \(check.from) to \($0) ms" } ?? "from \(check.from) ms on"
    guard !found.isEmpty else {
      throw Unmet(expected: "the binding to show the \(check.what.rawValue)", actual: "nothing is seen of it")
    }
    if !check.reaches.isEmpty, !values.contains(where: check.reaches.contains) {
      throw Unmet(
        expected: "\(check.what.rawValue) \(check.reaches.joined(separator: " or ")) \(window)",
        actual: listed(values),
        at: check.to ?? found.last?.time)
    }
    if !check.only.isEmpty, let other = found.first(where: { !check.only.contains($0.value) }) {
      // What held before the window is no part of it once something follows at its first moment.
      let isBefore = other.time < check.from && found.dropFirst().first?.time == check.from
      if !isBefore || found.dropFirst().contains(where: { !check.only.contains($0.value) }) {
        throw Unmet(
          expected:
            "\(check.what.rawValue) only \(check.only.map { "'\($0)'" }.joined(separator: " or ")) \(window)",
          actual: listed(values), at: max(other.time, check.from))
      }
    }
    if !check.path.isEmpty, values != check.path {
      throw Unmet(
        expected: "\(check.what.rawValue) \(check.path.joined(separator: " → "))",
        actual: values.joined(separator: " → "), at: found.last?.time)
    }
    if let pattern = check.matches, !values.contains(where: { $0.holds(pattern) }) {
      throw Unmet(
        expected: "\(check.what.rawValue) like /\(pattern)/ \(window)", actual: listed(values),
        at: check.to ?? found.last?.time)
    }
  }

  // MARK: Transitions

  /// By the catalogue, section 2.6.
  private static let allowed: [String: Set<String>] = [
    "offline": ["polling"], "polling": ["connected", "error", "offline"], "connected": ["error", "offline"],
    "error": ["polling", "connected", "offline"],
  ]

  func checkTransitions() throws(Unmet) {
    var states: [String: String] = [:]
    for event in trace.events {
      // A page that is loaded anew begins anew.
      if event.k == .open { states[event.p] = nil }
      guard event.k == .see, event.what == "state", let value = event.value else { continue }
      if let before = states[event.p], !Self.allowed[before, default: []].contains(value) {
        throw Unmet(
          expected: "only changes of state that are allowed", actual: "\(before) → \(value) at \(event.t) ms",
          at: event.t)
      }
      states[event.p] = value
    }
  }

  /// What the store may say for each state of the manager.
  private static let agreeing: [String: Set<String>] = [
    "connected": ["connected"], "polling": ["polling", "connecting", "reconnecting"],
    "error": ["reconnecting", "failed"], "offline": ["disconnected", "offline"],
  ]

  func checkContradictions() throws(Unmet) {
    let found = trace.sights.filter { $0.page == "A" && ($0.what == "state" || $0.what == "status") }
    guard found.contains(where: { $0.what == "state" }), found.contains(where: { $0.what == "status" }) else {
      throw Unmet(expected: "a state and a status to compare", actual: "the binding shows only one of them")
    }
    var (state, status) = ("", "")
    for (index, sight) in found.enumerated() {
      if sight.what == "state" { state = sight.value } else { status = sight.value }
      let next = index + 1 < found.count ? (found[index + 1].turn, found[index + 1].time) : (Int.max, Int.max)
      guard !state.isEmpty, !status.isEmpty, !Self.agreeing[state, default: []].contains(status) else {
        continue
      }
      // It held for more than its own turn: another one ended with it, or time passed.
      guard next.0 - sight.turn <= 1, next.1 == sight.time else {
        throw Unmet(
          expected: "manager and store never to contradict each other for more than a turn",
          actual: "'\(state)' and '\(status)' from \(sight.time) ms on", at: sight.time)
      }
    }
  }

  func checkWords() throws(Unmet) {
    var words: [String: [String]] = [:]
    var state = ""
    var latest = ""
    // The words of a state are those that stand at the end of a turn.
    let found = trace.sights.filter { $0.page == "A" && ["state", "stateText"].contains($0.what) }
    for (index, sight) in found.enumerated() {
      if sight.what == "state" { state = sight.value } else { latest = sight.value }
      let isEndOfTurn = index + 1 == found.count || found[index + 1].turn > sight.turn
      if isEndOfTurn, !(words[state] ?? []).contains(latest) { words[state, default: []].append(latest) }
    }
    for name in ["connected", "polling", "error", "offline"] {
      guard let own = words[name], !own.isEmpty else {
        throw Unmet(expected: "words for the state '\(name)'", actual: "the run never shows it")
      }
      guard !own.contains("") else { throw Unmet(expected: "words for the state '\(name)'", actual: "none") }
      for (other, theirs) in words where other != name {
        if let same = own.first(where: theirs.contains) {
          throw Unmet(expected: "other words for '\(name)' than for '\(other)'", actual: "'\(same)' for both")
        }
      }
    }
    try checkErrorWords()
  }

  /// Whoever sees five errors in a row must be told more than at the first.
  private func checkErrorWords() throws(Unmet) {
    let failed = requests(RequestFilter(on: .get, page: "A", ended: "failed"))
    guard failed.count >= 5, let first = failed[0].ended, let fifth = failed[4].ended else {
      throw Unmet(expected: "five polls that fail", actual: "\(failed.count)")
    }
    let words = Set(errorWords(from: first, to: fifth))
    guard words.count > 1 else {
      throw Unmet(
        expected: "the words for an error to change by the fifth, at \(fifth) ms",
        actual: "'\(words.first ?? "")' all the time", at: fifth)
    }
  }

  /// The words that stood at the end of a turn while the state was an error.
  private func errorWords(from: Int, to: Int) -> [String] {
    var (state, text) = ("", "")
    var out: [String] = []
    let found = trace.sights.filter {
      $0.page == "A" && ["state", "stateText"].contains($0.what) && $0.time <= to
    }
    for (index, sight) in found.enumerated() {
      if sight.what == "state" { state = sight.value } else { text = sight.value }
      let isEndOfTurn = index + 1 == found.count || found[index + 1].turn > sight.turn
      if isEndOfTurn, state == "error", sight.time >= from { out.append(text) }
    }
    return out
  }

  // MARK: Recovery

  /// The first answered poll behind a failed one.
  private var recovery: (failed: Trace.Request, good: [Trace.Request])? {
    let polls = requests(RequestFilter(on: .get))
    guard let last = polls.lastIndex(where: { $0.hasEnded("failed") && !$0.hasEnded("aborted") }) else {
      return nil
    }
    return (polls[last], Array(polls[(last + 1)...].filter { $0.hasEnded("answered") }))
  }

  func checkRecovery(_ polls: Int) throws(Unmet) {
    guard let (failed, good) = recovery, let first = good.first?.ended, good.count >= polls,
      let last = good[polls - 1].ended
    else {
      throw Unmet(expected: "\(polls) good polls behind a failed one", actual: "\(recovery?.good.count ?? 0)")
    }
    let soon = sights("state", "A", first + 50, first + 50).last?.value ?? ""
    guard ["polling", "connected"].contains(soon) else {
      throw Unmet(
        expected:
          "polling or connected after the first good poll at \(first) ms (the last bad one began at \(failed.began) ms)",
        actual: "'\(soon)'", at: first)
    }
    let then = sights("state", "A", last + 50, last + 50).last?.value ?? ""
    guard then == "connected" else {
      throw Unmet(
        expected: "connected after \(polls) good polls, at \(last) ms", actual: "'\(then)'", at: last)
    }
  }

  func checkBannerClears(_ polls: Int) throws(Unmet) {
    guard let (_, good) = recovery, good.count >= polls, let time = good[polls - 1].ended else {
      throw Unmet(expected: "\(polls) good polls behind a failed one", actual: "\(recovery?.good.count ?? 0)")
    }
    let text = sights("banner", "A", time + 50, time + 50).last?.value ?? ""
    guard text.isEmpty else {
      throw Unmet(
        expected: "no message for people after \(polls) good poll(s), at \(time) ms", actual: "'\(text)'",
        at: time)
    }
  }

  /// A subscriber is told of each change once, while it is subscribed.
  func checkCalls(_ label: String, _ from: Int, _ to: Int?) throws(Unmet) {
    let calls = trace.events.filter { $0.k == .called && $0.label == label }
    let changes = trace.sights.filter {
      $0.page == "A" && $0.what == "state" && $0.time >= from && $0.time <= to ?? .max
    }
    guard calls.count == changes.count, !changes.isEmpty else {
      throw Unmet(
        expected: "one call of '\(label)' for each of \(changes.count) changes",
        actual: "\(calls.count) calls", at: calls.dropFirst(changes.count).first?.t)
    }
    if let late = calls.first(where: { $0.t > to ?? .max }) {
      throw Unmet(
        expected: "no call of '\(label)' once it is unsubscribed", actual: "one at \(late.t) ms", at: late.t)
    }
  }

  func checkSettled(_ label: String, _ by: Int) throws(Unmet) {
    let found = trace.events.first { $0.k == .settled && $0.label == label }
    guard let found, found.t <= by else {
      throw Unmet(
        expected: "what sending '\(label)' promised to come out by \(by) ms",
        actual: found.map { "only at \($0.t) ms" } ?? "it never does", at: by)
    }
  }
}

extension String {
  /// Whether a regular expression matches somewhere; one that is none matches nothing.
  func holds(_ pattern: String) -> Bool {
    (try? Regex(pattern).firstMatch(in: self)) != nil
  }
}
