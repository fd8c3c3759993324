import Findings
import SourceText
import SyntaxTrees

/// What is lost, what is cut, and what stays of it.
extension TypeScriptCascade {
  /// `node`, which is or means `what`, no longer exists: finds what that leads to.
  func lose(
    _ start: SyntaxNode, in module: TypeScriptModule, _ what: String, _ cause: CauseID, _ cascade: Cascade,
    isAbsent: Bool = false
  ) {
    var node = start
    // What a condition asks: the largest part of it that is lost as a whole.
    var asked = start
    while !module.isGone(node) {
      if !Conditions.combines(node) { asked = node }
      let lost = LostNode(module: module, node: node, what: what, cause: cause, isAbsent: isAbsent)
      if isAbsent, let sum = node.parent, let rest = Self.rest(of: sum, without: node), !module.isGone(rest) {
        reduce(sum, .keepOnly(rest), in: module, "part of a sum that is \(what)", cause, cascade)
        return
      }
      if let (call, part) = Self.wrapped(by: node, in: module) {
        reduce(call, .keepOnly(part), in: module, "wrapper \(what)", cause, cascade)
        return
      }
      switch Climbing.next(from: node) {
      case .up(let outer): node = outer
      case .cut(let unit) where Self.isShownWithText(unit, in: module):
        guard let element = unit.parent else { return }
        node = element
      case .cut(let unit):
        if let type = typeThatNeeds(unit, in: module) {
          blocked(module, "'\(type)' asks for this key", unit, cause, cascade)
          return
        }
        if isAbsent { absentCuts.insert(Self.unit(of: unit)) }
        cut(unit, in: module, "\(Wording.name(of: unit)) that uses \(what)", cause, cascade)
        return
      case .keepOnly(let whole, let part):
        if module.isGone(part) || module.replaced.contains(part.index)
          || isAbsent && Climbing.isEmptyValue(part)
        {
          node = whole
          continue
        }
        if let call = Self.conversion(around: whole), let number = Self.number(part) {
          reduce(call, .replace(number), in: module, "conversion of a number", cause, cascade)
          return
        }
        let summary = "the side of '\(Wording.excerpt(of: node))', which uses \(what)"
        if Conditions.isShown(whole) {
          // Who does not see the other side today must not see it tomorrow.
          remove(node, .replace("null"), in: module, summary, cause, cascade)
          return
        }
        reduce(whole, .keepOnly(part), in: module, summary, cause, cascade)
        return
      case .condition(let chooser):
        let lost = LostCondition(
          chooser: chooser,
          asked: LostNode(module: module, node: asked, what: what, cause: cause, isAbsent: isAbsent))
        guard !decide(lost, by: start, cascade) else { return }
        lostConditions.append(lost)
        return
      case .leaves(let statement):
        leave(statement, lost, cascade)
        return
      case .function(let function):
        functionLost(function, .signature, lost, cascade)
        return
      case .wrapper(let element):
        wrapperLost(element, lost, cascade)
        return
      case .argument(let argument):
        guard let call = argument.parent?.parent else { return }
        if isOptional(argument, of: call, in: module) {
          cut(argument, in: module, "argument that uses \(what)", cause, cascade)
          return
        }
        if losesArgumentAlone(argument, call, in: module) {
          cut(argument, in: module, "argument that uses \(what)", cause, cascade)
          return
        }
        if let link = Self.chained(call) {
          reduce(call, .keepOnly(link), in: module, "link of a chain that uses \(what)", cause, cascade)
          return
        }
        guard argumentTakesCall(argument, call, in: module) || module.isTest && Self.isStatement(call) else {
          questions.append(lost)
          return
        }
        node = call
      case .attribute(let attribute):
        attributeLost(attribute, lost, cascade)
        return
      case .stuck:
        stuck(lost, cascade)
        return
      }
    }
  }

  /// What is left of a sum without one of its parts; words that lead up to a value are not.
  private static func rest(of sum: SyntaxNode, without part: SyntaxNode) -> SyntaxNode? {
    guard sum.kind == "binary_expression", sum.child("operator")?.kind == "+", let left = sum.child("left"),
      let right = sum.child("right")
    else { return nil }
    let other = left == part ? right : left
    return ["string", "template_string"].contains(other.kind) ? nil : other
  }

  /// Methods that give what they are called on, so that calls of them make a chain.
  private static let fluent: Set<String> = [
    "addCase", "addMatcher", "addDefaultCase", "use", "on", "once", "with", "register", "provide",
    "component",
    "directive", "command", "option", "plugin", "route",
  ]

  /// What a link of a chain is called on, if other links are there.
  private static func chained(_ call: SyntaxNode) -> SyntaxNode? {
    guard let method = call.child("function"), method.kind == "member_expression" else { return nil }
    // What joins lists gives the list that it is called on, if anybody takes it.
    if ["concat", "prepend"].contains(method.child("property")?.text ?? "") {
      return isStatement(call) ? nil : method.child("object")
    }
    guard
      fluent.contains(method.child("property")?.text ?? ""), let object = method.child("object")
    else { return nil }
    let goesOn = call.parent?.kind == "member_expression" && call.field == "object"
    return goesOn || object.kind == "call_expression" ? object : nil
  }

  /// Functions that join what they are given, however many there are.
  private static let joining: Set<String> = [
    "concat", "prepend", "isAnyOf", "combineEpics", "compose", "applyMiddleware", "clsx", "classNames", "cx",
  ]

  /// Whether a call does the same with its other arguments: what joins lists, and a log that
  /// has no words about the one that is lost.
  private func losesArgumentAlone(_ argument: SyntaxNode, _ call: SyntaxNode, in module: TypeScriptModule)
    -> Bool
  {
    let given = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    let others = given.filter { $0 != argument && !module.isGone($0) }
    guard !others.isEmpty else { return false }
    let callee = call.child("function")
    if Self.joining.contains((callee?.child("property") ?? callee)?.text ?? "") { return true }
    guard Significance.isLogging(call), Self.isStatement(call) else { return false }
    let isLabelled = ["string", "template_string"].contains(given.first?.kind ?? "")
    return others.contains {
      isLabelled ? !canBeMissed($0, in: module) : !["string", "object"].contains($0.kind)
    }
  }

  /// The call that makes a number of an expression.
  private static func conversion(around value: SyntaxNode) -> SyntaxNode? {
    guard let list = value.parent, list.kind == "arguments", let call = list.parent,
      ["Number", "parseInt", "parseFloat", "Number.parseInt", "Number.parseFloat"].contains(
        call.child("function")?.text ?? ""), list.namedChildren.first == value
    else { return nil }
    return call
  }

  /// A number as it is written in code, or in a string.
  private static func number(_ node: SyntaxNode) -> String? {
    let text = node.kind == "number" ? node.text : ModuleLinks.stringValue(node) ?? ""
    return !text.isEmpty && text.allSatisfy(\.isNumber) && (text == "0" || text.first != "0") ? text : nil
  }

  /// Whether a call goes with an argument that is lost: when it is about that
  /// argument, or computes from its first.
  private func argumentTakesCall(
    _ argument: SyntaxNode, _ call: SyntaxNode, in module: TypeScriptModule
  ) -> Bool {
    if Significance.isAboutItsArgument(call) { return true }
    let callee = call.child("function")
    // What joined only what went joins nothing.
    if Self.joining.contains((callee?.child("property") ?? callee)?.text ?? "") { return true }
    let isFirst = argument.parent?.namedChildren.first { $0.kind != "comment" } == argument
    guard Self.isStatement(call) else { return isFirst }
    // A function from elsewhere that is given something is about what it is given first.
    return isFirst && ShapeFinder(index: index).parameters(of: call, module, ShapeFinder.depth).isEmpty
  }

  /// Whether a statement does no more than call.
  private static func isStatement(_ call: SyntaxNode) -> Bool {
    call.ancestors.first { $0.kind != "await_expression" && $0.kind != "unary_expression" }?
      .kind == "expression_statement"
  }

  /// Removes `node` where it stands.
  func cut(
    _ node: SyntaxNode, in module: TypeScriptModule, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    let unit = Self.unit(of: node)
    // What had taken over the body of a case goes with the case that gave its label.
    if let body = standIns.removeValue(forKey: unit) {
      return remove(body, .cut, in: module, summary, cause, cascade)
    }
    guard !module.isGone(unit), !standIns.values.contains(unit) else { return }
    if let label = Self.labelAlone(before: unit, in: module) {
      return handBody(of: unit, to: label, in: module, summary, cause, cascade)
    }
    if let parent = unit.parent, unit.field == "consequence", parent.kind == "if_statement" {
      emptiedBranch(of: parent, in: module, summary, cause, cascade)
      return
    }
    remove(unit, .cut, in: module, summary, cause, cascade)
  }

  /// The label before a case that shares its body with it: `case 'a': case 'b': …`.
  private static func labelAlone(before unit: SyntaxNode, in module: TypeScriptModule) -> SyntaxNode? {
    guard unit.kind == "switch_case", unit.children.contains(where: { $0.field == "body" }),
      let before = unit.parent?.namedChildren.last(where: {
        $0.index < unit.index && $0.kind != "comment" && !module.isGone($0)
      }), !before.children.contains(where: { $0.field == "body" })
    else { return nil }
    return before
  }

  /// A case goes whose body also belongs to the label before it: that label takes its place.
  private func handBody(
    of unit: SyntaxNode, to label: SyntaxNode, in module: TypeScriptModule, _ summary: String,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let own = unit.child("value"), let value = label.child("value"),
      ["string", "number"].contains(value.kind)
    else { return stuck(LostNode(module: module, node: unit, what: "", cause: cause), cascade) }
    rewrite(own, value.text, in: module, summary, cause, cascade)
    remove(label, .cut, in: module, summary, cause, cascade)
    standIns[label] = unit
  }

  /// Leaves only a part of `node`.
  func reduce(
    _ node: SyntaxNode, _ removal: SyntaxRemoval, in module: TypeScriptModule, _ summary: String,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    remove(node, removal, in: module, summary, cause, cascade)
  }

  /// Puts `text` in the place of `node`, whose names stay declared and meant.
  func rewrite(
    _ node: SyntaxNode, _ text: String, in module: TypeScriptModule, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    let link = cascade.cause(summary, because: cause, place: module.place(of: node))
    module.record(.rewrite(text), of: node, because: link)
  }

  private func remove(
    _ node: SyntaxNode, _ removal: SyntaxRemoval, in module: TypeScriptModule, _ summary: String,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    let link = cascade.cause(summary, because: cause, place: module.place(of: node))
    if let obstacle = module.obstacle ?? (node.hasError ? "it does not parse here" : nil) {
      blocked(module, obstacle, node, link, cascade)
      return
    }
    // The same node may first lose a part and then go as a whole, or give its place
    // to something else: two removals.
    switch removal {
    case .cut: break
    case .replace: if module.replaced.contains(node.index) { return }
    case .keepOnly, .unwrap, .negate, .fragment, .hole, .rewrite:
      if cascade.removed[.syntax(module.path, node.index)] != nil { return }
    }
    module.record(removal, of: node, because: link)
    if !cascade.remove(.syntax(module.path, node.index), because: link) {
      // What takes a lost declaration's place declares its names again.
      if case .replace = removal { return }
      syntaxWent(node, in: module, link, cascade)
    }
  }

  /// What really has to go for `node` to go: the whole declaration for its only
  /// declarator, the export for its declaration, the loop for its only statement.
  static func unit(of node: SyntaxNode) -> SyntaxNode {
    guard let parent = node.parent else { return node }
    switch parent.kind {
    case "lexical_declaration", "variable_declaration":
      let isOnly = parent.namedChildren.filter { $0.kind == "variable_declarator" }.count == 1
      return isOnly ? unit(of: parent) : node
    case "export_statement" where node.field == "declaration" || node.field == "value":
      return unit(of: parent)
    case "else_clause", "for_statement", "for_in_statement", "while_statement", "do_statement",
      "labeled_statement", "with_statement":
      return unit(of: parent)
    case "ambient_declaration":
      return unit(of: parent)
    default:
      return node
    }
  }
}
