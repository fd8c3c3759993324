import Findings
import SourceText
import SyntaxTrees

/// Functions that went and only put something around what they are given, and values that are
/// handed to a constructor.
extension TypeScriptCascade {
  /// What stays of a call of a component's wrapper: `withSocket(Page)` leaves `Page`.
  ///
  /// - Parameters:
  ///   - callee: what is called, or makes what is called.
  ///   - module: where it stands.
  /// - Returns: the call and the component; nil of any other call.
  static func wrapped(by callee: SyntaxNode, in module: TypeScriptModule) -> (
    call: SyntaxNode, part: SyntaxNode
  )? {
    guard callee.field == "function", let call = callee.parent, call.kind == "call_expression" else {
      return nil
    }
    let name = (callee.child("property") ?? callee).text
    let isWrapper =
      name.hasPrefix("with") && name.dropFirst(4).first?.isUppercase ?? false
      // connect(…)(Page)
      || callee.kind == "call_expression"
    let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    guard isWrapper, let part = arguments.first, arguments.count == 1, !module.isGone(part) else {
      return nil
    }
    // The component, or another wrapper of it.
    let component = part.kind == "call_expression" ? part.child("arguments")?.namedChildren.first : part
    guard component?.kind == "identifier", component?.text.first?.isUppercase ?? false else { return nil }
    return (call, part)
  }

  /// A constructor's parameter lost its type: it goes with what the class does with it and with
  /// what it is given; what the constructor does besides stays.
  ///
  /// - Returns: whether that is what happened.
  func constructorParameterLost(
    _ parameter: SyntaxNode, of function: SyntaxNode, _ lost: LostNode, _ cascade: Cascade
  )
    -> Bool
  {
    guard function.kind == "method_definition", function.child("name")?.text == "constructor",
      ["required_parameter", "optional_parameter"].contains(parameter.kind), let list = parameter.parent,
      let owner = function.parent?.parent, let name = parameter.child("pattern"), name.kind == "identifier"
    else { return false }
    let module = lost.module
    let own = list.namedChildren.filter { $0.kind != "comment" }
    let position = own.firstIndex(of: parameter) ?? 0
    let what = "'\(name.text)', which the constructor is not given any more"
    guard let arguments = arguments(at: position, ofConstructorOf: owner, lost, cascade) else {
      return false
    }
    cut(parameter, in: module, "parameter that is \(lost.what)", lost.cause, cascade)
    let isMember = parameter.children.contains {
      ["accessibility_modifier", "readonly", "override_modifier"].contains($0.kind)
    }
    if isMember {
      for access in module.named[name.text] ?? []
      where access.kind == "member_expression" && access.child("object")?.kind == "this"
        && owner.contains(access) && !module.isGone(access)
      {
        lose(access, in: module, what, lost.cause, cascade)
      }
    }
    for (user, argument) in arguments {
      cut(argument, in: user, "argument for a parameter that went", lost.cause, cascade)
    }
    return true
  }

  /// What a constructor is given at a place, by `new` and by the constructors of classes that are
  /// made of its own; nil where not all of it can be known, or something would be missed.
  private func arguments(
    at position: Int, ofConstructorOf owner: SyntaxNode, _ lost: LostNode, _ cascade: Cascade
  ) -> [(TypeScriptModule, SyntaxNode)]? {
    let module = lost.module
    guard let title = owner.child("name"), let number = module.scopes.bindingOf[title.index] else {
      return []
    }
    let uses =
      module.scopes.bindings[number].references.map { (module, $0) }
      + importedUses(of: number, in: module, cascade)
    var calls: [(TypeScriptModule, SyntaxNode)] = []
    for (user, use) in uses where !user.isGone(use) {
      if let creation = use.parent, creation.kind == "new_expression", use.field == "constructor" {
        calls.append((user, creation))
      } else if let heritage = use.ancestors.first(where: { $0.kind == "class_heritage" }),
        let heir = heritage.parent
      {
        let own = heir.subtree.filter {
          $0.kind == "call_expression" && $0.child("function")?.kind == "super"
        }
        // Without a constructor of its own it hands on what it is given.
        guard !own.isEmpty else { return nil }
        calls += own.map { (user, $0) }
      }
    }
    var found: [(TypeScriptModule, SyntaxNode)] = []
    for (user, call) in calls {
      let given = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
      guard !given.prefix(position + 1).contains(where: { $0.kind == "spread_element" }) else { return nil }
      guard given.indices.contains(position), !user.isGone(given[position]) else { continue }
      // What makes one of what went does nothing but that.
      let makesLost = given[position].child("constructor").map { lost.what.contains("'\($0.text)'") } ?? false
      guard makesLost || canBeMissed(given[position], in: user) else { return nil }
      found.append((user, given[position]))
    }
    return found
  }

  /// An element went out of a list that is taken apart by places: the name at its place goes.
  func placedElementWent(
    _ element: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let list = element.parent, list.kind == "array", !module.isGone(list) else { return }
    var value = list
    if let arguments = list.parent, arguments.kind == "arguments", let call = arguments.parent,
      ["Promise.all", "Promise.allSettled"].contains(call.child("function")?.text ?? "")
    {
      value = call
    }
    while let outer = value.parent,
      ["await_expression", "parenthesized_expression", "as_expression"].contains(outer.kind)
    {
      value = outer
    }
    guard let pattern = value.parent?.child("name") ?? Self.callbackPattern(behind: value),
      pattern.kind == "array_pattern"
    else { return }
    let places = list.namedChildren.filter { $0.kind != "comment" }
    guard let position = places.firstIndex(of: element),
      !places[...position].contains(where: { $0.kind == "spread_element" })
    else { return }
    let names = Self.places(of: pattern)
    guard names.indices.contains(position) else { return }
    guard let name = names[position], !module.isGone(name) else {
      // Its place is left out already: all behind it would move up.
      guard position + 1 < names.count else { return }
      let what = "the place of an element that went"
      return stuck(LostNode(module: module, node: pattern, what: what, cause: cause), cascade)
    }
    // What takes all that is left takes one less.
    guard name.kind != "rest_pattern" else { return }
    cut(name, in: module, "what is at the place of an element that went", cause, cascade)
  }

  /// `Promise.all([…]).then(([a, b]) => …)`.
  private static func callbackPattern(behind call: SyntaxNode) -> SyntaxNode? {
    guard let member = call.parent, member.kind == "member_expression",
      member.child("property")?.text == "then",
      let callback = member.parent?.child("arguments")?.namedChildren.first(where: { $0.kind != "comment" }),
      let first = callback.child("parameters")?.namedChildren.first(where: { $0.kind != "comment" })
    else { return nil }
    return first.child("pattern") ?? first
  }

  /// The elements of a pattern by their places; nil where a place is left out.
  private static func places(of pattern: SyntaxNode) -> [SyntaxNode?] {
    var places: [SyntaxNode?] = []
    var current: SyntaxNode?
    for child in pattern.children.dropFirst() where child.kind != "comment" {
      if child.kind == "," || child.kind == "]" {
        places.append(current)
        current = nil
      } else {
        current = child
      }
    }
    return places
  }
}
