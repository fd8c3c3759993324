/// What requests were made, and when.
extension TraceJudge {
  func requests(_ filter: RequestFilter) -> [Trace.Request] {
    trace.requests.filter { request in
      kinds.matches(request, filter.on) && (filter.page.map { $0 == request.page } ?? true)
        && request.began >= filter.from && request.began <= filter.to ?? .max
        && (filter.holding.map { request.body.contains(filled($0)) } ?? true)
        && (filter.ended.map { request.hasEnded($0) } ?? true)
    }
  }

  func checkCount(_ filter: RequestFilter, _ count: ClosedRange<Int>) throws(Unmet) {
    let found = requests(filter)
    guard !count.contains(found.count) else { return }
    throw Unmet(
      expected: "\(count.shown) \(filter.words)",
      actual: found.isEmpty ? "none" : "\(found.count), at \(times(found))",
      at: found.count > count.upperBound ? found[count.upperBound].began : filter.from)
  }

  func checkDistance(_ filter: RequestFilter, _ least: Int) throws(Unmet) {
    let found = requests(filter)
    for (first, second) in zip(found, found.dropFirst()) where second.began - first.began < least {
      throw Unmet(
        expected: "\(filter.words) at least \(least) ms apart",
        actual: "two at \(first.began) and \(second.began) ms", at: second.began)
    }
  }

  func checkCrowd(_ filter: RequestFilter, _ most: Int) throws(Unmet) {
    let found = requests(filter)
    for request in found {
      let others = found.count { $0.order <= request.order && $0.endOrder ?? .max > request.order }
      guard others <= most else {
        throw Unmet(
          expected: "at most \(most) \(filter.words) under way at once",
          actual: "\(others) at \(request.began) ms",
          at: request.began)
      }
    }
  }

  // MARK: Waits

  struct Wait {
    let before: Trace.Request
    let began: Int
    let length: Int
  }

  /// The waits between requests that follow each other on a page.
  func waits(_ filter: RequestFilter) -> [Wait] {
    var open = filter
    (open.from, open.to) = (0, nil)
    let all = requests(open)
    return zip(all, all.dropFirst()).compactMap { first, second in
      guard let ended = first.ended, ended <= second.began else { return nil }
      return Wait(before: first, began: ended, length: second.began - ended)
    }.filter { $0.began >= filter.from && $0.began <= filter.to ?? .max }
  }

  func check(_ check: WaitsCheck) throws(Unmet) {
    var found = waits(check.filter)
    if let behind = check.behind { found = found.filter { $0.before.hasEnded(behind) } }
    if let take = check.take { found = Array(found.prefix(take)) }
    let words = "between \(check.filter.words)" + (check.behind.map { " behind one that is \($0)" } ?? "")
    guard found.count >= min(check.least, check.take ?? .max) else {
      throw Unmet(
        expected: "at least \(min(check.least, check.take ?? .max)) waits \(words)",
        actual: "\(found.count)\(found.isEmpty ? "" : ": \(lengths(found))")",
        at: found.last?.began ?? check.filter.from)
    }
    if let each = check.each, let wait = found.first(where: { !each.contains($0.length) }) {
      throw Unmet(
        expected: "waits of \(each.shown) ms \(words)",
        actual: "\(wait.length) ms at \(wait.began) ms (all: \(lengths(found)))",
        at: wait.began + wait.length)
    }
    for (wait, nominal) in zip(found, check.are) {
      let slack = nominal * check.percent / 100
      guard abs(wait.length - nominal) <= max(slack, 1) else {
        throw Unmet(
          expected:
            "waits of \(check.are.map(String.init).joined(separator: ", ")) ms (±\(check.percent) %) \(words)",
          actual: lengths(found), at: wait.began + wait.length)
      }
    }
    if !check.mayFall, let pair = zip(found, found.dropFirst()).first(where: { $0.length > $1.length }) {
      throw Unmet(
        expected: "waits that never become shorter \(words)",
        actual: "\(pair.0.length) ms and then \(pair.1.length) ms at \(pair.1.began) ms", at: pair.1.began)
    }
    if let peak = check.peak, !found.contains(where: { peak.contains($0.length) }) {
      throw Unmet(
        expected: "a wait of \(peak.shown) ms \(words)",
        actual: "the longest is \(found.map(\.length).max() ?? 0) ms", at: found.last?.began)
    }
  }

  func check(_ end: EndedCheck) throws(Unmet) {
    let found = requests(end.filter)
    guard found.count >= end.number else {
      throw Unmet(
        expected: "at least \(end.number) \(end.filter.words)", actual: "\(found.count)", at: end.filter.from)
    }
    let request = found[end.number - 1]
    let took = request.ended.map { $0 - request.began }
    guard request.hasEnded(end.how.rawValue),
      end.after.map({ range in took.map(range.contains) ?? false }) ?? true
    else {
      throw Unmet(
        expected: "the one begun at \(request.began) ms to be \(end.how.rawValue)"
          + (end.after.map { " after \($0.shown) ms" } ?? ""),
        actual: "\(request.endWords)\(took.map { " after \($0) ms" } ?? "")",
        at: request.ended ?? request.began)
    }
  }

  // MARK: What they say

  func checkHeader(_ filter: RequestFilter, _ name: String, _ value: String) throws(Unmet) {
    for request in requests(filter) where request.headers[name.lowercased()] != value {
      throw Unmet(
        expected: "\(name): \(short(value)) on all \(filter.words)",
        actual: request.headers[name.lowercased()].map(short) ?? "none", at: request.began)
    }
  }

  func checkSameHeader(_ filter: RequestFilter, _ name: String) throws(Unmet) {
    let found = requests(filter)
    let sent = found.map { $0.headers[name.lowercased()] ?? "" }
    guard !sent.contains(""), Set(sent).count <= 1 else {
      throw Unmet(
        expected: "the same \(name) on all \(filter.words)",
        actual: sent.contains("") ? "one without" : "\(Set(sent).count) different ones",
        at: found.first?.began)
    }
  }

  func checkKnowledge(_ filter: RequestFilter, _ names: [String], _ least: Int) throws(Unmet) {
    let found = requests(filter)
    guard found.count >= least else {
      throw Unmet(expected: "at least \(least) \(filter.words)", actual: "\(found.count)", at: filter.from)
    }
    for request in found {
      let isKnown = names.contains { !(request.query[$0] ?? request.headers[$0.lowercased()] ?? "").isEmpty }
      guard isKnown else {
        throw Unmet(
          expected: "\(names.joined(separator: " or ")) on all \(filter.words)",
          actual: "none of them on the one at \(request.began) ms", at: request.began)
      }
    }
  }

  func checkPosted(_ contents: [String]) throws(Unmet) {
    let sent = requests(RequestFilter(on: .post)).map {
      JSON.parse(Array($0.body.utf8))?[api.fields.content]?.text ?? "(\($0.body.prefix(40)))"
    }
    guard sent != contents else { return }
    throw Unmet(expected: "sends of \(listed(contents))", actual: listed(sent))
  }

  // MARK: Words

  private func lengths(_ waits: [Wait]) -> String {
    waits.prefix(12).map { "\($0.length)" }.joined(separator: ", ") + (waits.count > 12 ? ", …" : "")
  }

  private func times(_ requests: [Trace.Request]) -> String {
    requests.prefix(6).map { "\($0.began)" }.joined(separator: ", ") + (requests.count > 6 ? ", … ms" : " ms")
  }

  private func short(_ text: String) -> String { text.count > 40 ? "\(text.prefix(37))…" : text }
}

extension Trace.Request {
  /// Whether it ended as a word of `RequestFilter.ended` says.
  func hasEnded(_ how: String) -> Bool {
    switch end {
    case .answered(let status, let items):
      how == "answered" || how == "\(status)" || (how == "content" && items > 0)
        || (how == "failed" && status >= 400)
    case .failed(let why): how == why || how == "failed"
    case nil: how == "open"
    }
  }

  var endWords: String {
    switch end {
    case .answered(let status, _): "answered \(status)"
    case .failed(let why): why
    case nil: "still under way"
    }
  }
}

extension RequestFilter {
  var words: String {
    var words = ended.map { "\($0) " } ?? ""
    words +=
      on == .any
      ? "requests" : on == .get ? "polls" : on == .post ? "sends" : "requests for the configuration"
    if let holding { words += " of '\(holding)'" }
    if let page { words += " of page \(page)" }
    switch (from, to) {
    case (0, nil): break
    case (0, let to?): words += " until \(to) ms"
    case (let from, nil): words += " from \(from) ms on"
    case (let from, let to?): words += " from \(from) to \(to) ms"
    }
    return words
  }
}
