import SyntaxTrees

/// Static checks of names, documents and tests.
extension TreeExaminer {
  func noName(_ identifiers: [TextPattern], _ keys: [TextPattern]) throws -> TreeVerdict {
    var verdict = TreeVerdict()
    for file in tree.code(below: nil) {
      let root = try tree.swept(file).root
      verdict.findings += try loose(keys, in: file)
      for node in root.subtree {
        if node.isName {
          verdict.examined += 1
          if identifiers.contains(where: { $0.matches(node.text) }) {
            verdict.findings.append(tree.finding("'\(node.text)' is still there", at: node, in: file))
          }
        } else if let key = node.literal, keys.contains(where: { $0.matches(key) }) {
          verdict.findings.append(tree.finding("'\(key)' is still read", at: node, in: file))
        }
      }
    }
    for file in try tree.files(binding.configuration, "tree.configuration") {
      let text = PlainText(file, try tree.text(file))
      for (index, line) in text.code.enumerated() {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        verdict.examined += 1
        if let word = words.first(where: { word in keys.contains { $0.matches(word) } }) {
          verdict.findings.append(
            TreeFinding(
              message: "'\(word)' is still set", path: file, line: index + 1, text: text.lines[index]))
        }
      }
    }
    return verdict
  }

  func storeFree(_ patterns: [TextPattern]) throws -> TreeVerdict {
    var verdict = TreeVerdict()
    for file in try tree.files(binding.store, "tree.store") where !Self.isTest(file) {
      for node in try tree.syntax(file).root.subtree {
        // In a store even a text is a name: a type of action, an exempted path.
        guard let text = node.isName ? node.text : node.literal else { continue }
        verdict.examined += 1
        if patterns.contains(where: { $0.matches(text) }) {
          verdict.findings.append(tree.finding("'\(text)' is still in the store", at: node, in: file))
        }
      }
    }
    return verdict
  }

  func noConfiguration(_ patterns: [TextPattern]) throws -> TreeVerdict {
    var verdict = TreeVerdict()
    for file in try tree.files(binding.configuration, "tree.configuration") {
      verdict.examined += 1
      let text = PlainText(file, try tree.text(file))
      for pattern in patterns {
        verdict.findings += text.findings(pattern, "an address or its variable is still set")
      }
    }
    return verdict
  }

  func documented(_ never: [TextPattern]) throws -> TreeVerdict {
    let (send, list) = try message()
    var verdict = TreeVerdict()
    let files = try tree.files(binding.documents, "tree.documents")
    var missing = [send, list]
    for file in files {
      verdict.examined += 1
      let text = PlainText(file, try tree.text(file))
      missing.removeAll { route in
        text.lines.contains { line in
          line.contains(route.path) && line.contains(/\b[A-Z]+\b/) && line.contains(route.method)
        }
      }
      for pattern in never {
        verdict.findings += text.findings(pattern, "a path that is gone is documented", inComments: true)
      }
    }
    for route in missing {
      verdict.findings.append(
        TreeFinding(message: "\(route.method) \(route.path) is documented nowhere", path: files[0], line: nil)
      )
    }
    return verdict
  }

  func testsImport() throws -> TreeVerdict {
    let graph = ModuleGraph(tree: tree, binding: binding)
    let tests = try tree.files(binding.clientTests, "tree.clientTests")
    var missing = Set(binding.realModules)
    guard !missing.isEmpty else { throw CaseFailure.skip("the binding has no tree.realModules") }
    var verdict = TreeVerdict()
    for test in tests {
      var reached = Set(try reachable(test, graph))
      // A mock of a module in this test takes the place of the real one.
      for one in try graph.imports(of: test)
      where one.node.child("function")?.text.hasSuffix(".mock") ?? false {
        if let target = graph.target(of: one.source, from: test) { reached.remove(target) }
      }
      verdict.examined += 1
      missing.subtract(reached)
    }
    for module in missing.sorted() {
      verdict.findings.append(
        TreeFinding(message: "no test imports the real '\(module)'", path: tests[0], line: nil))
    }
    return verdict
  }

  /// What a test imports, itself or through its helpers; another test is no helper.
  private func reachable(_ test: String, _ graph: ModuleGraph) throws -> [String] {
    var found = [test]
    var next = 0
    while next < found.count {
      for one in try graph.imports(of: found[next]) where graph.isOwn(one.source) {
        guard let target = graph.target(of: one.source, from: found[next]), !found.contains(target),
          SyntaxTrees.Grammar(for: .init(target)) != nil
        else { continue }
        found.append(target)
      }
      next += 1
    }
    return found
  }

  func testsCall() throws -> TreeVerdict {
    let (send, list) = try message()
    let routes = try routes()
    let tests = try tree.files(binding.serverTests, "tree.serverTests")
    var verdict = TreeVerdict()
    for route in [send, list] {
      let names = routes.filter { $0.path == route.path && $0.method == route.method }
        .flatMap(\.handlers).compactMap { $0.split(separator: ".").last.map(String.init) }
      let isCalled = try tests.contains { file in
        verdict.examined += 1
        return try tree.syntax(file).root.subtree.contains { node in
          node.isName && names.contains(node.text) && node.ancestors.contains { $0.kind == "call_expression" }
        }
      }
      if !isCalled {
        verdict.findings.append(
          TreeFinding(
            message: "no test calls the handler of \(route.method) \(route.path)", path: tests[0], line: nil))
      }
    }
    return verdict
  }

  func oneTokenKey() throws -> TreeVerdict {
    let files = try tree.files(binding.tokenReaders, "tree.tokenReaders").filter { !Self.isTest($0) }
    var verdict = TreeVerdict()
    var keys: [(key: String, finding: TreeFinding)] = []
    for file in files {
      let root = try tree.swept(file).root
      for call in root.subtree where call.kind == "call_expression" {
        guard let function = call.child("function")?.text, function.hasSuffix("Storage.getItem"),
          let argument = call.child("arguments")?.namedChildren.first
        else { continue }
        let key = argument.literal ?? constant(argument.text, in: root) ?? argument.text
        guard key.lowercased().contains("token") || key.lowercased().contains("auth") else { continue }
        verdict.examined += 1
        keys.append(
          (function + " " + key, tree.finding("the token is read from '\(key)'", at: call, in: file)))
      }
    }
    if Set(keys.map(\.key)).count > 1 { verdict.findings = keys.map(\.finding) }
    return verdict
  }

  private func constant(_ name: String, in root: SyntaxNode) -> String? {
    root.subtree.first { $0.kind == "variable_declarator" && $0.child("name")?.text == name }?.child("value")?
      .literal
  }
}
