/// What the steps of a case know by name.
struct Variables: Sendable {
  private var lists: [String: [String]] = [:]
  /// What makes names of this case differ from those of every other.
  let key: String

  init(key: String) { self.key = key }

  subscript(name: String) -> [String]? {
    get { lists[name] }
    set { lists[name] = newValue }
  }

  /// A session id of this case, of exactly this length.
  func session(_ length: Int, _ mark: String = "s") -> String {
    let text = mark + key
    return text.count >= length
      ? String(text.suffix(length)) : text + String(repeating: "x", count: length - text.count)
  }

  /// The text with `${…}` replaced: a saved value, `name[2]` (from 1), `name[last]`, or a
  /// function of a value: `unix:`, `seconds:`, `zone:` of a time, `session:` of a length.
  func filled(_ text: String) throws -> String {
    var out = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      out += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "}") else {
        out += "${"
        continue
      }
      if let value = try value(of: String(rest[..<end])) {
        out += value
        rest = rest[rest.index(after: end)...]
      } else {
        // Text that only looks like a name is what some cases send.
        out += "${"
      }
    }
    return out + rest
  }

  /// All values where the text is one name, else the one filled text.
  func list(_ text: String) throws -> [String] {
    if let match = text.wholeMatch(of: /\$\{([\w.]+)\}/), let list = lists[String(match.1)] { return list }
    return [try filled(text)]
  }

  private func value(of expression: String) throws -> String? {
    if let colon = expression.firstIndex(of: ":") {
      let function = expression[..<colon]
      return try call(String(function), String(expression[expression.index(after: colon)...]))
    }
    guard let match = expression.wholeMatch(of: /([\w.]+)(?:\[(\d+|last)\])?/) else { return nil }
    guard let list = lists[String(match.1)] else { return nil }
    guard let index = match.2 else { return list.count == 1 ? list[0] : list.joined(separator: " ") }
    let number = index == "last" ? list.count : Int(index) ?? 0
    guard list.indices.contains(number - 1) else {
      throw CaseFailure.fail(
        expected: "at least \(index) values of '\(match.1)'", actual: "\(list.count)")
    }
    return list[number - 1]
  }

  private func call(_ function: String, _ argument: String) throws -> String? {
    if function == "session" {
      guard let length = Int(argument) else { return nil }
      return session(length)
    }
    if function == "weak" {
      return try value(of: argument).map { $0.hasPrefix("W/") ? $0 : "W/" + $0 }
    }
    guard ["unix", "seconds", "zone"].contains(function) else { return nil }
    guard let text = try value(of: argument), let time = Timestamp(text) else {
      throw CaseFailure.fail(
        expected: "'\(argument)' to be a time as RFC 3339 has it",
        actual: (try value(of: argument)) ?? "nothing")
    }
    switch function {
    case "unix": return "\(time.seconds)"
    case "seconds": return time.floored.text()
    default: return time.text(hoursAhead: 2)
    }
  }
}
