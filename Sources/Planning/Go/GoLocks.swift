import SourceText
import SyntaxTrees

/// Locks that guard nothing any more.
extension GoCascade {
  func settleLocks(_ cascade: Cascade) {
    for symbol in candidateOrder where symbol.kind == .field && !symbol.isGone {
      guard let cause = candidates[symbol],
        ["sync.Mutex", "sync.RWMutex", "*sync.Mutex", "*sync.RWMutex"].contains(
          symbol.node.child("type")?.text ?? "")
      else { continue }
      let left = references.of(symbol).filter { !$0.file.isGone($0.node) }
      let statements = left.map { lockStatement(around: $0.node) }
      guard left.allSatisfy(\.isCertain), statements.allSatisfy({ $0 != nil }),
        zip(left, statements).allSatisfy({ guardsNothing($1, of: symbol, in: $0.file) })
      else { continue }
      let summary = "'\(symbol.qualifiedName)', which guards nothing any more"
      for (use, statement) in zip(left, statements) {
        if let statement, !use.file.isGone(statement) {
          cut(statement, in: use.file, summary, cause, cascade)
        }
      }
      drop(symbol, cause, cascade)
    }
  }

  /// The statement that locks or unlocks what a name means.
  private func lockStatement(around node: SyntaxNode) -> SyntaxNode? {
    guard let selector = node.parent, selector.kind == "selector_expression", node.field == "field",
      let method = selector.parent, method.kind == "selector_expression", selector.field == "operand",
      ["Lock", "Unlock", "RLock", "RUnlock"].contains(method.child("field")?.text ?? ""),
      let call = method.parent, call.kind == "call_expression", let statement = call.parent,
      ["expression_statement", "defer_statement"].contains(statement.kind)
    else { return nil }
    return statement
  }

  /// Whether the function around a lock lost something and what is left of it touches no field
  /// of what the lock belongs to.
  private func guardsNothing(_ statement: SyntaxNode?, of lock: GoSymbol, in file: GoFile) -> Bool {
    guard let statement,
      let body = statement.ancestors.last(where: { $0.kind == "block" }),
      file.removals.contains(where: { body.contains($0.node) })
    else { return false }
    return !body.subtree.contains { node in
      guard !file.isGone(node), node.kind == "field_identifier", node.text != lock.name,
        case .symbols(let symbols) = types.target(of: node, in: file)
      else { return false }
      return symbols.contains {
        $0.owner == lock.owner && $0.file.package === lock.file.package && !isOutside(node, statement, body)
      }
    }
  }

  /// Whether a place comes after the lock was let go, or before it was taken.
  private func isOutside(_ node: SyntaxNode, _ statement: SyntaxNode, _ body: SyntaxNode) -> Bool {
    // Let go at the end: it guards what follows.
    if statement.kind == "defer_statement" { return node.index < statement.index }
    guard let block = statement.parent else { return false }
    let calls = block.namedChildren.filter {
      $0.kind == "expression_statement" || $0.kind == "defer_statement"
    }
    guard let name = statement.namedChildren.first?.child("function")?.child("operand")?.text else {
      return false
    }
    let isTaking = statement.text.hasSuffix("Lock()") && !statement.text.hasSuffix("Unlock()")
    guard isTaking else { return true }
    if node.index < statement.index { return true }
    let release = calls.first {
      $0.index > statement.index && $0.kind == "expression_statement" && $0.text.hasPrefix("\(name).")
        && $0.text.hasSuffix("Unlock()")
    }
    return release.map { node.index > $0.index } ?? false
  }
}
