import SyntaxTrees

/// The shapes of state: Redux stores and slices, and the parameters of the functions
/// that are given to them.
extension ShapeFinder {
  /// The state of a store: one member for each reducer.
  func state(ofStore store: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, let (home, creation) = initial(of: store, module), creation.kind == "call_expression"
    else { return [] }
    let first = creation.child("arguments")?.namedChildren.first { $0.kind != "comment" }
    guard let first else { return [] }
    if first.kind == "object",
      let reducer = Shape(module: home, body: first).members(named: "reducer").first
    {
      let value = reducer.kind == "pair" ? reducer.child("value") : reducer
      return value.map { state(ofReducer: $0, home, depth - 1) } ?? []
    }
    return state(ofReducer: first, home, depth - 1)
  }

  /// The state that a reducer keeps.
  func state(ofReducer reducer: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0 else { return [] }
    switch reducer.kind {
    case "object":
      return [Shape(module: module, body: reducer, isReducerMap: true)]
    case "call_expression" where reducer.child("function")?.text == "combineReducers":
      return reducer.child("arguments")?.namedChildren.first.map { state(ofReducer: $0, module, depth - 1) }
        ?? []
    case "member_expression" where reducer.child("property")?.text == "reducer":
      guard let slice = reducer.child("object"), let (home, creation) = initial(of: slice, module) else {
        return []
      }
      return state(ofSlice: creation, home, depth - 1)
    case "identifier", "shorthand_property_identifier":
      if let (home, value) = initial(of: reducer, module) {
        if Climbing.functionExpressions.contains(value.kind) {
          return firstParameter(of: value, home, depth - 1)
        }
        return state(ofReducer: value, home, depth - 1)
      }
      if let function = declaration(of: reducer, module, depth - 1) {
        return firstParameter(of: function.node, function.module, depth - 1)
      }
      return []
    default:
      return []
    }
  }

  /// Calls that create a store of which the result is a hook.
  private static let hookMakers: Set<String> = [
    "create", "createStore", "createWithEqualityFn", "createState",
  ]

  /// The state of the store that a hook gives, by the call that creates it.
  func state(ofHook hook: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, let (home, creation) = initial(of: hook, module) else { return [] }
    return state(ofHookCreation: creation, home, depth - 1)
  }

  private func state(ofHookCreation creation: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape]
  {
    guard depth > 0, creation.kind == "call_expression", var callee = creation.child("function") else {
      return []
    }
    var types = creation.child("type_arguments")
    // create<T>()(…)
    if callee.kind == "call_expression", let inner = callee.child("function") {
      types = types ?? callee.child("type_arguments")
      callee = inner
    }
    guard Self.hookMakers.contains(callee.text) else { return [] }
    if let type = types?.namedChildren.first { return self.type(type, module, depth - 1) }
    guard let maker = creation.child("arguments")?.namedChildren.first, let body = maker.child("body") else {
      return []
    }
    return value(body, module, depth - 1)
  }

  /// The state that `set` and `get` in the making of a store are about.
  func state(ofSetter setter: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, setter.kind == "identifier", let number = module.scopes.bindingOf[setter.index],
      module.scopes.bindings[number].kind == .parameter,
      let name = module.scopes.bindings[number].declarations.first,
      let maker = name.ancestors.first(where: { $0.child("body") != nil })
    else { return [] }
    for call in maker.ancestors where call.kind == "call_expression" {
      let found = state(ofHookCreation: call, module, depth - 1)
      if !found.isEmpty { return found }
      if call.parent?.kind != "arguments" { return [] }
    }
    return []
  }

  private func firstParameter(of function: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    function.child("parameters")?.namedChildren.first?.child("type").map { type($0, module, depth - 1) } ?? []
  }

  /// The state of a slice, by the call that creates it.
  func state(ofSlice creation: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, creation.kind == "call_expression",
      let options = creation.child("arguments")?.namedChildren.first(where: { $0.kind == "object" }),
      let first = Shape(module: module, body: options).members(named: "initialState").first
    else { return [] }
    let value = first.kind == "pair" ? first.child("value") : first
    return value.map { self.value($0, module, depth - 1) } ?? []
  }

  /// The state of the reducer that a call of `useReducer` is given.
  func state(ofReducerHook call: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, call.kind == "call_expression",
      call.child("function")?.text.hasSuffix("useReducer") ?? false,
      let reducer = call.child("arguments")?.namedChildren.first(where: { $0.kind != "comment" }),
      let function = declaration(of: reducer, module, depth - 1)
    else { return [] }
    return firstParameter(of: function.node, function.module, depth - 1)
  }

  /// What a name begins with, here or in another module; also of a default export.
  func initial(of name: SyntaxNode, _ module: TypeScriptModule) -> (TypeScriptModule, SyntaxNode)? {
    guard let number = module.scopes.bindingOf[name.index] else { return nil }
    if let (home, declared) = origin(of: number, in: module) {
      return declared.parent?.kind == "variable_declarator"
        ? declared.parent?.child("value").map { (home, $0) } : nil
    }
    // export default slice.reducer
    guard let declared = module.scopes.bindings[number].declarations.first,
      declared.parent?.kind == "import_clause",
      let statement = declared.ancestors.first(where: { $0.kind == "import_statement" }),
      let specifier = statement.child("source").flatMap(ModuleLinks.stringValue),
      let path = index.resolver.resolve(specifier, from: module.path), let home = index.module(at: path),
      let export = home.exports.first(where: { $0.name == "default" }), let value = export.node.child("value")
    else { return nil }
    return (home, value)
  }

  // MARK: Parameters without a type

  /// The shapes of a parameter by what its function is given to.
  func parameter(_ parameter: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, let function = parameter.ancestors.first(where: { $0.child("body") != nil }) else {
      return []
    }
    let position =
      function.child("parameters")?.namedChildren.filter { $0.kind != "comment" }.firstIndex(of: parameter)
      ?? 0
    if let annotation = function.parent?.child("type"), function.parent?.kind == "variable_declarator" {
      // const View: React.FC<Props> = ({ … }) => …
      let list = annotation.namedChildren.first?.child("parameters")?.namedChildren
      if let list {
        return list.indices.contains(position)
          ? list[position].child("type").map { type($0, module, depth - 1) } ?? [] : []
      }
      return position == 0 ? type(annotation, module, depth - 1) : []
    }
    if position == 0, let slice = Self.slice(around: function) {
      return state(ofSlice: slice, module, depth - 1)
    }
    guard let call = function.parent?.parent, function.parent?.kind == "arguments" else { return [] }
    return callback(function, position, of: call, module, depth - 1)
  }

  /// The creation of the slice of which `function` is a reducer.
  static func slice(around function: SyntaxNode) -> SyntaxNode? {
    let member = function.kind == "method_definition" ? function : function.parent
    guard let member, let reducers = member.parent, reducers.kind == "object", let pair = reducers.parent,
      Shape.name(of: pair) == "reducers", let call = pair.parent?.parent?.parent, isSlice(call)
    else { return nil }
    return call
  }

  /// Whether a call creates a slice of a Redux store.
  static func isSlice(_ call: SyntaxNode) -> Bool {
    call.kind == "call_expression" && (call.child("function")?.text.hasSuffix("createSlice") ?? false)
  }

  private func callback(
    _ function: SyntaxNode, _ position: Int, of call: SyntaxNode, _ module: TypeScriptModule, _ depth: Int
  ) -> [Shape] {
    guard depth > 0, let callee = call.child("function") else { return [] }
    let name = callee.child("property")?.text ?? callee.text
    // A selector's parameter is the store's state.
    if position == 0, callee.kind == "identifier" {
      let state = state(ofHook: callee, module, depth - 1) + state(ofSetter: callee, module, depth - 1)
      if !state.isEmpty { return state }
    }
    if position == 0, callee.kind == "identifier", let known = selected(by: callee, module, depth - 1),
      !known.isEmpty
    {
      return known
    }
    if ["map", "forEach", "filter", "find", "some", "every", "flatMap", "findIndex"].contains(name),
      position == 0, let list = callee.child("object")
    {
      return element(of: list, module, depth - 1)
    }
    let place = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" }.firstIndex(
      of: function)
    return parameters(of: call, module, depth - 1).flatMap { home, list -> [Shape] in
      guard let place, list.indices.contains(place),
        let wanted = list[place].child("type")?.namedChildren.first, wanted.kind == "function_type",
        let inner = wanted.child("parameters")?.namedChildren, inner.indices.contains(position)
      else { return [] }
      return inner[position].child("type").map { type($0, home, depth - 1) } ?? []
    }
  }

  /// What the elements of a list are: `list` has the shapes of its elements, or is a
  /// literal of objects.
  private func element(of list: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    if list.kind == "identifier", let (home, value) = initial(of: list, module), value.kind == "array" {
      let declared = value.parent?.child("type").map { type($0, home, depth - 1) } ?? []
      return declared
        + value.namedChildren.filter { $0.kind == "object" }.map { Shape(module: home, body: $0) }
    }
    return value(list, module, depth - 1)
  }

  /// The state that a typed selector hook selects from.
  private func selected(by hook: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape]? {
    guard Self.selectors.contains(hook.text), let number = module.scopes.bindingOf[hook.index],
      let (home, name) = origin(of: number, in: module), let declarator = name.parent,
      declarator.kind == "variable_declarator"
    else { return nil }
    // const useAppSelector: TypedUseSelectorHook<RootState> = useSelector
    if let type = declarator.child("type")?.namedChildren.first?.child("type_arguments")?.namedChildren.first
    {
      return self.type(type, home, depth - 1)
    }
    // const useAppSelector = useSelector.withTypes<RootState>()
    return declarator.child("value")?.child("type_arguments")?.namedChildren.first.map {
      type($0, home, depth - 1)
    }
  }
}
