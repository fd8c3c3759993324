import Findings
import SourceText
import SyntaxTrees

/// Tests that lost a part of what they set up and still assert something.
extension TypeScriptCascade {
  /// Asks once whether such tests go.
  func settleTests(_ cascade: Cascade) {
    var trimmed: [TrimmedTest] = []
    for module in index.loaded where module.isTest && !module.removals.isEmpty {
      guard !cascade.removedFiles.contains(module.path) else { continue }
      trimmed += trimmedTests(of: module).filter { askedTests.insert($0.call).inserted }
    }
    if !trimmed.isEmpty { ask(about: trimmed, cascade) }
  }

  private struct TrimmedTest {
    let module: TypeScriptModule
    let call: SyntaxNode
    let cause: CauseID
  }

  private func trimmedTests(of module: TypeScriptModule) -> [TrimmedTest] {
    module.tree.root.subtree.compactMap { call in
      guard !module.isGone(call), Self.isTestCase(call), call.parent?.kind == "expression_statement",
        let body = call.child("arguments")?.namedChildren.last?.child("body"), body.kind == "statement_block",
        // What is asserted of what went went with it; then the rest stands by itself.
        Self.keepsAssertions(body, in: module) || Self.assertsWhatNothingDid(body, in: module),
        let lost = module.removals.first(where: { removal in
          guard case .cut = removal.removal, removal.node.parent == body else { return false }
          return !removal.node.subtree.contains(where: Self.isAssertion)
        })
      else { return nil }
      return TrimmedTest(module: module, call: call, cause: lost.cause)
    }
  }

  private static func keepsAssertions(_ body: SyntaxNode, in module: TypeScriptModule) -> Bool {
    let assertions = body.subtree.filter(isAssertion)
    return !assertions.isEmpty && !assertions.contains(where: module.isGone)
  }

  /// Whether an assertion is left right behind something that is not done any more.
  private static func assertsWhatNothingDid(_ body: SyntaxNode, in module: TypeScriptModule) -> Bool {
    var isMissing = false
    for statement in body.namedChildren where statement.kind != "comment" {
      let asserts = statement.kind == "expression_statement" && statement.subtree.contains(where: isAssertion)
      switch (asserts, module.isGone(statement)) {
      case (true, false) where isMissing: return true
      case (true, _): continue
      case (false, let isGone): isMissing = isGone && statement.kind == "expression_statement"
      }
    }
    return false
  }

  private func ask(about tests: [TrimmedTest], _ cascade: Cascade) {
    guard let first = tests.first else { return }
    let count = tests.count == 1 ? "A test sets" : "\(tests.count) tests set"
    let choice = cascade.ask(
      "tests", about: first.module.path.text,
      "\(count) up what goes: \(tests.count == 1 ? "does it" : "do they") go?",
      evidence: tests.map { test in
        Finding(
          code: "test", severity: .note,
          message: "it no longer does all that it did before it asserts",
          place: test.module.place(of: test.call))
      },
      choices: [
        Choice(id: "remove", effect: "tests of what went go"),
        Choice(id: "trim", effect: "they stay without the part that went, to be looked at by hand"),
      ], because: first.cause)
    guard choice == "remove" else { return }
    for test in tests {
      cut(test.call.parent ?? test.call, in: test.module, "test that set up what went", test.cause, cascade)
    }
  }
}
