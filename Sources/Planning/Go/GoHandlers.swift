import SyntaxTrees

/// Handlers and middleware that lost what they did.
extension GoCascade {
  /// Whether a function that is given a handler and gives one does nothing but call it.
  func onlyHandsOn(_ function: SyntaxNode, _ body: SyntaxNode, in file: GoFile) -> Bool {
    guard function.kind != "function_literal", let result = function.child("result")?.text,
      result.hasSuffix("Handler") || result.hasSuffix("HandlerFunc"),
      let next = GoSignature(function).parameters.first(where: {
        $0.declaration.child("type")?.text == result
      })?.name?.text
    else { return false }
    let left = body.subtree.filter { !file.isGone($0) }
    let doing = ["assignment", "inc_dec_statement", "send_statement", "go_statement", "defer_statement"]
    guard !left.contains(where: { doing.contains($0.kind) }) else { return false }
    let calls = left.filter { $0.kind == "call_expression" }
    func callsNext(_ call: SyntaxNode) -> Bool {
      [next, "\(next).ServeHTTP"].contains(call.child("function")?.text ?? "")
    }
    // What it finds out it may tell the next one, in the request.
    return calls.contains(where: callsNext)
      && calls.allSatisfy { call in
        callsNext(call) || call.child("function")?.child("field")?.text == "HandlerFunc"
          || call.child("function")?.text == result
      }
  }

  /// Whether a handler did something by what went, and now only reads what it is asked and
  /// answers.
  func onlyAnswers(
    _ function: SyntaxNode, _ body: SyntaxNode, _ left: [SyntaxNode], in file: GoFile
  ) -> Bool {
    guard function.child("result") == nil else { return false }
    let signature = GoSignature(function).parameters
    guard signature.contains(where: { Self.isExchange($0.declaration.child("type")?.text ?? "") }) else {
      return false
    }
    let parameters = Set(signature.compactMap { $0.name?.text })
    return left.allSatisfy { statement in
      !statement.subtree.contains { node in
        guard !file.isGone(node) else { return false }
        switch node.kind {
        case "call_expression":
          if isPure(node, in: file) { return false }
          let names = node.subtree.filter { $0.kind == "identifier" }
          guard names.contains(where: { parameters.contains($0.text) }) else { return true }
          let called = node.child("function").map { $0.child("field")?.text ?? $0.text } ?? ""
          if ["Decode", "Bind", "Unmarshal", "ReadAll"].contains(where: called.contains) { return false }
          // What it found out it may tell.
          return names.contains { name in
            file.scopes.bindingOf[name.index].map { file.scopes.bindings[$0].kind == .variable } ?? false
          }
        case "assignment", "inc_dec_statement", "send_statement", "go_statement":
          return hasEffect(statement, in: file)
        case "return_statement": return !(node.child("result")?.namedChildren.isEmpty ?? true)
        default: return false
        }
      }
    }
  }

  /// Whether a type is what servers hand to handlers of requests.
  private static func isExchange(_ type: String) -> Bool {
    type != "context.Context"
      && ["ResponseWriter", "Context", "Ctx", "RequestCtx"].contains { type.hasSuffix(".\($0)") }
  }
}
