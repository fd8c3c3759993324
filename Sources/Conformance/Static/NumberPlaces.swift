import SyntaxTrees

/// A number in code.
struct FoundNumber: Hashable {
  let value: Double
  let path: String
  let line: Int
}

/// Finds the numbers that a binding's places mean; see `TreeBinding`.
struct NumberPlaces {
  let tree: SourceTree

  /// - Throws: where the place is not there or holds no number: then the binding is wrong,
  ///   and nothing is known of the product.
  func numbers(at place: String) throws -> [FoundNumber] {
    let (path, symbol) = try Self.split(place)
    let root = try tree.syntax(path).root
    guard let node = node(symbol, in: root) else {
      throw CaseFailure.error("the binding's place '\(place)' is not there")
    }
    let values = elements(of: node).compactMap { element in
      value(of: element, in: root, depth: 0).map {
        FoundNumber(
          value: $0, path: path, line: tree.line(at: element.range.lowerBound, of: root.tree.source))
      }
    }
    guard !values.isEmpty else {
      throw CaseFailure.error("the binding's place '\(place)' holds no number: \(node.text.prefix(60))")
    }
    return values
  }

  static func split(_ place: String) throws -> (path: String, symbol: String) {
    guard let mark = place.firstIndex(of: "#"), place.index(after: mark) < place.endIndex else {
      throw CaseFailure.error("the binding's place '\(place)' is not of the form file#symbol")
    }
    return (String(place[..<mark]), String(place[place.index(after: mark)...]))
  }

  private func elements(of node: SyntaxNode) -> [SyntaxNode] {
    switch node.kind {
    case "array": node.namedChildren.filter { !$0.isComment }
    case "composite_literal": node.child("value")?.namedChildren.filter { !$0.isComment } ?? []
    case "as_expression", "satisfies_expression", "parenthesized_expression":
      node.namedChildren.first.map(elements) ?? []
    default: [node]
    }
  }

  // MARK: The place

  private func node(_ symbol: String, in root: SyntaxNode) -> SyntaxNode? {
    if symbol.hasPrefix("\"") {
      return besideString(String(symbol.dropFirst().prefix { $0 != "\"" }), in: root)
    }
    if symbol.hasSuffix("()") { return firstArgument(of: String(symbol.dropLast(2)), in: root) }
    var names = symbol.split(separator: ".").map(String.init)
    guard let first = names.first, var node = declaration(first, in: root) else { return nil }
    names.removeFirst()
    for name in names {
      guard let next = member(name, of: node) else { return nil }
      node = next
    }
    return node
  }

  private func besideString(_ key: String, in root: SyntaxNode) -> SyntaxNode? {
    for node in root.subtree where node.literal == key {
      guard let arguments = node.parent, arguments.kind == "arguments" else { continue }
      if let number = arguments.namedChildren.first(where: {
        $0.index > node.index && value(of: $0, in: root, depth: 0) != nil
      }) {
        return number
      }
    }
    return nil
  }

  private func firstArgument(of name: String, in root: SyntaxNode) -> SyntaxNode? {
    for call in root.subtree where call.kind == "call_expression" {
      guard let function = call.child("function"),
        function.text == name || function.text.hasSuffix("." + name)
      else { continue }
      if let number = call.child("arguments")?.namedChildren.first(where: {
        value(of: $0, in: root, depth: 0) != nil
      }) {
        return number
      }
    }
    return nil
  }

  /// The value that a name is declared with, in either language.
  private func declaration(_ name: String, in root: SyntaxNode) -> SyntaxNode? {
    for node in root.subtree {
      switch node.kind {
      case "variable_declarator", "const_spec", "var_spec", "public_field_definition", "pair",
        "enum_assignment", "required_parameter":
        let declared = node.child("name") ?? node.child("key") ?? node.child("pattern")
        guard declared?.text == name, let value = node.child("value") else { continue }
        return value.kind == "expression_list" ? value.namedChildren.first : value
      case "keyed_element":
        guard node.child("key")?.text == name else { continue }
        return node.child("element")
      case "short_var_declaration", "assignment", "assignment_expression":
        guard let left = node.child("left"), left.text == name || left.text.hasSuffix("." + name) else {
          continue
        }
        return node.child("right").map { $0.kind == "expression_list" ? $0.namedChildren.first ?? $0 : $0 }
      default: continue
      }
    }
    return nil
  }

  private func member(_ name: String, of node: SyntaxNode) -> SyntaxNode? {
    for child in node.subtree {
      if child.kind == "pair" || child.kind == "keyed_element", child.child("key")?.text == name {
        return child.child("value") ?? child.child("element")
      }
    }
    return nil
  }

  // MARK: The number

  private static let goDurations: [String: Double] = [
    "Nanosecond": 1e-6, "Microsecond": 1e-3, "Millisecond": 1, "Second": 1000, "Minute": 60_000,
    "Hour": 3_600_000,
  ]

  /// The value of an expression of numbers; Go's durations are in milliseconds.
  private func value(of node: SyntaxNode, in root: SyntaxNode, depth: Int) -> Double? {
    guard depth < 8 else { return nil }
    func inner(_ node: SyntaxNode?) -> Double? { node.flatMap { value(of: $0, in: root, depth: depth + 1) } }
    switch node.kind {
    case "number", "int_literal", "float_literal":
      let text = node.text.filter { $0 != "_" }
      if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16).map(Double.init) }
      return Double(text)
    case "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression":
      return inner(node.namedChildren.first)
    case "unary_expression":
      return node.text.hasPrefix("-") ? inner(node.namedChildren.last).map { -$0 } : nil
    case "binary_expression":
      guard let left = inner(node.child("left")), let right = inner(node.child("right")) else { return nil }
      switch node.child("operator")?.text {
      case "*": return left * right
      case "+": return left + right
      case "-": return left - right
      case "/": return right == 0 ? nil : left / right
      case "<<": return left * Double(sign: .plus, exponent: Int(right), significand: 1)
      default: return nil
      }
    case "selector_expression":
      guard node.child("operand")?.text == "time", let unit = node.child("field")?.text else { return nil }
      return Self.goDurations[unit]
    case "identifier": return inner(declaration(node.text, in: root))
    default: return nil
    }
  }
}
