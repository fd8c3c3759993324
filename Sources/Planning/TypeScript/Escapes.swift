import SyntaxTrees

/// Whether all that is done with the values of a type shows: they are not handed to code
/// from elsewhere, spread, listed or written down, which might read any of their members.
extension TypeScriptCascade {
  /// - Parameters:
  ///   - shape: of an interface or a named type of this repository, or of the object that a
  ///     constant holds.
  ///   - finder: of shapes.
  ///   - cascade: what goes already hands nothing out.
  /// - Returns: whether they stay inside.
  func staysInside(_ shape: Shape, _ finder: ShapeFinder, _ cascade: Cascade) -> Bool {
    // The type of one parameter is nobody else's.
    if shape.body.parent?.kind == "type_annotation", shape.body.parent?.parent?.kind == "required_parameter" {
      return true
    }
    guard let owner = Self.declaration(of: shape.body), let name = owner.child("name"),
      let number = shape.module.scopes.bindingOf[name.index]
    else { return false }
    if owner.kind == "variable_declarator" {
      // A constant without a type of its own.
      guard owner.child("type") == nil, owner.parent?.children.first?.kind == "const" else { return false }
      let own = shape.module.scopes.bindings[number].references.map { (shape.module, $0) }
      return (own + importedUses(of: number, in: shape.module, cascade)).allSatisfy { user, use in
        user.isGone(use) || use.parent?.kind == "member_expression" && use.field == "object"
          || ["export_specifier", "export_statement"].contains(use.parent?.kind ?? "")
      }
    }
    let words = [name.text]
    return index.modules(mentioning: words).allSatisfy { user in
      cascade.removedFiles.contains(user.path) || user.isTest
        || !user.tree.root.subtree.contains { node in
          !user.isGone(node) && isHandedOut(node, as: shape, in: user, finder)
            && finder.shapes(of: node, in: user).contains(shape)
        }
    }
  }

  /// The interface, alias or constant that a body belongs to.
  private static func declaration(of body: SyntaxNode) -> SyntaxNode? {
    var node = body
    while let parent = node.parent, ["as_expression", "satisfies_expression"].contains(parent.kind) {
      node = parent
    }
    switch node.parent?.kind {
    case "interface_declaration", "type_alias_declaration", "variable_declarator": return node.parent
    default: return nil
    }
  }

  /// Whether an expression is given to code whose way with it is not known.
  private func isHandedOut(
    _ node: SyntaxNode, as shape: Shape, in module: TypeScriptModule, _ finder: ShapeFinder
  ) -> Bool {
    guard
      ["identifier", "member_expression", "call_expression", "shorthand_property_identifier"].contains(
        node.kind),
      let parent = node.parent
    else { return false }
    switch parent.kind {
    case "spread_element":
      // A copy that is one of the same type is as well known.
      guard let copy = parent.parent, copy.kind == "object" else { return true }
      return !finder.expected(of: copy, module).contains(shape)
    case "subscript_expression", "for_in_statement":
      return parent.kind != "subscript_expression" || node.field == "object"
    case "arguments":
      guard let call = parent.parent else { return false }
      // So is what a state of the same type begins with.
      if finder.expected(of: node, module).contains(shape) { return false }
      return finder.parameters(of: call, module, ShapeFinder.depth).isEmpty && !Significance.isLogging(call)
        && !isOwnSetter(call, in: module)
    case "jsx_expression":
      return parent.parent?.kind == "jsx_element"
    default:
      return false
    }
  }

  /// Whether a call sets a state of React or of the store: it is read by what is typed.
  private func isOwnSetter(_ call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let callee = call.child("function"), callee.kind == "identifier",
      let number = module.scopes.bindingOf[callee.index],
      let name = module.scopes.bindings[number].declarations.first
    else { return false }
    return name.parent?.kind == "array_pattern"
  }
}
