internal import StrictYAML

extension Shape where Value == TreeBinding {
  static var treeBinding: Shape<TreeBinding> {
    .mapping("tree", "Where the static cases look.") { fields in
      func list(_ key: String, _ about: String) -> [String] {
        fields.optional(key, .list(of: .line), default: [], about)
      }
      return TreeBinding(
        routers: list("routers", "Globs of the files that register routes."),
        authentication: list("authentication", "Middleware that proves who asks."),
        client: fields.optional("client", .folder, "The folder with the client's code."),
        aliases: fields.optional(
          "aliases", .pairs(.line, .line), default: [], "Beginnings of imports and the folders they mean."
        ).map { ($0.key, $0.value) },
        requests: list("requests", "Functions of the client that make requests."),
        polling: list("polling", "Globs of the polling client's modules."),
        store: list("store", "Globs of the store's modules."),
        tokenReaders: list("tokenReaders", "Globs of the modules that may read the token."),
        numbers: fields.optional(
          "numbers", .pairs(.line, .oneOrMore(of: .line)), default: [], "Places of each number."
        ).map { ($0.key, $0.value) },
        rate: fields.optional("rate", .rate, "How often one identity may ask."),
        message: fields.optional("message", .typePair, "A message in either language."),
        statuses: list("statuses", "Places that list how far a message has come."),
        flag: fields.optional("flag", .flag, "How one switches between transports, before the clean-up."),
        removed: list("removed", "Files that the clean-up takes away."),
        configuration: list("configuration", "Globs of files with addresses and variables."),
        documents: list("documents", "Globs of the documents of the interface."),
        clientTests: list("clientTests", "Globs of the polling client's tests."),
        realModules: list("realModules", "What at least one of them must import really."),
        serverTests: list("serverTests", "Globs of the backend's tests."))
    }
  }
}

extension Shape where Value == TreeBinding.Rate {
  static var rate: Shape<TreeBinding.Rate> {
    .mapping("rate", "How often one identity may ask.") { fields in
      let polls = fields.required("polls", .line, "Place of the number.")
      let sends = fields.optional("sends", .line, "Place of the number for sends, if they count apart.")
      let per = fields.required("per", .word(Period.self, "period"), "minute or hour.")
      guard let polls, let per else { return nil }
      return TreeBinding.Rate(polls: polls, sends: sends, isPerHour: per == .hour)
    }
  }
}

private enum Period: String, CaseIterable, Sendable {
  case minute, hour
}

extension Shape where Value == TreeBinding.TypePair {
  static var typePair: Shape<TreeBinding.TypePair> {
    .mapping("pair of types", "The same thing on both sides.") { fields in
      let server = fields.required("server", .line, "Place of the struct.")
      let client = fields.required("client", .line, "Place of the interface.")
      guard let server, let client else { return nil }
      return TreeBinding.TypePair(server: server, client: client)
    }
  }
}

extension Shape where Value == TreeBinding.Flag {
  static var flag: Shape<TreeBinding.Flag> {
    .mapping("flag", "How one switches between transports.") { fields in
      let switcher = fields.required("switch", .line, "Place of the function.")
      let polling = fields.required("polling", .line, "The polling service's name there.")
      let socket = fields.required("socket", .line, "The other service's name there.")
      let attempts = fields.required("attempts", .line, "What the number of failures is compared with.")
      let delay = fields.required("delay", .line, "How long the change waits.")
      guard let switcher, let polling, let socket, let attempts, let delay else { return nil }
      return TreeBinding.Flag(
        switcher: switcher, pollingService: polling, socketService: socket, attempts: attempts, delay: delay)
    }
  }
}
