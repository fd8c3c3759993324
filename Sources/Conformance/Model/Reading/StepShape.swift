internal import StrictYAML

extension Shape where Value == Step {
  static var step: Shape<Step> {
    .mapping("step", "One thing that is done, and what is expected of it.") { fields in
      var actions: [Action] = []
      for verb in Exchange.Verb.allCases {
        if let exchange = fields.optional(verb.rawValue, .exchange(verb), "A request.") {
          actions.append(.exchange(exchange))
        }
      }
      func take(_ action: Action?) { if let action { actions.append(action) } }
      take(fields.optional("loop", .loop, "Steps, again and again."))
      take(fields.optional("wait", .integer(1...60_000), "Milliseconds.").map { .wait(milliseconds: $0) })
      take(fields.optional("wait-as-told", .line, "A saved Retry-After.").map(Action.waitAsTold))
      take(fields.optional("await", .awaiting, "Asks until what is expected is there."))
      take(fields.optional("pages", .pages, "Reads page by page.").map(Action.pages))
      take(fields.optional("round-trip", .roundTrip, "Sends and reads back.").map(Action.roundTrip))
      take(fields.optional("writers", .writers, "Several senders at once.").map(Action.writers))
      take(fields.optional("follow", .follow, "A sender and a reader at once.").map(Action.follow))
      take(fields.optional("isolation", .isolation, "Many sessions at once.").map(Action.isolation))
      take(fields.optional("flood", .flood, "Many requests in a short time.").map(Action.flood))
      take(fields.optional("cadence", .cadence, "The pace of real clients.").map(Action.cadence))
      take(fields.optional("latency", .latency, "The time of one read.").map(Action.latency))
      take(fields.optional("wire", .wireAbuse, "What no polite client sends.").map(Action.wire))
      take(fields.optional("fault", .fault, "What a dependency does wrong from here on."))
      take(fields.optional("seed", .seed, "Prepared messages.").map(Action.seed))
      take(fields.optional("process", .process, "What happens to the server.").map(Action.process))
      take(fields.optional("log", .log, "What the server must not have logged."))
      take(fields.optional("fetch", .exchange(.list), "A list as a browser gets it.").map(Action.fetch))
      take(fields.optional("feed", .line, "A saved answer that the client is given.").map(Action.feed))
      let expect = fields.optional(
        "expect", .expectation, default: Expectation(), "What the answers must be.")
      let save = fields.optional(
        "save", .pairs(.line, .line), default: [],
        "Names for later, with a JSON pointer, header:Name, contents, ids, times, count or accepted.")
      guard actions.count == 1, let action = actions.first else {
        fields.report("a step does exactly one thing")
        return nil
      }
      return Step(action: action, expect: expect, save: save.map { ($0.key, $0.value) })
    }
  }
}

extension Shape where Value == Action {
  static var loop: Shape<Action> {
    .mapping("loop", "Steps, again and again; ${i} is the turn.") { fields in
      let times = fields.optional("times", .integer(1...10_000), "How often.")
      let list = fields.optional("over", .line, "A list of the binding: gone.routes, gone.health.")
      let steps = fields.required("steps", .list(of: .step, atLeast: 1), "What is done each time.")
      guard let steps else { return nil }
      switch (times, list) {
      case (let times?, nil): return .loop(times: times, steps: steps)
      case (nil, let list?): return .each(list: list, steps: steps)
      default:
        fields.report("a loop has either 'times' or 'over'")
        return nil
      }
    }
  }

  static var awaiting: Shape<Action> {
    .mapping("wait for an answer", "A list that is asked for until it is as expected.") { fields in
      let list = fields.required("list", .exchange(.list), "What is asked.")
      let within = fields.required("within", .integer(1...120_000), "Milliseconds.")
      guard let list, let within else { return nil }
      return .awaiting(list, milliseconds: within)
    }
  }

  static var fault: Shape<Action> {
    .mapping("fault", "What a stub does from here on.") { fields in
      let dependency = fields.required("dependency", .line, "The stub's name.")
      let mode = fields.required("mode", .word(StubFault.self, "fault"), "What it does wrong.")
      guard let dependency, let mode else { return nil }
      return .fault(dependency: dependency, mode: mode)
    }
  }

  static var log: Shape<Action> {
    .mapping("log check", "What the server must not have logged.") { fields in
      fields.required("tokens", .integer(4...100), "Runs of a token's characters, from this length on.")
        .map { .log(longestToken: $0) }
    }
  }
}

extension Shape where Value == Seed {
  static var seed: Shape<Seed> {
    .mapping("seed", "Prepared messages of U1.") { fields in
      let session = fields.optional("session", .line, default: "${S1}", "The session's id.")
      let count = fields.required("count", .integer(1...1_000_000), "How many.")
      let same = fields.optional("same-time", .boolean, default: false, "Whether all have one time.")
      return count.map { Seed(session: session, count: $0, sameTime: same) }
    }
  }
}

extension Shape where Value == ProcessAction {
  static var process: Shape<ProcessAction> {
    Shape<String>.line.checked { text throws(Complaint) in
      switch text {
      case "stop": return .stop
      case "start": return .start
      case "started": return .started
      default:
        if let match = text.wholeMatch(of: /stop during (\d+) sends/), let sends = Int(match.1) {
          return .stopDuring(sends: sends)
        }
        throw Complaint("expected stop, start, started or 'stop during N sends'")
      }
    }
  }
}
