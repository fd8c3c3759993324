import Findings
import SourceText
import SyntaxTrees

/// Variants that can no longer occur: they leave their types, and every choice by them is
/// decided.
extension TypeScriptCascade {
  /// One variant of a type.
  struct Fold {
    let module: TypeScriptModule
    /// The literal type, the element of a constant list, or the member of an enumeration.
    let node: SyntaxNode
    let name: String
    /// What takes its place where something begins with it.
    let value: String
    let cause: CauseID
    /// Whether it stood for a way to choose among the others, and now means `value`.
    var isAlias = false
  }

  /// Folds what waits.
  func settleFolds(_ cascade: Cascade) {
    while !folds.isEmpty {
      let waiting = folds
      folds = []
      for fold in waiting where !fold.value.isEmpty && !fold.module.isGone(fold.node) {
        types.append(contentsOf: dropVariant(fold, cascade))
        dropped.append(fold)
      }
      for (name, group) in Dictionary(grouping: waiting, by: \.name).sorted(by: { $0.key < $1.key }) {
        guard let fold = group.first else { continue }
        if fold.node.kind == "literal_type" || fold.node.kind == "string" {
          foldText(name, fold, cascade)
        } else {
          for member in group { foldMember(member, cascade) }
        }
      }
      // An answer may fold more.
      askAboutAliases(cascade)
    }
  }

  /// Takes a variant out of its type.
  /// - Returns: the union it was part of.
  private func dropVariant(_ fold: Fold, _ cascade: Cascade) -> [FoldedType] {
    let module = fold.module
    let summary = "variant '\(fold.name)', which can no longer occur"
    guard fold.node.kind == "literal_type" else {
      cut(fold.node, in: module, summary, fold.cause, cascade)
      return []
    }
    guard fold.node.parent?.kind == "union_type" else {
      dropDiscriminated(fold, summary, cascade)
      return []
    }
    var union = fold.node
    while let outer = union.parent, outer.kind == "union_type" { union = outer }
    cut(fold.node, in: module, summary, fold.cause, cascade)
    return [FoldedType(union: union, fold: fold)]
  }

  /// A type of one literal: the variant of a union of objects that it tells apart, or the
  /// member that has it.
  private func dropDiscriminated(_ fold: Fold, _ summary: String, _ cascade: Cascade) {
    let module = fold.module
    guard
      let body = fold.node.ancestors.first(where: { ["object_type", "interface_body"].contains($0.kind) })
    else {
      lose(fold.node, in: module, "'\(fold.name)'", fold.cause, cascade)
      return
    }
    let isInUnion = body.parent?.kind == "union_type"
    let isNamed = body.kind == "interface_body" || body.parent?.kind == "type_alias_declaration"
    if isInUnion {
      cut(body, in: module, summary, fold.cause, cascade)
    } else if isNamed, let declaration = body.parent {
      cut(declaration, in: module, "type of the \(summary)", fold.cause, cascade)
    } else {
      lose(fold.node, in: module, "'\(fold.name)'", fold.cause, cascade)
    }
  }

  // MARK: Values

  /// Decides what every string that means the variant is part of.
  private func foldText(_ text: String, _ fold: Fold, _ cascade: Cascade) {
    let finder = ShapeFinder(index: index)
    for user in index.modules(mentioning: [text]) where !cascade.removedFiles.contains(user.path) {
      guard user.obstacle == nil else { continue }
      for node in user.tree.root.subtree where !user.isGone(node) {
        switch node.kind {
        case "string":
          guard ModuleLinks.stringValue(node) == text, node.parent?.kind != "literal_type",
            isMeant(node, fold, in: user, finder)
          else { continue }
          foldValue(node, fold, in: user, cascade)
        case "pair", "property_signature":
          guard Shape.name(of: node) == text, isKey(node, fold, in: user, finder) else { continue }
          cut(node, in: user, "what holds for '\(text)', which can no longer occur", fold.cause, cascade)
        default: continue
        }
      }
    }
  }

  /// Every `Mode.Socket` of an enumeration's member.
  private func foldMember(_ fold: Fold, _ cascade: Cascade) {
    guard let declaration = fold.node.ancestors.first(where: { $0.kind == "enum_declaration" }),
      let name = declaration.child("name"), let number = fold.module.scopes.bindingOf[name.index]
    else { return }
    let own = fold.module.scopes.bindings[number].references.map { (fold.module, $0) }
    for (user, use) in own + importedUses(of: number, in: fold.module, cascade) {
      guard let member = use.parent, ["member_expression", "nested_type_identifier"].contains(member.kind),
        (member.child("property") ?? member.child("name"))?.text == fold.name, !user.isGone(member)
      else { continue }
      foldValue(member, fold, in: user, cascade)
    }
  }

  /// Whether a string is a value of a type that had the variant. Where nothing is declared,
  /// a name that the rule is about is taken at its word, one that only goes along is not.
  private func isMeant(
    _ string: SyntaxNode, _ fold: Fold, in module: TypeScriptModule, _ finder: ShapeFinder
  ) -> Bool {
    let expected = finder.expectedAnnotations(of: string, in: module)
    if !expected.isEmpty {
      let variants = expected.flatMap { finder.variants(of: $0) }
      if !variants.isEmpty {
        return variants.contains { Self.text(of: $0.node) == fold.name && isFolded($0) }
      }
    }
    if fold.isAlias {
      // `any` and the like: what stands beside it tells.
      return standsAmongVariants(string, fold)
        || expected.isEmpty && module.isTest && !fold.value.isEmpty && isAbout(fold, module)
    }
    guard let parent = string.parent else { return false }
    switch parent.kind {
    case "import_statement", "export_statement", "template_substitution", "jsx_expression": return false
    case "arguments":
      guard let call = parent.parent else { return false }
      return !Significance.isLogging(call) && !Self.isTestCase(call) && !Self.isSuite(call)
    default: return true
    }
  }

  /// Whether a string is compared, or listed, beside other variants of the type.
  private func standsAmongVariants(_ string: SyntaxNode, _ fold: Fold) -> Bool {
    let names = Set(types.flatMap(\.names)).subtracting([fold.name])
    func isVariant(_ node: SyntaxNode) -> Bool { ModuleLinks.stringValue(node).map(names.contains) ?? false }
    guard let parent = string.parent, !fold.value.isEmpty else { return false }
    switch parent.kind {
    case "array":
      return parent.namedChildren.contains(where: isVariant)
    case "switch_case":
      return parent.parent?.namedChildren.contains { $0.child("value").map(isVariant) ?? false } ?? false
    case "binary_expression":
      guard let left = parent.child("left"), let right = parent.child("right") else { return false }
      let subject = (left == string ? right : left).text
      let around = parent.ancestors.last { $0.kind == "binary_expression" || $0.kind == "ternary_expression" }
      return around?.subtree.contains { other in
        guard other.kind == "binary_expression", other != parent, let one = other.child("left"),
          let two = other.child("right")
        else { return false }
        return one.text == subject && isVariant(two) || two.text == subject && isVariant(one)
      } ?? false
    default:
      return false
    }
  }

  /// Whether a literal stands in one of the types that were folded.
  private func isFolded(_ place: TypePlace) -> Bool {
    place.module.isGone(place.node) || types.contains { $0.union.contains(place.node) }
  }

  /// Whether a module imports the one that declares the variant.
  private func isAbout(_ fold: Fold, _ module: TypeScriptModule) -> Bool {
    module.isTest(of: fold.module.path)
      || module.links.contains { index.resolver.resolve($0.specifier, from: module.path) == fold.module.path }
  }

  static func text(of node: SyntaxNode) -> String? {
    node.kind == "literal_type"
      ? node.namedChildren.first.flatMap(ModuleLinks.stringValue) : ModuleLinks.stringValue(node)
  }

  static func isSuite(_ call: SyntaxNode) -> Bool {
    ["describe", "describe.each", "describe.only", "describe.skip", "context", "suite"].contains(
      call.child("function")?.text ?? "")
  }

  /// Whether a property or member is keyed by the variants of the type: every key of the
  /// literal is one of them, or its type says so.
  private func isKey(
    _ member: SyntaxNode, _ fold: Fold, in module: TypeScriptModule, _ finder: ShapeFinder
  ) -> Bool {
    guard let body = member.parent, !module.isGone(body) else { return false }
    let declared =
      body.parent?.child("type")?.subtree.first {
        $0.kind == "generic_type" && $0.child("name")?.text == "Record"
      }
      ?? (["satisfies_expression", "as_expression"].contains(body.parent?.kind ?? "")
        ? body.parent?.namedChildren.last : nil)
    if let keys = declared?.child("type_arguments")?.namedChildren.first {
      let variants = finder.variants(of: TypePlace(module: module, node: keys))
      return variants.contains { Self.text(of: $0.node) == fold.name && isFolded($0) }
    }
    if fold.isAlias, !isAbout(fold, module), module !== fold.module { return false }
    let names = Set(Shape(module: module, body: body).names)
    let all = Set(types.flatMap { $0.names })
    return names.count > 1 && names.isSubset(of: all)
  }

  /// What follows for the place that a variant stands in as a value.
  private func foldValue(_ node: SyntaxNode, _ fold: Fold, in module: TypeScriptModule, _ cascade: Cascade) {
    var value = node
    while let parent = value.parent,
      ["parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"].contains(
        parent.kind)
    {
      value = parent
    }
    guard let parent = value.parent, !module.isGone(value) else { return }
    let what = "'\(fold.name)', which can no longer occur"
    let lost = LostNode(module: module, node: node, what: what, cause: fold.cause)
    let replaces = fold.isAlias && !module.isTest
    switch parent.kind {
    case "binary_expression"
    where Self.equalities.contains(parent.child("operator")?.kind ?? "")
      && Self.other(than: value, in: parent).map { !canBeMissed($0, in: module) } ?? false:
      // What is done to get what it is compared with would go with the choice.
      stuck(lost, cascade)
    case "binary_expression" where ["===", "=="].contains(parent.child("operator")?.kind ?? ""):
      know(parent, is: false, lost, cascade)
    case "binary_expression" where ["!==", "!="].contains(parent.child("operator")?.kind ?? ""):
      know(parent, is: true, lost, cascade)
    case "binary_expression":
      // mode || 'auto'
      replace(node, fold, in: module, cascade)
    case "switch_case" where value.field == "value":
      cut(parent, in: module, "case of \(what)", fold.cause, cascade)
    case "array":
      cut(value, in: module, "element \(what)", fold.cause, cascade)
    case "pair":
      foldProperty(parent, node, fold, in: module, cascade)
    case "variable_declarator", "public_field_definition", "field_definition", "required_parameter",
      "optional_parameter", "assignment_pattern", "object_assignment_pattern":
      replace(node, fold, in: module, cascade)
    case "arguments":
      guard let call = parent.parent else { return }
      let name = (call.child("function")?.child("property") ?? call.child("function"))?.text ?? ""
      if replaces || ["useState", "createContext", "ref", "signal", "useRef"].contains(name) {
        replace(node, fold, in: module, cascade)
      } else {
        lose(call, in: module, what, fold.cause, cascade)
      }
    case "jsx_attribute":
      let element = parent.parent?.kind == "jsx_self_closing_element" ? parent.parent : parent.parent?.parent
      guard let element else { return }
      lose(element, in: module, what, fold.cause, cascade)
    case "return_statement", "arrow_function", "assignment_expression", "ternary_expression":
      if replaces {
        replace(node, fold, in: module, cascade)
      } else {
        lose(value, in: module, what, fold.cause, cascade)
      }
    default:
      lose(value, in: module, what, fold.cause, cascade)
    }
  }

  /// A property that has the variant as its value: an entry of a table is that of the
  /// variant; what is handed over by a statement of its own is never handed over; anything
  /// else begins with the value that is left.
  private func foldProperty(
    _ pair: SyntaxNode, _ node: SyntaxNode, _ fold: Fold, in module: TypeScriptModule, _ cascade: Cascade
  ) {
    let what = "'\(fold.name)', which can no longer occur"
    if let entry = Tables.entry(losing: pair) {
      cut(entry, in: module, "entry of \(what)", fold.cause, cascade)
      return
    }
    if module.isTest, !fold.isAlias, let assertion = Self.assertion(around: pair) {
      cut(assertion, in: module, "assertion of \(what)", fold.cause, cascade)
      return
    }
    let call = pair.parent?.parent?.kind == "arguments" ? pair.parent?.parent?.parent : nil
    let statement = call?.ancestors.first { !["await_expression", "unary_expression"].contains($0.kind) }
    if let call, statement?.kind == "expression_statement", !(fold.isAlias && !module.isTest) {
      lose(call, in: module, what, fold.cause, cascade)
    } else {
      replace(node, fold, in: module, cascade)
    }
  }

  /// The statement that asserts something of what stands in its arguments.
  private static func assertion(around node: SyntaxNode) -> SyntaxNode? {
    guard let statement = node.ancestors.first(where: { $0.kind.hasSuffix("_statement") }),
      statement.kind == "expression_statement", statement.subtree.contains(where: isAssertion)
    else { return nil }
    return statement
  }

  private func replace(_ node: SyntaxNode, _ fold: Fold, in module: TypeScriptModule, _ cascade: Cascade) {
    guard !fold.value.isEmpty else {
      lose(node, in: module, "'\(fold.name)', which can no longer occur", fold.cause, cascade)
      return
    }
    let quote = node.kind == "string" ? String(node.text.prefix(1)) : "'"
    let text: String
    if node.kind == "member_expression", let object = node.child("object") {
      let members = fold.node.parent?.namedChildren ?? []
      let other = members.first { member in
        (member.child("name") ?? member).text.lowercased() == fold.value.lowercased()
      }
      guard let other else { return }
      text = object.text + "." + (other.child("name") ?? other).text
    } else {
      text = quote + fold.value + quote
    }
    reduce(
      node, .replace(text), in: module, "'\(fold.name)', which is '\(fold.value)' now", fold.cause, cascade)
  }
}
