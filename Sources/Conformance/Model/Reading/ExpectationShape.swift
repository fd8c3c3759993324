internal import StrictYAML

extension Shape where Value == Expectation {
  static var expectation: Shape<Expectation> {
    .mapping("expectation", "What the answers of a step must be.") { fields in
      var expect = Expectation()
      expect.status = fields.optional("status", .oneOrMore(of: .status), default: [], "One of these.")
      expect.never = fields.optional("never", .oneOrMore(of: .status), default: [], "None of these.")
      expect.shape = fields.optional(
        "json", .word(Expectation.Shape.self, "shape"), "error, object or empty.")
      expect.headers = fields.optional(
        "headers", .pairs(.line, .oneOrMore(of: .headerMatch)), default: [], "…"
      )
      .map { ($0.key, $0.value) }
      expect.contains = fields.optional("contains", .oneOrMore(of: .string), default: [], "Text of the body.")
      expect.lacks = fields.optional("lacks", .oneOrMore(of: .string), default: [], "Text not in the body.")
      expect.values = fields.optional("values", .pairs(.line, .valueMatch), default: [], "By JSON pointer.")
        .map { ($0.key, $0.value) }
      expect.messages = fields.optional("messages", .messages, "The list of messages.")
      expect.within = fields.optional("within", .integer(1...120_000), "Milliseconds for each answer.")
      expect.distinct = fields.optional("distinct", .line, "Another value here in each answer.")
      expect.same = fields.optional("same", .line, "The same here in each: a pointer, status or contents.")
      expect.tally = fields.optional(
        "tally", .pairs(.status, .range), default: [], "How many of each status."
      )
      .map { ($0.key, $0.value) }
      let gzip = fields.optional("gzip", .gzip, "The body when unpacked.")
      expect.gzip = gzip.map { ($0.of, $0.percent) }
      expect.isLastModifiedTrue = fields.optional(
        "last-modified-true", .boolean, default: false, "Last-Modified is the last message's time.")
      expect.tagBesides = fields.optional("tag-besides", .line, "A tag of another coding.")
      return expect
    }
  }
}

struct GzipExpectation: Sendable {
  let of: String
  let percent: Int
}

extension Shape where Value == GzipExpectation {
  static var gzip: Shape<GzipExpectation> {
    .mapping("gzip", "If the answer is compressed, what it must hold.") { fields in
      let of = fields.required("of", .line, "The saved body without compression.")
      let percent = fields.required("percent", .integer(1...100), "Of its size at most.")
      guard let of, let percent else { return nil }
      return GzipExpectation(of: of, percent: percent)
    }
  }
}

extension Shape where Value == MessagesExpectation {
  static var messages: Shape<MessagesExpectation> {
    .mapping("messages", "What the list of messages must be.") { fields in
      var list = MessagesExpectation()
      list.count = fields.optional("count", .range, "How many.")
      list.number = fields.optional("number", .line, "A saved number: how many.")
      list.contents = fields.optional("contents", .oneOrMore(of: .string), "All, in this order.")
      list.holds = fields.optional("hold", .oneOrMore(of: .string), default: [], "Among the contents.")
      list.lacks = fields.optional("lack", .oneOrMore(of: .string), default: [], "Not among them.")
      list.ids = fields.optional("ids", .line, "The ids of all.")
      list.more = fields.optional("more", .boolean, "Whether it says that there are more.")
      list.isWhole = fields.optional("whole", .boolean, default: false, "Each has all fields of a message.")
      list.isOrdered = fields.optional("ordered", .boolean, default: false, "Times do not go back.")
      list.near = fields.optional(
        "near", .integer(1...60_000), "The last one's time, in milliseconds from now.")
      list.replies = fields.optional("replies", .range, "How many of the assistant.")
      list.isLenient = fields.optional(
        "lenient", .boolean, default: false, "A refusal counts as an empty list.")
      return list
    }
  }
}

extension Shape where Value == String {
  /// `200`, `2xx`.
  static var status: Shape<String> {
    line.checked { text throws(Complaint) in
      guard text.wholeMatch(of: /[1-5](\d\d|xx)/) != nil else {
        throw Complaint("a status is a number in quotes, or a class such as 2xx")
      }
      return text
    }
  }
}

extension Shape where Value == ClosedRange<Int> {
  /// `"3"`, `"1.."`, `"..20"`, `"1..20"`.
  static var range: Shape<ClosedRange<Int>> {
    Shape<String>.line.checked { text throws(Complaint) in
      guard let range = ClosedRange<Int>(written: text) else {
        throw Complaint("a range is a number, or two with .. between, of which one may be left out")
      }
      return range
    }
  }
}

extension ClosedRange<Int> {
  init?(written text: String) {
    let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1:
      guard let number = Int(text) else { return nil }
      self = number...number
    case 2:
      guard let low = parts[0].isEmpty ? 0 : Int(parts[0]),
        let high = parts[1].isEmpty ? Int.max : Int(parts[1]), low <= high
      else { return nil }
      self = low...high
    default: return nil
    }
  }

  var shown: String {
    lowerBound == upperBound
      ? "\(lowerBound)" : upperBound == .max ? "at least \(lowerBound)" : "\(lowerBound) to \(upperBound)"
  }
}

extension Shape where Value == HeaderMatch {
  static var headerMatch: Shape<HeaderMatch> {
    Shape<String>.line.checked { text throws(Complaint) in
      let parts = text.split(separator: " or ").map(String.init)
      if parts.count > 1 {
        var matches: [HeaderMatch] = []
        for part in parts { matches.append(try HeaderMatch(written: part)) }
        return .any(matches)
      }
      return try HeaderMatch(written: text)
    }
  }
}

extension HeaderMatch {
  fileprivate init(written text: String) throws(Complaint) {
    self = try Self.read(text)
  }

  private static func read(_ text: String) throws(Complaint) -> HeaderMatch {
    switch text {
    case "absent": return .absent
    case "present": return .present
    case "a date": return .date
    case _ where text.hasPrefix("has "): return .has(String(text.dropFirst(4)))
    case _ where text.hasPrefix("lacks "): return .lacks(String(text.dropFirst(6)))
    case _ where text.hasPrefix("is "): return .equals(String(text.dropFirst(3)))
    case _ where text.hasPrefix("number "):
      if let range = ClosedRange<Int>(written: String(text.dropFirst(7))) { return .number(range) }
    default: break
    }
    throw Complaint("expected absent, present, a date, 'has …', 'lacks …', 'is …' or 'number 1..3600'")
  }
}

extension Shape where Value == ValueMatch {
  static var valueMatch: Shape<ValueMatch> {
    Shape<String>.line.checked { text throws(Complaint) in
      switch text {
      case "absent": return .absent
      case "present": return .present
      case "a text": return .text
      case _ where text.hasPrefix("is "): return .equals(String(text.dropFirst(3)))
      default: throw Complaint("expected absent, present, 'a text' or 'is …'")
      }
    }
  }
}
