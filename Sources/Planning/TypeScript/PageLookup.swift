import Patterns
import SyntaxTrees

/// What a test looks for on a page.
struct PageLookup {
  /// What is written down of it.
  enum Sought: Hashable {
    /// It is this text, or with `isPart` holds it.
    case text(String, isPart: Bool)
    /// The expression finds something in it.
    case expression(Pattern)
  }

  /// The call that looks it up.
  let call: SyntaxNode
  /// The literal that says what is looked for.
  let literal: SyntaxNode
  let sought: Sought

  /// The words by which it may be found, in lower case.
  var words: [String] {
    switch sought {
    case .text(let text, _): ShownText.words(in: text)
    case .expression(let pattern): ShownText.words(in: pattern.source)
    }
  }

  /// Whether a text may be what is looked for.
  func finds(_ text: ShownText) -> Bool {
    switch sought {
    case .text(let sought, let isPart): text.canBe(sought, isPart: isPart)
    // A search that is given up may have found it.
    case .expression(let pattern): text.canHold({ (try? pattern.matches($0)) ?? true }, words)
    }
  }

  /// What is looked for, for messages.
  var name: String {
    switch sought {
    case .text(let text, _): text
    case .expression: literal.text
    }
  }
}

extension PageLookup {
  /// Reads a call of the queries of Testing Library (https://testing-library.com/docs/queries/about),
  /// of the page itself, or of Cypress and Playwright; nil for anything else.
  init?(_ call: SyntaxNode) {
    guard call.kind == "call_expression", let function = call.child("function"),
      let arguments = call.child("arguments")?.namedChildren.filter({ $0.kind != "comment" })
    else { return nil }
    let name = (function.child("property") ?? function).text
    if let subject = Self.subject(ofQuery: name) {
      // queryByText(container, 'words')
      let position = arguments.firstIndex { ["string", "regex", "template_string"].contains($0.kind) } ?? 0
      let options = arguments.dropFirst(position + 1).first
      let literal =
        subject == "Role" ? Self.option("name", of: options) : arguments.dropFirst(position).first
      guard position < 2, let literal,
        let sought = Self.sought(literal, isPart: Self.option("exact", of: options)?.kind == "false")
      else { return nil }
      self.init(call: call, literal: literal, sought: sought)
      return
    }
    guard let literal = arguments.first, let text = ModuleLinks.stringValue(literal) else { return nil }
    if Self.selecting.contains(name), let mark = Self.mark(inSelector: text) {
      self.init(call: call, literal: literal, sought: .text(mark, isPart: false))
    } else if name == "getElementById" {
      self.init(call: call, literal: literal, sought: .text(text, isPart: false))
    } else if name == "contains", function.child("object")?.text == "cy", arguments.count == 1 {
      self.init(call: call, literal: literal, sought: .text(text, isPart: true))
    } else {
      return nil
    }
  }

  /// What `getByTestId`, `findAllByText` and their like look by.
  static func subject(ofQuery name: String) -> String? {
    guard let verb = ["get", "query", "find"].first(where: name.hasPrefix) else { return nil }
    let rest = name.dropFirst(verb.count)
    let subject = rest.hasPrefix("AllBy") ? rest.dropFirst(5) : rest.hasPrefix("By") ? rest.dropFirst(2) : ""
    return [
      "TestId", "Text", "Role", "LabelText", "Label", "PlaceholderText", "Placeholder", "Title", "AltText",
      "DisplayValue",
    ].contains(subject) ? String(subject) : nil
  }

  /// Calls that find elements by a selector of CSS.
  static let selecting: Set<String> = [
    "querySelector", "querySelectorAll", "locator", "get", "find", "closest",
  ]

  private static func option(_ name: String, of options: SyntaxNode?) -> SyntaxNode? {
    guard let options, options.kind == "object" else { return nil }
    return options.namedChildren.first { Shape.name(of: $0) == name }?.child("value")
  }

  private static func sought(_ literal: SyntaxNode, isPart: Bool) -> Sought? {
    if let text = ModuleLinks.stringValue(literal) { return .text(text, isPart: isPart) }
    guard literal.kind == "regex", let source = literal.child("pattern")?.text else { return nil }
    let flags = literal.child("flags")?.text ?? ""
    guard let pattern = try? Pattern((flags.contains("i") ? "(?i)" : "") + source) else { return nil }
    return .expression(pattern)
  }

  /// The value by which a selector finds an element: `[data-testid="x"]`, `#x`. Of several parts
  /// the last one is the element.
  static func mark(inSelector selector: String) -> String? {
    guard !selector.contains(",") else { return nil }
    if let last = selector.lastIndex(of: "["), selector.last == "]" {
      let inner = selector[selector.index(after: last)...].dropLast()
      guard let sign = inner.firstIndex(of: "="), inner[..<sign].last?.isLetter ?? false else { return nil }
      let value = inner[inner.index(after: sign)...].trimmingPrefix { "\"'".contains($0) }
      return String(value.last.map { "\"'".contains($0) } ?? false ? value.dropLast() : value)
    }
    guard let sign = selector.lastIndex(of: "#") else { return nil }
    let name = selector[selector.index(after: sign)...]
    return !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
      ? String(name) : nil
  }
}
