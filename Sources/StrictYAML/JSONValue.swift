/// A JSON value that keeps the order of its keys, for writing.
public indirect enum JSONValue: Hashable, Sendable {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case array([JSONValue])
  case object([Member])

  /// A key with its value.
  public struct Member: Hashable, Sendable {
    /// Unique in its object.
    public let key: String
    /// What stands under it.
    public let value: JSONValue

    /// - Parameters:
    ///   - key: unique in its object.
    ///   - value: what stands under it.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value as UTF-8: two spaces of indentation, one member or element on a line,
  /// keys in their order, a new line at the end. Nothing outside ASCII is escaped.
  public var bytes: [UInt8] {
    var out = ""
    write(to: &out, indentation: "")
    return Array(out.utf8) + [0x0A]
  }

  private func write(to out: inout String, indentation: String) {
    switch self {
    case .string(let text): Self.write(text, to: &out)
    case .integer(let number): out += String(number)
    case .boolean(let value): out += value ? "true" : "false"
    case .array(let items):
      Self.write(items, between: ("[", "]"), to: &out, indentation) { item, out, inner in
        item.write(to: &out, indentation: inner)
      }
    case .object(let members):
      Self.write(members, between: ("{", "}"), to: &out, indentation) { member, out, inner in
        Self.write(member.key, to: &out)
        out += ": "
        member.value.write(to: &out, indentation: inner)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], between brackets: (String, String), to out: inout String, _ indentation: String,
    _ body: (Item, inout String, String) -> Void
  ) {
    out += brackets.0
    for (index, item) in items.enumerated() {
      out += index == 0 ? "\n" : ",\n"
      out += indentation + "  "
      body(item, &out, indentation + "  ")
    }
    if !items.isEmpty { out += "\n" + indentation }
    out += brackets.1
  }

  private static func write(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}",
        "\u{FFFF}":
        let code = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
