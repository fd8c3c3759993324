import Findings
import SourceText
import SyntaxTrees

/// What removals have emptied, made hollow or left unused.
extension TypeScriptCascade {
  func settle(in cascade: Cascade) throws {
    for finding in index.findings { cascade.report(finding) }
    let before = cascade.removed.count
    func changed() -> Bool { cascade.removed.count != before }
    settleFolds(cascade)
    if changed() { return }
    for module in index.loaded where !module.removals.isEmpty && !cascade.removedFiles.contains(module.path) {
      settleContainers(of: module, cascade)
    }
    if changed() { return }
    for module in index.loaded where !module.removals.isEmpty && !cascade.removedFiles.contains(module.path) {
      settleHollow(in: module, cascade)
    }
    if changed() { return }
    for module in index.loaded where !module.removals.isEmpty && !cascade.removedFiles.contains(module.path) {
      settleConstants(in: module, cascade)
    }
    if changed() { return }
    for module in index.loaded where !module.removals.isEmpty && !cascade.removedFiles.contains(module.path) {
      settleUnused(in: module, cascade)
    }
    if changed() { return }
    settleUnimported(cascade)
    if changed() { return }
    settleUnimportedNames(cascade)
    if changed() { return }
    settleState(cascade)
    if changed() { return }
    settleTypes(cascade)
    if changed() { return }
    settleFlags(cascade)
    if changed() { return }
    settleLookups(cascade)
    if changed() { return }
    settleTests(cascade)
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
    case "union_type", "intersection_type":
      settleUnion(container, of: module, cause, cascade)
    case "jsx_element":
      settleElement(container, of: module, cause, cascade)
    case "extends_type_clause":
      guard isEmpty, let owner = container.parent else { return }
      let own = owner.child("body")?.namedChildren.filter { $0.kind != "comment" } ?? []
      if own.contains(where: { !module.isGone($0) }) {
        cut(container, in: module, "clause of which nothing is left", cause, cascade)
      } else {
        cut(owner, in: module, "type that extends what went", cause, cascade)
      }
    case "implements_clause":
      if isEmpty { cut(container, in: module, "clause of which nothing is left", cause, cascade) }
    case "array", "object":
      if isEmpty { settleLiteral(container, of: module, cause, cascade) }
    case "object_pattern", "array_pattern":
      if isEmpty, let declarator = container.parent, declarator.kind == "variable_declarator" {
        if declarator.child("value")?.child("function")?.text == "require" {
          cut(declarator, in: module, "require of which nothing is used", cause, cascade)
        } else {
          dropDeclarator(declarator, in: module, "declaration that nothing reads", cause, cascade)
        }
      } else if isEmpty, ["required_parameter", "formal_parameters"].contains(container.parent?.kind ?? "") {
        for shape in ShapeFinder(index: index).shapes(ofPattern: container, in: module)
        where shape.body.parent?.kind == "type_annotation" {
          // The parameter's own type goes with it, and nobody can give its members.
          for name in shape.names { loseMember(name, of: shape, cause, cascade) }
        }
        dropParameter(container, in: module, "that nothing reads", cause, cascade)
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
    case "method_definition" where Self.declaresMembers(owner, in: module):
      reduce(
        block, .replace("{}"), in: module, "constructor that only keeps what it is given", cause, cascade)
    default:
      let lost = LostNode(module: module, node: owner, what: "what went", cause: cause)
      functionLost(owner, .hollow, lost, cascade)
    }
  }

  /// Whether parameters of a constructor are members of its class.
  static func declaresMembers(_ constructor: SyntaxNode, in module: TypeScriptModule) -> Bool {
    constructor.child("name")?.text == "constructor"
      && constructor.child("parameters")?.namedChildren.contains { parameter in
        !module.isGone(parameter)
          && parameter.children.contains { $0.kind == "accessibility_modifier" || $0.kind == "readonly" }
      } ?? false
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
    while let outer = whole.parent, outer.kind == union.kind { whole = outer }
    let left = Self.operands(of: whole).filter { !module.isGone($0) }
    if left.allSatisfy({ ["null", "undefined"].contains($0.text) }) {
      lose(whole, in: module, "a type of which nothing is left", cause, cascade)
    }
  }

  /// The operands of a union with the unions nested in it, in order; of an intersection likewise.
  static func operands(of union: SyntaxNode) -> [SyntaxNode] {
    union.namedChildren.filter { $0.kind != "comment" }.flatMap {
      $0.kind == union.kind ? operands(of: $0) : [$0]
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
    if tag.child("name")?.text == "label", !tag.namedChildren.contains(where: Self.isFor),
      Self.lostItsControl(children, in: module)
    {
      lose(element, in: module, "a label of what went", cause, cascade)
      return
    }
    if Self.lostItsControls(element, tag, children, in: module), askedWords.insert(element).inserted {
      questions.append(LostNode(module: module, node: element, what: "what went", cause: cause))
      return
    }
    // A label or a heading says something of what stands beside it.
    guard children.contains(where: module.isGone),
      children.allSatisfy({ module.isGone($0) || Self.isCaption($0, in: module) })
    else { return }
    if Self.showsOnly(tag) {
      lose(element, in: module, "an element of which nothing is left", cause, cascade)
    }
  }

  private static let wordTags: Set<String> = [
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "label", "strong", "em", "b", "i", "span", "small",
    "div",
    "header", "dl", "dt", "dd", "ul", "ol", "li", "code", "summary",
  ]

  /// Whether a part of a page had buttons or inputs and has only words left.
  private static func lostItsControls(
    _ element: SyntaxNode, _ tag: SyntaxNode, _ children: [SyntaxNode], in module: TypeScriptModule
  ) -> Bool {
    guard
      ["section", "fieldset", "form", "details", "article", "aside"].contains(tag.child("name")?.text ?? "")
    else { return false }
    func isWords(_ node: SyntaxNode) -> Bool {
      guard !module.isGone(node), node.kind != "jsx_text" else { return true }
      guard node.kind == "jsx_element", wordTags.contains(node.child("open_tag")?.child("name")?.text ?? "")
      else { return false }
      return node.namedChildren.allSatisfy {
        $0.field == "open_tag" || $0.field == "close_tag" || isWords($0)
      }
    }
    let hasLost = element.subtree.contains { node in
      module.isGone(node) && node.kind.hasPrefix("jsx_")
        && ["button", "input", "select", "textarea"].contains(node.child("name")?.text ?? "")
    }
    let isParagraph = children.contains { !module.isGone($0) && !isCaption($0, in: module) }
    return hasLost && isParagraph && children.allSatisfy(isWords)
  }

  /// Whether the control that a label names went, and no other one is in it.
  private static func lostItsControl(_ children: [SyntaxNode], in module: TypeScriptModule) -> Bool {
    func isControl(_ node: SyntaxNode) -> Bool {
      guard node.kind.hasPrefix("jsx_"), let name = node.child("name")?.text else { return false }
      // A component is one if it takes a value; others are drawings.
      return ["input", "select", "textarea"].contains(name)
        || (name.first?.isUppercase ?? false)
          && node.subtree.contains {
            $0.kind == "jsx_attribute"
              && ["value", "defaultValue", "checked", "defaultChecked", "onChange"].contains(
                $0.namedChildren.first?.text ?? "")
          }
    }
    let controls = children.flatMap { $0.subtree.filter(isControl) }
    return !controls.isEmpty && controls.allSatisfy(module.isGone)
  }

  private static func isFor(_ attribute: SyntaxNode) -> Bool {
    attribute.kind == "jsx_attribute" && attribute.namedChildren.first?.text == "htmlFor"
  }

  /// Whether an element only names what stands beside it, in words.
  private static func isCaption(_ element: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard element.kind == "jsx_element", let name = element.child("open_tag")?.child("name")?.text,
      ["label", "legend", "h2", "h3", "h4", "h5", "h6", "dt", "strong", "th", "summary"].contains(name)
    else { return false }
    return element.namedChildren.allSatisfy { child in
      child.field == "open_tag" || child.field == "close_tag" || child.kind == "jsx_text"
        || module.isGone(child)
        || child.kind == "jsx_expression" && child.namedChildren.first?.kind == "identifier"
          && child.namedChildren.first?.text != "children"
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
