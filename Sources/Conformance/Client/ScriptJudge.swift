/// Judges a case by all of its runs.
struct ScriptJudge: Sendable {
  /// One run of a case.
  struct Run: Sendable {
    let job: ClientJob
    let outcome: HarnessRun.Outcome
  }

  /// How a case ended.
  struct Result: Sendable {
    var failure: CaseFailure?
    /// The timeline around the failure.
    var events: [String] = []
    var seconds = 0.0
  }

  let script: ClientScript
  let api: ServerBinding.API
  /// How late things may be, in milliseconds.
  var grace = 0

  func result(of runs: [Run]) -> Result {
    var result = Result()
    guard !runs.isEmpty else {
      result.failure = .error("there is no run of the client to judge")
      return result
    }
    var judges: [(judge: TraceJudge, job: ClientJob)] = []
    for run in runs {
      let job = run.job
      switch run.outcome {
      case .error(let why):
        result.failure = .error(name(job) + why)
        return result
      case .trace(let trace, let facts):
        if !script.isAboutAll { result.seconds += Double(facts.microseconds) / 1_000_000 }
        judges.append((TraceJudge(trace: trace, api: api, texts: job.texts, grace: grace), job))
      }
    }
    for (judge, job) in judges {
      if let failure = failure(judge, job) {
        result.failure = failure.verdict
        result.events = Timeline(trace: judge.trace, kinds: judge.kinds).lines(around: failure.time)
        return result
      }
    }
    result.failure = togetherFailure(judges.map(\.judge)) ?? missing(judges)
    return result
  }

  private func name(_ job: ClientJob) -> String {
    let words = [script.isAboutAll ? job.caseID : "", job.variant].filter { !$0.isEmpty }
    return words.isEmpty ? "" : "(\(words.joined(separator: ", "))) "
  }

  private func failure(_ judge: TraceJudge, _ job: ClientJob) -> (verdict: CaseFailure, time: Int?)? {
    for event in judge.trace.events {
      if event.k == .broken {
        return (.error(name(job) + (event.text ?? "the client cannot be driven")), event.t)
      }
      if event.k == .unbound, !script.isAboutAll { return (unbound(event.verb ?? ""), event.t) }
    }
    do throws(Unmet) {
      try judge.check(script.checks)
    } catch {
      return (.fail(expected: name(job) + error.expected, actual: error.actual), error.at)
    }
    return nil
  }

  /// What a product may lack is left out by name; what it must have fails.
  private func unbound(_ verb: String) -> CaseFailure {
    BindingPart(rawValue: verb) == nil
      ? .fail(expected: "the client to have '\(verb)'", actual: "the binding names none")
      : .skip("the binding has no \(verb)")
  }

  private func togetherFailure(_ judges: [TraceJudge]) -> CaseFailure? {
    for case .differs(let filter) in script.checks {
      do throws(Unmet) {
        try TraceJudge.differs(filter, among: judges)
      } catch {
        return .fail(expected: error.expected, actual: error.actual)
      }
    }
    return nil
  }

  /// What had to happen for a pass to mean something: in each run, or in all of them together
  /// where the case is about all.
  private func missing(_ judges: [(judge: TraceJudge, job: ClientJob)]) -> CaseFailure? {
    for (event, least) in script.happens {
      let counts = judges.map { $0.judge.trace.count(event, $0.judge.kinds) }
      let seen = script.isAboutAll ? counts.reduce(0, +) : counts.min() ?? 0
      guard seen >= least else {
        return .error("the stimulus did not fire: '\(event)' happened \(seen) times instead of \(least)")
      }
    }
    return nil
  }
}
