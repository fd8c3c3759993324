/// A trace must be a whole account of the very run that was asked for. What the harness
/// says is checked as far as it can be before anything is concluded from it.
enum TraceIntegrity {
  /// - Parameters:
  ///   - events: what came.
  ///   - job: what was asked for.
  /// - Returns: what is wrong with it; nil where nothing is.
  static func trouble(_ events: [TraceEvent], of job: ClientJob) -> String? {
    guard let last = events.last, last.k == .end else { return "it has no end" }
    var known: Set<Int> = []
    var over: Set<Int> = []
    var (time, turn) = (0, 0)
    for (index, event) in events.enumerated() {
      guard event.s == index else { return "event \(index) has the number \(event.s)" }
      guard event.t >= time, event.n >= turn else { return "event \(index) goes back in time" }
      (time, turn) = (event.t, event.n)
      switch event.k {
      case .request:
        guard let number = event.r, known.insert(number).inserted else {
          return "a request has no number of its own"
        }
      case .answer, .failed:
        guard let number = event.r, known.contains(number), over.insert(number).inserted else {
          return "event \(index) ends a request that is not under way"
        }
      case .end where index < events.count - 1: return "it goes on behind its end"
      default: break
      }
    }
    guard time >= job.until else { return "it ends at \(time) ms instead of \(job.until) ms" }
    let done = events.filter { $0.k == .did }.map { "\($0.p) \($0.do ?? "")" }
    let asked = job.actions.map { "\($0.page) \($0.verb.rawValue)" }
    guard done == asked else {
      return "it does not do what the script says: \(done.count) of \(asked.count) actions"
    }
    return nil
  }
}
