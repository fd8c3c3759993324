import Findings
import SourceText
import SyntaxTrees

/// Expressions whose value is known: what chooses by them is decided, and elsewhere the
/// value itself takes their place.
extension TypeScriptCascade {
  /// Whether folding a read leaves nothing of it behind, not even the value.
  func isDecided(_ read: SyntaxNode, as value: KnownValue, in module: TypeScriptModule) -> Bool {
    let node = Self.outermost(read)
    guard let parent = node.parent else { return false }
    switch parent.kind {
    case "binary_expression" where Self.equalities.contains(parent.child("operator")?.kind ?? ""):
      return Self.other(than: node, in: parent).flatMap(value.equals) != nil
    case "switch_statement":
      return clause(of: parent, for: value, in: module) != nil
    case "member_expression" where value == .emptyList:
      return Self.passOverNothing(parent) != nil
    case "for_in_statement":
      return value == .emptyList && node.field == "right"
    case "jsx_expression" where parent.parent?.kind == "jsx_element":
      return value == .text("") || value == .null
    default:
      return value.truth != nil && Self.isCondition(node)
    }
  }

  /// Puts what is known into the place of `read`.
  func fold(_ read: SyntaxNode, as value: KnownValue, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    let node = Self.outermost(read)
    guard !module.isGone(node), !module.replaced.contains(node.index), let parent = node.parent else {
      return
    }
    let summary = "\(lost.what), which is always \(value.source())"
    if case .boolean(let truth) = value, !Self.equalities.contains(parent.child("operator")?.kind ?? "") {
      know(node, is: truth, lost, cascade)
      return
    }
    switch parent.kind {
    case "binary_expression" where Self.equalities.contains(parent.child("operator")?.kind ?? ""):
      let isEquality = ["===", "=="].contains(parent.child("operator")?.kind ?? "")
      if let truth = Self.other(than: node, in: parent).flatMap(value.equals) {
        know(parent, is: truth == isEquality, lost, cascade)
        return
      }
    case "switch_statement":
      if let clause = clause(of: parent, for: value, in: module) {
        keep(clause, of: parent, lost, cascade)
        return
      }
    case "template_substitution":
      if let (whole, text) = Self.filled(parent, with: value) {
        reduce(whole, .replace(text), in: module, summary, lost.cause, cascade)
        return
      }
    case "subscript_expression" where node.field == "index":
      if let text = constant(value, of: parent, in: module) {
        reduce(parent, .replace(text), in: module, summary, lost.cause, cascade)
        return
      }
      if let text = Self.access(value, of: parent) {
        rewrite(parent, text, in: module, summary, lost.cause, cascade)
        cut(node, in: module, summary, lost.cause, cascade)
        return
      }
    case "jsx_expression":
      foldShown(node, parent, as: value, lost, cascade)
      return
    case "expression_statement":
      cut(parent, in: module, summary, lost.cause, cascade)
      return
    case "member_expression" where value == .emptyList:
      if let statement = Self.passOverNothing(parent) {
        cut(statement, in: module, "loop over nothing", lost.cause, cascade)
        return
      }
    case "for_in_statement" where value == .emptyList && node.field == "right":
      cut(parent, in: module, "loop over nothing", lost.cause, cascade)
      return
    default:
      if let truth = value.truth, Self.isCondition(node) {
        know(node, is: truth, lost, cascade)
        return
      }
    }
    var inner = node
    while inner.kind == "parenthesized_expression", let next = inner.namedChildren.first { inner = next }
    let name = inner.kind == "shorthand_property_identifier" ? inner.text + ": " : ""
    reduce(inner, .replace(name + value.source()), in: module, summary, lost.cause, cascade)
  }

  /// An attribute, or what is shown between tags.
  private func foldShown(
    _ node: SyntaxNode, _ expression: SyntaxNode, as value: KnownValue, _ lost: LostNode, _ cascade: Cascade
  ) {
    let module = lost.module
    let summary = "\(lost.what), which is always \(value.source())"
    if let attribute = expression.parent, attribute.kind == "jsx_attribute" {
      if attribute.namedChildren.first?.text == "key" {
        cut(attribute, in: module, summary, lost.cause, cascade)
      } else if let words = value.words, case .text = value {
        reduce(expression, .replace("\"\(words)\""), in: module, summary, lost.cause, cascade)
      } else {
        reduce(node, .replace(value.source()), in: module, summary, lost.cause, cascade)
      }
    } else if let words = value.words, !words.isEmpty {
      reduce(expression, .replace(words), in: module, summary, lost.cause, cascade)
    } else {
      cut(expression, in: module, summary, lost.cause, cascade)
    }
  }

  static let equalities: Set<String> = ["===", "==", "!==", "!="]

  /// `node` with what only wraps it.
  static func outermost(_ node: SyntaxNode) -> SyntaxNode {
    var result = node
    while let parent = result.parent,
      ["parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"].contains(
        parent.kind)
    {
      result = parent
    }
    return result
  }

  static func other(than node: SyntaxNode, in comparison: SyntaxNode) -> SyntaxNode? {
    comparison.child(node.field == "left" ? "right" : "left")
  }

  /// Whether only the truth of an expression counts where it stands.
  static func isCondition(_ node: SyntaxNode) -> Bool {
    guard let parent = node.parent else { return false }
    switch parent.kind {
    case "if_statement", "while_statement", "ternary_expression":
      return node.field == "condition"
    case "unary_expression":
      return parent.child("operator")?.kind == "!"
    case "parenthesized_expression":
      return isCondition(parent)
    case "binary_expression" where ["&&", "||"].contains(parent.child("operator")?.kind ?? ""):
      if node.field == "left", parent.child("operator")?.kind == "&&" {
        var whole = parent
        while let outer = whole.parent, outer.kind == "parenthesized_expression" { whole = outer }
        if whole.parent?.kind == "jsx_expression" { return true }
      }
      return isCondition(parent)
    default:
      return false
    }
  }

  /// The statement that only goes through a list.
  private static func passOverNothing(_ method: SyntaxNode) -> SyntaxNode? {
    guard method.child("property")?.text == "forEach", let call = method.parent,
      call.kind == "call_expression", method.field == "function",
      let statement = call.parent, statement.kind == "expression_statement"
    else { return nil }
    return statement
  }

  // MARK: Switches and tables

  /// The clause of a `switch` that a value leads to, if it can stand alone.
  private func clause(
    of chooser: SyntaxNode, for value: KnownValue, in module: TypeScriptModule
  ) -> SyntaxNode? {
    guard let body = chooser.child("body") else { return nil }
    let clauses = body.namedChildren.filter { $0.kind != "comment" && !module.isGone($0) }
    let place =
      clauses.firstIndex { $0.kind == "switch_case" && $0.child("value").flatMap(value.equals) == true }
      ?? clauses.firstIndex { $0.kind == "switch_default" }
    guard let place else { return nil }
    // Every other case must be known not to be meant, and nothing may fall through.
    let areKnown = clauses.allSatisfy {
      $0.kind == "switch_default" || $0.child("value").flatMap(value.equals) != nil
    }
    let statements = clauses[place].namedChildren.filter { $0.field == "body" && $0.kind != "comment" }
    let last = statements.last.map { $0.kind == "statement_block" ? $0.namedChildren.last ?? $0 : $0 }
    let isEnded = place == clauses.count - 1 || last.map { Self.ends($0) } ?? false
    let breaks = statements.flatMap { Array($0.subtree) }.filter {
      $0.kind == "break_statement" && $0 != last
    }
    let leaves = breaks.contains { node in
      let owner = node.ancestors.first {
        ["for_statement", "for_in_statement", "while_statement", "do_statement", "switch_statement"].contains(
          $0.kind)
      }
      return owner == chooser
    }
    return areKnown && isEnded && !leaves ? clauses[place] : nil
  }

  /// Leaves the statements of one clause in the place of the whole `switch`.
  private func keep(_ clause: SyntaxNode, of chooser: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    let summary = "choice by \(lost.what)"
    let statements = clause.namedChildren.filter { $0.field == "body" && $0.kind != "comment" }
    var block = clause
    if let only = statements.first, only.kind == "statement_block",
      statements.dropFirst().allSatisfy({ $0.kind == "break_statement" })
    {
      block = only
    }
    let rest = (block == clause ? statements : block.namedChildren.filter { $0.kind != "comment" })
    if let last = rest.last, last.kind == "break_statement" {
      cut(last, in: module, summary, lost.cause, cascade)
    }
    guard rest.contains(where: { !module.isGone($0) }) else {
      cut(chooser, in: module, summary, lost.cause, cascade)
      return
    }
    reduce(chooser, .unwrap(block), in: module, summary, lost.cause, cascade)
    if Self.ends(rest[rest.count - 1]), rest.last?.kind != "break_statement" {
      cutUnreachable(after: chooser, lost, cascade)
    }
  }

  /// What a constant table holds under a known key, if it can stand anywhere.
  private func constant(_ key: KnownValue, of access: SyntaxNode, in module: TypeScriptModule) -> String? {
    guard case .text(let key) = key, let table = access.child("object"), table.kind == "identifier",
      let (home, value) = ShapeFinder(index: index).initial(of: table, module)
    else { return nil }
    let object = Self.inside(value)
    guard object.kind == "object",
      let entry = Shape(module: home, body: object).members(named: key).first(where: { !home.isGone($0) })?
        .child("value"), ["string", "number", "true", "false"].contains(entry.kind)
    else { return nil }
    return entry.text
  }

  /// The access to a table's member by its name.
  private static func access(_ key: KnownValue, of access: SyntaxNode) -> String? {
    guard case .text(let key) = key, let table = access.child("object"), key.first?.isLetter ?? false,
      key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return nil }
    return "\(table.text)\(access.child(ofKind: "optional_chain") == nil ? "." : "?.")\(key)"
  }

  /// What stands for a place in a template once its value is known: the words alone, or where
  /// no other place is left, a string.
  private static func filled(
    _ place: SyntaxNode, with value: KnownValue
  ) -> (whole: SyntaxNode, text: String)? {
    guard let words = value.words, let template = place.parent, template.kind == "template_string" else {
      return nil
    }
    let isOnly = template.namedChildren.filter { $0.kind == "template_substitution" }.count == 1
    let before = String(
      decoding: template.bytes.prefix(place.range.lowerBound - template.range.lowerBound), as: UTF8.self)
    let after = String(
      decoding: template.bytes.suffix(template.range.upperBound - place.range.upperBound), as: UTF8.self)
    let text = before.dropFirst() + words + after.dropLast()
    guard isOnly, template.parent?.kind != "call_expression",
      !text.contains(where: { "'\"\\\n{}<>&".contains($0) })
    else { return (place, words) }
    if let expression = template.parent, expression.kind == "jsx_expression",
      expression.parent?.kind == "jsx_attribute"
    {
      return (expression, "\"\(text)\"")
    }
    return (template, "'\(text)'")
  }
}
