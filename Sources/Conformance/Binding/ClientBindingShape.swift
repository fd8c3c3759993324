internal import StrictYAML

extension Shape where Value == ClientBinding {
  static var clientBinding: Shape<ClientBinding> {
    .mapping("client", "How the client is loaded, driven and observed.") { fields in
      let modules = fields.required("modules", .clientModules, "What its modules mean.")
      let world = fields.optional("world", .clientStorage, default: ClientStorage(), "What its pages hold.")
      let drive = fields.required("drive", .drive, "How it is driven.")
      let observe = fields.optional("observe", .observe, default: .nowhere, "Where it can be seen.")
      let server = fields.optional(
        "server", .clientServer, default: ClientBinding.Server(), "What its server does.")
      guard let modules, let drive else { return nil }
      ClientParts(drive: drive, observe: observe).report(to: fields)
      return ClientBinding(
        root: modules.root, environment: modules.environment, aliases: modules.aliases,
        packages: modules.packages, localStorage: world.local, sessionStorage: world.session, drive: drive,
        observe: observe, server: server)
    }
  }
}

struct ClientModules: Sendable {
  let root: String
  let environment: [(key: String, value: String)]
  let aliases: [(key: String, value: String)]
  let packages: [(key: String, value: String)]
}

struct ClientStorage: Sendable {
  var local: [(key: String, value: String)] = []
  var session: [(key: String, value: String)] = []
}

extension Shape where Value == ClientModules {
  static var clientModules: Shape<ClientModules> {
    .mapping("modules", "What the client's modules mean.") { fields in
      _ = fields.optional("compiler", .constant("typescript"), "typescript.")
      let root = fields.required("root", .folder, "The folder with the code.")
      let defines = fields.optional(
        "defines", .pairs(.environmentName, .string), default: [], "process.env.NAME and its value.")
      let aliases = fields.optional(
        "aliases", .pairs(.line, .string), default: [], "Beginnings of imports and folders below the root.")
      let packages = fields.optional(
        "packages", .pairs(.line, .standIn), default: [], "Stand-ins for packages that are not installed.")
      guard let root else { return nil }
      return ClientModules(
        root: root, environment: defines.map { ($0.key, $0.value) },
        aliases: aliases.map { ($0.key, $0.value) }, packages: packages.map { ($0.key, $0.value) })
    }
  }
}

extension Shape where Value == String {
  static var environmentName: Shape<String> {
    line.checked { text throws(Complaint) in
      guard let match = text.wholeMatch(of: /process\.env\.(\w+)/) else {
        throw Complaint("what can be defined is process.env.NAME")
      }
      return String(match.1)
    }
  }

  static var standIn: Shape<String> {
    line.checked { text throws(Complaint) in
      guard HarnessFiles.standIns.contains(text) else {
        throw Complaint("a stand-in is one of: \(HarnessFiles.standIns.joined(separator: ", "))")
      }
      return text
    }
  }

  static var jsonList: Shape<String> {
    text.checked { text throws(Complaint) in
      guard case .array? = JSON.parse(Array(text.utf8)) else {
        throw Complaint("arguments are a list as JSON text, such as '[\"${text}\"]'")
      }
      return text
    }
  }
}

extension Shape where Value == ClientStorage {
  static var clientStorage: Shape<ClientStorage> {
    .mapping("world", "What the pages hold; ${token} is a token.") { fields in
      func entries(_ key: String) -> [(key: String, value: String)] {
        fields.optional(key, .pairs(.line, .string), default: [], "By key.").map { ($0.key, $0.value) }
      }
      return ClientStorage(local: entries("localStorage"), session: entries("sessionStorage"))
    }
  }
}

extension Shape where Value == ClientBinding.Member {
  static var member: Shape<ClientBinding.Member> {
    .mapping("member", "Something that a module exports.") { fields in
      let module = fields.required("module", .folder, "From the client's root.")
      let export = fields.required("export", .line, "Its name.")
      guard let module, let export else { return nil }
      return ClientBinding.Member(module: module, export: export)
    }
  }
}

extension Shape where Value == ClientBinding.Verb {
  static var verb: Shape<ClientBinding.Verb> {
    .mapping("verb", "How one thing is done.") { fields in
      let call = fields.optional("call", .line, "A method.")
      let owner = fields.optional("on", .member, "Whose; the service's when left out.")
      let dispatch = fields.optional("dispatch", .member, "What makes an action of the store.")
      let arguments = fields.optional("args", .jsonList, "Its arguments as JSON text.")
      guard (call == nil) != (dispatch == nil) else {
        fields.report("a verb has either 'call' or 'dispatch'")
        return nil
      }
      return ClientBinding.Verb(call: call, owner: owner, dispatch: dispatch, arguments: arguments)
    }
  }
}

extension Shape where Value == ClientBinding.Drive {
  static var drive: Shape<ClientBinding.Drive> {
    .mapping("drive", "How the client is driven.") { fields in
      let adapter = fields.optional("adapter", .folder, "A module that does what is left out here.")
      let instance = fields.optional("instance", .member, "The polling service.")
      let store = fields.optional("store", .member, "The store.")
      let manager = fields.optional("manager", .member, "What knows the state of the connection.")
      let select = fields.optional("select", .verb, "Chooses ${session}.")
      let start = fields.optional("start", .verb, "Begins to poll.")
      let stop = fields.optional("stop", .verb, "Ends polling.")
      let send = fields.optional("send", .verb, "Sends ${text} in ${session}.")
      let retry = fields.optional("retry", .verb, "Sends the failed message ${id} again.")
      let reconnect = fields.optional("reconnect", .verb, "Tries again at once.")
      let interval = fields.optional("interval", .verb, "Sets the base interval to ${milliseconds}.")
      let configure = fields.optional("configure", .verb, "Asks the server for the configuration.")
      let subscribe = fields.optional("subscribe", .verb, "A method of the manager that takes a listener.")
      return ClientBinding.Drive(
        adapter: adapter, instance: instance, store: store, manager: manager, select: select, start: start,
        stop: stop,
        send: send, retry: retry, reconnect: reconnect, interval: interval, configure: configure,
        subscribe: subscribe)
    }
  }
}

extension Shape where Value == ClientBinding.Sight {
  static var sight: Shape<ClientBinding.Sight> {
    .mapping("place to look", "Where something can be seen.") { fields in
      let source = fields.required(
        "from", .word(ClientBinding.Sight.Source.self, "source"), "store, manager or instance.")
      let call = fields.optional("call", .line, "A method without arguments.")
      let path = fields.optional("path", .line, default: "", "JSON pointer.")
      return source.map { ClientBinding.Sight(source: $0, call: call, path: path) }
    }
  }
}

extension Shape where Value == ClientBinding.MessageFields {
  static var shownFields: Shape<ClientBinding.MessageFields> {
    .mapping("shown fields", "Names of fields in the list.") { fields in
      func name(_ key: String, _ standard: String) -> String {
        fields.optional(key, .line, default: standard, "\(standard) when left out.")
      }
      let standard = ClientBinding.MessageFields()
      return ClientBinding.MessageFields(
        id: name("id", standard.id), text: name("text", standard.text), who: name("who", standard.who),
        status: name("status", standard.status), time: name("time", standard.time),
        key: name("key", standard.key), error: name("error", standard.error))
    }
  }
}

extension Shape where Value == ClientBinding.Observe {
  static var observe: Shape<ClientBinding.Observe> {
    .mapping("observe", "Where the client can be seen.") { fields in
      let messages = fields.optional("messages", .sight, "The list of messages.")
      let names = fields.optional("fields", .shownFields, default: .init(), "Names of a message's fields.")
      let banner = fields.optional("banner", .list(of: .sight), default: [], "Messages for people.")
      let status = fields.optional("status", .sight, "The state as the store has it.")
      let state = fields.optional("state", .sight, "The state as the manager has it.")
      let text = fields.optional("stateText", .sight, "The state in words.")
      return ClientBinding.Observe(
        messages: messages, fields: names, banner: banner, status: status, state: state, stateText: text)
    }
  }
}

extension Shape where Value == ClientBinding.Server {
  static var clientServer: Shape<ClientBinding.Server> {
    .mapping("client's server", "What the server does that its clients must know of.") { fields in
      var server = ClientBinding.Server()
      server.unknownSession = fields.optional(
        "unknownSession", .integer(200...499), default: 404, "What a list of an unknown session is answered.")
      server.hasReplyInAnswer = fields.optional(
        "replyInAnswer", .boolean, default: false, "Whether a send is answered with the reply.")
      server.config = fields.optional("config", .text, "The configuration; ${interval} is the base interval.")
      return server
    }
  }
}
