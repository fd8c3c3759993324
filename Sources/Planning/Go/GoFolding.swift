import SourceText
import SyntaxTrees

/// Values that can no longer occur: Go has no type for the texts that a setting may be, so
/// they are found where something is chosen by them, listed, or begins with them.
extension GoCascade: FoldingLanguage {
  /// Whether a text stands where it is one of the values that something may have.
  func isVariant(_ literal: SyntaxNode) -> Bool {
    guard literal.kind.hasSuffix("string_literal"), let parent = literal.parent else { return false }
    switch parent.kind {
    case "binary_expression": return ["==", "!="].contains(parent.child("operator")?.kind ?? "")
    case "literal_value": return true
    case "keyed_element": return literal.field == "element"
    case "expression_list":
      return ["expression_case_clause", "const_spec", "var_spec", "short_var_declaration", "assignment"]
        .contains(parent.parent?.kind ?? "")
    case "arguments": return isDefault(literal, in: parent) || isGiven(literal, in: parent)
    default: return false
    }
  }

  /// Whether a text is what something is set to, or asserted to be.
  private func isGiven(_ literal: SyntaxNode, in arguments: SyntaxNode) -> Bool {
    guard let call = arguments.parent else { return false }
    if Self.isAssertion(call) { return true }
    let name = call.child("function").map { $0.child("field")?.text ?? $0.text } ?? ""
    let isSetter = name.hasPrefix("Set") && (name.dropFirst(3).first?.isUppercase ?? false)
    return isSetter && arguments.namedChildren.count == 1
  }

  /// Whether a text is what a setting is if nobody sets it: it stands behind the setting's name.
  private func isDefault(_ literal: SyntaxNode, in arguments: SyntaxNode) -> Bool {
    let all = arguments.namedChildren.filter { $0.kind != "comment" }
    guard let position = all.firstIndex(of: literal), position > 0,
      all[position - 1].kind.hasSuffix("string_literal")
    else { return false }
    let name = CodePattern.content(of: all[position - 1])
    return name.count > 2 && name.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
  }

  func fold(_ match: CodeMatch, to value: String, because cause: CauseID, in cascade: Cascade) {
    guard let file = index.file(at: match.path), let parent = match.node.parent else { return }
    // Its constant may have gone by its name.
    if let spec = parent.parent, spec.kind == "const_spec" {
      rememberType(of: spec, in: file, match.name, value, cause)
    }
    guard !file.isGone(match.node) else { return }
    let what = "'\(match.name)'"
    if !file.isTest { rememberValue(match.name, cause) }
    switch parent.kind {
    case "binary_expression":
      let isDifferent = parent.child("operator")?.kind == "!="
      lose(parent, being: isDifferent, isBoolean: true, in: file, what, cause, cascade)
    case "keyed_element", "arguments":
      begin(match.node, with: value, in: file, what, cause, cascade)
    case "expression_list" where parent.parent?.kind != "expression_case_clause":
      if parent.parent?.kind == "const_spec" {
        lose(match.node, in: file, what, cause, cascade)
      } else {
        begin(match.node, with: value, in: file, what, cause, cascade)
      }
    default:
      lose(match.node, in: file, what, cause, cascade)
    }
  }

  /// What something begins with. A test that begins so is about what is gone.
  private func begin(
    _ node: SyntaxNode, with value: String, in file: GoFile, _ what: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    if file.isTest {
      lose(node, in: file, what, cause, cascade)
    } else {
      remove(node, .rewrite("\"\(value)\""), in: file, "\(what), which can no longer occur", cause, cascade)
    }
  }

  func text(of match: CodeMatch) -> String {
    index.file(at: match.path)?.rewritten(match.node) ?? match.node.text
  }

  func replace(_ match: CodeMatch, with text: String, because cause: CauseID, in cascade: Cascade) {
    guard let file = index.file(at: match.path), !file.isGone(match.node) else { return }
    if file.rewritten(match.node) != nil {
      file.record(.rewrite(text), of: match.node, because: cause)
      return
    }
    remove(match.node, .rewrite(text), in: file, "part of the text that the rule is about", cause, cascade)
  }
}
