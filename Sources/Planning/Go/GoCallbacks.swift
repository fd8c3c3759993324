import Findings
import SyntaxTrees

/// Calls of what is gone that ran a function they were given: what that function does was not
/// for them.
extension GoCascade {
  /// Asks whether the function that a lost call ran runs without it, and leaves it in the place
  /// of the call if so.
  /// - Returns: whether the call has been dealt with.
  func callbackStays(_ call: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) -> Bool {
    let file = lost.file
    guard let literal = literal(runBy: call, in: file), let body = literal.child("body") else { return false }
    // What does nothing needs no question where what it gives is given on.
    if isIdle(body, in: file) {
      guard call.parent?.parent?.kind == "return_statement" else { return false }
    } else if callbackChoice(lost, of: call, cascade) == "remove" {
      return false
    }
    let summary = "call of \(lost.what) around what stays"
    file.runInPlace(literal)
    let statements = body.namedChildren.filter { $0.kind != "comment" }
    if statements.count == 1, let expression = Self.onlyExpression(of: statements[0], inPlaceOf: call) {
      remove(call, .keepOnly(expression), in: file, summary, lost.cause, cascade)
    } else {
      remove(call, .keepOnly(literal), in: file, summary, lost.cause, cascade)
    }
    return true
  }

  /// What was answered about the functions that a callee ran: one question for all of them.
  private func callbackChoice(_ lost: LostNode, of call: SyntaxNode, _ cascade: Cascade) -> String {
    guard let callee = callees(of: call, in: lost.file).first else { return "remove" }
    if let known = callbackChoices[callee] { return known }
    let evidence = references.of(callee).compactMap { use -> Finding? in
      guard !use.file.isGone(use.node), let other = Self.call(of: use.node),
        let literal = literal(runBy: other, in: use.file), let body = literal.child("body"),
        !isIdle(body, in: use.file)
      else { return nil }
      return Finding(
        code: "use", severity: .note, message: "is given a function", place: use.file.place(of: use.node))
    }
    let choice = cascade.ask(
      "callback", about: lost.what,
      "\(lost.what) ran functions that it was given. Do they run without it?",
      evidence: evidence,
      choices: [
        Choice(id: "keep", effect: "what it was given runs in its place"),
        Choice(id: "remove", effect: "what it was given goes, too"),
      ], because: lost.cause)
    callbackChoices[callee] = choice
    return choice
  }

  /// The literal without parameters that a call is given, if its callee calls it there and then
  /// and gives back what it gives.
  private func literal(runBy call: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    guard let callee = callees(of: call, in: file).first, callee.isGone,
      let arguments = call.child("arguments")
    else { return nil }
    let given = arguments.namedChildren.filter { $0.kind != "comment" }
    let literals = given.indices.filter { given[$0].kind == "function_literal" }
    guard literals.count == 1, let position = literals.first,
      let parameter = GoSignature(callee.node).parameter(at: position), !parameter.isVariadic,
      let name = parameter.name, let number = callee.file.scopes.bindingOf[name.index]
    else { return nil }
    let literal = given[position]
    let isRun = callee.file.scopes.bindings[number].reads.contains { read in
      guard let run = read.parent, run.kind == "call_expression", read.field == "function" else {
        return false
      }
      return !read.ancestors.prefix { $0 != callee.node }.contains {
        $0.kind == "function_literal" || $0.kind == "go_statement"
      }
    }
    guard isRun, GoSignature(literal).count == 0,
      literal.child("result")?.text == callee.node.child("result")?.text
    else { return nil }
    return literal
  }

  /// What a function of one statement gives, or does where nobody takes it.
  private static func onlyExpression(of statement: SyntaxNode, inPlaceOf call: SyntaxNode) -> SyntaxNode? {
    switch statement.kind {
    case "return_statement":
      guard let list = statement.child("result"), list.namedChildren.count == 1,
        call.parent?.kind != "expression_statement" || list.namedChildren[0].kind == "call_expression"
      else { return nil }
      return list.namedChildren[0]
    case "expression_statement":
      return call.parent?.kind == "expression_statement" ? statement.namedChildren.first : nil
    default: return nil
    }
  }
}
