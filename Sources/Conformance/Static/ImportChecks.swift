import SyntaxTrees

/// Static checks of imports.
extension TreeExaminer {
  private var graph: ModuleGraph { ModuleGraph(tree: tree, binding: binding) }

  func noImport(_ patterns: [TextPattern]) throws -> TreeVerdict {
    var verdict = TreeVerdict()
    for file in try clientCode() {
      verdict.findings += try loose(patterns, in: file)
      for one in try graph.imports(of: file) {
        verdict.examined += 1
        if patterns.contains(where: { $0.matches(one.source) }) {
          verdict.findings.append(tree.finding("'\(one.source)' is imported", at: one.node, in: file))
        }
      }
    }
    for path in binding.removed {
      verdict.examined += 1
      if tree.exists(path) {
        verdict.findings.append(TreeFinding(message: "this file is still there", path: path, line: nil))
      }
    }
    return verdict
  }

  func noGoModule(_ module: String) throws -> TreeVerdict {
    var verdict = TreeVerdict()
    for file in tree.paths where file.hasSuffix(".go") {
      verdict.examined += 1
      for spec in try tree.swept(file).root.subtree where spec.kind == "import_spec" {
        guard let path = spec.child("path")?.literal, path == module || path.hasPrefix(module + "/") else {
          continue
        }
        verdict.findings.append(tree.finding("'\(path)' is imported", at: spec, in: file))
      }
      verdict.findings += try loose([TextPattern("\"\(module.replacing(".", with: "\\."))[\"/]")], in: file)
    }
    for file in tree.paths where file.hasSuffix("go.mod") || file.hasSuffix("go.sum") {
      verdict.examined += 1
      for (index, line) in try tree.text(file).split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
        if code.split(whereSeparator: { $0 == " " || $0 == "\t" }).contains(Substring(module)) {
          verdict.findings.append(
            TreeFinding(
              message: "'\(module)' is still named", path: file, line: index + 1, text: String(line)))
        }
      }
    }
    guard verdict.examined > 0 else { throw CaseFailure.notApplicable("the tree has no Go") }
    return verdict
  }

  /// Of a file that does not parse the text decides: an error must hide nothing.
  func loose(_ patterns: [TextPattern], in file: String) throws -> [TreeFinding] {
    _ = try tree.swept(file)
    guard tree.broken[file] != nil else { return [] }
    let text = PlainText(file, try tree.text(file))
    return patterns.flatMap { text.findings($0, "in a file that does not parse", inComments: true) }
  }

  func importsResolve() throws -> TreeVerdict {
    let graph = graph
    var verdict = TreeVerdict()
    var exported: [String: Set<String>?] = [:]
    for file in try clientCode() {
      for one in try graph.imports(of: file) where graph.isOwn(one.source) {
        verdict.examined += 1
        guard let target = graph.target(of: one.source, from: file) else {
          verdict.findings.append(tree.finding("'\(one.source)' leads to no file", at: one.node, in: file))
          continue
        }
        guard !one.wanted.isEmpty, SyntaxTrees.Grammar(for: .init(target)) != nil else { continue }
        if exported[target] == nil { exported[target] = try graph.exports(of: target) }
        guard let known = exported[target] ?? nil else { continue }
        for name in one.wanted where !known.contains(name) {
          verdict.findings.append(tree.finding("'\(target)' exports no '\(name)'", at: one.node, in: file))
        }
      }
    }
    return verdict
  }

  func noUnusedImport() throws -> TreeVerdict {
    var verdict = TreeVerdict()
    for file in try tree.files(binding.polling, "tree.polling") {
      let root = try tree.syntax(file).root
      let imports = try graph.imports(of: file)
      for one in imports {
        verdict.examined += one.bound.count
        for name in one.bound {
          let isUsed = root.subtree.contains { $0.text == name && $0.isName && !one.node.contains($0) }
          if !isUsed {
            verdict.findings.append(
              tree.finding("'\(name)' is imported and not used", at: one.node, in: file))
          }
        }
      }
    }
    return verdict
  }
}
