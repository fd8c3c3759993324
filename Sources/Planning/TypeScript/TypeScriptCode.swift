import Findings
import RuleModel
import SourceText
import SyntaxTrees

/// What rules select in TypeScript and JavaScript.
extension TypeScriptCascade: FoldingLanguage {
  func matches(of matcher: CodeMatcher, at path: RepositoryPath) throws -> [CodeMatch] {
    let filter = filters[matcher.selector] ?? WordFilter(matcher)
    filters[matcher.selector] = filter
    if let source = try? index.snapshot.contents(at: path), try !filter.admits(source) { return [] }
    guard let module = index.module(at: path) else { return [] }
    func match(_ node: SyntaxNode, _ name: String) -> CodeMatch {
      CodeMatch(path: path, node: node, name: name, place: module.place(of: node))
    }
    switch matcher.selector.sought {
    case .declaration:
      var found: [CodeMatch] = []
      var end = 0
      for node in module.tree.root.subtree where node.index >= end {
        guard let declared = Declared(node),
          try matcher.isAbout(declared.kind, declared.name, of: declared.owner)
        else { continue }
        found.append(match(node, declared.name))
        // What is declared inside of it goes with it.
        end = node.subtreeEnd
      }
      return try found + globals(of: matcher, in: module).map { match($0.node, $0.name) }
        + undeclared(of: matcher, in: module).map { match($0.node, $0.name) }
    case .imported:
      return try module.links.filter { try matcher.isAbout(importOf: $0.specifier) }
        .map { match($0.node, $0.specifier) }
    case .pattern:
      var end = 0
      return try matcher.patternMatches(in: module.tree).compactMap { node in
        guard node.index >= end else { return nil }
        end = node.subtreeEnd
        return match(node, Wording.excerpt(of: node))
      }
    }
  }

  /// Accesses of fields that nothing here declares: of what comes from elsewhere.
  private func undeclared(
    of matcher: CodeMatcher, in module: TypeScriptModule
  ) throws -> [(node: SyntaxNode, name: String)] {
    let finder = ShapeFinder(index: index)
    let names = try module.named.keys.filter { try matcher.isAbout(.field, $0, of: nil) }.sorted()
    return names.flatMap { name in
      (module.named[name] ?? []).filter { node in
        // What is called is a method, of which the language has many.
        guard node.kind == "member_expression", node.field != "function", let object = node.child("object")
        else {
          return false
        }
        return finder.shapes(of: object, in: module).allSatisfy { $0.members(named: name).isEmpty }
          && !isImported(object, in: module)
      }.map { ($0, name) }
    }
  }

  /// Whether an expression is a name from a package or a module: that has names, not fields.
  private func isImported(_ object: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard object.kind == "identifier" else { return false }
    guard let number = module.scopes.bindingOf[object.index] else { return true }
    return module.scopes.bindings[number].kind == .importName
  }

  /// The uses of the platform's names: by themselves, or as members of the global object.
  private func globals(
    of matcher: CodeMatcher, in module: TypeScriptModule
  ) throws -> [(node: SyntaxNode, name: String)] {
    var found = try module.scopes.free.filter { try matcher.isAbout(.global, $0.text, of: nil) }.map {
      ($0, $0.text)
    }
    for name in module.scopes.free where Self.globalObjects.contains(name.text) {
      var object = name
      while let parent = object.parent, ["as_expression", "parenthesized_expression"].contains(parent.kind) {
        object = parent
      }
      guard let member = object.parent, member.kind == "member_expression",
        let property = member.child("property")?.text, try matcher.isAbout(.global, property, of: name.text)
      else { continue }
      found.append((member, property))
    }
    return found
  }

  private static let globalObjects: Set<String> = ["window", "global", "globalThis", "self"]

  func exportedNames(at path: RepositoryPath) -> [String] { [] }

  func text(of match: CodeMatch) -> String {
    index.module(at: match.path)?.rewritten(match.node) ?? match.node.text
  }

  func replace(_ match: CodeMatch, with text: String, because cause: CauseID, in cascade: Cascade) {
    guard let module = index.module(at: match.path), !module.isGone(match.node) else { return }
    rewrite(match.node, text, in: module, "part of the text that the rule is about", cause, cascade)
  }

  func delete(_ match: CodeMatch, because cause: CauseID, in cascade: Cascade) {
    guard let module = index.module(at: match.path), !module.isGone(match.node) else { return }
    let node = match.node
    let summary = "\(Wording.name(of: node)) '\(match.name)'"
    switch node.kind {
    case "identifier":
      // A name in a destructured pair: value and setter go together.
      let declarator = node.ancestors.first { $0.kind == "variable_declarator" } ?? node
      cut(declarator, in: module, summary, cause, cascade)
    case "literal_type":
      lose(node, in: module, "'\(match.name)'", cause, cascade)
    case _ where isPlaced(node):
      if Self.isData(node) { absentCuts.insert(Self.unit(of: node)) }
      cut(node, in: module, summary, cause, cascade)
    default:
      lose(
        node, in: module, "'\(match.name)'", cause, cascade, isAbsent: node.kind == "member_expression")
    }
  }

  func fold(_ match: CodeMatch, to value: String, because cause: CauseID, in cascade: Cascade) {
    guard let module = index.module(at: match.path), !module.isGone(match.node) else { return }
    folds.append(Fold(module: module, node: match.node, name: match.name, value: value, cause: cause))
  }

  /// Whether a node can be cut where it stands.
  private func isPlaced(_ node: SyntaxNode) -> Bool {
    Declared(node) != nil || node.kind.hasSuffix("_statement") || node.kind.hasSuffix("_declaration")
  }

  private static func isData(_ node: SyntaxNode) -> Bool {
    switch Declared(node)?.kind {
    case .field, .constant, .variable: true
    default: false
    }
  }
}

/// What a node declares, as rules call it.
struct Declared {
  let kind: DeclarationKind
  let name: String
  /// The type, class or variable that it is a member of.
  let owner: String?

  init?(_ node: SyntaxNode) {
    guard let (kind, name) = Self.kindAndName(of: node) else { return nil }
    self.kind = kind
    self.name = name
    owner = Self.owner(of: node)
  }

  private static func kindAndName(of node: SyntaxNode) -> (DeclarationKind, String)? {
    switch node.kind {
    case "function_declaration", "generator_function_declaration", "function_signature":
      return node.child("name").map { (.function, $0.text) }
    case "class_declaration", "abstract_class_declaration", "interface_declaration", "type_alias_declaration",
      "enum_declaration":
      return node.child("name").map { (.type, $0.text) }
    case "method_definition", "method_signature", "abstract_method_signature":
      return Shape.name(of: node).map { (.method, $0) }
    case "property_signature":
      let isFunction = node.child("type")?.namedChildren.first?.kind == "function_type"
      return Shape.name(of: node).map { (isFunction ? .method : .field, $0) }
    case "public_field_definition", "field_definition", "pair":
      let isFunction = node.child("value").map { Climbing.functionExpressions.contains($0.kind) } ?? false
      return Shape.name(of: node).map { (isFunction ? .method : .field, $0) }
    case "shorthand_property_identifier":
      return (.field, node.text)
    case "variable_declarator":
      guard let name = node.child("name"), name.kind == "identifier" else { return nil }
      if let value = node.child("value"), Climbing.functionExpressions.contains(value.kind) {
        return (.function, name.text)
      }
      let isConstant = node.parent?.children.first?.kind == "const"
      return (isConstant ? .constant : .variable, name.text)
    case "expression_statement":
      // exports.name = function () { … }
      guard let assignment = node.namedChildren.first, assignment.kind == "assignment_expression",
        let target = assignment.child("left"), let name = target.child("property")?.text,
        ["exports", "module.exports"].contains(target.child("object")?.text ?? ""),
        let value = assignment.child("right")
      else { return nil }
      return (Climbing.functionExpressions.contains(value.kind) ? .function : .constant, name)
    case "identifier" where node.parent?.kind == "array_pattern":
      return node.ancestors.first { $0.kind == "variable_declarator" }.map { _ in (.variable, node.text) }
    case "literal_type":
      return node.namedChildren.first.flatMap(ModuleLinks.stringValue).map { (.variant, $0) }
    case "string" where Self.isListedConstant(node):
      return ModuleLinks.stringValue(node).map { (.variant, $0) }
    case "enum_assignment":
      return node.child("name").map { (.variant, $0.text) }
    case "property_identifier" where node.parent?.kind == "enum_body":
      return (.variant, node.text)
    default:
      return nil
    }
  }

  /// An element of `[…] as const`.
  private static func isListedConstant(_ node: SyntaxNode) -> Bool {
    guard let list = node.parent, list.kind == "array", let cast = list.parent else { return false }
    return cast.kind == "as_expression" && cast.children.last?.text == "const"
  }

  private static func owner(of node: SyntaxNode) -> String? {
    for ancestor in node.ancestors {
      switch ancestor.kind {
      case "class_declaration", "abstract_class_declaration", "interface_declaration",
        "type_alias_declaration",
        "enum_declaration", "variable_declarator":
        return ancestor.child("name")?.text
      case "statement_block", "program": return nil
      default: continue
      }
    }
    return nil
  }
}
