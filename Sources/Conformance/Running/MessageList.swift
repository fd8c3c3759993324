/// A list of messages as an answer holds it.
struct MessageList: Sendable {
  struct Message: Sendable, Hashable {
    let id: String
    let content: String
    let type: String
    let session: String?
    let time: String
  }

  let messages: [Message]
  let more: Bool?
  /// What is wrong with the form of any of them, if something is.
  let flaw: String?

  /// What people wrote: replies come when they come.
  var written: [Message] { messages.filter { $0.type != "assistant" && $0.type != "system" } }
  var replies: [Message] { messages.filter { $0.type == "assistant" } }

  /// - Returns: nil where the answer holds no list.
  init?(_ answer: Answer, _ fields: ServerBinding.Fields) {
    guard let json = answer.json, case .array(let items)? = json["messages"] else { return nil }
    var flaw: String?
    messages = items.enumerated().map { index, item in
      func text(_ key: String) -> String? { item[key]?.text }
      for key in [fields.id, fields.content, fields.type, fields.time, "session_id"]
      where text(key) == nil && flaw == nil {
        flaw = "message \(index + 1) has no text '\(key)': \(item.shown.prefix(200))"
      }
      if let type = text(fields.type), !["user", "assistant", "system"].contains(type), flaw == nil {
        flaw = "message \(index + 1) has the type '\(type)'"
      }
      if let time = text(fields.time), Timestamp(time) == nil, flaw == nil {
        flaw = "message \(index + 1) has the time '\(time)', which is not RFC 3339"
      }
      return Message(
        id: text(fields.id) ?? "", content: text(fields.content) ?? "", type: text(fields.type) ?? "",
        session: text("session_id"), time: text(fields.time) ?? "")
    }
    if case .boolean(let more)? = json[fields.more] { self.more = more } else { more = nil }
    self.flaw = flaw
  }
}
