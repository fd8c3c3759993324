import SyntaxTrees

/// A name that a function declares for itself: a parameter, result, variable, constant or
/// type, with every place that means it.
struct GoBinding {
  /// How it was declared first.
  enum Kind {
    case parameter, result, receiver, variable, constant, type, typeParameter
  }

  /// One place that gives it a value; the first declares it.
  struct Definition {
    /// The identifier.
    let name: SyntaxNode
    /// The statement, clause, spec or parameter that holds it.
    let statement: SyntaxNode
    /// Whether `:=`, `var` or a parameter list stands there: code that could declare it.
    let declares: Bool
  }

  let name: String
  let kind: Kind
  /// In order of places; never empty.
  var definitions: [Definition]
  /// The identifiers that read it, in order.
  var reads: [SyntaxNode] = []
  /// The block, clause, statement or function in which it is known.
  let scope: SyntaxNode

  /// The identifier that declares it.
  var declaration: SyntaxNode { definitions[0].name }
}

/// What the names of one Go file mean as far as its functions declare them; by the rules of
/// https://go.dev/ref/spec#Declarations_and_scope.
struct GoScopes {
  /// In order of declaration.
  private(set) var bindings: [GoBinding] = []
  /// The binding that the identifier with this node number declares, writes or reads.
  private(set) var bindingOf: [Int: Int] = [:]
  /// Identifiers that no function declares: the package's, an import's or the language's.
  private(set) var free: [Int] = []
  /// The keys of literals without a type of their own, or of a named type, that may be fields.
  private(set) var keys: Set<Int> = []

  private var stack: [(node: SyntaxNode, names: [String: Int])] = []

  init(_ tree: SyntaxTree) {
    stack = [(tree.root, [:])]
    for node in tree.root.namedChildren { visit(node) }
  }

  // MARK: Walking

  private mutating func visit(_ node: SyntaxNode) {
    switch node.kind {
    case "comment", "package_clause", "import_declaration", "label": break
    case "function_declaration", "method_declaration", "function_literal":
      within(node) { walk in
        for part in node.namedChildren where part.field != "body" && part.field != "name" { walk.visit(part) }
        for part in node.child("body")?.namedChildren ?? [] { walk.visit(part) }
      }
    case "function_type", "method_elem":
      within(node) { walk in for part in node.namedChildren { walk.visit(part) } }
    case "block", "if_statement", "for_statement", "expression_switch_statement", "type_switch_statement",
      "select_statement", "expression_case_clause", "type_case_clause", "communication_clause":
      within(node) { walk in walk.visitParts(of: node) }
    case "parameter_declaration", "variadic_parameter_declaration":
      for part in node.namedChildren where part.field != "name" { visit(part) }
      let kind: GoBinding.Kind =
        node.parent?.field == "receiver" ? .receiver : node.parent?.field == "result" ? .result : .parameter
      for name in node.children where name.field == "name" { declare(name, kind, in: node) }
    case "type_parameter_declaration":
      for name in node.children where name.field == "name" { declare(name, .typeParameter, in: node) }
      for part in node.namedChildren where part.field != "name" { visit(part) }
    case "short_var_declaration":
      node.child("right").map { visit($0) }
      for name in node.child("left")?.namedChildren ?? [] { define(name, in: node) }
    case "assignment":
      node.child("right").map { visit($0) }
      for target in node.child("left")?.namedChildren ?? [] { assign(target, in: node) }
    case "inc_dec_statement":
      node.child("operand").map { assign($0, in: node) }
    case "range_clause", "receive_statement":
      node.child("right").map { visit($0) }
      let defines = node.child(ofKind: ":=") != nil
      for name in node.child("left")?.namedChildren ?? [] {
        if defines { define(name, in: node) } else { assign(name, in: node) }
      }
    case "var_spec", "const_spec":
      for part in node.namedChildren where part.field != "name" { visit(part) }
      guard stack.count > 1 else { return }
      for name in node.children where name.field == "name" {
        declare(name, node.kind == "var_spec" ? .variable : .constant, in: node)
      }
    case "type_definition", "alias_declaration":
      if stack.count > 1, let name = node.child("name") { declare(name, .type, in: node) }
      within(node) { walk in
        for part in node.namedChildren where part.field != "name" { walk.visit(part) }
      }
    case "selector_expression":
      node.child("operand").map { visit($0) }
    case "qualified_identifier":
      node.child("package").map { visit($0) }
    case "keyed_element":
      if let key = node.child("key") {
        if key.kind == "identifier", Self.mayBeField(node) { keys.insert(key.index) } else { visit(key) }
      }
      node.child("element").map { visit($0) }
    case "identifier", "type_identifier", "package_identifier":
      use(node)
    default:
      for part in node.namedChildren { visit(part) }
    }
  }

  private mutating func visitParts(of node: SyntaxNode) {
    for part in node.namedChildren {
      if node.kind == "type_switch_statement", part.field == "name" {
        declare(part, .variable, in: node)
      } else {
        visit(part)
      }
    }
  }

  private mutating func within(_ node: SyntaxNode, _ body: (inout GoScopes) -> Void) {
    stack.append((node, [:]))
    body(&self)
    stack.removeLast()
  }

  /// Whether the keys of the literal around an element are fields as far as syntax tells: a
  /// literal of a map or list type has expressions for keys.
  private static func mayBeField(_ element: SyntaxNode) -> Bool {
    guard let value = element.parent, let literal = value.parent else { return true }
    guard literal.kind == "composite_literal" else { return true }
    switch literal.child("type")?.kind {
    case "map_type", "slice_type", "array_type", "implicit_length_array_type": return false
    default: return true
    }
  }

  // MARK: Names

  private mutating func declare(_ name: SyntaxNode, _ kind: GoBinding.Kind, in statement: SyntaxNode) {
    guard name.text != "_" else { return }
    let scope = stack[stack.count - 1].node
    bindings.append(
      GoBinding(
        name: name.text, kind: kind,
        definitions: [.init(name: name, statement: statement, declares: true)], scope: scope))
    bindingOf[name.index] = bindings.count - 1
    stack[stack.count - 1].names[name.text] = bindings.count - 1
  }

  /// `:=` declares what its own block does not know yet, and assigns to the rest.
  private mutating func define(_ name: SyntaxNode, in statement: SyntaxNode) {
    guard name.kind == "identifier" else { return visit(name) }
    if let known = stack[stack.count - 1].names[name.text] {
      bindings[known].definitions.append(.init(name: name, statement: statement, declares: true))
      bindingOf[name.index] = known
    } else {
      declare(name, .variable, in: statement)
    }
  }

  private mutating func assign(_ target: SyntaxNode, in statement: SyntaxNode) {
    guard target.kind == "identifier", target.text != "_", let known = lookUp(target.text) else {
      return visit(target)
    }
    bindings[known].definitions.append(.init(name: target, statement: statement, declares: false))
    bindingOf[target.index] = known
  }

  private mutating func use(_ node: SyntaxNode) {
    if let known = lookUp(node.text) {
      bindings[known].reads.append(node)
      bindingOf[node.index] = known
    } else if node.text != "_" {
      free.append(node.index)
    }
  }

  private func lookUp(_ name: String) -> Int? {
    for scope in stack.reversed() {
      if let known = scope.names[name] { return known }
    }
    return nil
  }
}
