import Findings
import SourceText
import SyntaxTrees

/// What only a person can decide, asked when nothing certain is left to do.
extension TypeScriptCascade {
  func settleQuestions(_ cascade: Cascade) {
    let before = cascade.removed.count
    // One at a time: an answer may settle the questions after it.
    while !lostConditions.isEmpty, cascade.removed.count == before {
      let lost = lostConditions.removeFirst()
      let isThere = !lost.asked.module.isGone(lost.chooser) && !lost.asked.module.isGone(lost.asked.node)
      if isThere, asked.insert(lost.chooser).inserted { askAboutCondition(lost, cascade) }
    }
    while !questions.isEmpty, cascade.removed.count == before {
      let lost = questions.removeFirst()
      if !lost.module.isGone(lost.node), asked.insert(lost.node).inserted { ask(lost, cascade) }
    }
  }

  private func ask(_ lost: LostNode, _ cascade: Cascade) {
    switch lost.node.kind {
    case _ where lost.node.parent?.kind == "arguments": askAboutArgument(lost, cascade)
    case "jsx_element" where lost.node.namedChildren.contains { lost.module.isGone($0) }:
      askAboutWords(lost, cascade)
    case "jsx_element": askAboutWrapper(lost, cascade)
    case "jsx_attribute": askAboutAttribute(lost, cascade)
    case "program": askAboutModule(lost, cascade)
    case "method_definition", "public_field_definition", "field_definition": askAboutMember(lost, cascade)
    case "function_declaration", "arrow_function", "function_expression": askAboutFunction(lost, cascade)
    default: stuck(lost, cascade)
    }
  }

  // MARK: The questions

  private func askAboutCondition(_ lost: LostCondition, _ cascade: Cascade) {
    let module = lost.asked.module
    let chooser = lost.chooser
    let cause = lost.asked.cause
    guard let condition = chooser.child("condition") ?? chooser.child("value") else { return }
    guard chooser.kind == "if_statement" || chooser.kind == "ternary_expression" else {
      askAboutLoop(lost, cascade)
      return
    }
    let never = Choice(id: "never", effect: "it never does: what needs it goes, what happens otherwise stays")
    let always = Choice(id: "always", effect: "it always does: what it guards stays without it")
    let choice = cascade.ask(
      "condition", about: module.path.text,
      "Does '\(Wording.excerpt(of: lost.asked.node))' hold without \(lost.asked.what)?",
      evidence: [
        Finding(
          code: "evidence", severity: .note, message: Wording.excerpt(of: lost.asked.node),
          place: Place(path: module.path))
      ],
      choices: Self.leaves(chooser, unless: lost.asked.node) ? [always, never] : [never, always],
      because: cause)
    let value = Conditions.value(of: condition, when: lost.asked.node, is: choice == "always")
    guard value != .unknown else {
      stuck(LostNode(module: module, node: condition, what: lost.asked.what, cause: cause), cascade)
      return
    }
    know(lost.asked.node, is: choice == "always", lost.asked, cascade)
  }

  /// Whether a function would always end here if a part of the condition did not hold.
  private static func leaves(_ chooser: SyntaxNode, unless part: SyntaxNode) -> Bool {
    guard let condition = chooser.child("condition") else { return false }
    return Conditions.value(of: condition, when: part, is: false) == .holds && endsAll(chooser)
  }

  private func askAboutLoop(_ lost: LostCondition, _ cascade: Cascade) {
    let module = lost.asked.module
    let choice = cascade.ask(
      "condition", about: module.path.text + "#" + lost.chooser.kind,
      "Does the \(Wording.name(of: lost.chooser)) go, which waits for or chooses by \(lost.asked.what)?",
      evidence: [
        evidence(LostNode(module: module, node: lost.chooser, what: "", cause: lost.asked.cause), "it")
      ],
      choices: [
        Choice(id: "remove", effect: "it goes with everything in it"),
        Choice(id: "leave", effect: "it stays as it is, to be mended by hand"),
      ], because: lost.asked.cause)
    let whole = LostNode(module: module, node: lost.chooser, what: lost.asked.what, cause: lost.asked.cause)
    if choice == "remove" {
      cut(
        lost.chooser, in: module, "\(Wording.name(of: lost.chooser)) that chooses by \(lost.asked.what)",
        lost.asked.cause, cascade)
    } else {
      stuck(whole, cascade)
    }
  }

  /// A part of a page has words left, and none of the buttons and inputs that stood there.
  private func askAboutWords(_ lost: LostNode, _ cascade: Cascade) {
    let name = lost.node.child("open_tag")?.child("name")?.text ?? ""
    let choice = cascade.ask(
      "words", about: symbol(lost), "Does <\(name)> go, of which only words are left?",
      evidence: [evidence(lost, "the element")],
      choices: [
        Choice(id: "remove", effect: "it goes with its words"), Choice(id: "keep", effect: "its words stay"),
      ], because: lost.cause)
    if choice == "remove" { lose(lost.node, in: lost.module, lost.what, lost.cause, cascade) }
  }

  private func askAboutWrapper(_ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    let children = lost.node.namedChildren.filter {
      ["jsx_element", "jsx_self_closing_element", "jsx_expression", "jsx_text"].contains($0.kind)
        && !Climbing.isBlankJSX($0)
    }
    let name = lost.node.child("open_tag")?.child("name")?.text ?? ""
    let unwrap = Choice(id: "unwrap", effect: "its children stay where it stood")
    let drop = Choice(id: "remove", effect: "it goes with everything in it")
    let wraps = children.contains { $0.kind != "jsx_text" }
    let choice = cascade.ask(
      "wrapper", about: symbol(lost), "Does what stands inside of <\(name)> stay?",
      evidence: [evidence(lost, "the element")], choices: wraps ? [unwrap, drop] : [drop, unwrap],
      because: lost.cause)
    if choice == "remove" {
      lose(lost.node, in: module, lost.what, lost.cause, cascade)
      return
    }
    self.unwrap(lost.node, lost, cascade)
  }

  /// Leaves only the children of an element.
  func unwrap(_ element: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    let children = element.namedChildren.filter {
      ["jsx_element", "jsx_self_closing_element", "jsx_expression", "jsx_text"].contains($0.kind)
        && !Climbing.isBlankJSX($0)
    }
    let summary = "wrapper \(lost.what)"
    if let only = children.first, children.count == 1,
      only.kind.hasPrefix("jsx_element") || only.kind.hasPrefix("jsx_self")
    {
      reduce(element, .keepOnly(only), in: module, summary, lost.cause, cascade)
    } else {
      reduce(element, .fragment, in: module, summary, lost.cause, cascade)
    }
  }

  private func askAboutAttribute(_ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    guard let tag = lost.node.parent else { return }
    let element = tag.kind == "jsx_self_closing_element" ? tag : tag.parent ?? tag
    let name = lost.node.namedChildren.first?.text ?? ""
    let choice = cascade.ask(
      "attribute", about: symbol(lost),
      "Does <\(tag.child("name")?.text ?? "")> stay without its '\(name)'?",
      evidence: [evidence(lost, "the attribute")],
      choices: [
        Choice(id: "remove-element", effect: "the element goes"),
        Choice(id: "remove-attribute", effect: "only the attribute goes"),
      ], because: lost.cause)
    if choice == "remove-element" {
      lose(element, in: module, lost.what, lost.cause, cascade)
    } else {
      cut(lost.node, in: module, "attribute '\(name)' that uses \(lost.what)", lost.cause, cascade)
    }
  }

  private func askAboutArgument(_ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    guard let call = lost.node.parent?.parent else { return }
    let withoutArgument = Choice(id: "remove-argument", effect: "the call stays without the argument")
    let withoutCall = Choice(id: "remove-call", effect: "the call goes, and what uses its result")
    let choice = cascade.ask(
      "argument", about: symbol(lost),
      "Does the call of '\((call.child("function") ?? call.child("constructor"))?.text ?? "")' stay without '\(Wording.excerpt(of: lost.node))'?",
      evidence: [evidence(lost, "the argument")],
      choices: mustBeGiven(lost.node, to: call, in: module)
        ? [withoutCall, withoutArgument] : [withoutArgument, withoutCall],
      because: lost.cause)
    if choice == "remove-call" {
      lose(call, in: module, lost.what, lost.cause, cascade)
    } else {
      cut(lost.node, in: module, "argument that uses \(lost.what)", lost.cause, cascade)
    }
  }

  /// Whether an own function asks for an argument: it has a parameter there that is not optional,
  /// or others behind it, which would get each other's values.
  private func mustBeGiven(_ argument: SyntaxNode, to call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    let given = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    guard let position = given.firstIndex(of: argument) else { return false }
    let isLast = position == given.count - 1
    return ShapeFinder(index: index).parameters(of: call, module, ShapeFinder.depth).contains { home, list in
      guard list.indices.contains(position), !home.isGone(list[position]) else { return false }
      let parameter = list[position]
      let pattern = parameter.child("pattern") ?? parameter
      guard pattern.kind != "rest_pattern" else { return false }
      let isOptional =
        parameter.kind == "optional_parameter" || parameter.kind == "assignment_pattern"
        || parameter.child("value") != nil
      return !isLast || !isOptional
    }
  }

  private func askAboutMember(_ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    guard let number = module.members.declaredBy[lost.node.index] else { return }
    let member = module.members.all[number]
    let users = usersElsewhere(of: member, in: module, cascade)
    let choice = cascade.ask(
      "member", about: symbol(lost),
      "Does '\(member.name)', which has nothing left to do, go with every call of it?",
      evidence: users.prefix(12).map { user, node in
        Finding(code: "use", severity: .note, message: "may call it", place: user.place(of: node))
      } + [evidence(lost, "the member")],
      choices: [
        Choice(id: "remove", effect: "it goes, and the calls listed as evidence go with it"),
        Choice(id: "keep", effect: "it stays as it is, to be finished by hand"),
      ], because: lost.cause)
    guard choice == "remove" else {
      stuck(lost, cascade)
      return
    }
    cut(lost.node, in: module, "member '\(member.name)', which has nothing left to do", lost.cause, cascade)
    for (user, node) in users { lose(node, in: user, "'\(member.name)'", lost.cause, cascade) }
  }

  /// A function that does more than what went names a type that went: the type is
  /// wanted still, only its home is gone.
  private func askAboutFunction(_ lost: LostNode, _ cascade: Cascade) {
    let move = MovedType(lost, index)
    let choice = cascade.ask(
      "signature", about: symbol(lost),
      "What becomes of this function, which uses \(lost.what) but does other work?",
      evidence: [evidence(lost, "the function")],
      choices: (move == nil
        ? [Choice(id: "keep", effect: "it stays as it is, to be mended by hand")]
        : [Choice(id: "move-type", effect: "the type's declaration moves to this file")])
        + [Choice(id: "remove", effect: "it goes, and what uses it")],
      because: lost.cause)
    if choice == "remove" {
      functionLost(lost.node, .result, lost, cascade)
    } else if let move {
      reduce(
        move.statement, .replace(move.declaration), in: lost.module,
        "declaration of \(lost.what), moved here",
        lost.cause, cascade)
    } else {
      stuck(lost, cascade)
    }
  }

  private func askAboutModule(_ lost: LostNode, _ cascade: Cascade) {
    let path = lost.module.path
    let choice = cascade.ask(
      "module", about: path.text, "Is '\(path)' still wanted, which was imported for its effects only?",
      evidence: [
        Finding(
          code: "module", severity: .note, message: "nobody imports it any more", place: Place(path: path))
      ],
      choices: [Choice(id: "keep", effect: "it stays"), Choice(id: "remove", effect: "it goes")],
      because: lost.cause)
    guard choice == "remove" else { return }
    let link = cascade.cause(
      "module that nobody imports any more", because: lost.cause, place: Place(path: path))
    cascade.remove(.file(path), because: link)
  }

  /// Nothing around a lost node can be said to go: it has to be mended by hand.
  func stuck(_ lost: LostNode, _ cascade: Cascade) {
    blocked(lost.module, "no edit is known for what stands here", lost.node, lost.cause, cascade)
  }

  /// A file or place that must not be edited needs something that goes.
  func blocked(
    _ module: TypeScriptModule, _ obstacle: String, _ node: SyntaxNode, _ cause: CauseID, _ cascade: Cascade
  ) {
    let lost = LostNode(module: module, node: node, what: "", cause: cause)
    _ =
      cascade.ask(
        "by-hand", about: symbol(lost),
        "'\(module.path)' needs something that goes, and \(obstacle): is it mended by hand?",
        evidence: [evidence(lost, obstacle)],
        choices: [
          Choice(id: "leave", effect: "the file stays as it is here and will not compile until it is mended"),
          Choice(id: "remove-file", effect: "the whole file goes"),
        ], because: cause) == "remove-file" && cascade.remove(.file(module.path), because: cause)
  }

  // MARK: Evidence

  /// Path and name of what a lost node stands in; never a line.
  private func symbol(_ lost: LostNode) -> String {
    let names = ([lost.node] + lost.node.ancestors).compactMap { node -> String? in
      guard let name = node.child("name") ?? node.child("key"), name.range.count < 80,
        !node.kind.hasPrefix("jsx")
      else { return nil }
      return name.text
    }
    return ([lost.module.path.text] + names.reversed()).joined(separator: "#")
  }

  private func evidence(_ lost: LostNode, _ message: String) -> Finding {
    Finding(code: "evidence", severity: .note, message: message, place: lost.module.place(of: lost.node))
  }
}
