/// How the repository's client is loaded, driven and observed.
struct ClientBinding: Sendable {
  /// Something that a module exports.
  struct Member: Sendable, Hashable, Codable {
    /// From the client's root.
    let module: String
    let export: String
  }

  /// How one thing is done: a method, of the service unless `on` names another owner, or an
  /// action of the store.
  struct Verb: Sendable, Hashable {
    let call: String?
    let owner: Member?
    let dispatch: Member?
    /// A list as JSON text; `${text}`, `${session}`, `${id}` and the like stand for values.
    let arguments: String?
  }

  /// Where something can be seen.
  struct Sight: Sendable, Hashable {
    enum Source: String, Sendable, CaseIterable {
      case store, manager, instance
    }

    let source: Source
    /// A method without arguments.
    let call: String?
    /// JSON pointer into what is found.
    let path: String
  }

  /// Names of a message's fields as the list shows them.
  struct MessageFields: Sendable, Hashable {
    var id = "id"
    var text = "content"
    var who = "type"
    var status = "status"
    var time = "timestamp"
    /// What the retry action names a message by.
    var key = "id"
    var error = "error"
  }

  struct Drive: Sendable {
    /// A module of the repository's own that stands for everything that is left out here; from
    /// the repository's root.
    let adapter: String?
    let instance: Member?
    let store: Member?
    let manager: Member?
    let select: Verb?
    let start: Verb?
    let stop: Verb?
    let send: Verb?
    let retry: Verb?
    let reconnect: Verb?
    let interval: Verb?
    let configure: Verb?
    /// A method of the manager that answers how to end it.
    let subscribe: Verb?
  }

  struct Observe: Sendable {
    let messages: Sight?
    let fields: MessageFields
    /// Messages for people about the connection.
    let banner: [Sight]
    let status: Sight?
    let state: Sight?
    let stateText: Sight?
  }

  /// What the server does that its clients must know of.
  struct Server: Sendable, Hashable {
    /// What a list of a session that nobody has used is answered.
    var unknownSession = 404
    /// Whether the answer to a send holds the assistant's reply.
    var hasReplyInAnswer = false
    /// The configuration as JSON text; `${interval}` is the base interval.
    var config: String?
  }

  /// The folder with the client's code, from the repository's root.
  let root: String
  /// `process.env` of the client, by name.
  let environment: [(key: String, value: String)]
  /// Beginnings of imports and the folders below the root that they mean.
  let aliases: [(key: String, value: String)]
  /// What stands in for packages that the tree does not bring along.
  let packages: [(key: String, value: String)]
  let localStorage: [(key: String, value: String)]
  let sessionStorage: [(key: String, value: String)]
  let drive: Drive
  let observe: Observe
  let server: Server
}
