import SourceText
import SyntaxTrees

/// Where a flag is meant: the declarations that have its type, and the expressions that
/// give its value.
struct FlagReads {
  /// A place of its type: `mode: Mode`, `useState<Mode>`, `(): Mode`.
  struct Carrier {
    let module: TypeScriptModule
    /// The reference to the type, or the union itself.
    let node: SyntaxNode
  }

  /// What a type says of a value.
  enum Meaning {
    /// It is the flag's value.
    case exact
    /// It is the flag's value, or nothing.
    case optional
    /// It is a list of the flag's values.
    case list
    case other
  }

  let flag: TypeScriptCascade.Flag
  let edges: TypeScriptCascade
  let cascade: Cascade
  private let finder: ShapeFinder

  init(_ flag: TypeScriptCascade.Flag, _ edges: TypeScriptCascade, _ cascade: Cascade) {
    self.flag = flag
    self.edges = edges
    self.cascade = cascade
    finder = ShapeFinder(index: edges.index)
  }

  // MARK: Types

  /// What a written type says.
  func meaning(of type: SyntaxNode, in module: TypeScriptModule, _ depth: Int = 8) -> Meaning {
    guard depth > 0 else { return .other }
    if type == flag.declaration { return .exact }
    switch type.kind {
    case "type_annotation", "parenthesized_type", "readonly_type":
      let inner = type.namedChildren.first.map { meaning(of: $0, in: module, depth - 1) } ?? .other
      let owner = type.parent
      let isOptional = owner?.kind == "optional_parameter" || owner?.child(ofKind: "?") != nil
      return inner == .exact && isOptional && owner?.child("value") == nil ? .optional : inner
    case "type_identifier":
      guard let number = module.scopes.bindingOf[type.index],
        let (home, name) = finder.origin(of: number, in: module),
        let declaration = name.parent
      else { return .other }
      if declaration == flag.declaration { return .exact }
      guard declaration.kind == "type_alias_declaration", let value = declaration.child("value") else {
        return .other
      }
      return meaning(of: value, in: home, depth - 1)
    case "nested_type_identifier":
      return module === flag.module || type.text == flag.value.source()
        ? (type.text == flag.value.source() ? .exact : .other) : .other
    case "literal_type":
      return type.parent?.kind == "union_type" && flag.declaration.contains(type) ? .exact : .other
    case "union_type":
      let operands = TypeScriptCascade.operands(of: type).filter { !module.isGone($0) }
      let isNull = operands.map(TypeScriptCascade.isNullish)
      let meanings = zip(operands, isNull).filter { !$1 }.map { meaning(of: $0.0, in: module, depth - 1) }
      guard !meanings.isEmpty, meanings.allSatisfy({ $0 == .exact }) else { return .other }
      return isNull.contains(true) ? .optional : .exact
    case "array_type":
      return type.namedChildren.first.map { meaning(of: $0, in: module, depth - 1) } == .exact
        ? .list : .other
    case "generic_type":
      guard let argument = type.child("type_arguments")?.namedChildren.first else { return .other }
      switch type.child("name")?.text {
      case "Promise", "Readonly": return meaning(of: argument, in: module, depth - 1)
      case "Array", "ReadonlyArray", "Set":
        return meaning(of: argument, in: module, depth - 1) == .exact ? .list : .other
      default: return .other
      }
    case "lookup_type":
      // typeof MODES is the list itself.
      return .other
    default:
      return .other
    }
  }

  /// Every place where the type is written for a value, in order.
  var carriers: [Carrier] {
    guard let declared = flag.declared else {
      return [Carrier(module: flag.module, node: flag.declaration)]
    }
    return edges.index.modules(mentioning: [declared.text]).flatMap { user -> [Carrier] in
      guard !cascade.removedFiles.contains(user.path) else { return [] }
      return user.tree.root.subtree.filter { node in
        guard node.kind == "type_identifier", !user.isGone(node), node != declared,
          let number = user.scopes.bindingOf[node.index]
        else { return false }
        return finder.origin(of: number, in: user)?.name == declared
          && node.parent?.kind != "type_alias_declaration"
          && !node.ancestors.contains { $0.kind == "import_statement" }
      }.map { Carrier(module: user, node: $0) }
    }
  }

  // MARK: Values

  /// Whether an expression always gives the flag's value.
  func isConstant(_ node: SyntaxNode, in module: TypeScriptModule, _ depth: Int = 8) -> Bool {
    meaning(ofValue: node, in: module, depth) == .exact
  }

  /// What is known of an expression's value.
  func meaning(ofValue node: SyntaxNode, in module: TypeScriptModule, _ depth: Int = 8) -> Meaning {
    guard depth > 0 else { return .other }
    switch node.kind {
    case "parenthesized_expression", "non_null_expression", "await_expression":
      let inner = node.namedChildren.first.map { meaning(ofValue: $0, in: module, depth - 1) } ?? .other
      return inner == .optional && node.kind == "non_null_expression" ? .exact : inner
    case "as_expression", "satisfies_expression":
      guard let type = node.namedChildren.last, type != node.namedChildren.first else { return .other }
      return meaning(of: type, in: module)
    case "binary_expression" where ["??", "||"].contains(node.child("operator")?.kind ?? ""):
      guard let left = node.child("left"), let right = node.child("right") else { return .other }
      let first = meaning(ofValue: left, in: module, depth - 1)
      guard first == .exact || first == .optional else { return .other }
      return isValue(right, in: module) ? .exact : meaning(ofValue: right, in: module, depth - 1)
    case "ternary_expression":
      let sides = ["consequence", "alternative"].compactMap { node.child($0) }
      let isOne = sides.allSatisfy {
        isValue($0, in: module) || meaning(ofValue: $0, in: module, depth - 1) == .exact
      }
      return isOne && sides.contains { !isValue($0, in: module) } ? .exact : .other
    case "call_expression":
      return meaning(ofCall: node, in: module, depth - 1)
    case "member_expression":
      if isValue(node, in: module) { return .other }
      let found = declared(node, in: module)
      return found == .exact && node.child(ofKind: "optional_chain") != nil ? .optional : found
    case "identifier", "shorthand_property_identifier":
      let found = declared(node, in: module)
      if found != .other { return found == .list && isElement(node, in: module) ? .exact : found }
      return meaning(ofName: node, in: module, depth - 1)
    default:
      return .other
    }
  }

  /// Whether an expression is the flag's value as it is written, or one that stood for
  /// it before.
  func isValue(_ node: SyntaxNode, in module: TypeScriptModule) -> Bool {
    let node = TypeScriptCascade.inside(node)
    switch flag.value {
    case .member(let access): return node.text == access
    default:
      guard node.kind == "string" else { return false }
      return module.replaced.contains(node.index) || KnownValue(node) == flag.value
    }
  }

  private func declared(_ node: SyntaxNode, in module: TypeScriptModule) -> Meaning {
    let places = finder.annotations(of: node, in: module)
    let meanings = places.map { place -> Meaning in
      let own = meaning(of: place.node, in: place.module)
      // The annotation's own type, of a member that may be missing.
      let isOptional =
        place.node.parent?.kind == "property_signature" && place.node.parent?.child(ofKind: "?") != nil
      return own == .exact && isOptional ? .optional : own
    }
    guard let first = meanings.first, meanings.allSatisfy({ $0 == first }) else { return .other }
    return first
  }

  /// Whether a name is that of the elements that a list is gone through by.
  private func isElement(_ name: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let number = module.scopes.bindingOf[name.index] else { return false }
    return module.scopes.bindings[number].kind == .parameter
  }

  /// A name that begins with the flag's value and has no type of its own.
  private func meaning(ofName name: SyntaxNode, in module: TypeScriptModule, _ depth: Int) -> Meaning {
    guard let number = module.scopes.bindingOf[name.index],
      let (home, declared) = finder.origin(of: number, in: module),
      let declarator = declared.parent, declarator.kind == "variable_declarator",
      declarator.child("type") == nil,
      declarator.parent?.children.first?.kind == "const", let value = declarator.child("value")
    else { return .other }
    return meaning(ofValue: value, in: home, depth)
  }

  private func meaning(ofCall call: SyntaxNode, in module: TypeScriptModule, _ depth: Int) -> Meaning {
    guard let function = call.child("function") else { return .other }
    let found = declared(call, in: module)
    if found != .other { return found }
    let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    if ShapeFinder.selectors.contains(function.text), let selector = arguments.first {
      if let body = selector.child("body") {
        return body.kind == "statement_block" ? .other : meaning(ofValue: body, in: module, depth)
      }
      return finder.declaration(of: selector, module, ShapeFinder.depth).map {
        result(of: $0.node, $0.module, depth)
      } ?? .other
    }
    if function.text.hasSuffix("useContext"), let context = arguments.first,
      let (home, creation) = finder.initial(of: context, module), creation.kind == "call_expression"
    {
      if let type = creation.child("type_arguments")?.namedChildren.first {
        return meaning(of: type, in: home)
      }
    }
    return finder.declaration(of: function, module, ShapeFinder.depth).map {
      result(of: $0.node, $0.module, depth)
    } ?? .other
  }

  /// Whether all that a function without a written result gives is the flag's value.
  func givesOnly(_ function: SyntaxNode, in module: TypeScriptModule) -> Bool {
    result(of: function, module, 8) == .exact
  }

  /// What a function without a written result gives.
  private func result(of function: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> Meaning {
    guard depth > 0, function.child("return_type") == nil, let body = function.child("body") else {
      return .other
    }
    if body.kind != "statement_block" { return meaning(ofValue: body, in: module, depth) }
    let returns = body.subtree.filter {
      $0.kind == "return_statement" && TypeScriptCascade.function(around: $0) == function
    }
    let values = returns.map {
      $0.namedChildren.first.map { meaning(ofValue: $0, in: module, depth) } ?? .other
    }
    return !values.isEmpty && values.allSatisfy { $0 == .exact } ? .exact : .other
  }
}

extension TypeScriptCascade {
  /// `node` without the parentheses and assertions around it.
  static func inside(_ node: SyntaxNode) -> SyntaxNode {
    var result = node
    while ["parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"]
      .contains(
        result.kind), let inner = result.namedChildren.first
    {
      result = inner
    }
    return result
  }
}
