import SourceText
import SyntaxTrees

/// Things that are only looked at to give them a value where they have none.
extension GoCascade {
  /// The `if` around a read that asks for nothing but gives the thing itself another value:
  /// `if c.Port == 0 { c.Port = 80 }`.
  func ownDefault(around reference: GoReference, of symbol: GoSymbol) -> SyntaxNode? {
    ownDefault(around: reference.node, in: reference.file) { target in
      let name = target.kind == "selector_expression" ? target.child("field") ?? target : target
      guard case .symbols(let symbols) = types.target(of: name, in: reference.file) else { return false }
      return symbols == [symbol]
    }
  }

  /// The same for whatever `isIt` tells from other targets of assignments.
  func ownDefault(
    around read: SyntaxNode, in file: GoFile, isIt: (SyntaxNode) -> Bool
  ) -> SyntaxNode? {
    guard let choice = read.ancestors.first(where: { $0.kind == "if_statement" }),
      choice.child("else") == nil, choice.child("init_statement") == nil, choice.field != "else",
      let condition = choice.child("condition"), condition.contains(read), !hasEffect(condition, in: file),
      let body = choice.child("body")
    else { return nil }
    let statements = body.namedChildren.filter { $0.kind != "comment" && !file.isGone($0) }
    let areDefaults = statements.allSatisfy { statement in
      guard statement.kind == "assignment", let targets = statement.child("left")?.namedChildren,
        targets.count == 1, isIt(targets[0]), let value = statement.child("right")
      else { return false }
      return !hasEffect(value, in: file)
    }
    return areDefaults && !statements.isEmpty ? choice : nil
  }
}
