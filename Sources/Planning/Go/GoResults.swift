import SourceText
import SyntaxTrees

/// Results that a function gives to nobody any more, or whose type is gone.
extension GoCascade {
  /// A result among several has lost its type.
  /// - Returns: whether the function can go on without it.
  func resultLost(
    _ declaration: SyntaxNode, of function: SyntaxNode, _ lost: LostNode, _ cascade: Cascade
  ) -> Bool {
    let list = declaration.parent?.namedChildren.filter { $0.kind.hasSuffix("parameter_declaration") } ?? []
    guard let name = function.child("name"), let symbol = symbol(declaredBy: name, in: lost.file),
      declaration.children.filter({ $0.field == "name" }).count <= 1,
      let index = list.firstIndex(of: declaration)
    else { return false }
    // What is left must be worth the name: more than an error.
    let others = list.filter { $0 != declaration && !lost.file.isGone($0) }
    guard others.contains(where: { $0.child("type")?.text != "error" && $0.child("type")?.text != "bool" })
    else {
      return false
    }
    let position = list[..<index].reduce(0) { $0 + max(1, $1.children.filter { $0.field == "name" }.count) }
    return dropResult(position, declaration, of: symbol, "result that is \(lost.what)", lost.cause, cascade)
  }

  /// A function has lost one of several values that it gives back.
  /// - Returns: whether it can go on without it.
  func oneOfSeveralLost(
    _ lost: LostNode, _ statement: SyntaxNode, of function: SyntaxNode, _ cascade: Cascade
  ) -> Bool {
    guard let list = lost.node.parent, list.kind == "expression_list", list.parent == statement,
      let position = list.namedChildren.filter({ $0.kind != "comment" }).firstIndex(of: lost.node),
      let name = function.child("name"), let symbol = symbol(declaredBy: name, in: lost.file),
      let results = function.child("result")
    else { return false }
    let parts = results.namedChildren.filter { $0.kind.hasSuffix("parameter_declaration") }
    let types = GoSignature.results(of: function)
    guard types.count > 1, parts.count == types.count, types.indices.contains(position),
      types.indices.contains(where: {
        $0 != position && !lost.file.isGone(parts[$0]) && !["error", "bool"].contains(types[$0].text)
      })
    else { return false }
    // Where another return gives it something of its own, what is lost is one of its values.
    let others = GoSignature.returns(of: function).filter { $0 != statement }
    guard
      others.allSatisfy({ other in
        guard let values = other.child("result")?.namedChildren.filter({ $0.kind != "comment" }),
          values.indices.contains(position)
        else { return false }
        return isFixed(values[position], in: lost.file) || values[position].text == lost.node.text
      })
    else { return false }
    return dropResult(
      position, parts[position], of: symbol, "result that was \(lost.what)", lost.cause, cascade)
  }

  /// Results that all callers throw away since what read them went.
  func settleResults(_ cascade: Cascade) {
    let open = unreadResults
    unreadResults = []
    for (symbol, position, cause) in open where !symbol.isGone && symbol.kind != .interfaceMethod {
      guard canChange(symbol), !references.of(symbol).isEmpty else { continue }
      let parts =
        symbol.node.child("result")?.namedChildren.filter { $0.kind.hasSuffix("parameter_declaration") } ?? []
      let types = GoSignature.results(of: symbol.node)
      guard types.count > 1, parts.count == types.count, types[position].text != "error" else { continue }
      let areUnread = references.of(symbol).allSatisfy { use in
        guard !use.file.isGone(use.node) else { return true }
        guard let call = Self.call(of: use.node), let names = names(taking: call) else { return false }
        return names.indices.contains(position)
          && (names[position].text == "_" || use.file.isGone(names[position]))
      }
      guard areUnread else { continue }
      _ = dropResult(
        position, parts[position], of: symbol, "result that nobody reads", cause, cascade, isWhole: true)
    }
  }

  /// Takes a result out of a function, of what it returns, and of what its callers take.
  ///
  /// With `isWhole` what is returned must have no other purpose.
  private func dropResult(
    _ position: Int, _ declaration: SyntaxNode, of symbol: GoSymbol, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade, isWhole: Bool = false
  ) -> Bool {
    guard symbol.kind != .interfaceMethod, canChange(symbol), symbol.node.child("body") != nil else {
      return false
    }
    let count = GoSignature.results(of: symbol.node).count
    let returns = GoSignature.returns(of: symbol.node)
    let values = returns.compactMap { $0.child("result")?.namedChildren.filter { $0.kind != "comment" } }
    guard values.allSatisfy({ $0.count == count }) else { return false }
    let uses = references.of(symbol).filter { !$0.file.isGone($0.node) }
    let takers = uses.map { use in Self.call(of: use.node).flatMap { names(taking: $0) } }
    guard values.allSatisfy({ isNothingElse($0[position], in: symbol.file) }) || !isWhole else {
      return false
    }
    guard
      zip(uses, takers).allSatisfy({ use, names in
        names?.count == count || Self.call(of: use.node)?.parent?.kind == "expression_statement"
      })
    else { return false }
    for (use, names) in zip(uses, takers) {
      guard let names else { continue }
      if use.file.isGone(names[position]) || names[position].text == "_" {
        use.file.record(.cut, of: names[position], because: cause)
      } else {
        cut(names[position], in: use.file, summary, cause, cascade)
      }
      if names.count == 2, let statement = names[0].parent?.parent {
        dropBlank(statement, names, position, in: use.file, summary, cause, cascade)
      }
    }
    for list in values where !symbol.file.isGone(list[position]) {
      cut(list[position], in: symbol.file, summary, cause, cascade)
    }
    cut(declaration, in: symbol.file, summary, cause, cascade)
    return true
  }

  /// Whether a value is a constant, or a variable that is there only to be returned.
  private func isNothingElse(_ value: SyntaxNode, in file: GoFile) -> Bool {
    if isFixed(value, in: file) { return true }
    guard let number = file.scopes.bindingOf[value.index] else { return false }
    let binding = file.scopes.bindings[number]
    guard binding.kind == .variable, binding.definitions[0].statement.kind != "range_clause" else {
      return false
    }
    return binding.reads.allSatisfy { read in
      file.isGone(read) || read.parent?.parent?.kind == "return_statement"
        || writingStatement(around: read, in: file) != nil
    }
  }

  /// A statement that took two values, of which only a blank is left, is a call.
  private func dropBlank(
    _ statement: SyntaxNode, _ names: [SyntaxNode], _ position: Int, in file: GoFile, _ summary: String,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    let other = names[1 - position]
    guard other.text == "_" || file.isGone(other), !file.isGone(statement) else { return }
    dropWrite(statement, in: file, summary, cause, cascade)
  }

  /// The names that take what a call gives.
  func names(taking call: SyntaxNode) -> [SyntaxNode]? {
    guard let list = call.parent, list.kind == "expression_list", let statement = list.parent else {
      return nil
    }
    switch statement.kind {
    case "short_var_declaration", "assignment": return statement.child("left")?.namedChildren
    case "var_spec": return statement.children.filter { $0.field == "name" }
    default: return nil
    }
  }
}
