import SyntaxTrees

/// The shapes of types, and what a place expects of the value that stands in it.
extension ShapeFinder {
  /// The shapes of a type.
  func shapes(ofType node: SyntaxNode, in module: TypeScriptModule) -> [Shape] {
    type(node, module, Self.depth)
  }

  func type(_ node: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0 else { return [] }
    switch node.kind {
    case "type_annotation", "parenthesized_type", "readonly_type", "array_type", "optional_type":
      return node.namedChildren.first.map { type($0, module, depth - 1) } ?? []
    case "type_identifier", "identifier":
      return named(node, module, depth - 1)
    case "union_type", "intersection_type":
      return node.namedChildren.flatMap { type($0, module, depth - 1) }
    case "object_type", "interface_body":
      return [Shape(module: module, body: node)]
    case "generic_type":
      return generic(node, module, depth - 1)
    case "lookup_type":
      guard let owner = node.namedChildren.first, let key = node.namedChildren.last, owner != key,
        let name = key.namedChildren.first.flatMap(ModuleLinks.stringValue)
      else { return [] }
      return type(owner, module, depth - 1).flatMap { shape in
        shape.members(named: name).flatMap { valueOf(member: $0, of: shape, depth - 1) }
      }
    case "type_query":
      return node.namedChildren.first.map { value($0, module, depth - 1) } ?? []
    default:
      return []
    }
  }

  /// Types around another one that leave its members as they are.
  private static let transparent: Set<String> = [
    "Promise", "Readonly", "Partial", "Required", "NonNullable", "Awaited", "Array", "ReadonlyArray", "Set",
    "Omit", "Pick", "DeepReadonly", "WritableDraft", "Draft", "PropsWithChildren", "FC", "React.FC",
    "React.FunctionComponent", "MutableRefObject", "RefObject", "React.PropsWithChildren",
  ]

  private func generic(_ node: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard let name = node.child("name"), let arguments = node.child("type_arguments")?.namedChildren,
      let first = arguments.first
    else { return [] }
    if name.text == "ReturnType", first.kind == "type_query", let query = first.namedChildren.first {
      return returned(byQuery: query, module, depth - 1)
    }
    if Self.transparent.contains(name.text) { return type(first, module, depth - 1) }
    if name.text == "Record", let value = arguments.dropFirst().first {
      return type(value, module, depth - 1)
    }
    return name.kind == "type_identifier" ? named(name, module, depth - 1) : []
  }

  /// `ReturnType<typeof store.getState>` and `ReturnType<typeof rootReducer>`.
  private func returned(byQuery query: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    if query.kind == "member_expression", query.child("property")?.text == "getState",
      let store = query.child("object")
    {
      return state(ofStore: store, module, depth - 1)
    }
    if let function = declaration(of: query, module, depth - 1) {
      return returned(by: function.node, function.module, depth - 1)
    }
    return state(ofReducer: query, module, depth - 1)
  }

  func named(_ name: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, let number = module.scopes.bindingOf[name.index],
      let (home, declared) = origin(of: number, in: module), let parent = declared.parent
    else { return [] }
    return bodies(of: parent, home, depth - 1)
  }

  /// The bodies of a declaration, with those that it extends.
  func bodies(of declaration: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0 else { return [] }
    switch declaration.kind {
    case "interface_declaration", "class_declaration", "abstract_class_declaration", "class":
      let own = declaration.child("body").map { [Shape(module: module, body: $0)] } ?? []
      let heritage = declaration.children.filter {
        ["extends_type_clause", "class_heritage"].contains($0.kind)
      }
      let above = heritage.flatMap(\.subtree).filter {
        ($0.kind == "type_identifier" || $0.kind == "identifier") && $0.parent?.kind != "type_arguments"
      }
      return own + above.flatMap { named($0, module, depth - 1) }
    case "type_alias_declaration":
      return declaration.child("value").map { type($0, module, depth - 1) } ?? []
    default:
      return []
    }
  }

  /// The body of the class that `this` means.
  static func classBody(around node: SyntaxNode) -> SyntaxNode? {
    for ancestor in node.ancestors {
      switch ancestor.kind {
      case "function_declaration", "function_expression", "generator_function",
        "generator_function_declaration":
        return nil
      case "method_definition" where ancestor.parent?.kind == "object": return nil
      case "class_body": return ancestor
      default: continue
      }
    }
    return nil
  }

  // MARK: Expectations

  /// The shapes that the place of an object literal asks for.
  func expected(of node: SyntaxNode, _ module: TypeScriptModule, _ depth: Int = ShapeFinder.depth) -> [Shape]
  {
    guard depth > 0, let parent = node.parent else { return [] }
    switch parent.kind {
    case "parenthesized_expression", "await_expression", "ternary_expression", "binary_expression", "array",
      "non_null_expression":
      return expected(of: parent, module, depth - 1)
    case "as_expression", "satisfies_expression":
      return parent.namedChildren.last.map { type($0, module, depth - 1) } ?? []
    case "variable_declarator", "public_field_definition", "required_parameter", "optional_parameter":
      return parent.child("type").map { type($0, module, depth - 1) } ?? []
    case "assignment_expression":
      return node.field == "right" ? parent.child("left").map { value($0, module, depth - 1) } ?? [] : []
    case "return_statement":
      guard let function = TypeScriptCascade.function(around: parent) else { return [] }
      return expectedResult(of: function, module, depth - 1)
    case "arrow_function":
      return node.field == "body" ? expectedResult(of: parent, module, depth - 1) : []
    case "pair":
      guard let object = parent.parent, let name = Shape.name(of: parent) else { return [] }
      return expected(of: object, module, depth - 1).flatMap { shape in
        shape.members(named: name).flatMap { valueOf(member: $0, of: shape, depth - 1) }
      }
    case "arguments":
      return expectedArgument(node, of: parent, module, depth - 1)
    case "jsx_expression":
      guard let attribute = parent.parent, attribute.kind == "jsx_attribute",
        let name = attribute.namedChildren.first?.text, let tag = attribute.parent
      else { return [] }
      return properties(of: tag, module, depth - 1).flatMap { shape in
        shape.members(named: name).flatMap { valueOf(member: $0, of: shape, depth - 1) }
      }
    default:
      return []
    }
  }

  private func expectedResult(of function: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    if let annotation = function.child("return_type") { return type(annotation, module, depth - 1) }
    guard let parent = function.parent else { return [] }
    switch parent.kind {
    case "variable_declarator", "public_field_definition":
      guard let annotation = parent.child("type")?.namedChildren.first, annotation.kind == "function_type",
        let result = annotation.child("return_type")
      else { return [] }
      return type(result, module, depth - 1)
    case "arguments":
      // setState((previous) => ({ … }))
      let call = parent.parent
      guard let call, let function = call.child("function") else { return [] }
      let made = makesState(call, module, depth - 1)
      return setterState(of: call, module, depth - 1) + self.state(ofSetter: function, module, depth - 1)
        + made
    default:
      return []
    }
  }

  /// The state that a function given to `create` makes.
  private func makesState(_ call: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    let callee = call.child("function")
    let types = call.child("type_arguments") ?? callee?.child("type_arguments")
    let name = callee?.kind == "call_expression" ? callee?.child("function")?.text : callee?.text
    guard ["create", "createStore", "createWithEqualityFn"].contains(name ?? ""),
      let type = types?.namedChildren.first
    else { return [] }
    return self.type(type, module, depth - 1)
  }

  private func expectedArgument(
    _ argument: SyntaxNode, of list: SyntaxNode, _ module: TypeScriptModule, _ depth: Int
  ) -> [Shape] {
    guard let call = list.parent, let function = call.child("function") ?? call.child("constructor") else {
      return []
    }
    let position = list.namedChildren.filter { $0.kind != "comment" }.firstIndex(of: argument) ?? 0
    let name = function.child("property")?.text ?? function.text
    if let types = call.child("type_arguments")?.namedChildren, types.count == 1,
      ["useState", "useRef", "createContext", "signal", "ref", "reactive", "writable"].contains(name)
    {
      return type(types[0], module, depth - 1)
    }
    if position == 1, name == "useReducer" { return self.state(ofReducerHook: call, module, depth - 1) }
    let state = setterState(of: call, module, depth - 1) + self.state(ofSetter: function, module, depth - 1)
    if !state.isEmpty { return state }
    return parameters(of: call, module, depth - 1).flatMap { home, list in
      list.indices.contains(position)
        ? list[position].child("type").map { type($0, home, depth - 1) } ?? [] : []
    }
  }

  /// The state that a call sets, if it is of the setter of `useState`.
  private func setterState(of call: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard let function = call.child("function"), function.kind == "identifier",
      let number = module.scopes.bindingOf[function.index],
      let name = module.scopes.bindings[number].declarations.first, let pattern = name.parent,
      pattern.kind == "array_pattern", let first = pattern.namedChildren.first, first != name
    else { return [] }
    return declared(first, module, depth - 1)
  }

  /// The parameters of what a call calls, with their module: of functions and methods
  /// of the repository's own.
  func parameters(
    of call: SyntaxNode, _ module: TypeScriptModule, _ depth: Int
  ) -> [(TypeScriptModule, [SyntaxNode])] {
    guard depth > 0, let function = call.child("function") ?? call.child("constructor") else { return [] }
    func list(_ node: SyntaxNode) -> [SyntaxNode] {
      (node.child("parameters") ?? node.child("type")?.namedChildren.first?.child("parameters"))?
        .namedChildren.filter { $0.kind != "comment" } ?? []
    }
    if call.kind == "new_expression" {
      return value(call, module, depth - 1).flatMap { shape in
        shape.members(named: "constructor").map { (shape.module, list($0)) }
      }
    }
    if let declared = declaration(of: function, module, depth - 1) {
      return [(declared.module, list(declared.node))]
    }
    guard function.kind == "member_expression", let object = function.child("object"),
      let name = function.child("property")?.text
    else { return [] }
    return value(object, module, depth - 1).flatMap { shape in
      shape.members(named: name).map { member in
        (
          shape.module,
          list(member.child("value").flatMap { $0.child("parameters") == nil ? nil : $0 } ?? member)
        )
      }
    }
  }

  /// The properties of the component behind a tag.
  func properties(of tag: SyntaxNode, _ module: TypeScriptModule, _ depth: Int = ShapeFinder.depth) -> [Shape]
  {
    guard depth > 0, let name = tag.child("name"), name.kind == "identifier",
      let number = module.scopes.bindingOf[name.index], let (home, declared) = origin(of: number, in: module),
      let parent = declared.parent
    else { return [] }
    if parent.kind == "variable_declarator", let annotation = parent.child("type") {
      return type(annotation, home, depth - 1)
    }
    guard let function = declaration(of: name, module, depth - 1),
      let first = function.node.child("parameters")?.namedChildren.first(where: { $0.kind != "comment" })
    else { return [] }
    return first.child("type").map { type($0, function.module, depth - 1) } ?? []
  }
}
