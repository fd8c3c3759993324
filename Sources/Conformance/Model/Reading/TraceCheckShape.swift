internal import StrictYAML

extension Shape where Value == TraceCheck {
  static var traceCheck: Shape<TraceCheck> {
    .mapping("check", "One thing that must be seen.") { fields in
      var checks: [TraceCheck] = []
      func take(_ check: TraceCheck?) { if let check { checks.append(check) } }
      take(fields.optional("requests", .requestCount, "How many requests there are."))
      take(
        fields.optional("waits", .waitsCheck, "From one's end to the next's beginning.").map(TraceCheck.waits)
      )
      take(fields.optional("apart", .apartCheck, "How far beginnings are apart."))
      take(fields.optional("under-way", .underWayCheck, "How many are under way at once."))
      take(fields.optional("ended", .endedCheck, "How one ended.").map(TraceCheck.ended))
      take(fields.optional("seen", .seenCheck, "What is told of the connection.").map(TraceCheck.seen))
      take(fields.optional("message", .messageCheck, "One message.").map(TraceCheck.message))
      take(fields.optional("list", .listCheck, "The list of messages.").map(TraceCheck.list))
      take(fields.optional("stored", .texts, "All that users sent, in order.").map(TraceCheck.stored))
      take(fields.optional("posted", .texts, "All bodies of sends, in order.").map(TraceCheck.posted))
      take(fields.optional("header", .headerCheck, "What each request has."))
      take(fields.optional("same-header", .sameHeaderCheck, "What all requests have in common."))
      take(fields.optional("carries", .carriesCheck, "What each request tells of what is known."))
      take(fields.optional("settled", .settledCheck, "What came of a promise."))
      take(fields.optional("called", .calledCheck, "What a subscriber was told."))
      take(
        fields.optional("never", .word(TraceCheck.Never.self, "thing"), "What is not seen.").map(
          TraceCheck.never))
      take(fields.optional("lacks", .line, "A regular expression of names.").map { .lacks(pattern: $0) })
      take(
        fields.optional("recovers", .integer(1...100), "Polls until it is connected again.")
          .map { .recovers(within: $0) })
      take(
        fields.optional("banner-clears", .integer(1...10), "Polls until the message for people is gone.")
          .map { .bannerClears(polls: $0) })
      take(
        fields.optional("differs", .requestFilter, "Whose first waits differ between runs.").map(
          TraceCheck.differs))
      take(fields.optional("told", .line, "A text that the user can read.").map(TraceCheck.told))
      take(fields.optional("any", .alternatives, "All of one of these groups."))
      guard checks.count == 1, let check = checks.first else {
        fields.report("a check is about exactly one thing")
        return nil
      }
      return check
    }
  }

  private static var alternatives: Shape<TraceCheck> {
    Shape<[[TraceCheck]]>.list(of: .groupOfChecks, atLeast: 2).checked { groups throws(Complaint) in
      .any(groups)
    }
  }

  private static var requestCount: Shape<TraceCheck> {
    .mapping("number of requests", "How many there are.") { fields in
      let filter = RequestFilter(&fields)
      return fields.required("count", .range, "How many.").map { .requests(filter, count: $0) }
    }
  }

  private static var apartCheck: Shape<TraceCheck> {
    .mapping("distance", "How far beginnings are apart.") { fields in
      let filter = RequestFilter(&fields)
      return fields.required("least", .integer(1...60_000), "Milliseconds.").map { .apart(filter, least: $0) }
    }
  }

  private static var underWayCheck: Shape<TraceCheck> {
    .mapping("crowd", "How many are under way at once.") { fields in
      let filter = RequestFilter(&fields)
      return fields.required("most", .integer(1...100), "How many.").map { .underWay(filter, most: $0) }
    }
  }

  private static var headerCheck: Shape<TraceCheck> {
    .mapping("header", "What each request has.") { fields in
      let filter = RequestFilter(&fields)
      let name = fields.required("name", .line, "Of the header.")
      let value = fields.required("is", .line, "What it says; ${token} and ${token2} are tokens.")
      guard let name, let value else { return nil }
      return .header(filter, name: name, value: value)
    }
  }

  private static var sameHeaderCheck: Shape<TraceCheck> {
    .mapping("common header", "What all requests have in common.") { fields in
      let filter = RequestFilter(&fields)
      return fields.required("name", .line, "Of the header; ${idempotency} is the binding's.")
        .map { .sameHeader(filter, name: $0) }
    }
  }

  private static var carriesCheck: Shape<TraceCheck> {
    .mapping("knowledge", "What each request tells of what is known.") { fields in
      let filter = RequestFilter(&fields)
      let names = fields.required("any-of", .list(of: .line, atLeast: 1), "Parameters or headers.")
      let least = fields.optional("least", .integer(1...1000), default: 1, "How many requests.")
      return names.map { .carries(filter, anyOf: $0, least: least) }
    }
  }

  private static var settledCheck: Shape<TraceCheck> {
    .mapping("promise", "What came of it.") { fields in
      let label = fields.required("of", .line, "The text that was sent.")
      let by = fields.required("by", .integer(1...36_000_000), "When at last.")
      guard let label, let by else { return nil }
      return .settled(label: label, by: by)
    }
  }

  private static var calledCheck: Shape<TraceCheck> {
    .mapping("calls", "What a subscriber was told.") { fields in
      let label = fields.required("of", .line, "Its name.")
      let from = fields.optional("from", .integer(0...36_000_000), default: 0, "From when on.")
      let to = fields.optional("to", .integer(0...36_000_000), "Until when it is subscribed.")
      return label.map { .called(label: $0, from: from, to: to) }
    }
  }
}

extension Shape where Value == [String] {
  fileprivate static var texts: Shape<[String]> { .list(of: Shape<String>.string) }
}

extension Shape where Value == [TraceCheck] {
  fileprivate static var groupOfChecks: Shape<[TraceCheck]> { .list(of: .traceCheck, atLeast: 1) }
}

extension RequestFilter {
  init(_ fields: inout Fields) {
    on = fields.optional("of", .word(NetworkFault.Target.self, "kind of request"), default: .any, "Which.")
    page = fields.optional("page", .line, "Of which page.")
    holding = fields.optional("holding", .line, "With this text in their body.")
    from = fields.optional("from", .integer(0...36_000_000), default: 0, "Beginning then or later.")
    to = fields.optional("to", .integer(0...36_000_000), "Beginning then or earlier.")
    ended = fields.optional("ended", .string, "answered, failed, content, or a status.")
  }
}

extension Shape where Value == RequestFilter {
  static var requestFilter: Shape<RequestFilter> {
    .mapping("requests", "Which requests are meant.") { fields in RequestFilter(&fields) }
  }
}

extension Shape where Value == WaitsCheck {
  static var waitsCheck: Shape<WaitsCheck> {
    .mapping("waits", "From one's end to the next's beginning.") { fields in
      var check = WaitsCheck(filter: RequestFilter(&fields))
      check.behind = fields.optional("behind", .string, "What became of the one before.")
      check.take = fields.optional("take", .integer(1...1000), "Only the first ones.")
      check.least = fields.optional("least", .integer(1...10_000), default: 1, "How many there must be.")
      check.each = fields.optional("each", .range, "What each is, in milliseconds.")
      check.are = fields.optional("are", .list(of: .integer(0...600_000)), default: [], "What they are.")
      check.percent = fields.optional(
        "percent", .integer(0...100), default: 0, "By how much they may differ.")
      check.mayFall = fields.optional(
        "fall", .boolean, default: true, "Whether one may be shorter than before.")
      check.peak = fields.optional("peak", .range, "What one of them is.")
      check.least = max(check.least, check.are.count)
      return check
    }
  }
}

extension Shape where Value == EndedCheck {
  static var endedCheck: Shape<EndedCheck> {
    .mapping("end", "How one request ended.") { fields in
      let filter = RequestFilter(&fields)
      let number = fields.optional("number", .integer(1...1000), default: 1, "Which, from 1.")
      let how = fields.required("how", .word(EndedCheck.How.self, "end"), "How.")
      let after = fields.optional("after", .range, "Milliseconds after its beginning.")
      return how.map { EndedCheck(filter: filter, number: number, how: $0, after: after) }
    }
  }
}

extension Shape where Value == SeenCheck {
  static var seenCheck: Shape<SeenCheck> {
    .mapping("sight", "What is told of the connection.") { fields in
      let what = fields.required("what", .word(SeenCheck.What.self, "sight"), "state, status, banner …")
      var check = SeenCheck(what: what ?? .state)
      check.page = fields.optional("page", .line, "On which page.")
      check.from = fields.optional("from", .integer(0...36_000_000), default: 0, "From when on.")
      check.to = fields.optional("to", .integer(0...36_000_000), "Until when.")
      check.reaches = fields.optional("reaches", .oneOrMore(of: .string), default: [], "One of these comes.")
      check.only = fields.optional("only", .oneOrMore(of: .string), default: [], "Nothing else.")
      check.path = fields.optional("path", .list(of: .string), default: [], "All values, in order.")
      check.matches = fields.optional("matches", .line, "A regular expression.")
      return what == nil ? nil : check
    }
  }
}

extension Shape where Value == MessageCheck {
  static var messageCheck: Shape<MessageCheck> {
    .mapping("message", "One message of the list.") { fields in
      let text = fields.required("text", .string, "What it says.")
      var check = MessageCheck(text: text ?? "")
      check.page = fields.optional("page", .line, "On which page.")
      check.from = fields.optional("from", .integer(0...36_000_000), default: 0, "From when on.")
      check.to = fields.optional("to", .integer(0...36_000_000), "Until when.")
      check.path = fields.optional("path", .list(of: .line), default: [], "Its states, in order.")
      check.status = fields.optional("status", .oneOrMore(of: .line), default: [], "Its last state.")
      check.never = fields.optional("never", .oneOrMore(of: .line), default: [], "What it is not.")
      check.atOnce = fields.optional("at-once", .line, "Its state in the turn that wrote it.")
      return text == nil ? nil : check
    }
  }
}

extension Shape where Value == ListCheck {
  static var listCheck: Shape<ListCheck> {
    .mapping("list check", "The list of messages as it is shown.") { fields in
      var check = ListCheck()
      check.page = fields.optional("page", .line, "On which page.")
      check.at = fields.optional("at", .integer(0...36_000_000), "When; the end when left out.")
      check.afterFirstPoll = fields.optional(
        "after-first-poll", .integer(0...60_000), "When, counted from the first answer behind 'from'.")
      check.from = fields.optional("from", .integer(0...36_000_000), default: 0, "From when on.")
      check.contents = fields.optional("contents", .list(of: .string), "All, in this order.")
      check.count = fields.optional("count", .integer(0...10_000), "How many.")
      check.holds = fields.optional("holds", .oneOrMore(of: .string), default: [], "Among them, once each.")
      check.never = fields.optional("never", .oneOrMore(of: .string), default: [], "Not shown at any time.")
      check.withinGets = fields.optional("within-gets", .integer(1...1000), "By when the count is there.")
      check.sameAs = fields.optional("same-as", .line, "Another page.")
      check.noStatus = fields.optional("no-status", .oneOrMore(of: .line), default: [], "In no such state.")
      check.isServers = fields.optional("servers", .boolean, default: false, "It is the server's list.")
      return check
    }
  }
}
