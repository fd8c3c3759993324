import Findings
import SourceText
import SyntaxTrees

/// Code that would still run, but to no purpose.
extension GoCascade {
  func settleHollow(in file: GoFile, _ cascade: Cascade) {
    var seen: Set<Int> = []
    for (node, _, cause) in file.removals {
      for ancestor in node.ancestors where !file.isGone(ancestor) {
        guard ["function_declaration", "method_declaration", "function_literal"].contains(ancestor.kind),
          let body = ancestor.child("body"), body.contains(node)
        else { continue }
        if seen.insert(ancestor.index).inserted { settle(function: ancestor, body, in: file, cause, cascade) }
      }
    }
  }

  private func settle(
    function: SyntaxNode, _ body: SyntaxNode, in file: GoFile, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard !file.isGone(function), !file.isGone(body) else { return }
    if isTest(function, in: file) {
      settleTest(function, body, in: file, cause, cascade)
      return
    }
    let left = body.namedChildren.filter { $0.kind != "comment" && !file.isGone($0) }
    let summary = "\(GoWording.name(of: function)) that does nothing any more"
    let isMain = function.child("name")?.text == "main" && function.kind == "function_declaration"
    if !isMain, left.allSatisfy({ isIdle($0, in: file) }) || lostItsEffect(function, body, left, in: file) {
      if function.kind == "function_literal" {
        if function.child("result") == nil {
          lose(function, in: file, "a function that does nothing any more", cause, cascade)
        }
      } else if !mustStay(function, in: file) {
        cut(function, in: file, summary, cause, cascade)
      } else if isKeptByItsName(function, in: file), isStillUsed(function, in: file),
        asked.insert(function).inserted
      {
        askHollow(function, in: file, summary, cause, cascade)
      }
      return
    }
    if onlyHandsOn(function, body, in: file), !mustStay(function, in: file), isStillUsed(function, in: file),
      asked.insert(function).inserted
    {
      askHollow(
        function, in: file, "\(GoWording.name(of: function)) that only hands on what it gets", cause, cascade,
        what: "only hands on what it gets")
      return
    }
    if function.kind != "function_literal", !isMain, !left.isEmpty,
      left.allSatisfy({ $0.kind == "defer_statement" }), !mustStay(function, in: file),
      isStillUsed(function, in: file), asked.insert(function).inserted
    {
      // What was to be done in the end would be done at once.
      askHollow(function, in: file, summary, cause, cascade, what: "only does what it did in the end")
      return
    }
    if isMain, left.isEmpty {
      let summary = "program that does nothing any more"
      if hasAnotherProgram(besides: function, in: file) {
        cut(function, in: file, summary, cause, cascade)
      } else if asked.insert(function).inserted {
        askHollow(function, in: file, summary, cause, cascade)
      }
      return
    }
    // A program may have more to say than it does.
    guard lostWhatItWaitedFor(body, in: file) else { return }
    guard function.kind != "function_literal", !isMain || left.allSatisfy({ isIdle($0, in: file) }),
      isMain || left.allSatisfy({ isIdle($0, in: file) || isAnswer($0, in: file) || isConstantReturn($0) })
        || onlyAnswers(function, body, left, in: file),
      !mustStay(function, in: file), isStillUsed(function, in: file), asked.insert(function).inserted
    else { return }
    askHollow(function, in: file, summary, cause, cascade)
  }

  /// Whether the repository has a program left without this one.
  private func hasAnotherProgram(besides function: SyntaxNode, in file: GoFile) -> Bool {
    index.files(mentioning: ["func main()"]).contains { other in
      !other.isDeleted && other.packageName == "main"
        && other.tree.root.namedChildren.contains { node in
          node.kind == "function_declaration" && node.child("name")?.text == "main"
            && !other.isGone(node) && !(other === file && node == function)
        }
    }
  }

  /// Whether anything that stays needs a function: one that nothing uses goes without a question.
  private func isStillUsed(_ function: SyntaxNode, in file: GoFile) -> Bool {
    guard let name = function.child("name"), let symbol = symbol(declaredBy: name, in: file) else {
      return true
    }
    return isRoot(symbol) || references.of(symbol).contains { keepsAlive($0, symbol) }
  }

  private func askHollow(
    _ function: SyntaxNode, in file: GoFile, _ summary: String, _ cause: CauseID, _ cascade: Cascade,
    what: String = "only reports a result"
  ) {
    let choice = cascade.ask(
      "hollow-function", about: "\(file.path)#\(function.child("name")?.text ?? "")",
      "\(GoWording.name(of: function)) \(what) any more. Does it go?",
      evidence: [
        Finding(
          code: "hollow", severity: .note, message: "nothing else is left of it",
          place: file.place(of: function))
      ],
      choices: [
        Choice(id: "remove", effect: "it goes, and its uses are repaired"),
        Choice(id: "keep", effect: "it stays as it is then"),
      ], because: cause)
    if choice == "remove" { cut(function, in: file, summary, cause, cascade) }
  }

  /// Whether a function that tells nothing but success or failure did something by what went,
  /// and does nothing by what is left.
  private func lostItsEffect(
    _ function: SyntaxNode, _ body: SyntaxNode, _ left: [SyntaxNode], in file: GoFile
  ) -> Bool {
    guard function.kind != "function_literal", ["error", nil].contains(function.child("result")?.text),
      !stillChecks(function, left),
      !left.contains(where: {
        GoEffects.isLogging($0) ? doesWhatItTells($0, in: file) : hasEffect($0, in: file)
      })
    else { return false }
    return file.removals.contains { removal in
      body.contains(removal.node)
        && removal.node.subtree.contains {
          ["call_expression", "assignment", "send_statement"].contains($0.kind)
        }
    }
  }

  /// Whether a function that is there to refuse, by its name, still refuses something.
  private func stillChecks(_ function: SyntaxNode, _ left: [SyntaxNode]) -> Bool {
    let name = (function.child("name")?.text ?? "").lowercased()
    guard ["valid", "check", "verify", "ensure", "require"].contains(where: name.hasPrefix) else {
      return false
    }
    return left.contains { statement in
      statement.kind != "return_statement"
        && statement.subtree.contains { node in
          node.kind == "return_statement"
            && node.child("result")?.namedChildren.contains { $0.text != "nil" } ?? false
        }
    }
  }

  /// Whether a call went whose outcome the function looked at: no mere side show.
  private func lostWhatItWaitedFor(_ body: SyntaxNode, in file: GoFile) -> Bool {
    file.removals.contains { removal in
      body.contains(removal.node)
        && ["if_statement", "short_var_declaration", "assignment", "for_statement"].contains(
          removal.node.kind)
        && removal.node.subtree.contains {
          $0.kind == "call_expression" && (removal.node.kind != "if_statement" || isDoing($0, in: file))
        }
    }
  }

  /// Whether a call does more than ask what a request holds, or write an answer.
  private func isDoing(_ call: SyntaxNode, in file: GoFile) -> Bool {
    let isAnswer = call.child("function")?.text.hasPrefix("fmt.Fprint") ?? false
    return callees(of: call, in: file).contains(where: \.isGone) || !isAnswer && !GoEffects.isPure(call)
  }

  /// Whether others need a function whatever it does.
  private func mustStay(_ function: SyntaxNode, in file: GoFile) -> Bool {
    guard let name = function.child("name"), let symbol = symbol(declaredBy: name, in: file) else {
      return true
    }
    if symbol.kind == .method { return isRequired(symbol) }
    return symbol.isExported && !index.isApplication(file.package)
  }

  /// Whether only its name keeps a method, as an interface that is not here may ask for one of
  /// that name, although code that is here calls it.
  private func isKeptByItsName(_ function: SyntaxNode, in file: GoFile) -> Bool {
    guard let name = function.child("name"), let symbol = symbol(declaredBy: name, in: file),
      symbol.kind == .method, isRequiredByNameOnly(symbol)
    else { return false }
    return references.of(symbol).contains {
      $0.isCertain && !$0.file.isTest && !$0.file.isGone($0.node) && Self.call(of: $0.node) != nil
    }
  }

  // MARK: Idle statements

  /// Whether running a statement can be missed: it logs, gives nothing back, computes what
  /// only such statements use, or locks for them.
  func isIdle(_ statement: SyntaxNode, in file: GoFile) -> Bool {
    if file.isGone(statement) { return true }
    switch statement.kind {
    case "comment", "break_statement", "continue_statement", "empty_statement": return true
    case "expression_statement":
      return GoEffects.isLogging(statement) && !doesWhatItTells(statement, in: file)
        || isLocking(statement.namedChildren.first)
        || isAnnouncement(statement) || isMiddlewareOfNothing(statement, in: file)
    case "defer_statement": return isLocking(statement.child("call")) || isTurn(statement)
    case "return_statement":
      let values = statement.child("result")?.namedChildren ?? []
      return values.allSatisfy { $0.text == "nil" || file.isNil($0) }
    case "short_var_declaration", "var_declaration", "const_declaration":
      return !hasEffect(statement, in: file)
    case "for_statement": return isWaiting(statement, in: file)
    case "block": return statement.namedChildren.allSatisfy { isIdle($0, in: file) }
    case "if_statement":
      guard let condition = statement.child("condition"), !hasEffect(condition, in: file),
        let body = statement.child("body"), isIdle(body, in: file)
      else { return false }
      let starts = statement.child("init_statement").map { isIdle($0, in: file) } ?? true
      return starts && (statement.child("else").map { isIdle($0, in: file) } ?? true)
    default: return false
    }
  }

  /// Whether a line tells the outcome of something that it does itself.
  private func doesWhatItTells(_ statement: SyntaxNode, in file: GoFile) -> Bool {
    statement.namedChildren.first?.child("arguments")?.namedChildren.contains { hasEffect($0, in: file) }
      ?? false
  }

  /// Whether a statement prints fixed text in a function that others call.
  private func isAnnouncement(_ statement: SyntaxNode) -> Bool {
    guard let call = statement.namedChildren.first, call.kind == "call_expression",
      GoEffects.isPrinting(call),
      statement.ancestors.last(where: { $0.kind == "function_declaration" })?.child("name")
        .map({ !["main", "init"].contains($0.text) }) ?? true
    else { return false }
    return call.child("arguments")?.namedChildren.allSatisfy { $0.kind.hasSuffix("_literal") } ?? true
  }

  /// Whether a loop only waits to be told to stop.
  private func isWaiting(_ loop: SyntaxNode, in file: GoFile) -> Bool {
    guard let body = loop.child("body"),
      loop.namedChildren.allSatisfy({ $0 == body || $0.kind == "comment" }),
      file.removals.contains(where: { body.contains($0.node) })
    else { return false }
    let left = body.namedChildren.filter { $0.kind != "comment" && !file.isGone($0) }
    return left.allSatisfy { statement in
      statement.kind == "select_statement"
        && statement.namedChildren.filter { $0.kind != "comment" && !file.isGone($0) }.allSatisfy { clause in
          clause.child("communication").map { !$0.subtree.contains { $0.kind == "send_statement" } } ?? false
            && clause.namedChildren.filter { $0.field != "communication" }.allSatisfy { isIdle($0, in: file) }
        }
    }
  }

  private func isLocking(_ call: SyntaxNode?) -> Bool {
    guard let name = call?.child("function")?.child("field")?.text else { return false }
    return ["Lock", "Unlock", "RLock", "RUnlock"].contains(name)
  }

  /// Whether a function that registered routes only names their middleware any more.
  private func isMiddlewareOfNothing(_ statement: SyntaxNode, in file: GoFile) -> Bool {
    guard let function = statement.parent?.parent, function.kind == "function_literal",
      let selector = statement.namedChildren.first?.child("function"), selector.child("field")?.text == "Use",
      let router = selector.child("operand")?.text
    else { return false }
    return GoSignature(function).parameters.contains { $0.name?.text == router }
  }

  /// Whether a goroutine only tells its wait group that it is done.
  private func isTurn(_ statement: SyntaxNode) -> Bool {
    guard statement.child("call")?.child("function")?.child("field")?.text == "Done",
      let literal = statement.parent?.parent, literal.kind == "function_literal"
    else { return false }
    return literal.parent?.parent?.kind == "go_statement"
  }

  private func isConstantReturn(_ statement: SyntaxNode) -> Bool {
    guard statement.kind == "return_statement" else { return false }
    return statement.child("result")?.namedChildren.allSatisfy {
      ["true", "false", "nil"].contains($0.text)
        || $0.kind.hasSuffix("_literal") && $0.kind != "composite_literal"
          && $0.kind != "function_literal"
    } ?? true
  }

  /// Whether a statement only sends an answer whose content is fixed.
  private func isAnswer(_ statement: SyntaxNode, in file: GoFile) -> Bool {
    guard statement.kind == "expression_statement", let call = statement.namedChildren.first,
      let function = call.child("function"), function.kind == "selector_expression",
      let name = function.child("field")?.text
    else { return false }
    // What it sends must not be anything that was found out.
    let sent = call.child("arguments")?.subtree.filter { $0.kind == "identifier" } ?? []
    guard
      sent.allSatisfy({
        file.scopes.bindingOf[$0.index] == nil || $0.parent?.kind == "arguments" && $0 == sent.first
      })
    else { return false }
    return [
      "JSON", "String", "Status", "WriteHeader", "Write", "NoContent", "AbortWithStatus",
      "AbortWithStatusJSON",
      "SendStatus", "Abort", "Set", "Header",
    ].contains(name)
  }

  // MARK: Announcements

  /// Lines that only print the name of a function that went.
  func settleAnnouncements(in file: GoFile, _ cascade: Cascade) {
    let names = file.removals.compactMap { node, removal, cause -> (String, CauseID)? in
      guard case .cut = removal else { return nil }
      if node.kind == "function_declaration" || node.kind == "method_declaration",
        let name = node.child("name")
      {
        return (name.text, cause)
      }
      guard let call = node.kind == "expression_statement" ? node.namedChildren.first : node,
        call.kind == "call_expression", call.child("function")?.child("field")?.text == "Run",
        let title = call.child("arguments")?.namedChildren.first, title.kind.hasSuffix("string_literal")
      else { return nil }
      return (CodePattern.content(of: title), cause)
    }.filter { $0.0.count >= 8 }
    guard !names.isEmpty else { return }
    for node in file.tree.root.subtree where node.kind == "expression_statement" && !file.isGone(node) {
      guard let call = node.namedChildren.first, call.kind == "call_expression", GoEffects.isPrinting(call),
        let arguments = call.child("arguments")?.namedChildren, arguments.count == 1,
        arguments[0].kind.hasSuffix("string_literal")
      else { continue }
      for (name, cause) in names where Words.contain(name, in: Array(arguments[0].bytes)) {
        cut(node, in: file, "line that announces '\(name)'", cause, cascade)
        break
      }
    }
  }
}
