internal import StrictYAML

extension Shape where Value == Exchange {
  static func exchange(_ verb: Exchange.Verb) -> Shape<Exchange> {
    .mapping("\(verb.rawValue) request", "One request, or many of the same.") { fields in
      var exchange = Exchange(verb: verb)
      exchange.identity = fields.optional("as", .line, default: "U1", "U1, U2, … or none.")
      exchange.token = fields.optional(
        "token", .word(TokenKind.self, "token"), default: .valid, "What is wrong with the token.")
      exchange.authorization = fields.optional("authorization", .string, "The whole header.")
      exchange.session = fields.optional("session", .string, "The session's id; S1 when left out.")
      exchange.content = fields.optional("content", .textSource, "The message.")
      func pairs(_ key: String, _ about: String) -> [(key: String, value: String)] {
        fields.optional(key, .pairs(.line, .string), default: [], about)
      }
      exchange.fields = pairs("fields", "Further members of the body.")
      exchange.without = fields.optional("leave-out", .list(of: .line), default: [], "Members not sent.")
      exchange.body = fields.optional("body", .string, "The body as it is.")
      exchange.headers = pairs("headers", "Headers; one without a value is left out.")
      exchange.query = pairs("query", "Parameters.")
      exchange.method = fields.optional("method", .line, "Instead of the usual one.")
      exchange.path = fields.optional("path", .string, "Instead of the usual one.")
      exchange.times = fields.optional("times", .integer(1...100_000), default: 1, "How often.")
      exchange.parallel = fields.optional("parallel", .integer(1...1000), default: 1, "How many at once.")
      exchange.pause = fields.optional("pause", .integer(0...60_000), default: 0, "Milliseconds between.")
      return exchange
    }
  }
}

extension Shape where Value == TextSource {
  static var textSource: Shape<TextSource> {
    .scalarOrMapping(
      Shape<String>.string.checked { text throws(Complaint) in TextSource(text: text) },
      .mapping("repeated text", "A text, again and again.") { fields in
        let text = fields.required("repeat", .string, "The text.")
        let times = fields.required("times", .integer(1...1_000_000), "How often.")
        guard let text, let times else { return nil }
        return TextSource(text: text, times: times)
      })
  }
}

extension Shape where Value == Pages {
  static var pages: Shape<Pages> {
    .mapping("pages", "Reads a session page by page.") { fields in
      let limit = fields.required("limit", .integer(1...1000), "Messages on a page.")
      let contents = fields.optional("contents", .line, "The saved contents that must be there.")
      let anyOrder = fields.optional("any-order", .boolean, default: false, "Whether the order is free.")
      return limit.map { Pages(limit: $0, contents: contents, inAnyOrder: anyOrder) }
    }
  }
}

extension Shape where Value == RoundTrip {
  static var roundTrip: Shape<RoundTrip> {
    .mapping("round trip", "What is sent must be read back as it was.") { fields in
      RoundTrip(
        contents: fields.optional(
          "contents", .list(of: .string), default: [], "Each in a session of its own."),
        sessions: fields.optional("sessions", .list(of: .string), default: [], "Ids of sessions."),
        mayRefuse: fields.optional("may-refuse", .boolean, default: false, "Whether 400 is as good."))
    }
  }
}

extension Shape where Value == Writers {
  static var writers: Shape<Writers> {
    .mapping("writers", "Several senders at once in one session.") { fields in
      let count = fields.required("count", .integer(1...100), "How many.")
      let each = fields.required("each", .integer(1...1000), "Messages of each.")
      let path = fields.optional("path", .line, "Where, if not M.")
      guard let count, let each else { return nil }
      return Writers(count: count, each: each, path: path)
    }
  }
}

extension Shape where Value == Follow {
  static var follow: Shape<Follow> {
    .mapping("follow", "A sender and a reader at once.") { fields in
      let posts = fields.required("posts", .integer(1...10_000), "How many messages.")
      let every = fields.required("every", .integer(1...10_000), "Milliseconds between two polls.")
      let by = fields.required("by", .word(Follow.Way.self, "way"), "How the reader asks for news.")
      guard let posts, let every, let by else { return nil }
      return Follow(posts: posts, every: every, by: by)
    }
  }
}

extension Shape where Value == Isolation {
  static var isolation: Shape<Isolation> {
    .mapping("isolation", "Many sessions of several identities at once.") { fields in
      let sessions = fields.required("sessions", .integer(1...1000), "How many.")
      let identities = fields.required("identities", .integer(2...100), "Whose.")
      guard let sessions, let identities else { return nil }
      return Isolation(sessions: sessions, identities: identities)
    }
  }
}

extension Shape where Value == Flood {
  static var flood: Shape<Flood> {
    .mapping("flood", "Many requests in a short time.") { fields in
      let requests = fields.required("requests", .integer(1...100_000), "How many.")
      let within = fields.required("within", .integer(1...120_000), "Spread over these milliseconds.")
      let identity = fields.optional("as", .line, default: "U1", "Whose.")
      let every = fields.optional("beside-every", .integer(1...10_000), "Milliseconds between U2's requests.")
      let limit = fields.optional(
        "beside-within", .integer(1...60_000), default: 1000, "U2's 95th percentile in milliseconds.")
      let parallel = fields.optional("parallel", .integer(1...100), default: 8, "How many at once.")
      guard let requests, let within else { return nil }
      return Flood(
        requests: requests, milliseconds: within, identity: identity, besideEvery: every,
        besideWithin: limit, parallel: parallel)
    }
  }
}

extension Shape where Value == Cadence {
  static var cadence: Shape<Cadence> {
    .mapping("cadence", "Polls and sends at the pace of real clients.") { fields in
      let identities = fields.optional("identities", .integer(1...100), default: 1, "How many clients.")
      let every = fields.required(
        "every", .integer(1...60_000), "Milliseconds between two polls of a client.")
      let polls = fields.required("polls", .integer(1...10_000), "Polls of each client.")
      let sends = fields.optional("sends", .integer(0...1000), default: 0, "Messages of each client.")
      let pollWithin = fields.optional("poll-within", .integer(1...60_000), "95th percentile of polls.")
      let sendWithin = fields.optional("send-within", .integer(1...60_000), "95th percentile of sends.")
      let rounds = fields.optional("rounds", .integer(1...9), default: 1, "The median of as many counts.")
      guard let every, let polls else { return nil }
      return Cadence(
        identities: identities, every: every, polls: polls, sends: sends, pollWithin: pollWithin,
        sendWithin: sendWithin, rounds: rounds)
    }
  }
}

extension Shape where Value == Latency {
  static var latency: Shape<Latency> {
    .mapping("latency", "The time of one read, repeated; the median of three rounds counts.") { fields in
      let list = fields.required("list", .exchange(.list), "What is asked.")
      let repeats = fields.required("repeats", .integer(3...1000), "How often.")
      let within = fields.required("within", .integer(1...60_000), "The 95th percentile in milliseconds.")
      let baseline = fields.optional("baseline", .exchange(.list), "The same where there is little.")
      let factor = fields.optional("factor", .integer(1...100), default: 5, "How much slower it may be.")
      guard let list, let repeats, let within else { return nil }
      return Latency(exchange: list, repeats: repeats, within: within, baseline: baseline, factor: factor)
    }
  }
}

extension Shape where Value == WireAbuse {
  static var wireAbuse: Shape<WireAbuse> {
    .mapping("wire", "What no polite client sends.") { fields in
      let kind = fields.required("kind", .word(WireAbuse.Kind.self, "kind"), "What it is.")
      let bytes = fields.optional("bytes", .integer(1...1 << 30), default: 0, "How much is sent or declared.")
      let connections = fields.optional("connections", .integer(1...1000), default: 1, "How many at once.")
      let within = fields.required("closed-within", .integer(1...120_000), "Milliseconds until the end.")
      let read = fields.optional("read-at-most", .integer(1...1 << 30), default: 1 << 30, "Bytes taken.")
      let growth = fields.optional("growth", .integer(1...1 << 30), "Bytes of memory that may be added.")
      guard let kind, let within else { return nil }
      return WireAbuse(
        kind: kind, bytes: bytes, connections: connections, within: within, readAtMost: read, growth: growth)
    }
  }
}
