import Findings

/// How a repository tells the suite what to start and where to look. Its format is
/// described in `Fixtures/Conformance/bindings.md`.
public struct Binding: Sendable {
  /// Declared optional features.
  let features: [String]
  let server: ServerBinding?
  let tree: TreeBinding?
  let client: ClientBinding?
  /// Declared intervals, with the plan's as default.
  let numbers: DeclaredNumbers
  let waivers: [WaivedCase]

  /// Whether the repository has a part of a binding.
  func has(_ part: BindingPart) -> Bool {
    switch part {
    case .history: server?.api.history != nil
    case .sessions: server?.api.sessions != nil
    case .config: server?.api.config != nil
    case .secondary: !(server?.api.secondary.isEmpty ?? true)
    case .gone: !(server?.api.gone.isEmpty ?? true)
    case .origin: server?.api.origin != nil
    case .seed: server?.seed != nil
    case .assistant: server?.dependencies.isEmpty == false
    case .mint: server?.mint != nil
    case .login: server?.login != nil
    // What an adapter exports is known only when it has been loaded.
    case .configure: client?.drive.configure != nil || client?.drive.adapter != nil
    case .subscribe: client?.drive.subscribe != nil || client?.drive.adapter != nil
    case .share: server?.api.share != nil || features.contains("sharing")
    }
  }
}

/// A case that may fail.
struct WaivedCase: Sendable, Hashable {
  let id: String
  let reason: String
  /// `YYYY-MM-DD`, or a step's id.
  let until: String
}

/// Numbers that cases compare with.
struct DeclaredNumbers: Sendable, Hashable {
  /// Milliseconds between two polls of an active client.
  var activePoll = 2000
}

/// How the backend is built, started, reached and ended.
struct ServerBinding: Sendable {
  struct Readiness: Sendable, Hashable {
    let path: String
    let status: Int
    /// In milliseconds.
    let budget: Int
  }

  struct Route: Sendable, Hashable {
    let method: String
    let path: String
  }

  struct Mint: Sendable {
    /// The variable that holds the secret.
    let secretVariable: String
    /// Values may be lists.
    let claims: [(key: String, value: [String])]
    let listClaims: Set<String>
  }

  struct Login: Sendable {
    let request: Route
    let body: [(key: String, value: String)]
    /// JSON pointer.
    let token: String
  }

  struct Dependency: Sendable {
    let name: String
    /// The variable that holds its port: `aiPort`.
    let port: String
    let route: Route
    let status: Int
    /// The body as JSON text.
    let reply: String
  }

  struct API: Sendable {
    let send: Route
    let list: Route
    let history: Route?
    let sessions: Route?
    let config: Route?
    /// Shares a session with every administrator.
    let share: Share?
    /// Other endpoints by which messages may be sent.
    let secondary: [String]
    /// Paths that the clean-up takes away.
    let gone: [String]
    /// An origin that the server lets in.
    let origin: String?
    let fields: Fields
    let repliesPerSend: Int
    let idempotencyHeader: String
  }

  /// A request that shares `{session}`.
  struct Share: Sendable, Hashable {
    let route: Route
    /// Its body as JSON text.
    let body: String
  }

  struct Fields: Sendable, Hashable {
    var content = "content"
    var session = "session_id"
    var id = "id"
    var time = "timestamp"
    var type = "type"
    var messageID = "message_id"
    var more = "has_more"
  }

  /// From the repository's root.
  let directory: String
  let build: [String]
  /// In milliseconds.
  let buildBudget: Int
  let command: [String]
  let environment: [(key: String, value: String)]
  /// Variables taken over from the caller, for the build and the server.
  let passed: [String]
  /// Variables on top, by the names that cases ask for.
  let variants: [String: [(key: String, value: String)]]
  let ready: Readiness
  let stopSignal: String
  /// In milliseconds.
  let stopGrace: Int
  let isDurable: Bool
  let seed: [String]?
  let staticTokens: [String: String]
  let mint: Mint?
  let login: Login?
  let dependencies: [Dependency]
  let api: API
}
