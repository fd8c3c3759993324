import Findings
import SyntaxTrees

/// Tests of which it cannot be told whether they still hold: they lost what they did before they
/// look at the outcome.
extension GoCascade {
  /// Tests named for what went go. About the others two questions are asked: about those that
  /// lost what they expected of their lost deeds, too, and about those that did not.
  func settleDoubtfulTests(_ cascade: Cascade) {
    var trimmed: [LostNode] = []
    var baseless: [LostNode] = []
    for file in index.loaded where file.isTest && !file.isDeleted && !file.removals.isEmpty {
      for function in file.tree.root.subtree
      where ["function_declaration", "method_declaration", "function_literal"].contains(function.kind)
        && !file.isGone(function) && !asked.contains(function) && isTest(function, in: file)
      {
        guard let body = function.child("body") else { continue }
        let wayOut = lostWayOut(of: body, in: file)
        guard let deed = wayOut ?? lostDeed(of: body, in: file), let cause = file.cause(of: deed) else {
          continue
        }
        let lost = LostNode(file: file, node: function, what: "", cause: cause)
        let lostExpectation = body.subtree.contains { isExpectation($0) && file.isGone($0) }
        if lostExpectation, isNamedForWhatWent(function) {
          dropTest(function, in: file, "test named for what went", cause, cascade)
        } else if lostExpectation, wayOut == nil {
          trimmed.append(lost)
        } else {
          baseless.append(lost)
        }
      }
    }
    ask(
      about: baseless, "tests", "up what goes: do they go?",
      "it no longer does all that it did before it asserts",
      recommendsRemoval: true, cascade)
    ask(
      about: trimmed, "trimmed-tests",
      "up what goes and expected something of it, among other things: do they stay?",
      "it lost a part of what it did, and what it expected of that", recommendsRemoval: false, cascade)
  }

  private func ask(
    about doubtful: [LostNode], _ kind: String, _ question: String, _ evidence: String,
    recommendsRemoval: Bool, _ cascade: Cascade
  ) {
    guard let first = doubtful.first else { return }
    for lost in doubtful { asked.insert(lost.node) }
    let number = doubtful.count == 1 ? "A test sets" : "\(doubtful.count) tests set"
    let choices = [
      Choice(id: "remove", effect: "tests of what went go"),
      Choice(id: "trim", effect: "they stay without the part that went, to be looked at by hand"),
    ]
    let choice = cascade.ask(
      kind, about: "go", "\(number) \(question)",
      evidence: doubtful.map {
        Finding(code: "test", severity: .note, message: evidence, place: $0.file.place(of: $0.node))
      },
      choices: recommendsRemoval ? choices : choices.reversed(), because: first.cause)
    guard choice == "remove" else { return }
    for lost in doubtful { dropTest(lost.node, in: lost.file, "test of what went", lost.cause, cascade) }
  }

  /// Whether a test has the name of a declaration or of a part of a route that went.
  private func isNamedForWhatWent(_ function: SyntaxNode) -> Bool {
    guard let name = function.child("name")?.text,
      let prefix = ["Test", "Benchmark", "Fuzz", "Example"].first(where: name.hasPrefix)
    else { return false }
    let subject = name.dropFirst(prefix.count).prefix { $0 != "_" }.lowercased()
    guard !subject.isEmpty else { return false }
    let namesakes = index.loaded.filter { !$0.isTest }.flatMap { file in
      file.package.symbols(of: file).filter { $0.owner == nil && $0.name.lowercased() == subject }
    }
    // What still has a declaration or a route of that name is still there to be tested.
    guard namesakes.allSatisfy(\.isGone) else { return false }
    return !namesakes.isEmpty
      || lostRoutes.contains { $0.part == subject && !isRegistered(like: $0.path, endingIn: subject) }
  }

  /// A call that went, before assertions that stay: neither an assertion itself nor a check of
  /// its own, and nothing that only noted what the test looked at afterwards.
  private func lostDeed(of body: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    let assertions = body.subtree.filter { Self.isAssertion($0) && !file.isGone($0) }
    if let setting = lostFault(of: body, before: assertions, in: file) { return setting }
    return body.subtree.first { statement in
      guard statement.kind == "expression_statement", file.isGone(statement),
        statement.parent.map({ !file.isGone($0) }) ?? false,
        let call = statement.namedChildren.first, call.kind == "call_expression",
        !statement.subtree.contains(where: Self.isAssertion) || isDeedThatMustSucceed(call, in: file),
        !onlyTells(statement, call, in: file),
        !isOnTestHandle(call, in: file), !runsInTheEnd(statement, within: body)
      else { return false }
      guard let arguments = call.child("arguments") else { return false }
      let notes = file.scopes.bindings.indices.contains { number in
        !arguments.contains(file.scopes.bindings[number].declaration) && isNoted(number, in: arguments, file)
      }
      return !notes && assertions.contains { $0.index > statement.index }
    }
  }

  /// Whether a call asserts that something done to what stays does not fail:
  /// `require.NoError(t, runtime.Set("name", value))`.
  private func isDeedThatMustSucceed(_ assertion: SyntaxNode, in file: GoFile) -> Bool {
    guard assertion.child("function")?.child("field")?.text == "NoError",
      let given = assertion.child("arguments")?.namedChildren.filter({ $0.kind != "comment" }).last,
      given.kind == "call_expression", let subject = given.child("function")?.child("operand"),
      !(given.child("arguments")?.namedChildren.isEmpty ?? true)
    else { return false }
    let names = ([subject] + subject.subtree).filter { $0.kind == "identifier" }
    return !names.isEmpty
      && names.allSatisfy { name in
        guard case .local(let number) = types.target(of: name, in: file) else { return false }
        return file.scopes.bindings[number].definitions.contains { !file.isGone($0.name) }
      }
  }

  /// An assignment that went before the test expects a refusal: what was to be refused.
  private func lostFault(
    of body: SyntaxNode, before assertions: [SyntaxNode], in file: GoFile
  ) -> SyntaxNode? {
    let refusal = assertions.first { assertion in
      guard let choice = assertion.ancestors.first(where: { $0.kind == "if_statement" }),
        body.contains(choice),
        choice.child("body")?.contains(assertion) ?? false, let condition = choice.child("condition")
      else { return false }
      return condition.kind == "binary_expression" && condition.child("operator")?.kind == "=="
        && condition.child("right")?.text == "nil"
    }
    guard let refusal else { return nil }
    return body.namedChildren.first { statement in
      statement.kind == "assignment" && file.isGone(statement) && statement.index < refusal.index
        && statement.child("left")?.namedChildren.first?.kind == "selector_expression"
    }
  }

  /// Whether a statement only runs when all has been looked at: deferred, or handed to `t.Cleanup`.
  private func runsInTheEnd(_ statement: SyntaxNode, within body: SyntaxNode) -> Bool {
    statement.ancestors.prefix { $0 != body }.contains {
      $0.kind == "defer_statement"
        || $0.kind == "call_expression" && $0.child("function")?.child("field")?.text == "Cleanup"
    }
  }

  /// Whether code says what is expected: an assertion, or a text in a list of such.
  private func isExpectation(_ node: SyntaxNode) -> Bool {
    Self.isAssertion(node)
      || node.kind.hasSuffix("string_literal") && node.parent?.kind == "literal_value"
  }

  /// What went before a failure that nothing stands before any more: the test always fails.
  private func lostWayOut(of body: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    let failure = body.namedChildren.first { statement in
      guard statement.kind == "expression_statement", !file.isGone(statement),
        let call = statement.namedChildren.first, Self.isAssertion(call),
        let name = call.child("function")?.child("field")?.text
      else { return false }
      return ["Error", "Errorf", "Fatal", "Fatalf", "Fail", "FailNow"].contains(name)
        && isOnTestHandle(call, in: file)
    }
    guard let failure else { return nil }
    return file.removals.first { body.contains($0.node) && $0.node.index < failure.index }?.node
  }

  /// Whether a statement only logs or prints; a call of what went is no such thing.
  func onlyTells(_ statement: SyntaxNode, _ call: SyntaxNode, in file: GoFile) -> Bool {
    !callees(of: call, in: file).contains(where: \.isGone)
      && (GoEffects.isLogging(statement) || GoEffects.isPrinting(call))
  }

  /// Whether a call is of the handle that the test was given: `t.Setenv`, `t.Cleanup`.
  private func isOnTestHandle(_ call: SyntaxNode, in file: GoFile) -> Bool {
    guard let operand = call.child("function")?.child("operand"),
      let number = file.scopes.bindingOf[operand.index]
    else { return false }
    return file.scopes.bindings[number].kind == .parameter
  }
}
