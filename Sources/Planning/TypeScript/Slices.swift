import SourceText
import SyntaxTrees

/// Slices of a Redux store: a reducer goes with the action that is made of it, and the
/// names that both are known by elsewhere.
extension TypeScriptCascade {
  /// A slice: the call that creates it and what it is called.
  private struct Slice {
    let creation: SyntaxNode
    /// The prefix of its actions' types and its usual key in the store.
    let name: String?
    /// The variable that holds it.
    let binding: Int?
  }

  private func slice(of creation: SyntaxNode, in module: TypeScriptModule) -> Slice? {
    guard ShapeFinder.isSlice(creation),
      let options = creation.child("arguments")?.namedChildren.first(where: { $0.kind == "object" })
    else { return nil }
    let name = Shape(module: module, body: options).members(named: "name").first?.child("value")
      .flatMap(ModuleLinks.stringValue)
    let declared = creation.parent?.kind == "variable_declarator" ? creation.parent?.child("name") : nil
    return Slice(
      creation: creation, name: name, binding: declared.flatMap { module.scopes.bindingOf[$0.index] })
  }

  /// A member went out of an object literal; if that holds the reducers of a slice, its
  /// action goes.
  func sliceMemberWent(
    _ name: String, of object: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let pair = object.parent, Shape.name(of: pair) == "reducers",
      let call = pair.parent?.parent?.parent,
      let slice = slice(of: call, in: module)
    else { return }
    let what = "'\(name)', whose reducer is gone"
    for use in slice.binding.map({ module.scopes.bindings[$0].references }) ?? [] {
      guard let actions = use.parent, actions.kind == "member_expression",
        ["actions", "caseReducers"].contains(actions.child("property")?.text ?? ""),
        let around = actions.parent
      else { continue }
      if around.kind == "member_expression", around.child("property")?.text == name {
        lose(around, in: module, what, cause, cascade)
      } else if around.kind == "variable_declarator", let pattern = around.child("name") {
        for element in pattern.namedChildren where Self.patternKey(element) == name {
          cut(element, in: module, "action \(what)", cause, cascade)
        }
      }
    }
    if let type = slice.name {
      loseText("\(type)/\(name)", "the type of an action that is gone", cause, cascade)
    }
  }

  /// An action that was taken out of a slice went: its reducer has nobody to call it,
  /// unless the slice's actions are used in another way.
  func actionWent(
    _ element: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let pattern = element.parent, pattern.kind == "object_pattern", !module.isGone(pattern),
      let name = Self.patternKey(element), let value = pattern.parent?.child("value"),
      value.kind == "member_expression", value.child("property")?.text == "actions",
      let holder = value.child("object"), let number = module.scopes.bindingOf[holder.index],
      let creation = module.scopes.bindings[number].declarations.first?.parent?.child("value"),
      ShapeFinder.isSlice(creation),
      let options = creation.child("arguments")?.namedChildren.first(where: { $0.kind == "object" }),
      let reducers = Shape(module: module, body: options).members(named: "reducers").first?.child("value")
    else { return }
    let isUsedOtherwise = module.scopes.bindings[number].references.contains { use in
      guard !module.isGone(use), let actions = use.parent, actions.kind == "member_expression",
        ["actions", "caseReducers"].contains(actions.child("property")?.text ?? ""), actions != value
      else { return false }
      return actions.parent?.kind != "member_expression" || actions.parent?.child("property")?.text == name
    }
    guard !isUsedOtherwise, reducers.kind == "object" else { return }
    for member in Shape(module: module, body: reducers).members(named: name) {
      cut(member, in: module, "reducer of '\(name)', whose action is gone", cause, cascade)
    }
  }

  /// Whether a call makes an action of a slice.
  func isAction(_ call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let callee = call.child("function"), callee.kind == "identifier",
      let number = module.scopes.bindingOf[callee.index],
      let (_, name) = ShapeFinder(index: index).origin(of: number, in: module),
      let pattern = name.ancestors.first(where: { $0.kind == "object_pattern" }),
      let value = pattern.parent?.child("value")
    else { return false }
    return value.kind == "member_expression" && value.child("property")?.text == "actions"
  }

  /// A key of a slice's state went: its path in the options of middleware.
  func statePathWent(
    _ key: String, of creation: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    guard let name = slice(of: creation, in: module)?.name else { return }
    loseText("\(name).\(key)", "the path of state that is gone", cause, cascade)
  }

  /// Loses every string that is exactly `text`.
  private func loseText(_ text: String, _ what: String, _ cause: CauseID, _ cascade: Cascade) {
    for user in index.modules(mentioning: [text]) where !cascade.removedFiles.contains(user.path) {
      for node in user.tree.root.subtree
      where node.kind == "string" && !user.isGone(node) && ModuleLinks.stringValue(node) == text {
        lose(node, in: user, what, cause, cascade, isAbsent: true)
      }
    }
  }
}
