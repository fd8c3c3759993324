/// What is expected of the answers of one step. What is not named is not looked at.
struct Expectation: Sendable {
  /// `200`, `2xx`; one of them must fit each answer.
  var status: [String] = []
  /// What may never come: `5xx`.
  var never: [String] = []
  var shape: Shape?
  /// By header; see `HeaderMatch`.
  var headers: [(name: String, matches: [HeaderMatch])] = []
  var contains: [String] = []
  var lacks: [String] = []
  /// By JSON pointer.
  var values: [(pointer: String, match: ValueMatch)] = []
  var messages: MessagesExpectation?
  /// In milliseconds; the grace comes on top.
  var within: Int?
  /// All answers hold another value here.
  var distinct: String?
  /// All answers hold the same here.
  var same: String?
  /// How many answers may have a status: `429: 1..`.
  var tally: [(status: String, range: ClosedRange<Int>)] = []
  /// The body is a gzip member of this JSON, and at most this part of its size in percent.
  var gzip: (of: String, percent: Int)?
  var isLastModifiedTrue = false
  /// A strong tag differs from this one, of another coding.
  var tagBesides: String?

  enum Shape: String, Sendable, CaseIterable {
    /// A JSON object of which `success` is false and `error` says something.
    case error
    /// A JSON object.
    case object
    case empty
  }
}

/// What a header must be.
enum HeaderMatch: Sendable, Hashable {
  case absent, present, date
  case has(String)
  case lacks(String)
  case equals(String)
  case number(ClosedRange<Int>)
  case any([HeaderMatch])
}

/// What a value of the body must be.
enum ValueMatch: Sendable, Hashable {
  case present, absent
  case equals(String)
  case text
}

/// What the list of messages must be. Messages of the assistant do not count, unless
/// `replies` asks for them.
struct MessagesExpectation: Sendable {
  var count: ClosedRange<Int>?
  /// A saved number: how many.
  var number: String?
  /// The contents of all, in this order.
  var contents: [String]?
  var holds: [String] = []
  var lacks: [String] = []
  /// Ids of all, in this order.
  var ids: String?
  var more: Bool?
  /// Each has the fields of a message.
  var isWhole = false
  /// Times do not go back.
  var isOrdered = false
  /// The last one's time is this near to the request, in milliseconds.
  var near: Int?
  var replies: ClosedRange<Int>?
  /// An answer that is no list counts as an empty one, as long as it is not 5xx.
  var isLenient = false
}
