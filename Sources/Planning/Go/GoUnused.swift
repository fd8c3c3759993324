import SourceText
import SyntaxTrees

/// Locals, parameters and imports that nothing uses any more.
extension GoCascade {
  func settleUnused(in file: GoFile, _ cascade: Cascade) {
    for (number, binding) in file.scopes.bindings.enumerated() {
      guard let gone = binding.reads.last(where: file.isGone), let cause = file.cause(of: gone) else {
        continue
      }
      if binding.reads.contains(where: { !file.isGone($0) }) {
        declareAnew(number, in: file, cascade)
        guard binding.kind == .variable,
          writingStatement(around: gone, in: file).map({ $0.kind != "assignment" }) ?? true,
          !GoEffects.isInLog(gone), let statements = idleReads(of: binding, in: file)
        else { continue }
        for statement in statements {
          dropWrite(statement, in: file, "use of '\(binding.name)', which nothing else needs", cause, cascade)
        }
        continue
      }
      let left = binding.definitions.filter { !file.isGone($0.name) }
      guard !left.isEmpty else { continue }
      let summary = "'\(binding.name)', which nothing reads any more"
      switch binding.kind {
      case .parameter: settleParameter(binding, in: file, summary, cause, cascade)
      case .result, .receiver, .typeParameter: break
      case .variable, .constant, .type:
        for definition in left { drop(definition, in: file, summary, cause, cascade) }
      }
    }
    settleDeadStores(in: file, cascade)
    settleLabels(of: file, cascade)
    settleImports(of: file, cascade)
  }

  /// A label that nothing jumps to any more is an error.
  private func settleLabels(of file: GoFile, _ cascade: Cascade) {
    for labeled in file.tree.root.subtree where labeled.kind == "labeled_statement" && !file.isGone(labeled) {
      guard let label = labeled.child("label"), let statement = labeled.child("statement"),
        !file.isGone(statement)
      else { continue }
      let jumps = statement.subtree.filter { $0.kind == "label" && $0.text == label.text }
      guard let gone = jumps.last(where: file.isGone), !jumps.contains(where: { !file.isGone($0) }),
        let cause = file.cause(of: gone)
      else { continue }
      remove(
        labeled, .keepOnly(statement), in: file, "label '\(label.text)', which nothing jumps to", cause,
        cascade)
    }
  }

  // MARK: Definitions

  func drop(
    _ definition: GoBinding.Definition, in file: GoFile, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    let statement = definition.statement
    switch statement.kind {
    case "var_spec", "const_spec":
      dropName(definition.name, of: statement, in: file, summary, cause, cascade)
    case "type_definition", "alias_declaration":
      cut(statement, in: file, summary, cause, cascade)
    case "short_var_declaration", "assignment":
      dropAssigned(definition.name, of: statement, in: file, summary, cause, cascade)
    case "inc_dec_statement": cut(statement, in: file, summary, cause, cascade)
    case "range_clause": dropRange(definition.name, of: statement, in: file, summary, cause, cascade)
    case "receive_statement", "type_switch_statement":
      // `case x := <-c` becomes `case <-c`, `switch x := y.(type)` becomes `switch y.(type)`.
      let names = statement.child("left")?.namedChildren ?? [definition.name]
      if names.filter({ !file.isGone($0) && $0.text != "_" }).count <= 1 {
        remove(definition.name, .cut, in: file, summary, cause, cascade)
      } else {
        remove(definition.name, .blank, in: file, summary, cause, cascade)
      }
    default: break
    }
  }

  /// Takes one name out of a `var` or `const`, with its value.
  func dropName(
    _ name: SyntaxNode, of spec: SyntaxNode, in file: GoFile, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    let names = spec.children.filter { $0.field == "name" }
    let values = spec.child("value")?.namedChildren.filter { $0.kind != "comment" } ?? []
    let others = names.filter { $0 != name && !file.isGone($0) && $0.text != "_" }
    let position = names.firstIndex(of: name) ?? 0
    if others.isEmpty {
      guard let value = spec.child("value"), hasEffect(value, in: file) else {
        return cut(spec, in: file, summary, cause, cascade)
      }
      remove(name, .blank, in: file, summary, cause, cascade)
    } else if values.count == names.count, !hasEffect(values[position], in: file) {
      cut(name, in: file, summary, cause, cascade)
      cut(values[position], in: file, summary, cause, cascade)
    } else if values.isEmpty {
      cut(name, in: file, summary, cause, cascade)
    } else {
      remove(name, .blank, in: file, summary, cause, cascade)
    }
  }

  private func dropAssigned(
    _ name: SyntaxNode, of statement: SyntaxNode, in file: GoFile, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    let names = statement.child("left")?.namedChildren.filter { $0.kind != "comment" } ?? []
    let values = statement.child("right")?.namedChildren.filter { $0.kind != "comment" } ?? []
    var others = names.filter { $0 != name && !file.isGone($0) && $0.text != "_" }
    if others.count == 1, values.count == 1, let stops = cancellations(others[0], of: values[0], in: file) {
      for stop in stops { cut(stop, in: file, summary, cause, cascade) }
      others = []
    }
    guard !others.isEmpty else { return dropWrite(statement, in: file, summary, cause, cascade) }
    let position = names.firstIndex(of: name) ?? 0
    if values.count == names.count, !hasEffect(values[position], in: file) {
      cut(name, in: file, summary, cause, cascade)
      cut(values[position], in: file, summary, cause, cascade)
      return
    }
    remove(name, .blank, in: file, summary, cause, cascade)
    if values.count == 1, values[0].kind == "call_expression" {
      for callee in callees(of: values[0], in: file) { unreadResults.append((callee, position, cause)) }
    }
    // `:=` must declare something.
    guard statement.kind == "short_var_declaration",
      let sign = statement.child(ofKind: ":="), !others.contains(where: { isNew($0, in: file) })
    else { return }
    remove(sign, .rewrite("="), in: file, summary, cause, cascade)
  }

  /// The statements that only cancel a context that nobody uses.
  private func cancellations(_ name: SyntaxNode, of value: SyntaxNode, in file: GoFile) -> [SyntaxNode]? {
    guard value.kind == "call_expression", value.child("function")?.text.hasPrefix("context.With") ?? false,
      let number = file.scopes.bindingOf[name.index]
    else { return nil }
    var stops: [SyntaxNode] = []
    for read in file.scopes.bindings[number].reads where !file.isGone(read) {
      guard let call = read.parent, call.kind == "call_expression", read.field == "function",
        let statement = call.parent, ["defer_statement", "expression_statement"].contains(statement.kind)
      else { return nil }
      stops.append(statement)
    }
    return stops
  }

  /// Whether `:=` declares a name rather than giving it another value.
  private func isNew(_ name: SyntaxNode, in file: GoFile) -> Bool {
    guard let number = file.scopes.bindingOf[name.index] else { return true }
    let definitions = file.scopes.bindings[number].definitions
    return !definitions.contains { $0.name.index < name.index && !file.isGone($0.name) }
  }

  /// Removes a statement that only gives a value to what nothing reads; what it does besides
  /// stays as a statement of its own.
  func dropWrite(
    _ statement: SyntaxNode, in file: GoFile, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard !file.isGone(statement) else { return }
    guard let values = statement.child("right"), hasEffect(values, in: file) else {
      return cut(statement, in: file, summary, cause, cascade)
    }
    let calls = values.namedChildren.filter { $0.kind != "comment" }
    if calls.count == 1, let call = calls.first {
      let isStatement = call.kind == "call_expression" || call.kind == "unary_expression"
      if isStatement, statement.field != "init_statement" {
        return remove(statement, .keepOnly(call), in: file, summary, cause, cascade)
      }
    }
    for name in statement.child("left")?.namedChildren ?? [] where name.text != "_" && !file.isGone(name) {
      remove(name, .blank, in: file, summary, cause, cascade)
    }
    if let sign = statement.child(ofKind: ":=") {
      remove(sign, .rewrite("="), in: file, summary, cause, cascade)
    }
  }

  private func dropRange(
    _ name: SyntaxNode, of clause: SyntaxNode, in file: GoFile, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    guard let list = clause.child("left") else { return }
    let names = list.namedChildren
    let others = names.filter { $0 != name && !file.isGone($0) && $0.text != "_" }
    if others.isEmpty {
      remove(list, .cut, in: file, summary, cause, cascade)
    } else if name == names.last {
      cut(name, in: file, summary, cause, cascade)
    } else {
      remove(name, .blank, in: file, summary, cause, cascade)
    }
  }

  /// A variable whose declaration went but that gets another value later: that place has to
  /// declare it.
  private func declareAnew(_ number: Int, in file: GoFile, _ cascade: Cascade) {
    let binding = file.scopes.bindings[number]
    guard binding.kind == .variable, file.isGone(binding.definitions[0].name),
      let first = binding.definitions.first(where: { !file.isGone($0.name) }), !first.declares,
      first.statement.kind == "assignment", let cause = file.cause(of: binding.definitions[0].name),
      let sign = first.statement.child("operator") ?? first.statement.child(ofKind: "="), sign.text == "=",
      !file.replaced.contains(sign.index)
    else { return }
    remove(sign, .rewrite(":="), in: file, "'\(binding.name)' is declared here now", cause, cascade)
  }

  // MARK: Parameters

  private func settleParameter(
    _ binding: GoBinding, in file: GoFile, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    let declaration = binding.definitions[0].statement
    guard let function = declaration.parent?.parent, let name = function.child("name"),
      ["function_declaration", "method_declaration"].contains(function.kind),
      let symbol = symbol(declaredBy: name, in: file), !symbol.isGone, canChange(symbol)
    else { return }
    let uses = references.of(symbol).filter { !$0.file.isGone($0.node) }
    let calls = uses.map { $0.isCertain ? Self.call(of: $0.node) : nil }
    guard calls.allSatisfy({ $0 != nil }) else { return }
    let names = declaration.children.filter { $0.field == "name" && !file.isGone($0) }
    let unit = names.count > 1 ? binding.definitions[0].name : declaration
    let positions = GoSignature(function).positions(of: unit)
    // What an argument does beside giving a value must not be lost.
    for (use, call) in zip(uses, calls) {
      let arguments = call?.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
      if arguments.count == 1, GoSignature(function).count > 1 { return }
      for position in positions where arguments.indices.contains(position) {
        if hasEffect(arguments[position], in: use.file) { return }
      }
    }
    for (use, call) in zip(uses, calls) {
      if let call {
        cutArguments(of: call, for: unit, function, in: use.file, "parameter \(summary)", cause, cascade)
      }
    }
    cut(unit, in: file, "parameter \(summary)", cause, cascade)
  }

  /// Whether nobody but its callers here depends on a function's signature.
  func canChange(_ symbol: GoSymbol) -> Bool {
    let package: GoPackage = symbol.file.package
    let all =
      symbol.owner.map { package.members[$0]?[symbol.name] ?? [] }
      ?? package.lookUp(symbol.name, from: symbol.file)
    // Build tags choose among several: they share a signature.
    if all.count > 1 { return false }
    if symbol.kind == .method {
      if Self.standardMethods.contains(symbol.name) || !interfaceMethods(named: symbol.name).isEmpty {
        return false
      }
    }
    if ["main", "init"].contains(symbol.name) || symbol.file.isGenerated { return false }
    if isCalledByTesting(symbol) { return false }
    return !symbol.isExported || index.isApplication(symbol.file.package)
  }

  // MARK: Imports

  private func settleImports(of file: GoFile, _ cascade: Cascade) {
    for spec in file.imports where !file.isGone(spec.spec) && spec.alias != "_" && spec.alias != "." {
      let uses = spec.candidates.flatMap { file.identifiers[$0] ?? [] }.map(file.tree.node).filter { node in
        isPackageName(node, in: file)
      }
      guard let gone = uses.last(where: file.isGone), !uses.contains(where: { !file.isGone($0) }),
        let cause = file.cause(of: gone)
      else { continue }
      cut(spec.spec, in: file, "import of '\(spec.path)', which nothing uses any more", cause, cascade)
    }
  }

  /// Whether an identifier stands where a package's name does.
  func isPackageName(_ node: SyntaxNode, in file: GoFile) -> Bool {
    guard file.scopes.bindingOf[node.index] == nil, let parent = node.parent else { return false }
    switch parent.kind {
    case "selector_expression": return node.field == "operand"
    case "qualified_identifier": return node.field == "package"
    default: return false
    }
  }
}
