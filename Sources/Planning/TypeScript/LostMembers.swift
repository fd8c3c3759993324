import SourceText
import SyntaxTrees

/// A member went out of a type, a class or an object: its accesses, the values that are
/// given for it, and what takes it apart.
extension TypeScriptCascade {
  /// Follows `member`, which went out of a body that stays.
  func memberWent(
    _ member: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let body = member.parent, !module.isGone(body), let name = Shape.name(of: member),
      name != "constructor"
    else { return }
    switch body.kind {
    case "interface_body", "object_type", "class_body":
      let shape = Shape(module: module, body: body)
      // An overload or accessor of the same name may stay.
      guard shape.members(named: name).allSatisfy(module.isGone) else { return }
      loseMember(name, of: shape, cause, cascade)
    case "object":
      sliceMemberWent(name, of: body, in: module, cause, cascade)
      if Self.mapsReducers(body) {
        loseMember(name, of: Shape(module: module, body: body, isReducerMap: true), cause, cascade)
      }
    default:
      break
    }
  }

  /// Whether an object gives a store its reducers, by the keys of its state.
  private static func mapsReducers(_ object: SyntaxNode) -> Bool {
    guard let parent = object.parent else { return false }
    let call =
      parent.kind == "pair" && Shape.name(of: parent) == "reducer"
      ? parent.parent?.parent?.parent : parent.parent
    return ["combineReducers", "configureStore", "createStore"].contains(call?.child("function")?.text ?? "")
      && (parent.kind == "pair"
        || parent.kind == "arguments" && call?.child("function")?.text == "combineReducers")
  }

  /// Loses every use of a member, as far as declarations show that it is meant.
  func loseMember(_ name: String, of shape: Shape, _ cause: CauseID, _ cascade: Cascade) {
    let finder = ShapeFinder(index: index)
    if let (module, creation) = slice(keeping: shape, finder) {
      statePathWent(name, of: creation, in: module, cause, cascade)
    }
    let isField = shape.body.kind != "class_body" || !isMethod(name, of: shape)
    for user in index.modules(mentioning: [name]) where !cascade.removedFiles.contains(user.path) {
      guard user.obstacle == nil else { continue }
      for node in user.named[name] ?? [] where !user.isGone(node) {
        switch node.kind {
        case "member_expression":
          guard !user.isNoUse(node), let object = node.child("object"),
            finder.shapes(of: object, in: user).contains(shape)
          else { continue }
          lose(node, in: user, "'\(name)'", cause, cascade, isAbsent: isField)
        case "pair", "shorthand_property_identifier", "method_definition":
          guard let object = node.parent,
            gives(object, shape, in: user, finder) || user.isTest && isExpected(object, of: shape, finder)
          else { continue }
          cut(node, in: user, "'\(name)', which its type does not have any more", cause, cascade)
        case "jsx_attribute":
          guard let tag = node.parent, finder.properties(of: tag, user).contains(shape) else { continue }
          cut(node, in: user, "attribute '\(name)', which nothing reads", cause, cascade)
        default:
          guard let pattern = node.parent, finder.shapes(ofPattern: pattern, in: user).contains(shape) else {
            continue
          }
          if isField { absentCuts.insert(node) }
          cut(node, in: user, "'\(name)', which is not given any more", cause, cascade)
        }
      }
    }
  }

  /// Whether a shape is what a component takes.
  func isComponentProperties(_ shape: Shape) -> Bool {
    let module = shape.module
    if let owner = shape.body.parent, owner.kind == "type_annotation" {
      return owner.parent?.kind == "required_parameter"
    }
    guard let declaration = shape.body.ancestors.first(where: { $0.child("name") != nil }),
      let name = declaration.child("name")
    else { return false }
    return name.text.hasSuffix("Props") || name.text.hasSuffix("Properties")
      || module.path.text.hasSuffix("x") && name.text == "Props"
  }

  private func isMethod(_ name: String, of shape: Shape) -> Bool {
    shape.members(named: name).contains { $0.kind == "method_definition" }
  }

  /// Whether a test expects an object of the state of a slice: `expect(….chat).toEqual({ … })`.
  private func isExpected(_ object: SyntaxNode, of shape: Shape, _ finder: ShapeFinder) -> Bool {
    guard let call = object.parent?.parent, call.kind == "call_expression", Self.isExpectation(call),
      let creation = slice(keeping: shape, finder)?.1,
      let options = creation.child("arguments")?.namedChildren.first,
      let name = Shape(module: shape.module, body: options).members(named: "name").first?.child("value")
        .flatMap(ModuleLinks.stringValue)
    else { return false }
    let subject = call.subtree.first {
      $0.kind == "call_expression" && $0.child("function")?.text == "expect"
    }
    return subject?.child("arguments")?.namedChildren.first?.child("property")?.text == name
  }

  /// Whether an object literal is a value of a shape: where it is declared as one, or,
  /// where nothing is declared, by its other members.
  private func gives(
    _ object: SyntaxNode, _ shape: Shape, in module: TypeScriptModule, _ finder: ShapeFinder
  ) -> Bool {
    let expected = finder.expected(of: object, module)
    if !expected.isEmpty { return expected.contains(shape) }
    guard module.isTest || module.path == shape.module.path else { return false }
    let own = Set(Shape(module: module, body: object).names)
    let known = Set(shape.names)
    return own.count >= 3 && own.isSubset(of: known)
  }
}
