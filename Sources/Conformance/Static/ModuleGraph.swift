import SyntaxTrees

/// One import of a module, of any form.
struct ModuleImport {
  /// What stands between the quotes.
  let source: String
  let node: SyntaxNode
  let path: String
  /// The names that it asks for; `default` and `*` among them.
  let wanted: [String]
  /// The names that it binds here.
  let bound: [String]
}

/// The imports of TypeScript and JavaScript, and where they lead.
struct ModuleGraph {
  let tree: SourceTree
  let binding: TreeBinding

  func imports(of path: String) throws -> [ModuleImport] {
    let root = try tree.swept(path).root
    var found: [ModuleImport] = []
    for node in root.subtree {
      switch node.kind {
      case "import_statement":
        guard let source = node.child("source")?.literal else { continue }
        found.append(read(node, source, path))
      case "export_statement":
        guard let source = node.child("source")?.literal else { continue }
        let names = node.subtree.filter { $0.kind == "export_specifier" }.compactMap {
          $0.child("name")?.text
        }
        found.append(ModuleImport(source: source, node: node, path: path, wanted: names, bound: []))
      case "call_expression":
        guard let function = node.child("function")?.text,
          ["import", "require", "jest.mock", "vi.mock", "jest.requireActual"].contains(function),
          let source = node.child("arguments")?.namedChildren.first?.literal
        else { continue }
        found.append(ModuleImport(source: source, node: node, path: path, wanted: [], bound: []))
      default: continue
      }
    }
    return found
  }

  private func read(_ node: SyntaxNode, _ source: String, _ path: String) -> ModuleImport {
    var wanted: [String] = []
    var bound: [String] = []
    let clause = node.child(ofKind: "import_clause")
    for part in clause?.namedChildren ?? [] {
      switch part.kind {
      case "identifier":
        wanted.append("default")
        bound.append(part.text)
      case "namespace_import": bound += part.namedChildren.map(\.text)
      case "named_imports":
        for specifier in part.namedChildren where specifier.kind == "import_specifier" {
          guard let name = specifier.child("name")?.text else { continue }
          wanted.append(name)
          bound.append(specifier.child("alias")?.text ?? name)
        }
      default: break
      }
    }
    return ModuleImport(source: source, node: node, path: path, wanted: wanted, bound: bound)
  }

  /// Whether an import means a file of this tree.
  func isOwn(_ source: String) -> Bool {
    source.hasPrefix(".") || binding.aliases.contains { source.hasPrefix($0.key) }
  }

  /// The file that an import means; nil where there is none.
  func target(of source: String, from path: String) -> String? {
    var parts: [Substring]
    if source.hasPrefix(".") {
      parts = Array(path.split(separator: "/").dropLast())
      for part in source.split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
      }
    } else {
      guard let alias = binding.aliases.first(where: { source.hasPrefix($0.key) }) else { return nil }
      parts = (alias.value + "/" + source.dropFirst(alias.key.count)).split(separator: "/")
    }
    let base = parts.joined(separator: "/")
    let ends = [
      "", ".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", "/index.ts", "/index.tsx", "/index.js",
    ]
    let stem = base.hasSuffix(".js") ? String(base.dropLast(3)) : base
    return (ends.map { base + $0 } + [stem + ".ts", stem + ".tsx"]).first(where: tree.exists)
  }

  /// What a module exports; nil where that cannot be listed.
  func exports(of path: String, depth: Int = 0) throws -> Set<String>? {
    guard depth < 8, !path.hasSuffix(".css"), !path.hasSuffix(".json"), !path.hasSuffix(".svg") else {
      return nil
    }
    var names: Set<String> = []
    for node in try tree.swept(path).root.subtree where node.kind == "export_statement" {
      if node.children.contains(where: { $0.kind == "default" }) { names.insert("default") }
      if node.children.contains(where: { $0.kind == "=" }) { return nil }
      for specifier in node.subtree where specifier.kind == "export_specifier" {
        if let name = (specifier.child("alias") ?? specifier.child("name"))?.text { names.insert(name) }
      }
      if node.children.contains(where: { $0.kind == "*" }), let source = node.child("source")?.literal {
        guard isOwn(source), let next = target(of: source, from: path),
          let more = try exports(of: next, depth: depth + 1)
        else { return nil }
        names.formUnion(more.subtracting(["default"]))
      }
      if let namespace = node.child(ofKind: "namespace_export") {
        names.formUnion(namespace.namedChildren.map(\.text))
      }
      names.formUnion(declared(node))
    }
    return names
  }

  private func declared(_ export: SyntaxNode) -> [String] {
    guard var declaration = export.child("declaration") else { return [] }
    if declaration.kind == "ambient_declaration", let inner = declaration.namedChildren.first {
      declaration = inner
    }
    if let name = declaration.child("name") { return [name.text] }
    return declaration.namedChildren.filter { $0.kind == "variable_declarator" }.flatMap {
      declarator -> [String] in
      guard let name = declarator.child("name") else { return [] }
      if name.isName { return [name.text] }
      return name.subtree.filter {
        $0.kind == "shorthand_property_identifier_pattern" || $0.kind == "identifier"
      }.map(\.text)
    }
  }
}
