/// What must be true of everything that was seen in a run of the client.
indirect enum TraceCheck: Sendable {
  case requests(RequestFilter, count: ClosedRange<Int>)
  case waits(WaitsCheck)
  /// Beginnings are at least so far apart.
  case apart(RequestFilter, least: Int)
  /// So many at most are under way at the same time.
  case underWay(RequestFilter, most: Int)
  /// How long a request took, and how it ended.
  case ended(EndedCheck)
  case seen(SeenCheck)
  case message(MessageCheck)
  case list(ListCheck)
  /// The contents of all messages of users that the server has at the end, in this order.
  case stored([String])
  /// Of all bodies of sends, in this order, every character kept.
  case posted([String])
  case header(RequestFilter, name: String, value: String)
  /// Each of them has one of these parameters or headers.
  case carries(RequestFilter, anyOf: [String], least: Int)
  /// The header is there and the same in all.
  case sameHeader(RequestFilter, name: String)
  /// What was promised has come out, one way or the other.
  case settled(label: String, by: Int)
  /// A subscriber was told of each change of state, once.
  case called(label: String, from: Int, to: Int?)
  case never(Never)
  /// Names in the store's state, or of loaded modules, that must not be there.
  case lacks(pattern: String)
  case recovers(within: Int)
  /// The message for people is gone so many polls after the first good one.
  case bannerClears(polls: Int)
  /// The waits behind the first request of a kind differ between runs.
  case differs(RequestFilter)
  /// A text that the user can read.
  case told(String)
  /// All of one of these groups.
  case any([[TraceCheck]])

  enum Never: String, Sendable, CaseIterable {
    /// An exception that nobody caught.
    case uncaught
    /// A WebSocket or an EventSource.
    case sockets
    /// A method beside GET and POST.
    case otherMethods = "other-methods"
    /// A change of state that the catalogue does not allow.
    case forbiddenTransitions = "forbidden-transitions"
    /// The two stores of the state say different things for more than one turn.
    case contradictions
    /// Words for a state that are empty, or another state's too.
    case unclearWords = "unclear-words"
    /// The same message twice in the list.
    case duplicates
  }
}

/// Which requests are meant.
struct RequestFilter: Sendable {
  var on = NetworkFault.Target.any
  var page: String?
  var holding: String?
  /// The time of the beginning, in milliseconds; both ends are included.
  var from = 0
  var to: Int?
  /// What became of it: `answered`, `failed`, a status, or `content` for an answer with messages.
  var ended: String?
}

/// The time between the end of a request and the beginning of the next.
struct WaitsCheck: Sendable {
  /// `from` and `to` are about the beginning of the wait.
  var filter: RequestFilter
  /// What became of the request before: see `RequestFilter.ended`.
  var behind: String?
  /// Only the first ones.
  var take: Int?
  /// How many there must be.
  var least = 1
  var each: ClosedRange<Int>?
  var are: [Int] = []
  var percent = 0
  var mayFall = true
  /// One of them, at least, is this long.
  var peak: ClosedRange<Int>?
}

struct EndedCheck: Sendable {
  enum How: String, Sendable, CaseIterable {
    case aborted, answered, network, lost
  }

  var filter: RequestFilter
  /// Which, from 1.
  var number = 1
  var how: How
  var after: ClosedRange<Int>?
}

/// What the user, or a program, could see of the connection.
struct SeenCheck: Sendable {
  enum What: String, Sendable, CaseIterable {
    case state, status, banner
    case text = "stateText"
  }

  var what: What
  var page: String?
  var from = 0
  var to: Int?
  /// One of these is reached in the window, or held from before it.
  var reaches: [String] = []
  /// Nothing else is seen in the window.
  var only: [String] = []
  /// All values of the window, in order.
  var path: [String] = []
  /// What matches a regular expression is reached.
  var matches: String?
}

/// One message of the list, by its text.
struct MessageCheck: Sendable {
  var text: String
  var page: String?
  var from = 0
  var to: Int?
  /// Its states in the window, in order.
  var path: [String] = []
  /// Its state at the end of the window is one of these.
  var status: [String] = []
  /// It never has one of these.
  var never: [String] = []
  /// In the turn of the action that wrote it, it is there with this state.
  var atOnce: String?
}

/// The list of messages as it is shown.
struct ListCheck: Sendable {
  var page: String?
  /// When; the end when left out.
  var at: Int?
  /// Milliseconds after the first request with an answer behind `from`, instead of `at`.
  var afterFirstPoll: Int?
  var from = 0
  var contents: [String]?
  /// `${i}` from 1 to the number stands for so many.
  var count: Int?
  var holds: [String] = []
  /// Not shown at any time from `from` on.
  var never: [String] = []
  /// The count is reached within so many GETs.
  var withinGets: Int?
  /// The same as on another page.
  var sameAs: String?
  /// No message has one of these states.
  var noStatus: [String] = []
  /// The list is the server's, in its order.
  var isServers = false
}
