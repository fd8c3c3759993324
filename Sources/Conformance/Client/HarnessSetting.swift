/// The binding as the harness reads it.
extension ServerBinding.API {
  func json(_ client: ClientBinding.Server) -> JSON {
    .object([
      "send": send.json, "list": list.json, "config": config?.json ?? .null,
      "fields": .object([
        "content": .string(fields.content), "session": .string(fields.session), "id": .string(fields.id),
        "time": .string(fields.time), "type": .string(fields.type), "messageID": .string(fields.messageID),
        "more": .string(fields.more),
      ]),
      "idempotencyHeader": .string(idempotencyHeader), "replyInAnswer": .boolean(client.hasReplyInAnswer),
      "unknownSession": .number(Double(client.unknownSession)),
    ])
  }
}

extension ServerBinding.Route {
  fileprivate var json: JSON { .object(["method": .string(method), "path": .string(path)]) }
}

extension ClientBinding.Drive {
  /// - Parameters:
  ///   - observe: where the client can be seen.
  ///   - root: the tree's folder.
  /// - Returns: what the harness is told.
  func json(_ observe: ClientBinding.Observe, root: String) -> JSON {
    .object([
      "adapter": adapter.map { .object(["file": .string("\(root)/\($0)"), "path": .string($0)]) } ?? .null,
      "instance": instance?.json ?? .null, "store": store?.json ?? .null, "manager": manager?.json ?? .null,
      "select": select?.json ?? .null, "start": start?.json ?? .null, "stop": stop?.json ?? .null,
      "send": send?.json ?? .null,
      "retry": retry?.json ?? .null, "reconnect": reconnect?.json ?? .null,
      "interval": interval?.json ?? .null, "configure": configure?.json ?? .null,
      "subscribe": subscribe?.json ?? .null, "observe": observe.json,
    ])
  }
}

extension ClientBinding.Member {
  fileprivate var json: JSON { .object(["module": .string(module), "export": .string(export)]) }
}

extension ClientBinding.Verb {
  fileprivate var json: JSON {
    .object([
      "call": call.map(JSON.string) ?? .null, "on": owner?.json ?? .null,
      "dispatch": dispatch?.json ?? .null, "args": arguments.map(JSON.string) ?? .null,
    ])
  }
}

extension ClientBinding.Sight {
  fileprivate var json: JSON {
    .object([
      "from": .string(source.rawValue), "call": call.map(JSON.string) ?? .null, "path": .string(path),
    ])
  }
}

extension ClientBinding.Observe {
  fileprivate var json: JSON {
    let names: JSON = .object([
      "id": .string(fields.id), "text": .string(fields.text), "who": .string(fields.who),
      "status": .string(fields.status), "time": .string(fields.time), "key": .string(fields.key),
      "error": .string(fields.error),
    ])
    return .object([
      "messages": messages?.json ?? .null, "fields": names, "banner": .array(banner.map(\.json)),
      "status": status?.json ?? .null, "state": state?.json ?? .null, "stateText": stateText?.json ?? .null,
    ])
  }
}
