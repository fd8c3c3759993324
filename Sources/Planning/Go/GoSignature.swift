import SyntaxTrees

/// The parameters of a function, by position.
struct GoSignature {
  struct Parameter {
    let declaration: SyntaxNode
    /// Nil if it has no name.
    let name: SyntaxNode?
    /// 0-based.
    let position: Int
    var isVariadic: Bool { declaration.children.contains { $0.kind == "..." } }
  }

  let parameters: [Parameter]

  /// - Parameter function: a node with `parameters`: a declaration, literal, or method element.
  init(_ function: SyntaxNode) {
    var found: [Parameter] = []
    for declaration in function.child("parameters")?.namedChildren ?? []
    where declaration.kind.hasSuffix("parameter_declaration") {
      let names = declaration.children.filter { $0.field == "name" }
      if names.isEmpty { found.append(Parameter(declaration: declaration, name: nil, position: found.count)) }
      for name in names {
        found.append(Parameter(declaration: declaration, name: name, position: found.count))
      }
    }
    parameters = found
  }

  var count: Int { parameters.count }

  /// The parameter that takes the argument at a position.
  func parameter(at position: Int) -> Parameter? {
    if parameters.indices.contains(position) { return parameters[position] }
    return parameters.last.flatMap { $0.isVariadic ? $0 : nil }
  }

  /// The positions of what a declaration, or a name in one, declares.
  func positions(of node: SyntaxNode) -> [Int] {
    parameters.filter { $0.declaration == node || $0.name == node }.map(\.position)
  }
}

extension GoSignature {
  /// The types of a function's results, one for each value.
  static func results(of function: SyntaxNode) -> [SyntaxNode] {
    guard let result = function.child("result") else { return [] }
    guard result.kind == "parameters" else { return [result] }
    return result.namedChildren.filter { $0.kind.hasSuffix("parameter_declaration") }.flatMap { part in
      let count = max(1, part.children.filter { $0.field == "name" }.count)
      return part.child("type").map { Array(repeating: $0, count: count) } ?? []
    }
  }

  /// The `return` statements of a function: not those of functions inside it.
  static func returns(of function: SyntaxNode) -> [SyntaxNode] {
    (function.child("body")?.subtree ?? []).filter { node in
      node.kind == "return_statement"
        && node.ancestors.first { $0.kind == "function_literal" || $0 == function } == function
    }
  }
}

/// Calls that register a route: by the shape that routers share, a path and then handlers.
enum GoRoutes {
  /// Whether arguments begin with a path, with its method or without.
  static func isRoute(_ arguments: [SyntaxNode]) -> Bool {
    guard arguments.count > 1, let first = arguments.first(where: { $0.kind.hasSuffix("string_literal") }),
      first.index <= arguments[min(1, arguments.count - 1)].index
    else { return false }
    let text = CodePattern.content(of: first)
    return text.hasPrefix("/") || text.contains(" /")
  }
}

/// What parts of a Go file are called in reasons.
enum GoWording {
  static func name(of node: SyntaxNode) -> String {
    switch node.kind {
    case "function_declaration": "function '\(node.child("name")?.text ?? "")'"
    case "method_declaration": "method '\(node.child("name")?.text ?? "")'"
    case "function_literal": "function"
    case "type_definition", "alias_declaration": "type '\(node.child("name")?.text ?? "")'"
    case "var_spec", "var_declaration", "short_var_declaration": "variable"
    case "const_spec", "const_declaration": "constant"
    case "field_declaration": "field '\(node.child("name")?.text ?? node.text)'"
    case "keyed_element": "element '\(node.child("key")?.text ?? "")'"
    case "expression_case_clause", "type_case_clause", "communication_clause": "case"
    case "if_statement": "condition"
    case "for_statement": "loop"
    case "go_statement": "goroutine"
    case "import_spec", "import_declaration": "import"
    case "parameter_declaration": "parameter"
    case "method_elem": "interface method '\(node.child("name")?.text ?? "")'"
    case "expression_statement": "call"
    default: "code"
    }
  }
}
