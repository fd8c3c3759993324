/// Where the static cases look. A place is a file and, after `#`, what is meant in it:
/// `a.ts#LIMIT`, `a.ts#INTERVALS.base`, `a.go#NewLimiter()` for the first number among a
/// call's arguments, `a.go#"KEY"` for the number beside a string in a call.
struct TreeBinding: Sendable {
  struct TypePair: Sendable, Hashable {
    let server: String
    let client: String
  }

  struct Flag: Sendable, Hashable {
    /// The function by which a person switches.
    let switcher: String
    let pollingService: String
    let socketService: String
    /// What is compared with the number of failures, and what the time-out waits.
    let attempts: String
    let delay: String
  }

  struct Rate: Sendable, Hashable {
    let polls: String
    /// Nil where sends count among the polls.
    let sends: String?
    let isPerHour: Bool
  }

  /// Files that register routes.
  let routers: [String]
  /// Names of the middleware that proves who asks.
  let authentication: [String]
  /// The folder with the client's code.
  let client: String?
  /// What a path before a client's import stands for: `@/` is `src/`.
  let aliases: [(key: String, value: String)]
  /// Functions that make requests.
  let requests: [String]
  /// Modules of the polling client.
  let polling: [String]
  let store: [String]
  /// Modules that read the token.
  let tokenReaders: [String]
  let numbers: [(key: String, value: [String])]
  let rate: Rate?
  let message: TypePair?
  let statuses: [String]
  let flag: Flag?
  /// Files that must be gone.
  let removed: [String]
  /// Configuration whose addresses count.
  let configuration: [String]
  let documents: [String]
  let clientTests: [String]
  /// What a client's test must import really.
  let realModules: [String]
  let serverTests: [String]
}
