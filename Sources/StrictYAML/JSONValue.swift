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
    bytes { _ in false }
  }

  /// The value as `bytes` has it, but that every second letter of some texts is written as
  /// an escape (`w\u0065b`): whatever reads JSON reads the same, and a search for words
  /// finds none.
  /// - Parameter isVeiled: which strings and keys are written so.
  /// - Returns: UTF-8, in the form of `bytes`.
  public func bytes(veiling isVeiled: (String) -> Bool) -> [UInt8] {
    var out = ""
    write(to: &out, indentation: "", isVeiled)
    return Array(out.utf8) + [0x0A]
  }

  private func write(to out: inout String, indentation: String, _ isVeiled: (String) -> Bool) {
    switch self {
    case .string(let text): Self.write(text, to: &out, isVeiled(text))
    case .integer(let number): out += String(number)
    case .boolean(let value): out += value ? "true" : "false"
    case .array(let items):
      Self.write(items, between: ("[", "]"), to: &out, indentation) { item, out, inner in
        item.write(to: &out, indentation: inner, isVeiled)
      }
    case .object(let members):
      Self.write(members, between: ("{", "}"), to: &out, indentation) { member, out, inner in
        Self.write(member.key, to: &out, isVeiled(member.key))
        out += ": "
        member.value.write(to: &out, indentation: inner, isVeiled)
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

  private static func write(_ text: String, to out: inout String, _ isVeiled: Bool) {
    out += "\""
    var letters = 0
    for scalar in text.unicodeScalars {
      let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
      letters = isLetter ? letters + 1 : 0
      switch scalar {
      case _ where isVeiled && isLetter && letters.isMultiple(of: 2):
        out += "\\u00" + String(scalar.value, radix: 16)
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
