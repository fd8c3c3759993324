import SyntaxTrees

/// What computing a value does beside giving it: code whose value is not wanted any more may
/// be wanted for that.
extension TypeScriptCascade {
  /// Whether nothing is missed when an expression is not computed any more: what it calls only
  /// computes, asks by its name, or goes itself.
  func canBeMissed(_ node: SyntaxNode, in module: TypeScriptModule, _ depth: Int = 4) -> Bool {
    guard depth > 0 else { return false }
    var index = node.index
    while index < node.subtreeEnd {
      let current = SyntaxNode(tree: node.tree, index: index)
      index += 1
      if module.isGone(current) { continue }
      switch current.kind {
      case "arrow_function", "function_expression", "generator_function", "method_definition",
        "function_declaration", "generator_function_declaration":
        index = current.subtreeEnd
      case "call_expression":
        if !Significance.isLogging(current), !Significance.isPure(current),
          !onlyAsks(current, in: module, depth - 1)
        {
          return false
        }
      case "new_expression":
        if !Significance.makesPlain(current) { return false }
      case "assignment_expression", "augmented_assignment_expression":
        guard let target = current.child("left"), target.kind == "identifier",
          let number = module.scopes.bindingOf[target.index],
          module.scopes.bindings[number].declarations.allSatisfy(node.contains)
        else { return false }
      case "yield_expression", "update_expression", "throw_statement": return false
      case "unary_expression" where current.child("operator")?.kind == "delete": return false
      default: break
      }
    }
    return true
  }

  /// Whether a call does nothing but give a value: by what it calls, or where that is not of
  /// this repository, by its name.
  private func onlyAsks(_ call: SyntaxNode, in module: TypeScriptModule, _ depth: Int) -> Bool {
    guard let callee = call.child("function") else { return false }
    let finder = ShapeFinder(index: index)
    if let declared = finder.declaration(of: callee, module, ShapeFinder.depth) {
      guard let body = declared.node.child("body"), !declared.module.isGone(declared.node) else {
        return true
      }
      return canBeMissed(body, in: declared.module, depth)
    }
    let name = (callee.child("property") ?? callee).text
    if callee.kind == "member_expression", let object = callee.child("object") {
      let methods = finder.shapes(of: object, in: module).flatMap { shape in
        shape.members(named: name).map { (shape.module, $0) }
      }
      let bodies = methods.compactMap { home, method in
        (method.child("body") ?? method.child("value")?.child("body")).map { (home, $0) }
      }
      if !bodies.isEmpty {
        return bodies.allSatisfy { home, body in home.isGone(body) || canBeMissed(body, in: home, depth) }
      }
    }
    return Self.asking.contains { word in
      guard name.hasPrefix(word) else { return false }
      return name.dropFirst(word.count).first.map { !$0.isLowercase } ?? true
    }
  }

  /// Words that names of functions begin with which only ask.
  private static let asking = [
    "get", "is", "has", "should", "can", "was", "are", "needs", "supports", "parse", "find", "detect", "to",
    "as",
  ]

  /// The part of an expression that does something, where it is only wrapped to give a value.
  static func work(of value: SyntaxNode, isMissed: (SyntaxNode) -> Bool) -> SyntaxNode {
    let inner = inside(value)
    guard inner.kind == "binary_expression", ["??", "||"].contains(inner.child("operator")?.kind ?? ""),
      let left = inner.child("left"), let right = inner.child("right"), isMissed(right)
    else { return inner }
    return work(of: left, isMissed: isMissed)
  }
}
