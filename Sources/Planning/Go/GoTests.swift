import Findings
import SourceText
import SyntaxTrees

/// Tests pinned to what goes: they keep nothing alive, and lose what they tried.
extension GoCascade {
  func isTest(_ function: SyntaxNode, in file: GoFile) -> Bool {
    guard file.isTest else { return false }
    if function.kind == "function_literal" { return subTest(of: function) != nil }
    let name = function.child("name")?.text ?? ""
    guard name != "TestMain" else { return false }
    return ["Test", "Benchmark", "Fuzz", "Example"].contains(where: name.hasPrefix)
  }

  /// The `t.Run(…)` that a function is the body of.
  private func subTest(of literal: SyntaxNode) -> SyntaxNode? {
    guard let call = literal.parent?.parent, call.kind == "call_expression",
      call.child("function")?.child("field")?.text == "Run"
    else { return nil }
    return call
  }

  func settleTest(
    _ function: SyntaxNode, _ body: SyntaxNode, in file: GoFile, _ cause: CauseID, _ cascade: Cascade
  ) {
    let all = body.subtree.filter(Self.isAssertion)
    let own = all.filter { !isInHelper($0, of: body) }
    // What a helper within it checks on the way is not what it is about.
    let assertions = own.isEmpty ? all : own
    loseNotes(body, in: file, cause, cascade)
    guard assertions.contains(where: file.isGone) || lostItsSubject(body, in: file),
      assertions.allSatisfy({ file.isGone($0) || isAboutNothing($0, in: file) })
    else { return }
    dropTest(function, in: file, "test of which no assertion is left", cause, cascade)
  }

  /// Whether a call stands in a function that a test keeps in a variable.
  private func isInHelper(_ call: SyntaxNode, of body: SyntaxNode) -> Bool {
    call.ancestors.prefix { $0 != body }.contains {
      $0.kind == "function_literal" && $0.parent?.parent?.kind == "short_var_declaration"
    }
  }

  func dropTest(
    _ function: SyntaxNode, in file: GoFile, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    if let call = subTest(of: function) {
      let statement = call.parent.flatMap { $0.kind == "expression_statement" ? $0 : nil } ?? call
      cut(statement, in: file, summary, cause, cascade)
    } else if function.kind != "function_literal" {
      cut(function, in: file, summary, cause, cascade)
    }
  }

  /// What calls of what went would have noted: locals that their arguments write, or that are
  /// handed on by address. Assertions about them are about what is gone.
  private func loseNotes(_ body: SyntaxNode, in file: GoFile, _ cause: CauseID, _ cascade: Cascade) {
    for statement in body.namedChildren
    where statement.kind == "expression_statement" && file.isGone(statement) {
      guard let call = statement.namedChildren.first, call.kind == "call_expression",
        !Self.isAssertion(call), !onlyTells(statement, call, in: file),
        let arguments = call.child("arguments")
      else { continue }
      for (number, binding) in file.scopes.bindings.enumerated() {
        guard !arguments.contains(binding.declaration), binding.kind == .variable,
          isNoted(number, in: arguments, file)
        else { continue }
        for read in binding.reads
        where !file.isGone(read) && read.index > statement.index && body.contains(read) {
          lose(read, in: file, "'\(binding.name)', which only what went has filled,", cause, cascade)
        }
      }
    }
  }

  /// Whether arguments write to a local, or hand on something that can be written to.
  func isNoted(_ number: Int, in arguments: SyntaxNode, _ file: GoFile) -> Bool {
    let binding = file.scopes.bindings[number]
    if binding.definitions.dropFirst().contains(where: { arguments.contains($0.name) }) { return true }
    return binding.reads.contains { read in
      guard arguments.contains(read) else { return false }
      if writingStatement(around: read, in: file) != nil { return true }
      if read.parent?.kind == "unary_expression", read.parent?.child("operator")?.kind == "&" { return true }
      guard read.parent == arguments, binding.definitions[0].statement.kind == "short_var_declaration" else {
        return false
      }
      // What a call has made to be filled: a recorder, a buffer.
      switch types.type(of: read, in: file) {
      case .pointer: return true
      case .external:
        return binding.definitions[0].statement.child("right")?.namedChildren.first?.kind == "call_expression"
      default: return false
      }
    }
  }

  /// Whether statements at the top of a test went: it tested what is gone.
  private func lostItsSubject(_ body: SyntaxNode, in file: GoFile) -> Bool {
    body.namedChildren.contains { $0.kind != "comment" && file.isGone($0) }
  }

  /// Whether an assertion is a part of what fails only on the way: `if err != nil { t.Fatal }`.
  private func isAboutNothing(_ call: SyntaxNode, in file: GoFile) -> Bool {
    guard let condition = call.ancestors.first(where: { $0.kind == "if_statement" })?.child("condition")
    else {
      return false
    }
    return condition.text.hasSuffix("err != nil")
  }

  static func isAssertion(_ node: SyntaxNode) -> Bool {
    guard node.kind == "call_expression", let function = node.child("function"),
      function.kind == "selector_expression", let operand = function.child("operand")?.text,
      let name = function.child("field")?.text
    else { return false }
    if ["assert", "require", "is", "should"].contains(operand) { return true }
    return ["t", "b", "s", "suite"].contains(operand)
      && (name.hasPrefix("Error") || name.hasPrefix("Fatal") || name.hasPrefix("Fail")
        || name.hasPrefix("Equal")
        || name.hasPrefix("Require") || name.hasPrefix("Assert") || name.hasPrefix("Run"))
  }

  /// The row of a test's table that expects the very value which a lost field was to bring about:
  /// `{repo: failing{err: boom}, want: boom}`.
  func expectation(of element: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    guard file.isTest, let value = element.child("element"),
      ["identifier", "literal_element"].contains(value.kind),
      value.text != "nil", value.text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
      value.text.first?.isLetter ?? false, !["true", "false"].contains(value.text)
    else { return nil }
    let outer = element.ancestors.filter { $0.kind == "literal_value" }.dropFirst()
    let row = outer.first { list in
      list.namedChildren.contains { other in
        other.kind == "keyed_element" && !other.contains(element) && !file.isGone(other)
          && other.child("element")?.text == value.text
      }
    }
    return row.map { $0.parent?.kind == "composite_literal" ? $0.parent ?? $0 : $0 }
  }
}
