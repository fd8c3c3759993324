import SourceText
import SyntaxTrees

/// What a page offers to set a flag by: buttons, inputs and entries of tables whose only work
/// is to set the value that it has anyway.
struct FlagControls {
  private let folding: FlagFolding

  init(_ folding: FlagFolding) { self.folding = folding }

  /// The functions that only set the flag where an event calls them.
  func settingElements() -> [(TypeScriptModule, SyntaxNode)] {
    var result: [(TypeScriptModule, SyntaxNode)] = []
    var seen: Set<SyntaxNode> = []
    for (home, parameter) in folding.parameters {
      guard let function = parameter.parent?.parent, keeps(parameter, of: function, in: home, []),
        let name = Self.name(of: function)
      else { continue }
      for user in folding.edges.index.modules(mentioning: [name])
      where !folding.cascade.removedFiles.contains(user.path) {
        for call in user.tree.root.subtree where call.kind == "call_expression" && !user.isGone(call) {
          guard let callee = call.child("function"), (callee.child("property") ?? callee).text == name,
            folding.finder.parameters(of: call, user, ShapeFinder.depth).contains(where: {
              $0.1.contains(parameter)
            }),
            let handler = Self.handler(around: call), seen.insert(handler).inserted
          else { continue }
          result.append((user, handler))
        }
      }
    }
    return result
  }

  private static func name(of function: SyntaxNode) -> String? {
    (function.child("name")
      ?? (function.parent?.kind == "variable_declarator" ? function.parent?.child("name") : nil))?.text
  }

  /// Whether a function keeps what it is given, or hands it on to be kept, rather than
  /// working by it.
  private func keeps(
    _ parameter: SyntaxNode, of function: SyntaxNode, in module: TypeScriptModule, _ seen: Set<SyntaxNode>
  ) -> Bool {
    guard !seen.contains(parameter), let name = parameter.child("pattern"), name.kind == "identifier",
      let number = module.scopes.bindingOf[name.index]
    else { return false }
    let uses = module.scopes.bindings[number].references
    guard !Self.doesMore(function, than: uses, in: module) else { return false }
    return uses.contains { use in
      let node = TypeScriptCascade.outermost(use)
      guard let parent = node.parent else { return false }
      switch parent.kind {
      case "assignment_expression": return node.field == "right"
      case "pair", "object":
        // What only hands the flag on, to be written down.
        return function.child("parameters")?.namedChildren.filter { $0.kind != "comment" }.count == 1
      case "arguments":
        guard let call = parent.parent, let callee = call.child("function") else { return false }
        if callee.child("property")?.text == "setItem" || FlagFolding.setsState(call, in: module)
          || folding.edges.isAction(call, in: module)
        {
          return true
        }
        let position = parent.namedChildren.filter { $0.kind != "comment" }.firstIndex(of: node) ?? 0
        return folding.finder.parameters(of: call, module, ShapeFinder.depth).contains { home, list in
          guard list.indices.contains(position), let inner = list[position].parent?.parent else {
            return false
          }
          return keeps(list[position], of: inner, in: home, seen.union([parameter]))
        }
      default: return false
      }
    }
  }

  /// Whether a function has work of its own beside what it does with a parameter. To tell others
  /// of the new value, or a log, is no such work.
  private static func doesMore(
    _ function: SyntaxNode, than uses: [SyntaxNode], in module: TypeScriptModule
  ) -> Bool {
    guard let body = function.child("body"), body.kind == "statement_block" else { return false }
    return body.namedChildren.contains { statement in
      !module.isGone(statement) && !uses.contains(where: statement.contains)
        && Significance.hasEffect(statement, in: module) && !tells(statement)
    }
  }

  /// Words that names of functions begin with which tell others that something is new.
  private static let telling = [
    "notify", "emit", "publish", "trigger", "dispatch", "save", "persist", "store", "update", "render", "set",
  ]

  /// Whether a statement does nothing but call a function that tells others, and hands it nothing
  /// but the holder and texts.
  private static func tells(_ statement: SyntaxNode) -> Bool {
    guard statement.kind == "expression_statement", var call = statement.namedChildren.first else {
      return false
    }
    while ["await_expression", "unary_expression", "parenthesized_expression"].contains(call.kind),
      let inner = call.namedChildren.first
    {
      call = inner
    }
    guard call.kind == "call_expression", let callee = call.child("function") else { return false }
    let name = (callee.child("property") ?? callee).text
    let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    return Significance.isLogging(call)
      || arguments.allSatisfy { ["this", "string"].contains($0.kind) }
        && telling.contains { word in
          name.hasPrefix(word) && name.dropFirst(word.count).first.map { !$0.isLowercase } ?? true
        }
  }

  /// The function of an event that does nothing but make a call: of an attribute, or of a
  /// table of such functions.
  private static func handler(around call: SyntaxNode) -> SyntaxNode? {
    var node = call
    while let parent = node.parent,
      ["await_expression", "unary_expression", "parenthesized_expression", "expression_statement"].contains(
        parent.kind)
        || parent.kind == "statement_block"
          && parent.namedChildren.filter({ $0.kind != "comment" }).count == 1
    {
      node = parent
    }
    guard let function = node.parent, Climbing.functionExpressions.contains(function.kind),
      node.field == "body",
      let place = function.parent
    else { return nil }
    switch place.kind {
    case "jsx_expression":
      let name = place.parent?.namedChildren.first?.text ?? ""
      return name.hasPrefix("on") ? function : nil
    case "pair":
      return function
    default:
      return nil
    }
  }
}

extension FlagFolding {
  /// The attribute that an expression alone decides: `value={mode}`, `checked={mode === m}`.
  static func control(of node: SyntaxNode) -> SyntaxNode? {
    var current = node
    while let parent = current.parent,
      ["parenthesized_expression", "as_expression", "jsx_expression"].contains(parent.kind)
        || TypeScriptCascade.equalities.contains(parent.child("operator")?.kind ?? "")
    {
      current = parent
    }
    guard let attribute = current.parent, attribute.kind == "jsx_attribute",
      ["checked", "value", "defaultValue", "defaultChecked", "selected"].contains(
        attribute.namedChildren.first?.text ?? "")
    else { return nil }
    return attribute
  }

  /// Whether an input only gives a form what it sends: that is asked for by whom it is sent to.
  static func isHidden(_ tag: SyntaxNode) -> Bool {
    tag.child("name")?.text == "input"
      && tag.namedChildren.contains { attribute in
        attribute.kind == "jsx_attribute" && attribute.namedChildren.first?.text == "type"
          && attribute.namedChildren.last.flatMap(ModuleLinks.stringValue) == "hidden"
      }
  }

  /// The element of the page that a handler is that of.
  static func control(around handler: SyntaxNode) -> SyntaxNode? {
    guard let attribute = handler.parent?.parent, attribute.kind == "jsx_attribute",
      let tag = attribute.parent
    else {
      return nil
    }
    let isOne = ["button", "input", "select", "option"].contains(tag.child("name")?.text ?? "")
    return isOne ? (tag.kind == "jsx_self_closing_element" ? tag : tag.parent) : nil
  }
}
