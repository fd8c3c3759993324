import SyntaxTrees

/// Functions that are handed to something that asks them by reflection what they take.
extension GoCascade {
  /// What containers call the functions that take constructors.
  private static let containers: Set<String> = [
    "Provide", "Invoke", "Build", "NewSet", "Supply", "Decorate", "Annotate", "Populate", "Options",
  ]

  /// Whether a function that is used as a value may take other parameters: it is given to a
  /// parameter of any type, or to a container.
  func isInjected(_ use: GoReference) -> Bool {
    var node = use.node
    if let selector = node.parent, selector.kind == "selector_expression", node.field == "field" {
      node = selector
    }
    guard let arguments = node.parent, arguments.kind == "arguments", let call = arguments.parent,
      let position = arguments.namedChildren.filter({ $0.kind != "comment" }).firstIndex(of: node)
    else { return false }
    let callees = self.callees(of: call, in: use.file)
    guard !callees.isEmpty else {
      return Self.containers.contains(call.child("function")?.child("field")?.text ?? "")
    }
    return callees.allSatisfy { callee in
      let type = GoSignature(callee.node).parameter(at: position)?.declaration.child("type")?.text
      return type == "any" || type == "interface{}"
    }
  }
}
