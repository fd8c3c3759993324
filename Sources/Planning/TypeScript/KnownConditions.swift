import Findings
import SourceText
import SyntaxTrees

/// Conditions of which a part is known: only what can still happen stays.
extension TypeScriptCascade {
  /// Decides a choice by data that nobody holds any more: what asks whether it is there
  /// finds that it is not.
  ///
  /// - Parameters:
  ///   - lost: the choice.
  ///   - start: the name or access that is lost.
  ///   - cascade: where what is decided goes.
  /// - Returns: false where that says nothing, or where a function would end at once.
  func decide(_ lost: LostCondition, by start: SyntaxNode, _ cascade: Cascade) -> Bool {
    guard lost.asked.isAbsent, let condition = lost.chooser.child("condition"),
      let holds = Conditions.truthOfAbsent(lost.asked.node, start)
    else { return false }
    if Conditions.value(of: condition, when: lost.asked.node, is: holds) == .holds, Self.endsAll(lost.chooser)
    {
      return false
    }
    know(lost.asked.node, is: holds, lost.asked, cascade)
    return true
  }

  /// Whether an `if` would leave the function before the statements behind it.
  static func endsAll(_ chooser: SyntaxNode) -> Bool {
    guard chooser.kind == "if_statement", chooser.child("alternative") == nil,
      let branch = chooser.child("consequence")
    else { return false }
    return ends(branch)
  }

  private static let exits: Set<String> = [
    "return_statement", "throw_statement", "continue_statement", "break_statement",
  ]

  /// Whether what stands behind a branch is not reached through it.
  static func ends(_ branch: SyntaxNode) -> Bool {
    let statements = branch.kind == "statement_block" ? branch.namedChildren : [branch]
    return statements.last { $0.kind != "comment" }.map { exits.contains($0.kind) } ?? false
  }

  /// An expression is known to be true or false: folds what combines it and what chooses
  /// by it.
  func know(_ node: SyntaxNode, is truth: Bool, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    guard !module.isGone(node), let parent = node.parent else { return }
    let summary = "choice by \(lost.what)"
    switch parent.kind {
    case "parenthesized_expression", "as_expression", "satisfies_expression":
      know(parent, is: truth, lost, cascade)
    case "unary_expression" where parent.child("operator")?.kind == "!":
      know(parent, is: !truth, lost, cascade)
    case "binary_expression" where ["&&", "||", "??"].contains(parent.child("operator")?.kind ?? ""):
      guard let left = parent.child("left"), let right = parent.child("right") else { return }
      let isAnd = parent.child("operator")?.kind == "&&"
      let isLeft = left.contains(node)
      let other = isLeft ? right : left
      if truth != isAnd, isLeft || !Significance.hasEffect(left, in: module) {
        know(parent, is: truth, lost, cascade)
      } else if module.isGone(other) {
        know(parent, is: truth, lost, cascade)
      } else if parent.parent?.kind == "jsx_expression", parent.parent?.parent?.kind == "jsx_element",
        let expression = parent.parent, let text = Self.plainText(other)
      {
        reduce(expression, text, in: module, summary, lost.cause, cascade)
      } else {
        reduce(parent, .keepOnly(other), in: module, summary, lost.cause, cascade)
      }
    case "if_statement" where node.field == "condition", "ternary_expression" where node.field == "condition":
      keepBranch(of: parent, holds: truth, lost, cascade)
    case "while_statement" where node.field == "condition" && !truth:
      cut(parent, in: module, "loop that never runs", lost.cause, cascade)
    default:
      hold(node, truth, lost, cascade)
    }
  }

  /// Whether nothing stands in the place of what was shown.
  private func isNulled(_ node: SyntaxNode, in module: TypeScriptModule) -> Bool {
    let inner = Self.inside(node)
    return module.removals.contains { removal in
      guard case .replace("null") = removal.removal else { return false }
      return removal.node == inner || removal.node == node
    }
  }

  /// Leaves of a choice what happens when its condition holds, or does not.
  private func keepBranch(of chooser: SyntaxNode, holds: Bool, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    let summary = "choice by \(lost.what)"
    let kept = chooser.child(holds ? "consequence" : "alternative")
    guard let kept, !module.isGone(kept), !isNulled(kept, in: module) else {
      if chooser.kind == "if_statement" {
        cut(chooser, in: module, summary, lost.cause, cascade)
      } else {
        lose(chooser, in: module, lost.what, lost.cause, cascade)
      }
      return
    }
    let inner = kept.kind == "else_clause" ? kept.namedChildren.first { $0.kind != "comment" } ?? kept : kept
    if chooser.kind == "ternary_expression", Climbing.isNothing(inner),
      chooser.ancestors.first(where: { $0.kind != "parenthesized_expression" })?.kind == "jsx_expression"
    {
      lose(chooser, in: module, lost.what, lost.cause, cascade)
      return
    }
    if let expression = chooser.parent, expression.kind == "jsx_expression",
      expression.parent?.kind == "jsx_element", let text = Self.plainText(inner)
    {
      reduce(expression, text, in: module, summary, lost.cause, cascade)
      return
    }
    if let expression = chooser.parent, expression.kind == "jsx_expression",
      expression.parent?.kind == "jsx_attribute", let text = ModuleLinks.stringValue(inner),
      !text.contains("\"")
    {
      reduce(expression, .replace("\"\(text)\""), in: module, summary, lost.cause, cascade)
      return
    }
    let stands = Climbing.statementLists.contains(chooser.parent?.kind ?? "")
    let isBlock = inner.kind == "statement_block" && stands
    if isBlock, inner.namedChildren.allSatisfy({ $0.kind == "comment" || module.isGone($0) }) {
      cut(chooser, in: module, summary, lost.cause, cascade)
      return
    }
    reduce(chooser, isBlock ? .unwrap(inner) : .keepOnly(inner), in: module, summary, lost.cause, cascade)
    if stands, Self.ends(inner) { cutUnreachable(after: chooser, lost, cascade) }
  }

  /// What stands for an expression between tags when only this is left of it: an element,
  /// or words.
  private static func plainText(_ node: SyntaxNode) -> SyntaxRemoval? {
    if node.kind == "parenthesized_expression", let inner = node.namedChildren.first {
      return plainText(inner)
    }
    if node.kind.hasPrefix("jsx_") { return .keepOnly(node) }
    guard let text = ModuleLinks.stringValue(node), text.first?.isWhitespace == false,
      text.last?.isWhitespace == false, !text.contains(where: { "{}<>&\\".contains($0) })
    else { return nil }
    return .replace(text)
  }

  /// Statements behind one that always leaves.
  func cutUnreachable(after statement: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    for next in statement.parent?.namedChildren ?? [] where next.index > statement.index {
      guard next.kind != "comment", !Climbing.functionDeclarations.contains(next.kind) else { continue }
      if next.kind == "switch_case" || next.kind == "switch_default" { return }
      cut(next, in: lost.module, "statement that is never reached", lost.cause, cascade)
    }
  }

  /// A value that is known stands in the place of what gave it, or of what it is given to.
  private func hold(_ node: SyntaxNode, _ truth: Bool, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    guard let parent = node.parent else { return }
    let text = truth ? "true" : "false"
    let summary = "'\(Wording.excerpt(of: node))', which is always \(text)"
    switch parent.kind {
    case "variable_declarator" where parent.parent?.children.first?.kind == "const":
      guard let name = parent.child("name"), name.kind == "identifier",
        let number = module.scopes.bindingOf[name.index]
      else { break }
      if !exportedNames(of: number, in: module).isEmpty { break }
      let uses = module.scopes.bindings[number].references.filter { !module.isGone($0) }
      for use in uses { know(use, is: truth, lost, cascade) }
      cut(parent, in: module, summary, lost.cause, cascade)
      return
    case "arrow_function" where node.field == "body" && parent.parent?.kind == "arguments":
      // useSelector((state) => …)
      guard let call = parent.parent?.parent, let callee = call.child("function"),
        ShapeFinder.selectors.contains(callee.text)
      else { break }
      know(call, is: truth, lost, cascade)
      return
    case "jsx_expression":
      guard let attribute = parent.parent, attribute.kind == "jsx_attribute" else {
        cut(parent, in: module, summary, lost.cause, cascade)
        return
      }
      let tag = attribute.parent?.child("name")?.text.first
      if !truth, tag?.isLowercase ?? false {
        cut(attribute, in: module, summary, lost.cause, cascade)
        return
      }
    case "expression_statement":
      cut(parent, in: module, summary, lost.cause, cascade)
      return
    default:
      break
    }
    reduce(node, .replace(text), in: module, summary, lost.cause, cascade)
  }
}
