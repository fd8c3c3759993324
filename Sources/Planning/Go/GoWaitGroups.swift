import SourceText
import SyntaxTrees

/// Wait groups whose goroutines went.
extension GoCascade {
  /// Turns of goroutines that went: who waits for them would wait for ever.
  func settleTurns(in file: GoFile, _ cascade: Cascade) {
    for (node, _, cause) in file.removals where node.kind == "go_statement" {
      guard let group = groupJoined(by: node, in: file), let block = node.parent else { continue }
      let before = block.namedChildren.last { $0.index < node.index && $0.kind != "comment" }
      guard let before, !file.isGone(before), before.kind == "expression_statement",
        let call = before.namedChildren.first, let method = call.child("function"),
        method.child("field")?.text == "Add", call.child("arguments")?.text == "(1)",
        let operand = method.child("operand")
      else { continue }
      let isSame =
        switch group {
        case .text(let text): operand.text == text
        case .field(let symbol): target(of: operand, in: file) == symbol
        }
      if isSame { cut(before, in: file, "turn of a goroutine that went", cause, cascade) }
    }
  }

  private enum Group {
    /// By what it is called in the goroutine itself.
    case text(String)
    /// By what it is, where the goroutine is a function of its own.
    case field(GoSymbol)
  }

  /// The group that a goroutine tells when it is done.
  private func groupJoined(by statement: SyntaxNode, in file: GoFile) -> Group? {
    if let operand = Self.operandOfDone(in: statement) { return .text(operand.text) }
    let call = statement.namedChildren.first { $0.kind == "call_expression" }
    for callee in call.map({ callees(of: $0, in: file) }) ?? [] {
      if let operand = Self.operandOfDone(in: callee.node),
        let symbol = target(of: operand, in: callee.file)
      {
        return .field(symbol)
      }
    }
    return nil
  }

  private static func operandOfDone(in node: SyntaxNode) -> SyntaxNode? {
    node.subtree.first {
      $0.kind == "call_expression" && $0.child("function")?.child("field")?.text == "Done"
        && $0.child("arguments")?.namedChildren.isEmpty ?? false && $0.parent?.kind != "unary_expression"
    }?.child("function")?.child("operand")
  }

  private func target(of operand: SyntaxNode, in file: GoFile) -> GoSymbol? {
    let name = operand.kind == "selector_expression" ? operand.child("field") ?? operand : operand
    guard case .symbols(let symbols) = types.target(of: name, in: file) else { return nil }
    return symbols.first
  }

  /// Groups of structs and packages that nobody joins any more.
  func settleWaitGroups(_ cascade: Cascade) {
    for symbol in candidateOrder where symbol.kind == .field || symbol.kind == .variable {
      guard let cause = candidates[symbol], !symbol.isGone,
        ["sync.WaitGroup", "*sync.WaitGroup"].contains(symbol.node.child("type")?.text ?? "")
      else { continue }
      let uses = references.of(symbol)
      let left = uses.filter { !$0.file.isGone($0.node) }
      guard left.allSatisfy(\.isCertain),
        uses.contains(where: { $0.file.isGone($0.node) && ["Add", "Go"].contains(Self.method(on: $0.node)) })
      else { continue }
      let waits = left.map { Self.method(on: $0.node) == "Wait" ? Self.callStatement(on: $0.node) : nil }
      guard waits.allSatisfy({ $0 != nil }) else { continue }
      let summary = "'\(symbol.qualifiedName)', which nothing joins any more"
      for (use, wait) in zip(left, waits) {
        if let wait, !use.file.isGone(wait) { cut(wait, in: use.file, summary, cause, cascade) }
      }
      drop(symbol, cause, cascade)
    }
  }

  /// The method that is called on what a name means; empty if none is.
  private static func method(on name: SyntaxNode) -> String {
    outer(name).parent.flatMap { $0.kind == "selector_expression" ? $0.child("field")?.text : nil } ?? ""
  }

  /// The statement that is nothing but such a call.
  private static func callStatement(on name: SyntaxNode) -> SyntaxNode? {
    guard let call = outer(name).parent?.parent, call.kind == "call_expression", let statement = call.parent,
      ["expression_statement", "defer_statement"].contains(statement.kind)
    else { return nil }
    return statement
  }

  private static func outer(_ name: SyntaxNode) -> SyntaxNode {
    guard let selector = name.parent, selector.kind == "selector_expression", name.field == "field" else {
      return name
    }
    return selector
  }
}
