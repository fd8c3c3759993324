import SourceText
import SyntaxTrees

/// Settings that are only read in to be checked or announced: that the program looks at them
/// when it starts does not keep them.
extension GoCascade {
  func settleSettings(_ cascade: Cascade) {
    for symbol in candidateOrder where symbol.kind == .field && !symbol.isGone {
      guard let cause = candidates[symbol], !isRoot(symbol), isSetting(symbol) else { continue }
      let uses = references.of(symbol).filter { !$0.file.isTest }
      let left = uses.filter { !$0.file.isGone($0.node) && !isWrite($0.node, in: $0.file) }
      guard !left.isEmpty, left.allSatisfy(\.isCertain), left.allSatisfy({ isFormality($0) }),
        uses.contains(where: { $0.file.isGone($0.node) && !isWrite($0.node, in: $0.file) && !isFormality($0) }
        )
      else { continue }
      drop(symbol, cause, cascade)
    }
  }

  /// Whether a field gets its value from the environment, a flag or a library for settings.
  private func isSetting(_ field: GoSymbol) -> Bool {
    if field.node.child("tag").map({ !GoTag($0).isOnTheWire }) ?? false { return true }
    return references.of(field).contains { reference in
      let (node, file) = (reference.node, reference.file)
      let value =
        node.field == "key"
        ? node.parent?.child("element") : writingStatement(around: node, in: file)?.child("right")
      return value?.subtree.contains { part in
        guard part.kind == "call_expression", let function = part.child("function") else { return false }
        let text = function.text.lowercased()
        return ["env", "flag", "viper", "config"].contains { text.contains($0) }
      } ?? false
    }
  }

  /// Whether a read only checks a setting, or tells of it.
  private func isFormality(_ reference: GoReference) -> Bool {
    let (node, file) = (reference.node, reference.file)
    if let statement = node.ancestors.first(where: { $0.kind == "expression_statement" }) {
      if GoEffects.isLogging(statement) { return true }
      if let call = statement.namedChildren.first, call.kind == "call_expression", GoEffects.isPrinting(call)
      {
        return true
      }
    }
    guard let choice = node.ancestors.first(where: { $0.kind == "if_statement" }),
      choice.child("else") == nil,
      let condition = choice.child("condition"), condition.contains(node), let body = choice.child("body")
    else { return false }
    if isIdle(body, in: file) { return true }
    guard GoEffects.leaves(body, in: file) else { return false }
    // A check gives an error back, and asks nothing but what the setting is.
    let others = condition.subtree.filter { $0.kind == "call_expression" && !GoEffects.isPure($0) }
    return others.isEmpty && body.namedChildren.filter { $0.kind != "comment" }.count == 1
  }
}
