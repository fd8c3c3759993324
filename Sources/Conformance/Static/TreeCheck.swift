/// What a static case looks for in the tree.
enum TreeCheck: Sendable {
  /// Both routes of M are registered once, behind the authentication.
  case registeredOnce
  /// No route whose path or handler matches one of these patterns.
  case noRoute(patterns: [String])
  /// No other pair of endpoints that sends and lists messages.
  case noSecondPair(paths: [String])
  /// Every path that the client asks for is a route.
  case requestsExist
  /// Numbers lie within bounds.
  case numbers([NumberBound])
  /// A list of waits.
  case delays(number: String, first: Int, factor: Int, cap: Int, least: Int)
  /// Each number is the same in all its places.
  case equalNumbers([String])
  /// The limit lets a client poll and send as it does.
  case rateAllows(marginPercent: Int)
  /// The server's message has the fields that the client needs.
  case fieldsCovered
  /// The states of a message are the same everywhere.
  case sameUnion(values: [String])
  /// No module imports a path that matches; the removed files are gone.
  case noImport(patterns: [String])
  /// A Go module is neither imported, required nor summed.
  case noGoModule(path: String)
  case importsResolve
  case noUnusedImport
  /// No name in code, and no key in code or configuration, that matches.
  case noName(identifiers: [String], keys: [String])
  case switchReaches
  case fallbackStarts
  /// Nothing in the store matches.
  case storeFree(patterns: [String])
  /// No text outside of comments in the configuration that matches.
  case noConfiguration(patterns: [String])
  /// Documents name M with both methods, and nothing that matches.
  case documented(never: [String])
  case testsImport
  case testsCall
  case oneTokenKey
}

/// A number of the binding and what it may be, in thousandths where it has a fraction.
struct NumberBound: Sendable, Hashable {
  let name: String
  let low: Double
  let high: Double
}

/// What a static check saw.
struct TreeVerdict {
  /// How many things it looked at; none means that it proved nothing.
  var examined = 0
  var findings: [TreeFinding] = []
}

/// One thing that is not as it should be.
struct TreeFinding: Sendable, Hashable {
  let message: String
  let path: String
  /// From 1; nil for the whole file.
  let line: Int?
  var text: String?
}
