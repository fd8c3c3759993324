/// One value of a file, with its place.
struct YAMLNode {
  enum Content {
    case scalar(String, ScalarStyle)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  let mark: YAMLMark
  let content: Content

  /// What a message calls it.
  var kind: String {
    switch content {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let text, let style):
      switch PlainMeaning(text, style) {
      case .text: "text"
      case .null: "no value"
      case .boolean: "a boolean"
      case .number: "a number"
      }
    }
  }

  /// The text of a scalar key.
  var keyText: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The value under `key`, when this is a mapping that has it.
  subscript(key: String) -> YAMLNode? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key.keyText == key }?.value
  }
}

/// How a scalar is written.
enum ScalarStyle {
  case plain, singleQuoted, doubleQuoted, literal, folded
}

/// What a scalar stands for by the rules of YAML 1.2, which editors follow: `yes` and
/// `on` are text, `8.1` is a number.
enum PlainMeaning {
  case text, null, boolean, number

  init(_ text: String, _ style: ScalarStyle) {
    guard style == .plain else {
      self = .text
      return
    }
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE", "false", "False", "FALSE": self = .boolean
    case ".nan", ".NaN", ".NAN": self = .number
    default: self = NumberSyntax.isNumber(Array(text.utf8)) ? .number : .text
    }
  }
}
