import SyntaxTrees

/// What nodes are called in messages.
enum Wording {
  /// `call`, `import`, `JSX element`, …
  static func name(of node: SyntaxNode) -> String {
    switch node.kind {
    case "import_statement": "import"
    case "import_specifier", "namespace_import": "imported name"
    case "export_statement", "export_specifier": "export"
    case "expression_statement": statementName(node)
    case "variable_declarator", "lexical_declaration", "variable_declaration": "declaration"
    case "return_statement": "return"
    case "jsx_element", "jsx_self_closing_element": "JSX element"
    case "jsx_expression": "JSX expression"
    case "jsx_attribute": "JSX attribute"
    case "pair", "shorthand_property_identifier", "method_definition": "property"
    case "property_signature", "method_signature": "member"
    case "public_field_definition": "field"
    case "function_declaration": "function"
    case "class_declaration": "class"
    case "interface_declaration", "type_alias_declaration": "type"
    case "if_statement": "if statement"
    case "switch_case": "case"
    case "try_statement": "try statement"
    default: node.parent?.kind == "array" ? "list element" : "code"
    }
  }

  private static func statementName(_ statement: SyntaxNode) -> String {
    guard var expression = statement.namedChildren.first else { return "statement" }
    while expression.kind == "await_expression", let inner = expression.namedChildren.first {
      expression = inner
    }
    return expression.kind == "call_expression" ? "call" : "statement"
  }

  /// The first line of a node's text, shortened to 60 characters.
  static func excerpt(of node: SyntaxNode) -> String {
    let line = node.text.prefix { $0 != "\n" && $0 != "\r\n" }
    return line.count > 60 ? line.prefix(59) + "…" : String(line)
  }
}
