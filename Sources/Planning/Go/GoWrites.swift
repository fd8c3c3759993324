import SourceText
import SyntaxTrees

/// What only gives a value to a thing and never asks for it: "what is only written is not
/// used".
extension GoCascade {
  /// Methods that change a thing and give nothing back, by the customs of counters, wait
  /// groups and metrics. A lock is no such thing: it guards what others read.
  private static let changing: Set<String> = [
    "Add", "Store", "Inc", "Dec", "Observe", "Done", "Delete", "Clear",
    "Reset", "Put", "Push", "Append", "Stop",
  ]

  /// Whether a place only writes to what its name means: the key of a literal, the target of
  /// an assignment, a counter that is raised.
  func isWrite(_ node: SyntaxNode, in file: GoFile) -> Bool {
    node.field == "key" && node.parent?.kind == "keyed_element" || Self.isComparedError(node)
      || writingStatement(around: node, in: file) != nil
  }

  /// The statement that does nothing but give a value to what a name means.
  func writingStatement(around node: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    var target = node
    if let selector = node.parent, selector.kind == "selector_expression", node.field == "field" {
      target = selector
    }
    while let outer = target.parent {
      switch outer.kind {
      case "index_expression" where target.field == "operand": target = outer
      case "parenthesized_expression": target = outer
      case "unary_expression" where outer.child("operator")?.kind == "&" && isAtomic(outer): target = outer
      case "unary_expression" where outer.child("operator")?.kind == "&": return flagStatement(of: outer)
      case "selector_expression" where target.field == "operand":
        guard let call = outer.parent, call.kind == "call_expression", outer.field == "function",
          Self.changing.contains(outer.child("field")?.text ?? "") && isForeignMethod(outer, in: file)
            || outer.child("field")?.text == "Use",
          let statement = call.parent, ["expression_statement", "defer_statement"].contains(statement.kind),
          !argumentsHaveEffect(call, in: file)
        else { return nil }
        return statement
      case "inc_dec_statement": return outer
      case "arguments":
        guard let call = outer.parent, let name = call.child("function") else { return nil }
        let isFirst = outer.namedChildren.first == target
        if ["delete", "close", "clear"].contains(name.text) || name.child("operand")?.text == "atomic",
          isFirst,
          let statement = call.parent, statement.kind == "expression_statement"
        {
          return statement
        }
        // `x = append(x, …)` reads what it writes.
        guard name.text == "append", isFirst, let list = call.parent, list.kind == "expression_list",
          let statement = list.parent, statement.kind == "assignment",
          statement.child("left")?.text == target.text
        else { return nil }
        return statement
      case "expression_list":
        guard let statement = outer.parent, statement.kind == "assignment", outer.namedChildren.count == 1
        else {
          return nil
        }
        if outer.field == "left" { return statement }
        return statement.child("left")?.text == "_" ? statement : nil
      default: return nil
      }
    }
    return nil
  }

  /// The statement that only lets a flag of the command line set a variable:
  /// `flag.StringVar(&name, "name", "", "…")`.
  private func flagStatement(of address: SyntaxNode) -> SyntaxNode? {
    guard let arguments = address.parent, arguments.kind == "arguments", let call = arguments.parent,
      arguments.namedChildren.first(where: { $0.kind != "comment" }) == address,
      let name = call.child("function")?.child("field")?.text,
      name.hasSuffix("Var") || name.hasSuffix("VarP"), let statement = call.parent,
      statement.kind == "expression_statement"
    else { return nil }
    return statement
  }

  private func isAtomic(_ address: SyntaxNode) -> Bool {
    address.parent?.parent?.child("function")?.child("operand")?.text == "atomic"
  }

  private func argumentsHaveEffect(_ call: SyntaxNode, in file: GoFile) -> Bool {
    call.child("arguments").map { hasEffect($0, in: file) } ?? false
  }

  /// Whether a method is none of the repository's: what an own one does can be seen.
  private func isForeignMethod(_ selector: SyntaxNode, in file: GoFile) -> Bool {
    guard let name = selector.child("field") else { return false }
    if case .foreign = types.target(of: name, in: file) { return true }
    return false
  }

  /// Whether a name is only held against an error: nothing returns that error any more.
  static func isComparedError(_ node: SyntaxNode) -> Bool {
    let name = node.parent.flatMap { $0.kind == "selector_expression" ? $0 : nil } ?? node
    guard let list = name.parent else { return false }
    if list.kind == "arguments", let function = list.parent?.child("function") {
      return ["errors.Is", "errors.As", "xerrors.Is"].contains(function.text)
        && list.namedChildren.last == name
    }
    guard list.kind == "binary_expression", ["==", "!="].contains(list.child("operator")?.kind ?? "") else {
      return false
    }
    return node.text.hasPrefix("Err") || node.text.hasPrefix("err") && node.text.count > 3
  }

  // MARK: Locals

  /// Whether all reads of a local name that are left only serve to write to it, or to tell of
  /// it in a log.
  func idleReads(of binding: GoBinding, in file: GoFile) -> [SyntaxNode]? {
    var statements: [SyntaxNode] = []
    // A wait group that nobody joins any more waits for nothing.
    let left = binding.reads.filter { !file.isGone($0) }
    let waits = left.compactMap { read -> SyntaxNode? in
      guard let selector = read.parent, selector.child("field")?.text == "Wait", let call = selector.parent,
        call.kind == "call_expression", call.child("arguments")?.namedChildren.isEmpty ?? false
      else { return nil }
      return call.parent?.kind == "expression_statement" ? call.parent : nil
    }
    if !left.isEmpty, waits.count == left.count { return waits }
    for read in left {
      if let statement = writingStatement(around: read, in: file) {
        statements.append(statement)
      } else if let statement = read.ancestors.first(where: { $0.kind == "expression_statement" }),
        GoEffects.isLogging(statement),
        !binding.definitions.contains(where: { hasEffect($0.statement, in: file) })
      {
        statements.append(statement)
      } else {
        return nil
      }
    }
    return statements
  }
}
