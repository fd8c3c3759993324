import SyntaxTrees

/// A name that a file declares, with every place that means it.
struct Binding {
  /// How it was declared.
  enum Kind {
    case importName, variable, function, type, parameter, typeParameter, catchParameter
  }

  let name: String
  let kind: Kind
  /// The identifiers that declare it: more than one for overloads, merged
  /// interfaces and repeated `var`.
  var declarations: [SyntaxNode]
  /// The identifiers that use it, in order.
  var references: [SyntaxNode] = []
}

/// What the names of one file mean, found by scopes alone. Values and types share
/// one space: a name that is declared as both is taken for one thing, which can
/// only keep more alive.
struct Scopes {
  /// In order of declaration.
  private(set) var bindings: [Binding] = []
  /// The binding that the identifier with this node index declares or uses.
  private(set) var bindingOf: [Int: Int] = [:]
  /// Identifiers that nothing in the file declares: globals, or dangling.
  private(set) var free: [SyntaxNode] = []

  private struct Scope {
    let end: Int
    let parent: Int?
    let isFunction: Bool
    var names: [String: Int] = [:]
  }

  private var scopes: [Scope] = []

  init(_ tree: SyntaxTree) {
    let nodes = tree.root.subtree
    var scopeOf = [Int](repeating: 0, count: nodes.count)
    scopes = [Scope(end: nodes.count, parent: nil, isFunction: true)]
    var current = 0
    for node in nodes {
      while node.index >= scopes[current].end, let parent = scopes[current].parent { current = parent }
      declare(node, in: current)
      if Self.opensScope.contains(node.kind) {
        scopes.append(
          Scope(end: node.subtreeEnd, parent: current, isFunction: Self.functions.contains(node.kind)))
        current = scopes.count - 1
        declareInside(node, in: current)
      }
      scopeOf[node.index] = current
    }
    for node in nodes where isUse(node) {
      if let binding = lookUp(node.text, from: scopeOf[node.index]) {
        bindings[binding].references.append(node)
        bindingOf[node.index] = binding
      } else {
        free.append(node)
      }
    }
  }

  // MARK: Declarations

  private static let functions: Set<String> = [
    "function_declaration", "generator_function_declaration", "function_expression", "generator_function",
    "arrow_function", "method_definition", "function_signature", "function_type", "constructor_type",
    "method_signature", "abstract_method_signature", "call_signature", "construct_signature",
    "class_static_block", "internal_module", "module",
  ]

  private static let opensScope: Set<String> = functions.union([
    "statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body",
    "class_declaration", "abstract_class_declaration", "class", "interface_declaration",
    "type_alias_declaration", "mapped_type_clause", "conditional_type", "index_signature",
  ])

  /// Declares what `node` declares in the scope around it.
  private mutating func declare(_ node: SyntaxNode, in scope: Int) {
    switch node.kind {
    case "import_clause", "import_require_clause", "namespace_import":
      for name in node.namedChildren where name.kind == "identifier" {
        add(name, .importName, to: scope)
      }
    case "import_specifier":
      if let name = node.child("alias") ?? node.child("name") { add(name, .importName, to: scope) }
    case "variable_declarator":
      let hoists = node.parent?.kind == "variable_declaration"
      if let pattern = node.child("name") {
        addPattern(pattern, .variable, to: hoists ? functionScope(around: scope) : scope)
      }
    case "function_declaration", "generator_function_declaration", "function_signature":
      if let name = node.child("name") { add(name, .function, to: scope) }
    case "class_declaration", "abstract_class_declaration", "interface_declaration", "type_alias_declaration",
      "enum_declaration", "internal_module", "module":
      if let name = node.child("name"), name.kind == "identifier" || name.kind == "type_identifier" {
        add(name, .type, to: scope)
      }
    case "required_parameter", "optional_parameter":
      if let pattern = node.child("pattern") { addPattern(pattern, .parameter, to: scope) }
    case "formal_parameters" where node.tree.grammar == .javascript:
      for pattern in node.namedChildren { addPattern(pattern, .parameter, to: scope) }
    case "type_parameter":
      if let name = node.child("name") { add(name, .typeParameter, to: scope) }
    case "infer_type", "mapped_type_clause", "index_signature":
      if let name = node.namedChildren.first(where: {
        $0.kind == "type_identifier" || $0.kind == "identifier"
      }) {
        add(name, .typeParameter, to: scope)
      }
    default:
      break
    }
  }

  /// Declares what `node`, which opened `scope`, declares in its own scope.
  private mutating func declareInside(_ node: SyntaxNode, in scope: Int) {
    switch node.kind {
    case "function_expression", "generator_function", "class":
      if let name = node.child("name") { add(name, .function, to: scope) }
    case "arrow_function":
      if let name = node.child("parameter") { add(name, .parameter, to: scope) }
    case "catch_clause":
      if let pattern = node.child("parameter") { addPattern(pattern, .catchParameter, to: scope) }
    case "for_in_statement":
      if node.child("kind") != nil, let pattern = node.child("left") {
        addPattern(pattern, .variable, to: scope)
      }
    default:
      break
    }
  }

  private mutating func add(_ name: SyntaxNode, _ kind: Binding.Kind, to scope: Int) {
    let text = name.text
    if let known = scopes[scope].names[text] {
      bindings[known].declarations.append(name)
      bindingOf[name.index] = known
      return
    }
    scopes[scope].names[text] = bindings.count
    bindingOf[name.index] = bindings.count
    bindings.append(Binding(name: text, kind: kind, declarations: [name]))
  }

  /// Declares every name in a destructuring pattern. Default values and computed
  /// keys in it are uses, not declarations.
  private mutating func addPattern(_ pattern: SyntaxNode, _ kind: Binding.Kind, to scope: Int) {
    for name in Self.names(inPattern: pattern) { add(name, kind, to: scope) }
  }

  /// The identifiers that a pattern declares, in order.
  static func names(inPattern pattern: SyntaxNode) -> [SyntaxNode] {
    switch pattern.kind {
    case "identifier", "shorthand_property_identifier_pattern": [pattern]
    case "object_pattern", "array_pattern", "rest_pattern":
      pattern.namedChildren.flatMap(names(inPattern:))
    case "pair_pattern": pattern.child("value").map(names(inPattern:)) ?? []
    case "assignment_pattern", "object_assignment_pattern":
      pattern.child("left").map(names(inPattern:)) ?? []
    case "required_parameter", "optional_parameter":
      pattern.child("pattern").map(names(inPattern:)) ?? []
    default: []
    }
  }

  private func functionScope(around scope: Int) -> Int {
    var current = scope
    while !scopes[current].isFunction, let parent = scopes[current].parent { current = parent }
    return current
  }

  // MARK: Uses

  private func lookUp(_ name: String, from scope: Int) -> Int? {
    var current: Int? = scope
    while let index = current {
      if let binding = scopes[index].names[name] { return binding }
      current = scopes[index].parent
    }
    return nil
  }

  private func isUse(_ node: SyntaxNode) -> Bool {
    guard bindingOf[node.index] == nil, let parent = node.parent else { return false }
    switch node.kind {
    case "shorthand_property_identifier": return true
    case "identifier", "type_identifier": break
    default: return false
    }
    switch parent.kind {
    case "import_specifier", "namespace_export", "namespace_import", "import_clause": return false
    case "export_specifier":
      let fromElsewhere = parent.parent?.parent?.child("source") != nil
      return !fromElsewhere && node.field == "name"
    case "jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element":
      guard node.field == "name", let first = node.bytes.first else { return true }
      // A name in lower case is an element of the page.
      return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
    case "nested_type_identifier": return node.field == "module"
    case "type_predicate": return node.field != "name"
    default: return true
    }
  }
}
