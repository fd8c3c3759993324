import SyntaxTrees

/// Follows a switch between transports through the functions of its file.
struct FlagChecks {
  let tree: SourceTree
  let flag: TreeBinding.Flag
  private let path: String
  private let root: SyntaxNode
  /// Bodies by the names of methods and functions.
  private let functions: [String: SyntaxNode]
  private let entry: String

  init(_ tree: SourceTree, _ flag: TreeBinding.Flag) throws {
    self.tree = tree
    self.flag = flag
    (path, entry) = try NumberPlaces.split(flag.switcher)
    root = try tree.syntax(path).root
    var functions: [String: SyntaxNode] = [:]
    for node in root.subtree {
      switch node.kind {
      case "method_definition", "function_declaration":
        if let name = node.child("name")?.text, let body = node.child("body") { functions[name] = body }
      case "variable_declarator", "public_field_definition":
        if let name = node.child("name")?.text, let value = node.child("value"),
          ["arrow_function", "function_expression"].contains(value.kind)
        {
          functions[name] = value
        }
      default: break
      }
    }
    self.functions = functions
  }

  /// A person's choice of a transport reaches that transport's service and no other.
  func switchReaches() throws -> TreeVerdict {
    guard let start = functions[entry] else {
      throw CaseFailure.error("the binding's place '\(flag.switcher)' is no function")
    }
    let bodies = reachable(from: start)
    var verdict = TreeVerdict()
    let services = [
      ("polling", flag.pollingService, flag.socketService),
      ("websocket", flag.socketService, flag.pollingService),
    ]
    for (mode, service, other) in services {
      let branches = bodies.flatMap { self.branches(on: mode, in: $0) }
      verdict.examined += branches.count
      for branch in branches {
        let names = branch.subtree.filter(\.isName).map(\.text)
        let modes = branch.subtree.compactMap(\.literal).filter { $0 == "polling" || $0 == "websocket" }
        if names.contains(other) || modes.contains(where: { $0 != mode }) {
          verdict.findings.append(
            tree.finding("the choice '\(mode)' leads to the other transport here", at: branch, in: path))
        }
      }
      let mentions = bodies.contains { $0.subtree.contains { $0.isName && $0.text == service } }
      let isChosen = bodies.contains { $0.subtree.contains { $0.literal == mode } }
      if !mentions || !isChosen {
        verdict.findings.append(
          tree.finding("from here the choice '\(mode)' does not reach \(service)", at: start, in: path))
      }
    }
    return verdict
  }

  /// As many failures as declared, and polling begins after the declared delay.
  func fallbackStarts() throws -> TreeVerdict {
    var verdict = TreeVerdict()
    // The comparison stands in the condition itself, or in a function that answers it.
    let answering = functions.filter { !comparisons(in: $0.value).isEmpty }.map(\.key)
    for condition in root.subtree where condition.kind == "if_statement" {
      guard let test = condition.child("condition"), let body = condition.child("consequence") else {
        continue
      }
      let own = comparisons(in: test)
      let called = calls(in: test).filter(answering.contains)
      guard !own.isEmpty || !called.isEmpty else { continue }
      // A guard that only leaves is no change of transport.
      guard body.subtree.contains(where: { $0.kind == "call_expression" }) else { continue }
      verdict.examined += 1
      let all = own + called.flatMap { functions[$0].map(comparisons) ?? [] }
      if let wrong = all.first(where: { $0.child("operator")?.text != ">=" }) {
        verdict.findings.append(
          tree.finding("failures are not compared with \(flag.attempts) by >=", at: wrong, in: path))
        continue
      }
      guard let timer = timer(in: reachable(from: body)) else {
        verdict.findings.append(
          tree.finding("the change does not wait for \(flag.delay)", at: body, in: path))
        continue
      }
      if !reachable(from: timer).contains(where: startsPolling) {
        verdict.findings.append(
          tree.finding("what the timer calls does not start polling", at: timer, in: path))
      }
    }
    return verdict
  }

  private func comparisons(in node: SyntaxNode) -> [SyntaxNode] {
    node.subtree.filter { node in
      node.kind == "binary_expression"
        && [">=", ">", "==", "==="].contains(node.child("operator")?.text ?? "")
        && (node.child("right")?.subtree.contains { $0.isName && $0.text == flag.attempts } ?? false)
    }
  }

  private func calls(in node: SyntaxNode) -> [String] {
    node.subtree.filter { $0.kind == "call_expression" }.compactMap { call in
      (call.child("function")?.child("property") ?? call.child("function"))?.text
    }
  }

  /// What a timer of the declared delay calls.
  private func timer(in bodies: [SyntaxNode]) -> SyntaxNode? {
    for call in bodies.flatMap(\.subtree) where call.kind == "call_expression" {
      guard call.child("function")?.text.hasSuffix("setTimeout") ?? false,
        let arguments = call.child("arguments")?.namedChildren, arguments.count == 2,
        arguments[1].subtree.contains(where: { $0.isName && $0.text == flag.delay })
      else { continue }
      return arguments[0]
    }
    return nil
  }

  private func startsPolling(_ body: SyntaxNode) -> Bool {
    body.subtree.contains { node in
      node.kind == "call_expression"
        && (node.child("arguments")?.subtree.contains { $0.literal == "polling" } ?? false
          || node.child("function")?.text.hasPrefix(flag.pollingService + ".") ?? false)
    }
  }

  /// A body and those of the functions of this file that it calls.
  private func reachable(from start: SyntaxNode) -> [SyntaxNode] {
    var bodies = [start]
    var seen: Set<String> = []
    var next = 0
    while next < bodies.count {
      for call in bodies[next].subtree
      where call.kind == "call_expression" || call.kind == "member_expression" {
        let name =
          (call.child("function")?.child("property") ?? call.child("function") ?? call.child("property"))?
          .text
        if let name, let body = functions[name], seen.insert(name).inserted { bodies.append(body) }
      }
      next += 1
    }
    return bodies
  }

  /// What is done where a mode is this one: the case of a switch, the then of a condition.
  private func branches(on mode: String, in body: SyntaxNode) -> [SyntaxNode] {
    body.subtree.flatMap { node -> [SyntaxNode] in
      switch node.kind {
      case "switch_case" where node.child("value")?.literal == mode:
        return node.children.filter { $0.field == "body" }
      case "ternary_expression", "if_statement":
        guard let test = node.child("condition"),
          test.subtree.contains(where: { $0.kind == "===" || $0.kind == "==" }),
          test.subtree.contains(where: { $0.literal == mode })
        else { return [] }
        return [node.child("consequence")].compactMap(\.self)
      default: return []
      }
    }
  }
}
