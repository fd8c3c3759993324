import Findings
import SourceText
import SyntaxTrees

/// What removals have emptied, made hollow or left unused.
extension TypeScriptCascade {
  func settle(in cascade: Cascade) throws {
    for finding in index.findings { cascade.report(finding) }
    let before = cascade.removed.count
    func changed() -> Bool { cascade.removed.count != before }
    for module in index.loaded where !module.removals.isEmpty && !cascade.removedFiles.contains(module.path) {
      settleContainers(of: module, cascade)
    }
    if changed() { return }
    for module in index.loaded where !module.removals.isEmpty && !cascade.removedFiles.contains(module.path) {
      settleHollow(in: module, cascade)
    }
    if changed() { return }
    for module in index.loaded where !module.removals.isEmpty && !cascade.removedFiles.contains(module.path) {
      settleUnused(in: module, cascade)
    }
    if changed() { return }
    settleUnimported(cascade)
    if changed() { return }
    settleTypes(cascade)
    if changed() { return }
    settleQuestions(cascade)
  }

  // MARK: Containers

  private func settleContainers(of module: TypeScriptModule, _ cascade: Cascade) {
    var seen: Set<Int> = []
    for (node, _, cause) in module.removals {
      guard let container = node.parent, seen.insert(container.index).inserted, !module.isGone(container)
      else {
        continue
      }
      settle(container, of: module, cause, cascade)
    }
  }

  private func settle(
    _ container: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    let content = container.namedChildren.filter { $0.kind != "comment" }
    let isEmpty = content.allSatisfy(module.isGone)
    switch container.kind {
    case "statement_block", "class_static_block":
      if isEmpty { emptied(container, in: module, cause, cascade) }
    case "program":
      let isNothing = content.allSatisfy { module.isGone($0) || Self.isDirective($0) }
      if isNothing || module.isTest && Self.lostEveryTest(module) {
        let link = cascade.cause(
          isNothing ? "file of which nothing is left" : "test file without a test", because: cause,
          place: Place(path: module.path))
        cascade.remove(.file(module.path), because: link)
      }
    case "named_imports", "import_clause":
      settleImport(container, of: module, cause, cascade)
    case "export_clause":
      if isEmpty, let statement = container.parent {
        cut(statement, in: module, "export of which nothing is left", cause, cascade)
      }
    case "lexical_declaration", "variable_declaration", "enum_body", "interface_body", "class_body",
      "switch_body":
      guard isEmpty, let owner = container.parent else { return }
      cut(
        container.kind.hasSuffix("declaration") ? container : owner, in: module,
        "\(Wording.name(of: owner)) of which nothing is left", cause, cascade)
    case "switch_case", "switch_default":
      settleCase(container, of: module, cause, cascade)
    case "union_type":
      settleUnion(container, of: module, cause, cascade)
    case "jsx_element":
      settleElement(container, of: module, cause, cascade)
    case "extends_type_clause":
      if isEmpty, let owner = container.parent {
        cut(owner, in: module, "type that extends what went", cause, cascade)
      }
    case "implements_clause":
      if isEmpty { cut(container, in: module, "clause of which nothing is left", cause, cascade) }
    case "array", "object":
      if isEmpty, let spread = container.parent, spread.kind == "spread_element" {
        cut(spread, in: module, "spread of which nothing is left", cause, cascade)
      }
    case "object_pattern", "array_pattern":
      if isEmpty, let declarator = container.parent, declarator.kind == "variable_declarator" {
        dropDeclarator(declarator, in: module, "declaration that nothing reads", cause, cascade)
      }
    default: break
    }
  }

  private static func isDirective(_ statement: SyntaxNode) -> Bool {
    statement.kind == "expression_statement" && statement.namedChildren.first?.kind == "string"
      || statement.kind == "hash_bang_line" || statement.kind == "empty_statement"
  }

  /// A block has no statement left.
  private func emptied(
    _ block: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let owner = block.parent else { return }
    switch owner.kind {
    case "if_statement":
      emptiedBranch(of: owner, in: module, "branch of which nothing is left", cause, cascade)
    case "else_clause":
      cut(owner, in: module, "branch of which nothing is left", cause, cascade)
    case "try_statement":
      if let last = owner.child("finalizer"), !module.isGone(last), let body = last.child("body") {
        reduce(owner, .unwrap(body), in: module, "try statement with nothing to try", cause, cascade)
      } else {
        cut(owner, in: module, "try statement with nothing to try", cause, cascade)
      }
    case "finally_clause":
      guard let whole = owner.parent else { return }
      if let handler = whole.child("handler"), !module.isGone(handler) {
        cut(owner, in: module, "clause of which nothing is left", cause, cascade)
      } else if let body = whole.child("body") {
        reduce(whole, .unwrap(body), in: module, "try statement with nothing to catch", cause, cascade)
      }
    case "catch_clause":
      break
    case "for_statement", "for_in_statement", "while_statement", "do_statement", "labeled_statement",
      "statement_block", "program", "switch_case", "switch_default":
      cut(block, in: module, "block of which nothing is left", cause, cascade)
    default:
      let lost = LostNode(module: module, node: owner, what: "what went", cause: cause)
      functionLost(owner, .hollow, lost, cascade)
    }
  }

  private func settleImport(
    _ container: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let statement = container.ancestors.first(where: { $0.kind == "import_statement" }),
      let clause = statement.child(ofKind: "import_clause")
    else { return }
    let names = clause.namedChildren.flatMap { $0.kind == "named_imports" ? $0.namedChildren : [$0] }
      .filter { $0.kind != "comment" }
    if names.allSatisfy(module.isGone) {
      cut(statement, in: module, "import of which nothing is used", cause, cascade)
    } else if let list = clause.child(ofKind: "named_imports"), !module.isGone(list),
      !list.namedChildren.isEmpty,
      list.namedChildren.allSatisfy({ module.isGone($0) || $0.kind == "comment" })
    {
      cut(list, in: module, "list of imports of which nothing is used", cause, cascade)
    }
  }

  /// A case that is left with only its `break` goes, unless a `default` would then
  /// catch its value.
  private func settleCase(
    _ clause: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    let statements = clause.namedChildren.filter { $0.field == "body" && $0.kind != "comment" }
    guard statements.contains(where: module.isGone),
      statements.allSatisfy({ module.isGone($0) || $0.kind == "break_statement" })
    else { return }
    let others = clause.parent?.namedChildren.filter { $0.kind == "switch_default" && $0 != clause } ?? []
    guard others.allSatisfy(module.isGone) else { return }
    cut(clause, in: module, "case of which nothing is left", cause, cascade)
  }

  private func settleUnion(
    _ union: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    var whole = union
    while let outer = whole.parent, outer.kind == "union_type" { whole = outer }
    let left = Self.operands(of: whole).filter { !module.isGone($0) }
    if left.allSatisfy({ ["null", "undefined"].contains($0.text) }) {
      lose(whole, in: module, "a type of which nothing is left", cause, cascade)
    }
  }

  /// The operands of a union with the unions nested in it, in order.
  static func operands(of union: SyntaxNode) -> [SyntaxNode] {
    union.namedChildren.filter { $0.kind != "comment" }.flatMap {
      $0.kind == "union_type" ? operands(of: $0) : [$0]
    }
  }

  /// An element whose children all went and that shows nothing by itself goes too.
  private func settleElement(
    _ element: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let tag = element.child("open_tag") else { return }
    let children = element.namedChildren.filter {
      $0.field != "open_tag" && $0.field != "close_tag" && !Climbing.isBlankJSX($0)
    }
    guard children.contains(where: module.isGone), children.allSatisfy(module.isGone) else { return }
    let name = tag.child("name")?.text ?? ""
    let attributes = tag.namedChildren.filter { $0.kind == "jsx_attribute" }.compactMap {
      $0.namedChildren.first?.text
    }
    let showsNothing =
      (name.isEmpty || name.first?.isLowercase == true
        || ["Fragment", "React.Fragment", "Suspense"].contains(name))
      && attributes.allSatisfy { ["className", "style", "key", "fallback"].contains($0) }
    if showsNothing {
      lose(element, in: module, "an element of which nothing is left", cause, cascade)
    }
  }

  // MARK: Tests

  static func isTestCase(_ call: SyntaxNode) -> Bool {
    guard call.kind == "call_expression", let function = call.child("function") else { return false }
    return Significance.leftmost(function).map { ["it", "test", "specify"].contains($0.text) } ?? false
  }

  static func isAssertion(_ node: SyntaxNode) -> Bool {
    node.kind == "call_expression" && ["expect", "assert"].contains(node.child("function")?.text ?? "")
  }

  /// Whether a test file had tests and has none any more.
  private static func lostEveryTest(_ module: TypeScriptModule) -> Bool {
    let tests = module.tree.root.subtree.filter(isTestCase)
    return tests.contains(where: module.isGone) && tests.allSatisfy(module.isGone)
  }
}
