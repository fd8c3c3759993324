/// Where a case runs in real time: a server on loopback and who is signed in.
struct LiveGround: Sendable, Hashable {
  let port: Int
  let session: String
  /// By page.
  let tokens: [String: String]
}

extension ClientScript {
  /// The longest that anybody waits for a case, in milliseconds.
  static let longestLive = 600_000

  /// Why a case cannot run against a real server; nil where it can.
  var notLiveBecause: String? {
    if until > Self.longestLive {
      return
        "it lasts \(until / 60_000) minutes, and --live runs what lasts at most \(Self.longestLive / 60_000); it is run in virtual time"
    }
    let model: Set<ScriptedAction.Verb> = [.store, .jump, .configure]
    if let action = actions.first(where: { model.contains($0.verb) }) {
      return "'\(action.verb.rawValue)' is done by the server model or by virtual time alone"
    }
    if server != ModelWish(isShared: server.isShared, stored: server.stored) {
      return "it asks for what only the server model can be told to do"
    }
    return nil
  }

  /// When the server itself is away, in milliseconds.
  var outages: [(from: Int, until: Int)] {
    faults.filter { $0.kind == .down }.map { ($0.from, $0.until ?? until) }
  }

  /// Whether the server's own list must be read to judge it.
  var needsStored: Bool {
    happens.contains { $0.event == "stored" }
      || checks.contains { check in
        switch check {
        case .stored: true
        case .list(let list): list.isServers
        default: false
        }
      }
  }
}
