import Findings

/// One numbered case of the catalogue.
struct ConformanceCase: Sendable {
  let id: String
  let level: ConformanceReport.Level
  /// `T1 R1.2`: what it proves.
  let proves: String
  /// The requirement, as a failure shows it.
  let text: String
  let phase: CasePhase
  let conditions: CaseConditions
  let body: CaseBody

  /// What stands before the first dash: `SRV`.
  var area: String { id.prefix { $0 != "-" }.description }

  /// Whether it puts the client before a server, which may be a real one.
  var isOfBothEnds: Bool {
    guard area == "E2E", case .client = body else { return false }
    return true
  }
}

/// What a case does.
enum CaseBody: Sendable {
  case server(ServerScript)
  case tree(TreeCheck)
  case client(ClientScript)
}

/// The trees that a case is about.
enum CasePhase: Sendable, Hashable {
  /// Every tree.
  case any
  /// Only while nothing was cleaned up.
  case before
  /// Only when this step has been done.
  case after(step: String)
}

/// When a case makes sense.
struct CaseConditions: Sendable {
  /// Features that must be declared; otherwise the case is skipped by name.
  var features: [String] = []
  /// Features that must not be declared; otherwise the case is not applicable.
  var without: [String] = []
  /// Parts of the binding without which there is nothing to look at.
  var needs: [Need] = []
  /// `durable`: the case is a MUST where the server's data outlives it.
  var mustWith: String?

  struct Need: Sendable, Hashable {
    let part: BindingPart
    /// Whether its absence means that the product has no such thing, rather than that the
    /// case cannot be run.
    let absence: Absence
  }

  enum Absence: String, Sendable, CaseIterable {
    case skip
    case notApplicable = "not-applicable"
  }
}

/// Parts of a binding that a repository may lack.
enum BindingPart: String, Sendable, CaseIterable {
  case history, sessions, config, secondary, gone, origin, seed
  case assistant, mint, login
  case configure, subscribe, share
}

/// Which server a case wants.
struct ServerWish: Sendable, Hashable {
  /// A variant that the binding may declare: other limits, an assistant behind it.
  var variant: String?
  /// Variables on top of the binding's.
  var environment: [String: String] = [:]
  /// Whether no other case may use it: it is stopped, filled or exhausted.
  var isOwn = false
}

/// A case that talks to the server.
struct ServerScript: Sendable {
  var server = ServerWish()
  /// What must work before the case itself can say anything.
  let given: [Step]
  let steps: [Step]
  /// How often things must have happened for a pass to mean something.
  let happens: [(event: String, least: Int)]
}
