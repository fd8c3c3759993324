import SourceText
import SyntaxTrees

/// A type where it is written.
struct TypePlace {
  let module: TypeScriptModule
  let node: SyntaxNode
}

/// The types that are written for values, and for the places that values stand in.
extension ShapeFinder {
  /// The types declared for an expression.
  func annotations(
    of node: SyntaxNode, in module: TypeScriptModule, _ depth: Int = ShapeFinder.depth
  ) -> [TypePlace] {
    guard depth > 0 else { return [] }
    switch node.kind {
    case "identifier", "shorthand_property_identifier":
      guard let number = module.scopes.bindingOf[node.index],
        let (home, name) = origin(of: number, in: module)
      else { return [] }
      return annotations(declared: name, in: home, depth - 1)
    case "parenthesized_expression", "await_expression", "non_null_expression":
      return node.namedChildren.first { $0.kind != "comment" }.map {
        annotations(of: $0, in: module, depth - 1)
      } ?? []
    case "as_expression", "satisfies_expression":
      return node.namedChildren.last.map { [TypePlace(module: module, node: $0)] } ?? []
    case "member_expression":
      guard let object = node.child("object"), let name = node.child("property")?.text else { return [] }
      return members(named: name, of: shapes(of: object, in: module), depth)
    case "binary_expression":
      guard ["||", "??"].contains(node.child("operator")?.kind ?? "") else { return [] }
      return [node.child("left"), node.child("right")].compactMap { $0 }
        .flatMap { annotations(of: $0, in: module, depth - 1) }
    case "ternary_expression":
      return [node.child("consequence"), node.child("alternative")].compactMap { $0 }
        .flatMap { annotations(of: $0, in: module, depth - 1) }
    case "call_expression":
      return annotations(ofCall: node, module, depth - 1)
    default:
      return []
    }
  }

  private func members(named name: String, of shapes: [Shape], _ depth: Int) -> [TypePlace] {
    shapes.flatMap { shape in
      shape.members(named: name).flatMap { member -> [TypePlace] in
        if let annotation = member.child("type") {
          return [TypePlace(module: shape.module, node: annotation)]
        }
        return member.child("value").map { annotations(of: $0, in: shape.module, depth - 1) } ?? []
      }
    }
  }

  private func annotations(ofCall call: SyntaxNode, _ module: TypeScriptModule, _ depth: Int) -> [TypePlace] {
    guard let function = call.child("function") else { return [] }
    let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    if Self.selectors.contains(function.text), let body = arguments.first?.child("body") {
      return annotations(of: body, in: module, depth - 1)
    }
    if let declared = declaration(of: function, module, depth - 1) {
      return result(of: declared.node, declared.module)
    }
    guard let object = function.child("object"), let name = function.child("property")?.text else {
      return []
    }
    return shapes(of: object, in: module).flatMap { shape in
      shape.members(named: name).flatMap { result(of: $0.child("value") ?? $0, shape.module) }
    }
  }

  private func result(of function: SyntaxNode, _ module: TypeScriptModule) -> [TypePlace] {
    let annotation =
      function.child("return_type") ?? function.child("type")?.namedChildren.first?.child("return_type")
    return annotation.map { [TypePlace(module: module, node: $0)] } ?? []
  }

  /// The types declared for a name.
  func annotations(declared name: SyntaxNode, in module: TypeScriptModule, _ depth: Int) -> [TypePlace] {
    guard depth > 0, let parent = name.parent else { return [] }
    if let annotation = parent.child("type") { return [TypePlace(module: module, node: annotation)] }
    switch parent.kind {
    case "variable_declarator":
      return parent.child("value").map { annotations(of: $0, in: module, depth - 1) } ?? []
    case "array_pattern":
      guard let call = parent.parent?.child("value"), call.kind == "call_expression" else { return [] }
      if let type = call.child("type_arguments")?.namedChildren.first {
        return [TypePlace(module: module, node: type)]
      }
      return call.child("arguments")?.namedChildren.first.map { annotations(of: $0, in: module, depth - 1) }
        ?? []
    case "object_pattern", "pair_pattern", "object_assignment_pattern":
      var element = name
      while let outer = element.parent, outer.kind != "object_pattern" { element = outer }
      guard let pattern = element.parent, let key = TypeScriptCascade.patternKey(element) else { return [] }
      return members(named: key, of: shapes(ofPattern: pattern, in: module), depth)
    case "required_parameter", "arrow_function", "formal_parameters":
      // modes.map((mode) => …)
      guard let function = name.ancestors.first(where: { $0.child("body") != nil }),
        let call = function.parent?.parent, let list = call.child("function")?.child("object"),
        ["map", "forEach", "filter", "find", "some", "every"].contains(
          call.child("function")?.child("property")?.text ?? "")
      else { return [] }
      return annotations(of: list, in: module, depth - 1)
    default:
      return []
    }
  }

  /// The types that the place of an expression asks for.
  func expectedAnnotations(
    of node: SyntaxNode, in module: TypeScriptModule, _ depth: Int = ShapeFinder.depth
  ) -> [TypePlace] {
    guard depth > 0, let parent = node.parent else { return [] }
    switch parent.kind {
    case "parenthesized_expression", "await_expression", "array", "non_null_expression":
      return expectedAnnotations(of: parent, in: module, depth - 1)
    case "as_expression", "satisfies_expression":
      return parent.namedChildren.last.map { [TypePlace(module: module, node: $0)] } ?? []
    case "variable_declarator", "public_field_definition", "required_parameter", "optional_parameter":
      return parent.child("type").map { [TypePlace(module: module, node: $0)] } ?? []
    case "assignment_expression":
      return parent.child("left").map { annotations(of: $0, in: module, depth - 1) } ?? []
    case "binary_expression":
      guard let left = parent.child("left"), let right = parent.child("right") else { return [] }
      let other = left.contains(node) ? right : left
      let found = annotations(of: other, in: module, depth - 1)
      let isChoice = ["||", "??"].contains(parent.child("operator")?.kind ?? "")
      return found.isEmpty && isChoice ? expectedAnnotations(of: parent, in: module, depth - 1) : found
    case "ternary_expression":
      return expectedAnnotations(of: parent, in: module, depth - 1)
    case "switch_case":
      let value = parent.parent?.parent?.child("value")
      return value.map { annotations(of: $0, in: module, depth - 1) } ?? []
    case "pair":
      guard let object = parent.parent, let name = Shape.name(of: parent) else { return [] }
      return members(named: name, of: expected(of: object, module), depth)
    case "return_statement":
      return TypeScriptCascade.function(around: parent).map { result(of: $0, module) } ?? []
    case "arrow_function":
      return node.field == "body" ? result(of: parent, module) : []
    case "arguments":
      return expectedAnnotations(ofArgument: node, in: parent, module, depth - 1)
    case "jsx_attribute":
      guard let name = parent.namedChildren.first?.text, let tag = parent.parent else { return [] }
      return members(named: name, of: properties(of: tag, module), depth)
    case "jsx_expression":
      return parent.parent?.kind == "jsx_attribute"
        ? expectedAnnotations(of: parent, in: module, depth - 1) : []
    default:
      return []
    }
  }

  private func expectedAnnotations(
    ofArgument argument: SyntaxNode, in list: SyntaxNode, _ module: TypeScriptModule, _ depth: Int
  ) -> [TypePlace] {
    guard let call = list.parent, let function = call.child("function") ?? call.child("constructor") else {
      return []
    }
    if let types = call.child("type_arguments")?.namedChildren, let first = types.first {
      return [TypePlace(module: module, node: first)]
    }
    // The setter of a state.
    if function.kind == "identifier", let number = module.scopes.bindingOf[function.index],
      let name = module.scopes.bindings[number].declarations.first, let pattern = name.parent,
      pattern.kind == "array_pattern", let first = pattern.namedChildren.first, first != name
    {
      return annotations(declared: first, in: module, depth - 1)
    }
    // expect(…).toBe('…')
    if let subject = function.child("object"), subject.kind == "call_expression",
      subject.child("function")?.text == "expect", let value = subject.child("arguments")?.namedChildren.first
    {
      return annotations(of: value, in: module, depth - 1)
    }
    let position = list.namedChildren.filter { $0.kind != "comment" }.firstIndex(of: argument) ?? 0
    return parameters(of: call, module, depth - 1).flatMap { home, parameters -> [TypePlace] in
      guard parameters.indices.contains(position), let type = parameters[position].child("type") else {
        return []
      }
      return [TypePlace(module: home, node: type)]
    }
  }

  // MARK: Variants

  /// The literals that a type allows, through aliases: union members, and the elements of
  /// a constant list that the type is made of.
  func variants(of place: TypePlace, _ depth: Int = ShapeFinder.depth) -> [TypePlace] {
    guard depth > 0 else { return [] }
    let node = place.node
    func inner(_ node: SyntaxNode, _ module: TypeScriptModule) -> [TypePlace] {
      variants(of: TypePlace(module: module, node: node), depth - 1)
    }
    switch node.kind {
    case "literal_type":
      return [place]
    case "type_annotation", "parenthesized_type", "readonly_type", "array_type", "union_type",
      "optional_type",
      "type_predicate_annotation":
      return node.namedChildren.flatMap { inner($0, place.module) }
    case "generic_type":
      return node.child("type_arguments")?.namedChildren.flatMap { inner($0, place.module) } ?? []
    case "type_identifier":
      guard let number = place.module.scopes.bindingOf[node.index],
        let (home, name) = origin(of: number, in: place.module), let parent = name.parent,
        parent.kind == "type_alias_declaration", let value = parent.child("value")
      else { return [] }
      return inner(value, home)
    case "lookup_type":
      // (typeof MODES)[number]
      guard let query = node.subtree.first(where: { $0.kind == "type_query" }),
        let name = query.namedChildren.first, let (home, list) = initial(of: name, place.module)
      else { return [] }
      return list.subtree.filter { $0.kind == "string" }.map { TypePlace(module: home, node: $0) }
    default:
      return []
    }
  }
}
