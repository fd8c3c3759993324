import SourceText
import SyntaxTrees

/// Finds the shapes of values and types by what is declared: annotations, what
/// variables begin with, what functions return, and the few libraries whose state has
/// the type of its first value. What is not declared has no shape.
struct ShapeFinder {
  let index: ModuleIndex
  /// Far deeper than code nests; ends what refers to itself.
  static let depth = 24

  // MARK: Values

  /// The shapes of an expression.
  func shapes(of expression: SyntaxNode, in module: TypeScriptModule) -> [Shape] {
    value(expression, module, Self.depth)
  }

  func value(_ node: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0 else { return [] }
    switch node.kind {
    case "identifier", "shorthand_property_identifier":
      return module.scopes.bindingOf[node.index].map { binding($0, module, depth - 1) } ?? []
    case "this":
      return Self.classBody(around: node).map { [Shape(module: module, body: $0)] } ?? []
    case "parenthesized_expression", "await_expression", "non_null_expression":
      return node.namedChildren.first { $0.kind != "comment" }.map { value($0, module, depth - 1) } ?? []
    case "as_expression", "satisfies_expression":
      guard let last = node.namedChildren.last, let first = node.namedChildren.first else { return [] }
      return last == first || last.text == "const"
        ? value(first, module, depth - 1) : type(last, module, depth - 1)
    case "new_expression":
      return node.child("constructor").map { named($0, module, depth - 1) } ?? []
    case "object":
      return [Shape(module: module, body: node)] + expected(of: node, module, depth - 1)
    case "binary_expression":
      guard ["||", "??", "&&"].contains(node.child("operator")?.kind ?? "") else { return [] }
      return [node.child("left"), node.child("right")].compactMap { $0 }.flatMap {
        value($0, module, depth - 1)
      }
    case "ternary_expression":
      return [node.child("consequence"), node.child("alternative")].compactMap { $0 }.flatMap {
        value($0, module, depth - 1)
      }
    case "member_expression":
      return member(node, module, depth - 1)
    case "call_expression":
      return result(ofCall: node, module, depth - 1)
    default:
      return []
    }
  }

  private func member(_ node: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard let object = node.child("object"), let property = node.child("property")?.text else { return [] }
    if object.kind == "this", property == "props", let given = Self.properties(ofClassAround: object) {
      return type(given, module, depth - 1)
    }
    let owners = value(object, module, depth)
    if property == "current" || property == "payload" {
      let inner = owners.isEmpty ? carried(object, module, depth) : []
      if !inner.isEmpty { return inner }
    }
    return owners.flatMap { shape in
      shape.members(named: property).flatMap { valueOf(member: $0, of: shape, depth - 1) }
    }
  }

  /// The type of the properties that a component which is a class is given: `extends Component<P>`.
  private static func properties(ofClassAround node: SyntaxNode) -> SyntaxNode? {
    let owner = classBody(around: node)?.parent
    let heritage = owner?.child(ofKind: "class_heritage")?.child(ofKind: "extends_clause")
    guard
      ["Component", "PureComponent", "React.Component", "React.PureComponent"].contains(
        heritage?.child("value")?.text ?? "")
    else { return nil }
    return heritage?.child("type_arguments")?.namedChildren.first
  }

  /// What `PayloadAction<T>` and `useRef<T>` carry.
  private func carried(_ node: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard node.kind == "identifier", let number = module.scopes.bindingOf[node.index],
      let name = module.scopes.bindings[number].declarations.first, let parent = name.parent
    else { return [] }
    let arguments =
      parent.child("type")?.namedChildren.first?.child("type_arguments")
      ?? parent.child("value")?.child("type_arguments")
    return arguments?.namedChildren.first.map { type($0, module, depth - 1) } ?? []
  }

  /// The shapes of what a member holds.
  func valueOf(member: SyntaxNode, of shape: Shape, _ depth: Int = ShapeFinder.depth) -> [Shape] {
    guard depth > 0 else { return [] }
    let module = shape.module
    if shape.isReducerMap {
      let reducer = member.kind == "pair" ? member.child("value") : member
      return reducer.map { state(ofReducer: $0, module, depth - 1) } ?? []
    }
    if let annotation = member.child("type") { return type(annotation, module, depth - 1) }
    switch member.kind {
    case "pair":
      return member.child("value").map { value($0, module, depth - 1) } ?? []
    case "shorthand_property_identifier":
      return value(member, module, depth - 1)
    case "public_field_definition", "field_definition":
      return member.child("value").map { value($0, module, depth - 1) } ?? []
    default:
      return []
    }
  }

  // MARK: Calls

  private func result(ofCall call: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard let function = call.child("function") else { return [] }
    let name = function.child("property")?.text ?? function.text
    let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    let ofHook =
      function.kind == "identifier"
      ? state(ofHook: function, module, depth - 1) + state(ofSetter: function, module, depth - 1) : []
    if !ofHook.isEmpty {
      guard let body = arguments.first?.child("body") else { return arguments.isEmpty ? ofHook : [] }
      return body.kind == "statement_block" ? [] : value(body, module, depth - 1)
    }
    if Self.selectors.contains(name), let selector = arguments.first, let body = selector.child("body"),
      body.kind != "statement_block"
    {
      return value(body, module, depth - 1)
    }
    if name == "getState", let object = function.child("object") {
      return state(ofStore: object, module, depth - 1) + state(ofHook: object, module, depth - 1)
    }
    if let declared = declaration(of: function, module, depth - 1) {
      return returned(by: declared.node, declared.module, depth - 1)
    }
    if function.kind == "member_expression", let object = function.child("object") {
      return value(object, module, depth - 1).flatMap { shape in
        shape.members(named: name).flatMap { returned(by: $0, shape.module, depth - 1) }
      }
    }
    return []
  }

  /// Hooks that give what their function takes out of the state.
  static let selectors: Set<String> = [
    "useSelector", "useAppSelector", "useStore", "useTypedSelector", "useStoreState",
  ]

  func returned(by node: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0 else { return [] }
    if let annotation = node.child("return_type") { return type(annotation, module, depth - 1) }
    if node.kind == "pair" || node.kind == "public_field_definition" || node.kind == "field_definition" {
      return node.child("value").map { returned(by: $0, module, depth - 1) } ?? []
    }
    if node.kind == "property_signature" {
      let function = node.child("type")?.namedChildren.first
      return function?.child("return_type").map { type($0, module, depth - 1) } ?? []
    }
    guard let body = node.child("body") else { return [] }
    if body.kind != "statement_block" { return value(body, module, depth - 1) }
    let returns = body.subtree.filter {
      $0.kind == "return_statement" && TypeScriptCascade.function(around: $0) == node
    }
    return returns.flatMap { $0.namedChildren.first.map { value($0, module, depth - 1) } ?? [] }
  }

  // MARK: Names

  /// The declared function or value behind a name, here or in another module.
  func declaration(
    of name: SyntaxNode, _ module: TypeScriptModule, _ depth: Int
  ) -> (module: TypeScriptModule, node: SyntaxNode)? {
    guard depth > 0, name.kind == "identifier", let number = module.scopes.bindingOf[name.index],
      let origin = origin(of: number, in: module)
    else { return nil }
    guard let parent = origin.name.parent else { return nil }
    if Climbing.functionDeclarations.contains(parent.kind) { return (origin.module, parent) }
    guard parent.kind == "variable_declarator", var value = parent.child("value") else { return nil }
    // useCallback((…) => …, […]) and the like.
    if value.kind == "call_expression", let inner = value.child("arguments")?.namedChildren.first,
      Climbing.functionExpressions.contains(inner.kind),
      ["useCallback", "React.useCallback", "memo", "React.memo", "forwardRef"].contains(
        value.child("function")?.text ?? "")
    {
      value = inner
    }
    return Climbing.functionExpressions.contains(value.kind) ? (origin.module, value) : nil
  }

  /// The name that declares what a binding means, through imports.
  func origin(of binding: Int, in module: TypeScriptModule) -> (module: TypeScriptModule, name: SyntaxNode)? {
    let known = module.scopes.bindings[binding]
    guard let name = known.declarations.first else { return nil }
    guard known.kind == .importName else {
      if let (wanted, specifier) = Self.imported(by: name) {
        return exported(wanted, by: specifier, from: module, Self.depth)
      }
      return (module, name)
    }
    guard let statement = name.ancestors.first(where: { $0.kind == "import_statement" }),
      let specifier = statement.child("source").flatMap(ModuleLinks.stringValue)
    else { return nil }
    let wanted =
      name.parent?.kind == "import_specifier" ? name.parent?.child("name")?.text : "default"
    guard let wanted, name.parent?.kind != "namespace_import" else { return nil }
    return exported(wanted, by: specifier, from: module, Self.depth)
  }

  /// `const { a: name } = await import('…')`.
  private static func imported(by name: SyntaxNode) -> (name: String, specifier: String)? {
    let element = name.parent?.kind == "object_pattern" ? name : name.parent
    guard let element, let pattern = element.parent, pattern.kind == "object_pattern",
      let value = pattern.parent?.child("value"), value.kind == "await_expression",
      let call = value.namedChildren.first, call.child("function")?.kind == "import",
      let specifier = call.child("arguments")?.namedChildren.first.flatMap(ModuleLinks.stringValue),
      let wanted = TypeScriptCascade.patternKey(element)
    else { return nil }
    return (wanted, specifier)
  }

  private func exported(
    _ name: String, by specifier: String, from module: TypeScriptModule, _ depth: Int
  ) -> (module: TypeScriptModule, name: SyntaxNode)? {
    guard depth > 0, let path = index.resolver.resolve(specifier, from: module.path),
      let home = index.module(at: path)
    else { return nil }
    if let export = home.exports.first(where: { $0.name == name }) {
      if let next = export.specifier, let inner = export.importedName {
        return exported(inner, by: next, from: home, depth - 1)
      }
      if let binding = export.binding { return origin(of: binding, in: home) }
      if let declared = TypeScriptCascade.typeDeclaration(export.node)?.child("name") {
        return (home, declared)
      }
      return nil
    }
    for export in home.exports where export.importedName == "*" {
      if let next = export.specifier, let found = exported(name, by: next, from: home, depth - 1) {
        return found
      }
    }
    return nil
  }

  private func binding(_ number: Int, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, let (home, name) = origin(of: number, in: module) else { return [] }
    return declared(name, home, depth - 1)
  }

  /// The shapes of what a name is declared as.
  func declared(_ name: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, let parent = name.parent else { return [] }
    switch parent.kind {
    case "variable_declarator":
      if let annotation = parent.child("type") { return type(annotation, module, depth - 1) }
      return parent.child("value").map { value($0, module, depth - 1) } ?? []
    case "required_parameter", "optional_parameter":
      if let annotation = parent.child("type") { return type(annotation, module, depth - 1) }
      return parameter(parent, module, depth - 1)
    case "formal_parameters", "arrow_function":
      return parameter(name, module, depth - 1)
    case "object_pattern", "pair_pattern", "object_assignment_pattern":
      return destructured(name, module, depth - 1)
    case "array_pattern":
      return listed(name, in: parent, module, depth - 1)
    case "class_declaration", "abstract_class_declaration", "interface_declaration", "type_alias_declaration",
      "enum_declaration":
      return bodies(of: parent, module, depth - 1)
    default:
      return []
    }
  }

  /// A name taken out of an object.
  private func destructured(_ name: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    var element = name
    while let parent = element.parent, parent.kind != "object_pattern" { element = parent }
    guard let pattern = element.parent else { return [] }
    let key = element.child("key")?.text ?? element.child("left")?.text ?? element.text
    return shapes(ofPattern: pattern, module, depth - 1).flatMap { shape in
      shape.members(named: key).flatMap { valueOf(member: $0, of: shape, depth - 1) }
    }
  }

  /// The shapes of what a pattern takes apart.
  func shapes(ofPattern pattern: SyntaxNode, in module: TypeScriptModule) -> [Shape] {
    shapes(ofPattern: pattern, module, Self.depth)
  }

  private func shapes(ofPattern pattern: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [Shape] {
    guard depth > 0, let parent = pattern.parent else { return [] }
    switch parent.kind {
    case "variable_declarator":
      if let annotation = parent.child("type") { return type(annotation, module, depth - 1) }
      return parent.child("value").map { value($0, module, depth - 1) } ?? []
    case "required_parameter", "optional_parameter":
      if let annotation = parent.child("type") { return type(annotation, module, depth - 1) }
      return parameter(parent, module, depth - 1)
    case "formal_parameters":
      return parameter(pattern, module, depth - 1)
    default:
      return []
    }
  }

  /// `useState<T>(…)` gives a value and its setter.
  private func listed(
    _ name: SyntaxNode, in pattern: SyntaxNode, _ module: TypeScriptModule, _ depth: Int
  ) -> [Shape] {
    guard pattern.namedChildren.first == name, let call = pattern.parent?.child("value") else { return [] }
    let reduced = state(ofReducerHook: call, module, depth - 1)
    if !reduced.isEmpty { return reduced }
    guard
      call.kind == "call_expression", call.child("function")?.text.hasSuffix("useState") ?? false
    else { return [] }
    if let argument = call.child("type_arguments")?.namedChildren.first {
      return type(argument, module, depth - 1)
    }
    return call.child("arguments")?.namedChildren.first.map { value($0, module, depth - 1) } ?? []
  }
}
