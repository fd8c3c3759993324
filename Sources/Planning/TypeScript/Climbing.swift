import SyntaxTrees

/// What follows when a node's value, type or element no longer exists, by the
/// place it stands in.
enum Climb {
  /// The node around it has lost its own value too.
  case up(SyntaxNode)
  /// This goes; what is around it can do without.
  case cut(SyntaxNode)
  /// Of `whole` only `part` stays.
  case keepOnly(whole: SyntaxNode, part: SyntaxNode)
  /// This statement or expression chose by a value that is gone.
  case condition(SyntaxNode)
  /// This `return` or `throw` lost its value.
  case leaves(SyntaxNode)
  /// A function lost its body, or the type that it is about.
  case function(SyntaxNode)
  /// A JSX element lost its component, but has children of its own.
  case wrapper(SyntaxNode)
  /// A call lost one of its arguments.
  case argument(SyntaxNode)
  /// A JSX attribute lost its value.
  case attribute(SyntaxNode)
  /// Nothing around it can be said to go.
  case stuck
}

enum Climbing {
  /// Statements stand in these, one beside the other.
  static let statementLists: Set<String> = [
    "program", "statement_block", "switch_case", "switch_default", "class_static_block",
  ]

  static let functionExpressions: Set<String> = [
    "arrow_function", "function_expression", "generator_function",
  ]
  static let functionDeclarations: Set<String> = ["function_declaration", "generator_function_declaration"]

  /// Where the loss of `node` leads next.
  static func next(from node: SyntaxNode) -> Climb {
    guard let parent = node.parent else { return .stuck }
    if statementLists.contains(parent.kind), node.field != "value" { return .cut(node) }
    switch parent.kind {
    // Expressions that are nothing without their operand.
    case "member_expression", "subscript_expression", "call_expression", "new_expression", "await_expression",
      "parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression",
      "type_assertion", "unary_expression", "update_expression", "augmented_assignment_expression",
      "assignment_expression", "template_substitution", "template_string", "yield_expression",
      "instantiation_expression", "optional_chain":
      return .up(parent)
    case "binary_expression":
      return operand(node, of: parent)
    case "ternary_expression":
      return branch(node, of: parent)
    case "sequence_expression":
      return .cut(node)
    case "arguments":
      return .argument(node)
    case "array", "array_pattern", "object_pattern", "named_imports", "export_clause", "class_body",
      "interface_body", "object_type", "enum_body", "switch_body", "tuple_type", "implements_clause",
      "extends_type_clause":
      return .cut(node)
    case "object":
      return Tables.entry(losing: node).map { .cut($0) } ?? .cut(node)
    case "spread_element":
      return .cut(parent)
    case "pair":
      return Tables.entry(losing: parent).map { .cut($0) } ?? .cut(parent)
    case "computed_property_name":
      return .up(parent)
    case "arrow_function", "function_expression", "generator_function", "function_declaration",
      "generator_function_declaration", "method_definition":
      return .function(parent)
    case "expression_statement":
      return .cut(parent)
    case "variable_declarator":
      return .cut(parent)
    case "lexical_declaration", "variable_declaration":
      return .cut(node)
    case "return_statement", "throw_statement":
      return .leaves(parent)
    case "export_statement", "import_statement":
      return .cut(parent)
    case "import_clause":
      return .cut(node)
    case "decorator":
      return .cut(parent)
    case "public_field_definition", "field_definition", "property_signature", "method_signature",
      "abstract_method_signature", "enum_assignment", "index_signature", "call_signature":
      return .cut(parent)
    case "class_heritage", "extends_clause":
      return .up(parent)
    case "class_declaration", "abstract_class_declaration", "class":
      return functionOrClass(parent)
    case "interface_declaration", "type_alias_declaration", "enum_declaration":
      return .cut(parent)
    default:
      return statementOrType(node, in: parent)
    }
  }

  /// Control flow, JSX and types.
  private static func statementOrType(_ node: SyntaxNode, in parent: SyntaxNode) -> Climb {
    switch parent.kind {
    case "if_statement":
      return node.field == "condition" ? .condition(parent) : .cut(node)
    case "else_clause":
      return .cut(parent)
    case "switch_statement":
      return .condition(parent)
    case "switch_case":
      return .cut(parent)
    case "while_statement", "do_statement":
      return node.field == "condition" ? .condition(parent) : .cut(parent)
    case "for_statement", "labeled_statement":
      return .cut(parent)
    case "for_in_statement":
      return .cut(parent)
    case "jsx_expression":
      return jsxExpression(parent)
    case "jsx_attribute":
      return .attribute(parent)
    case "jsx_opening_element", "jsx_self_closing_element", "jsx_closing_element":
      return element(parent)
    case "jsx_element":
      return .cut(node)
    case "required_parameter", "optional_parameter":
      // With its type, a parameter can do without its default value.
      return node.field == "value" && parent.child("type") != nil ? .cut(node) : .up(parent)
    case "assignment_pattern", "object_assignment_pattern":
      // What is taken out is there without the value that it has where it is missing.
      guard node.field == "right", let name = parent.child("left") else { return .up(parent) }
      return .keepOnly(whole: parent, part: name)
    case "formal_parameters":
      return parameters(parent)
    case "union_type", "intersection_type":
      return .cut(node)
    case "function_type", "constructor_type", "array_type", "readonly_type", "parenthesized_type",
      "generic_type", "type_arguments", "nested_type_identifier", "optional_type", "rest_type", "lookup_type",
      "index_type_query", "type_query", "conditional_type", "type_annotation",
      "type_predicate", "type_predicate_annotation", "template_literal_type", "template_type",
      "constraint", "default_type", "type_parameter", "type_parameters", "literal_type":
      return .up(parent)
    case "nested_identifier":
      return .up(parent)
    default:
      return .stuck
    }
  }

  private static func functionOrClass(_ node: SyntaxNode) -> Climb {
    node.kind == "class" ? .up(node) : .cut(node)
  }

  private static func operand(_ node: SyntaxNode, of binary: SyntaxNode) -> Climb {
    guard let operation = binary.child("operator")?.kind, let left = binary.child("left"),
      let right = binary.child("right")
    else { return .up(binary) }
    switch operation {
    case "||", "??": return .keepOnly(whole: binary, part: node == left ? right : left)
    default: return .up(binary)
    }
  }

  private static func branch(_ node: SyntaxNode, of ternary: SyntaxNode) -> Climb {
    guard let other = ternary.child(node.field == "consequence" ? "alternative" : "consequence") else {
      return .up(ternary)
    }
    if node.field == "condition" { return .condition(ternary) }
    return isNothing(other) ? .up(ternary) : .keepOnly(whole: ternary, part: other)
  }

  /// `null`, `undefined`, `false` and `''`: what stands for "no element".
  static func isNothing(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case "null", "undefined", "false": true
    case "string": node.range.count == 2
    case "parenthesized_expression": node.namedChildren.first.map(isNothing) ?? false
    default: false
    }
  }

  /// `{}`, `[]`, and what stands for nothing: what is taken where a value is missing.
  static func isEmptyValue(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case "object", "array": node.namedChildren.isEmpty
    case "number": node.text == "0"
    default: isNothing(node)
    }
  }

  /// A parameter lost its type or its default value.
  private static func parameters(_ list: SyntaxNode) -> Climb {
    guard let owner = list.parent else { return .stuck }
    let isFunction =
      functionExpressions.contains(owner.kind) || functionDeclarations.contains(owner.kind)
      || owner.kind == "method_definition"
    return isFunction ? .function(owner) : .up(owner)
  }

  private static func jsxExpression(_ expression: SyntaxNode) -> Climb {
    expression.parent?.kind == "jsx_attribute" ? .up(expression) : .cut(expression)
  }

  /// The element whose tag lost its component.
  private static func element(_ tag: SyntaxNode) -> Climb {
    guard tag.kind != "jsx_self_closing_element" else { return .up(tag) }
    guard let element = tag.parent else { return .stuck }
    let hasChildren = element.namedChildren.contains {
      ["jsx_element", "jsx_self_closing_element", "jsx_expression", "jsx_text"].contains($0.kind)
        && !isBlankJSX($0)
    }
    return hasChildren ? .wrapper(element) : .up(element)
  }

  /// White space and comments between elements.
  static func isBlankJSX(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case "jsx_text": node.bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    case "jsx_expression": node.namedChildren.allSatisfy { $0.kind == "comment" }
    default: false
    }
  }
}
