/// A check that does not hold, with the time at which that showed.
struct Unmet: Error {
  let expected: String
  let actual: String
  /// Milliseconds since the beginning; nil where it is about the whole run.
  var at: Int?
}

/// Decides whether what was seen in one run is what a case expects.
struct TraceJudge: Sendable {
  let trace: Trace
  let api: ServerBinding.API
  let texts: ScriptTexts
  /// How late things may be: nothing in virtual time.
  var grace = 0

  var kinds: RequestKinds { RequestKinds(api) }

  func check(_ checks: [TraceCheck]) throws(Unmet) {
    for one in checks { try check(one) }
  }

  func check(_ check: TraceCheck) throws(Unmet) {
    switch check {
    case .requests(let filter, let count): try checkCount(filter, count)
    case .waits(let waits): try self.check(waits)
    case .apart(let filter, let least): try checkDistance(filter, least)
    case .underWay(let filter, let most): try checkCrowd(filter, most)
    case .ended(let end): try self.check(end)
    case .header(let filter, let name, let value): try checkHeader(filter, name, filled(value))
    case .sameHeader(let filter, let name): try checkSameHeader(filter, filled(name))
    case .carries(let filter, let names, let least): try checkKnowledge(filter, names, least)
    case .posted(let contents): try checkPosted(series(contents))
    case .seen(let seen): try self.check(seen)
    case .recovers(let polls): try checkRecovery(polls)
    case .bannerClears(let polls): try checkBannerClears(polls)
    case .called(let label, let from, let to): try checkCalls(label, from, to)
    case .settled(let label, let by): try checkSettled(filled(label), by)
    case .message(let message): try self.check(message)
    case .list(let list): try self.check(list)
    case .stored(let contents): try checkStored(series(contents))
    case .told(let text): try checkTold(filled(text))
    case .never(let thing): try self.check(thing)
    case .lacks(let pattern): try checkNames(pattern)
    case .differs: break  // about several runs: see `differs(_:among:)`
    case .any(let groups): try checkAny(groups)
    }
  }

  private func checkAny(_ groups: [[TraceCheck]]) throws(Unmet) {
    var unmet: [Unmet] = []
    for group in groups {
      do throws(Unmet) {
        try check(group)
        return
      } catch {
        unmet.append(error)
      }
    }
    throw Unmet(
      expected: unmet.map(\.expected).joined(separator: ", or "),
      actual: unmet.map(\.actual).joined(separator: "; "), at: unmet.last?.at)
  }

  /// Waits behind the first request of a kind are not the same in all of several runs.
  static func differs(_ filter: RequestFilter, among judges: [TraceJudge]) throws(Unmet) {
    let first = judges.compactMap { judge -> Int? in
      let chosen = judge.requests(filter)
      guard chosen.count > 1, let ended = chosen[0].ended else { return nil }
      return chosen[1].began - ended
    }
    guard first.count == judges.count, first.count > 1 else {
      throw Unmet(
        expected: "a second request in each of \(judges.count) runs",
        actual: "\(first.count) of them have one")
    }
    guard Set(first).count > 1 else {
      throw Unmet(
        expected: "waits that are not all the same", actual: "\(first[0]) ms in all \(first.count) runs")
    }
  }

  func page(_ name: String?) -> String { name ?? "A" }
}

/// The first of many for a message, in full where they are few.
func listed(_ texts: [String]) -> String {
  let shown = texts.prefix(12).map { $0.count > 24 ? $0.prefix(24) + "…" : $0 }
  return "[\(shown.joined(separator: ", "))\(texts.count > 12 ? ", … \(texts.count) in all" : "")]"
}
