import Findings
import SourceText
import SyntaxTrees

/// Code that would still run, but to no purpose.
extension TypeScriptCascade {
  func settleHollow(in module: TypeScriptModule, _ cascade: Cascade) {
    for (node, _, cause) in module.removals {
      for ancestor in node.ancestors where !module.isGone(ancestor) {
        if Climbing.functionExpressions.contains(ancestor.kind)
          || Climbing.functionDeclarations.contains(ancestor.kind) || ancestor.kind == "method_definition"
        {
          settleFunction(ancestor, of: module, cause, cascade)
          break
        }
        if ancestor.kind == "try_statement" { settleTry(ancestor, of: module, cause, cascade) }
      }
    }
  }

  /// A `try` that no longer tries anything: its other statements only record the
  /// success of what went, its `catch` can never run.
  private func settleTry(
    _ statement: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let body = statement.child("body"), !module.isGone(body), statement.child("finalizer") == nil,
      !Significance.callsSomething(body, in: module),
      !body.subtree.contains(where: { $0.kind == "return_statement" && !module.isGone($0) })
    else { return }
    // It must have tried something before, by what went.
    guard module.removals.contains(where: { body.contains($0.node) }) else { return }
    cut(statement, in: module, "try statement that tries nothing any more", cause, cascade)
  }

  /// A function that would only log and report success, or a test without its
  /// assertions.
  private func settleFunction(
    _ function: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let body = function.child("body"), body.kind == "statement_block", !module.isGone(body) else {
      return
    }
    if let call = function.parent?.parent, Self.isTestCase(call) {
      let assertions = body.subtree.filter(Self.isAssertion)
      if assertions.contains(where: module.isGone), assertions.allSatisfy(module.isGone),
        let statement = call.parent, statement.kind == "expression_statement"
      {
        cut(statement, in: module, "test of which no assertion is left", cause, cascade)
      }
      return
    }
    if Self.declaresMembers(function, in: module) { return }
    let left = body.namedChildren.filter { $0.kind != "comment" && !module.isGone($0) }
    guard !left.isEmpty, left.allSatisfy({ isIdle($0, in: module) }) else { return }
    // What a module offers to nobody here is an entry: what it still does, it does.
    if let binding = binding(of: function, in: module), !exportedNames(of: binding, in: module).isEmpty,
      !isUsedElsewhere(binding, in: module, cascade)
    {
      return
    }
    let lost = LostNode(module: module, node: function, what: "what went", cause: cause)
    functionLost(function, .hollow, lost, cascade)
  }

  /// Whether running a statement can be missed: it logs, returns a constant, writes
  /// what nothing reads, or holds only such statements.
  private func isIdle(_ statement: SyntaxNode, in module: TypeScriptModule) -> Bool {
    if module.isGone(statement) { return true }
    switch statement.kind {
    case "comment", "break_statement", "empty_statement":
      return true
    case "expression_statement":
      return Significance.isLoggingStatement(statement) || isDeadWrite(statement, in: module)
    case "return_statement":
      return statement.namedChildren.first.map(Self.isConstant) ?? true
    case "try_statement", "catch_clause", "finally_clause":
      return statement.namedChildren.allSatisfy { isIdle($0, in: module) }
    case "statement_block":
      return statement.namedChildren.allSatisfy { isIdle($0, in: module) }
    case "identifier", "type_annotation":
      // The parameter of a catch clause.
      return statement.parent?.kind == "catch_clause"
    default:
      return false
    }
  }

  private static func isConstant(_ value: SyntaxNode) -> Bool {
    ["true", "false", "null", "undefined", "string", "number"].contains(value.kind)
  }

  /// Whether a statement only writes to a private member that nothing reads.
  private func isDeadWrite(_ statement: SyntaxNode, in module: TypeScriptModule) -> Bool {
    module.members.all.contains { member in
      guard member.isPrivate, !member.mayBeMeantElsewhere(in: module) else { return false }
      let left = member.references.filter { !module.isGone($0) }
      guard left.contains(where: statement.contains), let writes = Self.onlyWrites(left, in: module) else {
        return false
      }
      return writes.contains(statement)
    }
  }
}
