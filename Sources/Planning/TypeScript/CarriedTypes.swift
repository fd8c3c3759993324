import SourceText
import SyntaxTrees

/// Gives types of a deleted module a new home among the modules that use them.
extension TypeScriptCascade {
  /// Moves the types to one of their users, from which the others import them.
  ///
  /// - Returns: false when their declarations need more than types of their own module.
  func carry(_ imports: [TypeImport], from home: RepositoryPath, _ cascade: Cascade) -> Bool {
    guard let source = index.module(at: home),
      let declarations = declarations(of: Set(imports.map(\.name)), in: source),
      let host = host(for: imports, cascade)
    else { return false }
    let statements = Dictionary(grouping: imports, by: { StatementID($0.module.path, $0.statement.index) })
    for (_, group) in statements.sorted(by: { $0.key < $1.key }) {
      guard let first = group.first else { continue }
      if first.module === host {
        declare(declarations, inPlaceOf: first, cascade)
      } else {
        importFrom(host, group, cascade)
      }
    }
    return true
  }

  private struct StatementID: Hashable, Comparable {
    let path: RepositoryPath
    let index: Int

    init(_ path: RepositoryPath, _ index: Int) {
      self.path = path
      self.index = index
    }

    static func < (left: Self, right: Self) -> Bool { (left.path, left.index) < (right.path, right.index) }
  }

  /// The texts of the declarations and of those they need, in their order; nil when
  /// they need anything else that their module imports or computes.
  private func declarations(of names: Set<String>, in source: TypeScriptModule) -> [String]? {
    var open = source.exports.filter { names.contains($0.name) }.map(\.node)
    var needed: [SyntaxNode] = []
    while let statement = open.popLast() {
      guard !needed.contains(statement) else { continue }
      needed.append(statement)
      for node in statement.subtree {
        guard let number = source.scopes.bindingOf[node.index],
          let declared = source.scopes.bindings[number].declarations.first, !statement.contains(declared)
        else { continue }
        guard let declaration = declared.parent,
          ["interface_declaration", "type_alias_declaration"].contains(declaration.kind)
        else { return nil }
        open.append(
          declaration.parent?.kind == "export_statement" ? declaration.parent ?? declaration : declaration)
      }
    }
    return needed.sorted { $0.index < $1.index }.map { node in
      let start = Trivia.start(of: node, in: source, keepsGroupHeading: false)
      return String(decoding: source.tree.source[start..<node.range.upperBound], as: UTF8.self)
    }
  }

  /// The user that most of the others import anyway; it must know the types by
  /// their own names.
  private func host(for imports: [TypeImport], _ cascade: Cascade) -> TypeScriptModule? {
    let users = Dictionary(grouping: imports, by: \.module.path)
    let names = Set(imports.map(\.name))
    let fit = users.values.filter { own in
      Set(own.map(\.name)) == names && own.allSatisfy { $0.specifier.child("alias") == nil }
        && own.first?.module.obstacle == nil && Set(own.map(\.statement)).count == 1
    }.compactMap { $0.first?.module }
    func importers(of module: TypeScriptModule) -> Int {
      Set(index.links(to: module.path, except: cascade.removedFiles).map(\.0.path))
        .intersection(users.keys).count
    }
    return fit.map { ($0, importers(of: $0)) }
      .min { ($1.1, $0.0.path) < ($0.1, $1.0.path) }?.0
  }

  /// Declares the types behind the last import of the module that had imported them.
  private func declare(_ declarations: [String], inPlaceOf old: TypeImport, _ cascade: Cascade) {
    let module = old.module
    let imports = (old.statement.parent?.namedChildren ?? []).filter {
      $0.kind == "import_statement" && !module.isGone($0)
    }
    let text = declarations.joined(separator: "\n\n")
    let summary = "type '\(old.name)', whose module was deleted and which is still needed here"
    if let last = imports.last, last != old.statement {
      rewrite(old.statement, "", in: module, summary, old.cause, cascade)
      rewrite(last, last.text + "\n\n" + text, in: module, summary, old.cause, cascade)
    } else {
      let above = imports.dropLast().last.map { module.lines.line(at: $0.range.upperBound) }
      let isClose = above == module.lines.line(at: old.statement.range.lowerBound) - 1
      rewrite(old.statement, (isClose ? "\n" : "") + text, in: module, summary, old.cause, cascade)
    }
  }

  /// Imports the types from their new home: beside what is imported from there as
  /// types already, or by a statement of its own.
  private func importFrom(_ host: TypeScriptModule, _ imports: [TypeImport], _ cascade: Cascade) {
    guard let first = imports.first else { return }
    let module = first.module
    let names = imports.map { name in
      let alias = name.specifier.child("alias").map { " as " + $0.text } ?? ""
      return name.name + alias
    }
    let summary = "import of '\(first.name)', which moved to '\(host.path)'"
    let known = module.links.first { link in
      link.form == .importStatement && link.node.text.hasPrefix("import type {") && !module.isGone(link.node)
        && index.resolver.resolve(link.specifier, from: module.path) == host.path
    }
    if let last = known?.node.child(ofKind: "import_clause")?.child(ofKind: "named_imports")?.namedChildren
      .last
    {
      rewrite(first.statement, "", in: module, summary, first.cause, cascade)
      rewrite(last, ([last.text] + names).joined(separator: ", "), in: module, summary, first.cause, cascade)
      return
    }
    guard let source = first.statement.child("source") else { return }
    let quote = source.text.prefix(1)
    let specifier = index.resolver.specifier(
      of: host.path, from: module.path, like: ModuleLinks.stringValue(source) ?? "", meaning: first.home)
    let end = first.statement.text.hasSuffix(";") ? ";" : ""
    rewrite(
      first.statement,
      "import type { \(names.joined(separator: ", ")) } from \(quote)\(specifier)\(quote)\(end)",
      in: module, summary, first.cause, cascade)
  }
}
