import Findings
import SourceText
import SyntaxTrees

/// Statements that chose by a value that is gone.
extension GoCascade {
  // MARK: Flags

  /// The boolean expression that a lost name is, if it stands where a choice is made.
  func flag(around start: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    // A test's condition is what it asserts.
    guard !file.isTest, case .symbols(let symbols) = types.target(of: start, in: file),
      symbols.contains(where: { [.function, .method, .field, .variable, .constant].contains($0.kind) })
    else { return nil }
    var whole = start
    if let selector = whole.parent, selector.kind == "selector_expression", whole.field == "field" {
      whole = selector
    }
    if let call = whole.parent, call.kind == "call_expression", whole.field == "function" { whole = call }
    if let pointer = whole.parent, pointer.kind == "unary_expression", pointer.child("operator")?.kind == "*"
    {
      whole = pointer
    }
    guard case .basic("bool") = types.type(of: whole, in: file), let parent = whole.parent else { return nil }
    switch parent.kind {
    case "parenthesized_expression": return whole
    case "if_statement": return whole.field == "condition" ? whole : nil
    case "unary_expression": return parent.child("operator")?.kind == "!" ? whole : nil
    case "binary_expression":
      return ["&&", "||"].contains(parent.child("operator")?.kind ?? "") ? whole : nil
    default: return nil
    }
  }

  /// Asks once for each lost thing what the conditions that ask it are from now on.
  func settleFlags(_ cascade: Cascade) {
    let open = flags
    flags = []
    for lost in open where !lost.file.isGone(lost.node) {
      if hasIdleBranch(lost) {
        lose(lost.node, being: false, isBoolean: true, in: lost.file, lost.what, lost.cause, cascade)
        continue
      }
      let places = open.filter { $0.what == lost.what }
      // Where all that a flag did was to let something happen, it does not happen.
      if places.allSatisfy(\.isPlainGuard) {
        lose(lost.node, being: false, isBoolean: true, in: lost.file, lost.what, lost.cause, cascade)
        continue
      }
      let choice = cascade.ask(
        "condition", about: lost.what, "Conditions ask \(lost.what), which is gone. What is it from now on?",
        evidence: places.flatMap(evidence),
        choices: [
          Choice(id: "never", effect: "it is false: what it guarded goes, the other branches stay"),
          Choice(id: "always", effect: "it is true: what it guarded stays without the question"),
        ], because: lost.cause)
      lose(
        lost.node, being: choice == "always", isBoolean: true, in: lost.file, lost.what, lost.cause, cascade)
    }
  }

  /// Whether all that a flag guards is gone or does nothing.
  private func hasIdleBranch(_ lost: LostNode) -> Bool {
    guard let statement = lost.node.parent, statement.kind == "if_statement", statement.child("else") == nil,
      let body = statement.child("body")
    else { return false }
    return isIdle(body, in: lost.file)
  }

  func settleConditions(_ cascade: Cascade) {
    let conditions = lostConditions
    lostConditions = []
    for condition in conditions {
      let (chooser, lost) = (condition.chooser, condition.lost)
      guard !lost.file.isGone(chooser), !lost.file.isGone(lost.node),
        !(lost.file.isGone(chooser.child("body") ?? chooser))
      else { continue }
      guard chooser.kind == "if_statement" else {
        settleSwitch(chooser, lost, cascade)
        continue
      }
      // A branch that only leaves was a check of what is gone.
      let value = condition.isFlag ? condition.value : condition.value == true ? nil : condition.value
      if let value = value ?? certainValue(of: chooser, in: lost.file) {
        fold(chooser, to: value, lost, cascade)
      } else {
        questions.append(lost)
      }
    }
  }

  /// What a condition on a lost value may be taken to be: false, where its branch only deals
  /// with that value having failed, or says so.
  private func certainValue(of statement: SyntaxNode, in file: GoFile) -> Bool? {
    guard let body = statement.child("body") else { return nil }
    if GoEffects.leaves(body, in: file) || asksWhetherFound(statement, in: file) { return false }
    let content = body.namedChildren.filter { $0.kind != "comment" && !file.isGone($0) }
    let asked = statement.child("condition")
    return content.allSatisfy { isIdle($0, in: file) || forgives($0, what: asked) } ? false : nil
  }

  /// Whether a condition asks for nothing but whether its own lookup, which is gone, found
  /// something: `if v, ok := find(); ok { … }`.
  private func asksWhetherFound(_ statement: SyntaxNode, in file: GoFile) -> Bool {
    guard statement.child("else") == nil, let condition = statement.child("condition"),
      condition.kind == "identifier", let start = statement.child("init_statement"), file.isGone(start),
      let names = start.child("left")?.namedChildren, names.count > 1
    else { return false }
    return names.last?.text == condition.text
  }

  /// Whether a statement only takes back what a condition asks for: `if err != nil { err = nil }`.
  private func forgives(_ statement: SyntaxNode, what condition: SyntaxNode?) -> Bool {
    guard statement.kind == "assignment", let target = statement.child("left"),
      let value = statement.child("right"), ["nil", "\"\"", "0", "false"].contains(value.text)
    else { return false }
    return condition?.subtree.contains { $0.text == target.text } ?? false
  }

  /// Leaves of an `if` what runs when its condition is known.
  func fold(_ statement: SyntaxNode, to value: Bool, _ lost: LostNode, _ cascade: Cascade) {
    let file = lost.file
    let summary = "condition that asks \(lost.what)"
    guard let body = statement.child("body") else { return }
    let isElse = statement.field == "else"
    if value {
      if isElse {
        remove(statement, .keepOnly(body), in: file, summary, lost.cause, cascade)
      } else {
        remove(statement, .unwrap(body), in: file, summary, lost.cause, cascade)
        if GoEffects.leaves(body, in: file) { cutAfter(statement, in: file, lost, cascade) }
      }
      return
    }
    guard let other = statement.child("else"), !file.isGone(other) else {
      if isElse, let outer = statement.parent, outer.kind == "if_statement" {
        remove(statement, .cut, in: file, summary, lost.cause, cascade)
        return
      }
      cut(statement, in: file, summary, lost.cause, cascade)
      return
    }
    if isElse || other.kind == "if_statement" {
      remove(statement, .keepOnly(other), in: file, summary, lost.cause, cascade)
    } else {
      remove(statement, .unwrap(other), in: file, summary, lost.cause, cascade)
      if GoEffects.leaves(other, in: file) { cutAfter(statement, in: file, lost, cascade) }
    }
  }

  /// What follows a statement that now always leaves its block can never run.
  private func cutAfter(_ statement: SyntaxNode, in file: GoFile, _ lost: LostNode, _ cascade: Cascade) {
    guard let block = statement.parent else { return }
    for next in block.namedChildren
    where next.index > statement.index && next.kind != "comment" && !file.isGone(next) {
      cut(next, in: file, "code that can no longer run", lost.cause, cascade)
    }
  }

  private func settleSwitch(_ statement: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    let hasDefault = statement.namedChildren.contains { clause in
      clause.kind.hasSuffix("_clause") && clause.children.first?.kind == "default"
        && !lost.file.isGone(clause)
        && !clause.namedChildren.allSatisfy { isIdle($0, in: lost.file) || $0.kind == "comment" }
    }
    if hasDefault {
      questions.append(lost)
    } else {
      cut(statement, in: lost.file, "choice by \(lost.what)", lost.cause, cascade)
    }
  }

  // MARK: Questions

  /// Asks what nothing certain decided; the plan goes on with the answer.
  func settleQuestions(_ cascade: Cascade) {
    while !questions.isEmpty {
      let lost = questions.removeFirst()
      guard !lost.file.isGone(lost.node), asked.insert(lost.node).inserted else { continue }
      let chooser = lost.node.ancestors.first { ancestor in
        ["if_statement", "expression_switch_statement", "type_switch_statement"].contains(ancestor.kind)
          && !(ancestor.child("body")?.contains(lost.node) ?? false)
      }
      let function = lost.node.ancestors.first {
        ["function_declaration", "method_declaration", "function_literal"].contains($0.kind)
      }
      if lost.file.isTest {
        decideInTest(lost, function, cascade)
        return
      }
      if let function, let name = function.child("name"),
        let symbol = symbol(declaredBy: name, in: lost.file),
        lost.node.ancestors.contains(where: { $0.kind == "return_statement" }),
        !isReached(symbol) || strippedFunctions.contains(symbol),
        let whole = isNeededBesideOthers(symbol) ? typeOnlyFor(interfaceOf: symbol)?.node : function
      {
        cut(
          whole, in: lost.file, "\(GoWording.name(of: function)) that gives \(lost.what)", lost.cause,
          cascade)
        return
      }
      if let chooser, function.map({ $0.contains(chooser) }) ?? true {
        askCondition(chooser, lost, cascade)
      } else {
        askEntangled(lost, in: function, cascade)
      }
      return
    }
  }

  /// In a test what is lost needs no decision: the statement goes, or the helper that gave it.
  private func decideInTest(_ lost: LostNode, _ function: SyntaxNode?, _ cascade: Cascade) {
    let statement = ([lost.node] + lost.node.ancestors).first { Self.isStatement($0) }
    if let statement, statement.kind != "return_statement" {
      cut(statement, in: lost.file, "statement of a test that uses \(lost.what)", lost.cause, cascade)
    } else if let function, function.kind == "function_literal" {
      lose(function, in: lost.file, lost.what, lost.cause, cascade)
    } else if let function {
      cut(function, in: lost.file, "helper of tests that gives \(lost.what)", lost.cause, cascade)
    } else if let declaration = lost.file.declaration(around: lost.node) {
      cut(declaration, in: lost.file, "declaration of a test that uses \(lost.what)", lost.cause, cascade)
    }
  }

  /// Whether something that runs uses a declaration: what nothing used before does not run.
  func isReached(_ symbol: GoSymbol) -> Bool {
    references.of(symbol).contains { reference in
      guard keepsAlive(reference, symbol) else { return false }
      guard let name = reference.file.declaration(around: reference.node)?.child("name"),
        let holder = self.symbol(declaredBy: name, in: reference.file),
        [.function, .method].contains(holder.kind)
      else { return true }
      return isRoot(holder) || references.of(holder).contains { keepsAlive($0, holder) }
    }
  }

  func evidence(_ lost: LostNode) -> [Finding] {
    [
      Finding(
        code: "use", severity: .note, message: "uses \(lost.what)", place: lost.file.place(of: lost.node))
    ]
  }

  private func symbolName(_ lost: LostNode) -> String {
    let name = lost.file.declaration(around: lost.node)?.child("name")?.text ?? ""
    return "\(lost.file.path)#\(name)"
  }

  private func askCondition(_ chooser: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    let choice = cascade.ask(
      "condition", about: symbolName(lost),
      "A condition asks \(lost.what), which is gone. What is it from now on?", evidence: evidence(lost),
      choices: [
        Choice(id: "never", effect: "it never holds: its branch goes, another one stays"),
        Choice(id: "always", effect: "it always holds: its branch stays without the question"),
      ], because: lost.cause)
    if chooser.kind == "if_statement" {
      fold(chooser, to: choice == "always", lost, cascade)
    } else {
      cut(chooser, in: lost.file, "choice by \(lost.what)", lost.cause, cascade)
    }
  }

  private func askEntangled(_ lost: LostNode, in function: SyntaxNode?, _ cascade: Cascade) {
    var statement = ([lost.node] + lost.node.ancestors).first { Self.isStatement($0) }
    // Without what it gives back a function is no function.
    if statement?.kind == "return_statement" { statement = nil }
    let method = function?.child("name").flatMap { symbol(declaredBy: $0, in: lost.file) }
    let isNeeded = method.map(isNeededBesideOthers) ?? false
    let type = isNeeded ? method.flatMap(typeOnlyFor) : nil
    let name = type.map { "type '\($0.name)'" } ?? function.map(GoWording.name) ?? "declaration"
    let remove = Choice(id: "remove", effect: "the whole \(name) goes, and its uses are repaired")
    let byHand = Choice(id: "by-hand", effect: "it stays as it is; edit it on the step's branch")
    let choices =
      statement != nil
      ? [
        Choice(id: "remove", effect: "the statement goes"),
        Choice(id: "function", effect: "the whole \(name) goes, and its uses are repaired"),
      ]
      : isNeeded && type == nil || function.map({ doesMore($0, than: lost) }) ?? false
        ? [byHand, remove] : [remove, byHand]
    let choice = cascade.ask(
      "entangled", about: symbolName(lost),
      "\(lost.what) is gone, and it cannot be told what this code is without it. What goes?",
      evidence: evidence(lost), choices: choices, because: lost.cause)
    if choice == "by-hand" {
      lost.file.leaveToHand(lost.node)
    } else if choice != "function", let statement {
      cut(statement, in: lost.file, "statement that uses \(lost.what)", lost.cause, cascade)
    } else if let function, function.kind != "function_literal" {
      cut(type?.node ?? function, in: lost.file, "\(name) that uses \(lost.what)", lost.cause, cascade)
    } else if let statement {
      cut(statement, in: lost.file, "statement that uses \(lost.what)", lost.cause, cascade)
    } else if let declaration = lost.file.declaration(around: lost.node) {
      cut(declaration, in: lost.file, "declaration that uses \(lost.what)", lost.cause, cascade)
    }
  }
}

extension GoCascade {
  /// Whether a function does something besides giving back what is lost.
  private func doesMore(_ function: SyntaxNode, than lost: LostNode) -> Bool {
    guard let body = function.child("body") else { return false }
    return body.subtree.contains { node in
      Self.isStatement(node) && !node.contains(lost.node) && !lost.file.isGone(node)
        && !isIdle(node, in: lost.file) && node.kind != "comment" && node.kind != "return_statement"
    }
  }
}

extension GoCascade.LostNode {
  /// Whether it is the whole condition of an `if` without another branch.
  fileprivate var isPlainGuard: Bool {
    guard let statement = node.parent, statement.kind == "if_statement" else { return false }
    return statement.child("else") == nil
  }
}
