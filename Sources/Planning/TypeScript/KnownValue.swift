import SyntaxTrees

/// What an expression always gives.
enum KnownValue: Equatable {
  case text(String)
  case boolean(Bool)
  case number(String)
  case null
  case emptyList
  /// The only member of an enumeration, as `Way.Mail`.
  case member(String)

  /// The value of a literal; nil of anything else.
  init?(_ node: SyntaxNode) {
    switch node.kind {
    case "parenthesized_expression", "as_expression", "satisfies_expression":
      guard let inner = node.namedChildren.first(where: { $0.kind != "comment" }) else { return nil }
      self.init(inner)
    case "string":
      guard let text = ModuleLinks.stringValue(node) else { return nil }
      self = .text(text)
    case "true", "false": self = .boolean(node.kind == "true")
    case "number": self = .number(node.text)
    case "null": self = .null
    case "array" where node.namedChildren.isEmpty: self = .emptyList
    default: return nil
    }
  }

  /// How it is written.
  func source(quote: String = "'") -> String {
    switch self {
    case .text(let text): quote + text + quote
    case .boolean(let truth): truth ? "true" : "false"
    case .number(let digits): digits
    case .null: "null"
    case .emptyList: "[]"
    case .member(let access): access
    }
  }

  /// Whether a condition that it is holds; nil where its writing does not tell.
  var truth: Bool? {
    switch self {
    case .text(let text): !text.isEmpty
    case .boolean(let truth): truth
    case .number(let digits): Double(digits).map { $0 != 0 }
    case .null: false
    case .emptyList: true
    case .member: nil
    }
  }

  /// Its words, where it stands between other words; nil where they would not be plain.
  var words: String? {
    switch self {
    case .text(let text) where !text.contains(where: { "`$\\{}<>&\"\n".contains($0) }): text
    case .number(let digits): digits
    default: nil
    }
  }

  /// Whether it is what `node` is; nil where that is not written down.
  func equals(_ node: SyntaxNode) -> Bool? {
    if case .member(let access) = self { return node.text == access ? true : nil }
    if node.kind == "undefined" || node.text == "undefined" {
      // `null == undefined` holds and `null === undefined` does not.
      return self == .null ? nil : false
    }
    guard let other = KnownValue(node) else { return nil }
    switch (self, other) {
    case (.text(let one), .text(let two)): return one == two
    case (.boolean(let one), .boolean(let two)): return one == two
    case (.number(let one), .number(let two)):
      guard let one = Double(one), let two = Double(two) else { return one == two ? true : nil }
      return one == two
    case (.null, .null): return true
    // `null` is loosely equal to nothing but itself and `undefined`; others convert: `'' == 0`.
    case (.null, _), (_, .null): return false
    default: return nil
    }
  }
}
