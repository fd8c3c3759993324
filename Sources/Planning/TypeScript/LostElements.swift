import Findings
import SourceText
import SyntaxTrees

/// JSX: wrappers, attributes, and branches of `if`.
extension TypeScriptCascade {
  /// An element with children of its own lost its component: what stands inside
  /// may be the wrapped application or part of what goes.
  func wrapperLost(_ element: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    let name = element.child("open_tag")?.child("name")?.text ?? ""
    let wraps = element.namedChildren.contains {
      ["jsx_element", "jsx_self_closing_element"].contains($0.kind) || Self.isChildren($0)
    }
    if passedOn(element, lost, cascade) { return }
    if wraps, name.hasSuffix("Provider") || name.hasSuffix(".Provider") {
      // It provides the application with what went; the application stays.
      unwrap(element, lost, cascade)
      return
    }
    questions.append(LostNode(module: lost.module, node: element, what: lost.what, cause: lost.cause))
  }

  private static func isChildren(_ node: SyntaxNode) -> Bool {
    guard node.kind == "jsx_expression", let name = node.namedChildren.first else { return false }
    return name.text == "children" || name.text == "props.children"
  }

  /// A component that does no more than put a lost element around its children goes from
  /// around them.
  ///
  /// - Returns: whether the element is that of such a component.
  private func passedOn(_ element: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) -> Bool {
    let module = lost.module
    let content = element.namedChildren.filter {
      $0.field != "open_tag" && $0.field != "close_tag" && !Climbing.isBlankJSX($0)
    }
    let place = Self.outermost(element).parent
    guard content.count == 1, let only = content.first, Self.isChildren(only), let place,
      ["return_statement", "arrow_function"].contains(place.kind),
      let function = place.kind == "arrow_function" ? place : Self.function(around: place),
      let body = function.child("body"), let number = binding(of: function, in: module),
      !Self.doesMore(body, in: module)
    else { return false }
    let own = module.scopes.bindings[number].references.map { (module, $0) }
    let uses = (own + importedUses(of: number, in: module, cascade)).filter { user, use in
      !user.isGone(use) && !["export_specifier", "export_statement"].contains(use.parent?.kind ?? "")
        && use.parent?.kind != "jsx_closing_element"
    }
    guard !uses.isEmpty, uses.allSatisfy({ $0.1.parent?.kind == "jsx_opening_element" }) else { return false }
    for (user, use) in uses {
      guard let wrapper = use.parent?.parent else { continue }
      unwrap(wrapper, LostNode(module: user, node: wrapper, what: lost.what, cause: lost.cause), cascade)
    }
    let unit = function.parent?.kind == "variable_declarator" ? function.parent ?? function : function
    cut(unit, in: module, "component that only wrapped \(lost.what)", lost.cause, cascade)
    return true
  }

  /// Whether a component makes calls for their effect: hooks and others whose result it leaves.
  private static func doesMore(_ body: SyntaxNode, in module: TypeScriptModule) -> Bool {
    body.namedChildren.contains { $0.kind == "expression_statement" && !module.isGone($0) }
  }

  /// Whether an expression is all that an element says besides words about it.
  static func isShownWithText(_ expression: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard expression.kind == "jsx_expression", let element = expression.parent, element.kind == "jsx_element",
      let tag = element.child("open_tag"), Self.showsOnly(tag)
    else { return false }
    let content = element.namedChildren.filter {
      $0.field != "open_tag" && $0.field != "close_tag" && !Climbing.isBlankJSX($0)
    }
    let text = content.filter { $0.kind == "jsx_text" || $0.kind == "html_character_reference" }
    return !text.isEmpty && content.allSatisfy { $0 == expression || text.contains($0) || module.isGone($0) }
  }

  /// Whether an element of the page only shows what stands in it.
  static func showsOnly(_ tag: SyntaxNode) -> Bool {
    let name = tag.child("name")?.text ?? ""
    let attributes = tag.namedChildren.filter { $0.kind == "jsx_attribute" }.compactMap {
      $0.namedChildren.first?.text
    }
    return
      (name.isEmpty || name.first?.isLowercase == true
      || ["Fragment", "React.Fragment", "Suspense"].contains(name))
      && attributes.allSatisfy {
        ["className", "style", "key", "fallback", "data-testid", "role"].contains($0)
      }
  }

  /// An attribute lost its value. A route goes with its element; an attribute that
  /// the page can do without goes alone; for the rest a person decides.
  func attributeLost(_ attribute: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    guard let tag = attribute.parent, let name = attribute.namedChildren.first?.text else { return }
    let element = tag.kind == "jsx_self_closing_element" ? tag : tag.parent ?? tag
    let others = tag.namedChildren.filter { $0.kind == "jsx_attribute" }.compactMap {
      $0.namedChildren.first?.text
    }
    let isRoute =
      ["element", "component", "Component", "render", "lazy"].contains(name)
      && (others.contains("path") || others.contains("index")
        || tag.child("name")?.text.hasSuffix("Route") ?? false)
    if isRoute {
      lose(element, in: module, "a route to \(lost.what)", lost.cause, cascade)
      return
    }
    if ["checked", "value", "defaultValue", "defaultChecked", "selected"].contains(name),
      Self.isControl(tag, others)
    {
      lose(element, in: module, "a control of \(lost.what)", lost.cause, cascade)
      return
    }
    let isIntrinsic = tag.child("name")?.text.first?.isLowercase ?? false
    if tag.child("name")?.text == "button", name == "onClick",
      !others.contains("type") || Self.isPlainButton(tag)
    {
      lose(element, in: module, "a button for \(lost.what)", lost.cause, cascade)
      return
    }
    let isHandler = name.count > 2 && name.hasPrefix("on") && (name.dropFirst(2).first?.isUppercase ?? false)
    if isIntrinsic && !isHandler || isOptionalProperty(name, on: tag, in: module) {
      cut(attribute, in: module, "attribute '\(name)' that uses \(lost.what)", lost.cause, cascade)
      return
    }
    questions.append(LostNode(module: module, node: attribute, what: lost.what, cause: lost.cause))
  }

  /// Whether a button does nothing but call its handler.
  private static func isPlainButton(_ tag: SyntaxNode) -> Bool {
    let type = tag.namedChildren.first {
      $0.kind == "jsx_attribute" && $0.namedChildren.first?.text == "type"
    }
    return type?.namedChildren.last.flatMap(ModuleLinks.stringValue) == "button"
  }

  /// Whether an element lets somebody set a value: without the value it is none.
  static func isControl(_ tag: SyntaxNode) -> Bool {
    isControl(
      tag, tag.namedChildren.filter { $0.kind == "jsx_attribute" }.compactMap { $0.namedChildren.first?.text }
    )
  }

  private static func isControl(_ tag: SyntaxNode, _ attributes: [String]) -> Bool {
    let name = tag.child("name")?.text ?? ""
    return ["input", "select", "textarea"].contains(name)
      || attributes.contains { ["onChange", "onValueChange", "onCheckedChange", "onToggle"].contains($0) }
  }

  /// Whether the component behind `tag`, if it is one of the repository's own,
  /// declares a property of that name as optional.
  private func isOptionalProperty(_ name: String, on tag: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let component = tag.child("name"), let binding = module.scopes.bindingOf[component.index],
      let declaration = module.scopes.bindings[binding].declarations.first
    else { return false }
    var home: TypeScriptModule? = module
    if let statement = declaration.ancestors.first(where: { $0.kind == "import_statement" }),
      let specifier = statement.child("source").flatMap(ModuleLinks.stringValue)
    {
      home = index.resolver.resolve(specifier, from: module.path).flatMap { index.module(at: $0) }
    }
    let signatures = (home?.tree.root.subtree ?? []).filter {
      $0.kind == "property_signature" && $0.child("name")?.text == name
    }
    return !signatures.isEmpty && signatures.allSatisfy { $0.child(ofKind: "?") != nil }
  }

  /// The first branch of an `if` has nothing left to do: the statement goes, or the
  /// other branch stays under the opposite condition.
  func emptiedBranch(
    of statement: SyntaxNode, in module: TypeScriptModule, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    guard !module.isGone(statement), let condition = statement.child("condition") else { return }
    guard let alternative = statement.child("alternative"), !module.isGone(alternative) else {
      let inner = condition.namedChildren.first { $0.kind != "comment" } ?? condition
      if Significance.hasEffect(inner, in: module), !Self.onlyAsks(inner) {
        reduce(statement, .keepOnly(inner), in: module, summary, cause, cascade)
      } else {
        cut(statement, in: module, summary, cause, cascade)
      }
      return
    }
    let chain = IfChain(after: statement)
    if let next = chain.links.first, chain.last == nil,
      chain.conditions.allSatisfy({ Self.excludeEachOther(condition, $0) })
    {
      reduce(statement, .keepOnly(next), in: module, summary, cause, cascade)
    } else {
      reduce(statement, .negate, in: module, summary, cause, cascade)
    }
  }

  /// Whether the calls in a condition only ask, by their names.
  private static func onlyAsks(_ condition: SyntaxNode) -> Bool {
    condition.subtree.allSatisfy { node in
      switch node.kind {
      case "call_expression":
        let function = node.child("function")
        let name = (function?.child("property") ?? function)?.text ?? ""
        return ["is", "has", "get", "should", "can", "was", "are", "needs", "supports"].contains {
          name.hasPrefix($0)
        }
      case "await_expression", "assignment_expression", "augmented_assignment_expression",
        "update_expression",
        "new_expression":
        return false
      default: return true
      }
    }
  }

  /// Whether two conditions compare the same expression with different literals.
  static func excludeEachOther(_ first: SyntaxNode, _ second: SyntaxNode) -> Bool {
    guard let one = comparison(first), let two = comparison(second) else { return false }
    return one.subject == two.subject && one.literal != two.literal
  }

  private static func comparison(_ node: SyntaxNode) -> (subject: String, literal: String)? {
    if node.kind == "parenthesized_expression" { return node.namedChildren.first.flatMap(comparison) }
    guard node.kind == "binary_expression", ["===", "=="].contains(node.child("operator")?.kind ?? ""),
      let left = node.child("left"), let right = node.child("right"),
      ["string", "number", "null", "true", "false"].contains(right.kind),
      ["identifier", "member_expression"].contains(left.kind)
    else { return nil }
    return (left.text, right.kind == "string" ? String(right.text.dropFirst().dropLast()) : right.text)
  }
}

/// What follows the first branch of an `if`.
struct IfChain {
  /// Each `else if`, in order.
  private(set) var links: [SyntaxNode] = []
  /// The statement of the last `else`.
  private(set) var last: SyntaxNode?

  /// The conditions of the links.
  var conditions: [SyntaxNode] { links.compactMap { $0.child("condition") } }

  init(after statement: SyntaxNode) {
    var current = statement
    while let clause = current.child("alternative"),
      let next = clause.namedChildren.first(where: { $0.kind != "comment" })
    {
      guard next.kind == "if_statement" else {
        last = next
        return
      }
      links.append(next)
      current = next
    }
  }
}
