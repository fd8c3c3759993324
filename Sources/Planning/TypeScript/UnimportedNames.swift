import Findings
import SourceText
import SyntaxTrees

/// Exported names that nobody imports any more.
extension TypeScriptCascade {
  /// A name that a module exports.
  struct ExportedName: Hashable, Comparable {
    let path: RepositoryPath
    let name: String

    static func < (left: Self, right: Self) -> Bool { (left.path, left.name) < (right.path, right.name) }
  }

  /// Notes the names that an import or re-export which went had brought in.
  func noteImports(of node: SyntaxNode, in module: TypeScriptModule, isWhole: Bool, _ cause: CauseID) {
    guard !module.isTest else { return }
    if !isWhole { noteRequired(node, in: module, cause) }
    for link in module.links where isWhole || node.contains(link.node) || link.node.contains(node) {
      guard let target = index.resolver.resolve(link.specifier, from: module.path) else { continue }
      if isWhole, let pattern = link.node.parent?.child("name"), pattern.kind == "object_pattern" {
        for name in pattern.namedChildren.compactMap(Self.patternKey) {
          lessUsed[ExportedName(path: target, name: name)] = cause
        }
      }
      for current in link.node.subtree where isWhole || module.isGone(current) {
        let name: String?
        switch current.kind {
        case "import_specifier", "export_specifier": name = current.child("name")?.text
        case "identifier" where current.parent?.kind == "import_clause": name = "default"
        default: name = nil
        }
        guard let name else { continue }
        lessUsed[ExportedName(path: target, name: name)] = cause
      }
    }
  }

  /// Drops what lost its last importer: its declaration, or where its own module still
  /// uses it, the export.
  func settleUnimportedNames(_ cascade: Cascade) {
    for (exported, cause) in lessUsed.sorted(by: { $0.key < $1.key }) {
      lessUsed[exported] = nil
      guard !cascade.removedFiles.contains(exported.path), let module = index.module(at: exported.path),
        !module.isTest, module.obstacle == nil, hasUsers(module, cascade)
      else { continue }
      for export in module.exports where export.name == exported.name && !module.isGone(export.node) {
        settle(export, of: module, cause, cascade)
      }
    }
  }

  /// Whether anything still imports the module: else it goes or stays as a whole.
  private func hasUsers(_ module: TypeScriptModule, _ cascade: Cascade) -> Bool {
    index.links(to: module.path, except: cascade.removedFiles).contains { importer, link in
      importer.path != module.path && !importer.isGone(link.node)
    }
  }

  private func settle(
    _ export: ModuleExport, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard !isImported(export.name, from: module, cascade) else { return }
    let summary = "'\(export.name)', which nobody imports any more"
    if export.specifier != nil {
      guard export.node.kind == "export_specifier" else { return }
      cut(export.node, in: module, "re-export of \(summary)", cause, cascade)
      return
    }
    guard let number = export.binding else {
      if export.node.kind == "expression_statement" {
        cut(export.node, in: module, "export of \(summary)", cause, cascade)
      }
      return
    }
    let binding = module.scopes.bindings[number]
    // It may be offered under another name, too.
    guard exportedNames(of: number, in: module).count == 1 else { return }
    let own = binding.declarations.compactMap(\.parent)
    let uses = binding.references.filter { use in
      !module.isGone(use) && !own.contains { $0.contains(use) }
        && !use.ancestors.prefix(2).contains { ["export_statement", "export_specifier"].contains($0.kind) }
    }
    if uses.isEmpty {
      if export.node.kind == "export_specifier" {
        cut(export.node, in: module, "export of \(summary)", cause, cascade)
      }
      guard let name = binding.declarations.first else { return }
      dropUnused(binding, name, in: module, cause, cascade)
    } else if isTested(export.name, of: module, cascade) {
      // It is there still, and so is the test that imports it.
      return
    } else if export.node.kind == "export_specifier" {
      cut(export.node, in: module, "export of \(summary)", cause, cascade)
    } else {
      unexport(export, of: module, summary, cause, cascade)
    }
  }

  /// Whether a test that stays imports a name.
  private func isTested(_ name: String, of module: TypeScriptModule, _ cascade: Cascade) -> Bool {
    index.links(to: module.path, except: cascade.removedFiles).contains { importer, link in
      guard importer.isTest, !importer.isGone(link.node) else { return false }
      let pattern = link.node.ancestors.first { $0.kind == "variable_declarator" }?.child("name")
      return (Array(link.node.subtree) + (pattern.map { Array($0.subtree) } ?? [])).contains { node in
        guard !importer.isGone(node) else { return false }
        return node.kind == "import_specifier" && node.child("name")?.text == name
          || Self.patternKey(node) == name
      }
    }
  }

  /// Takes the word `export` from a declaration that its own module uses.
  private func unexport(
    _ export: ModuleExport, of module: TypeScriptModule, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    guard export.name != "default",
      let statement = ([export.node] + export.node.ancestors).first(where: { $0.kind == "export_statement" }),
      let declaration = statement.child("declaration"), declaration.kind != "ambient_declaration"
    else { return }
    let names = module.exports.filter { statement.contains($0.node) || $0.node == statement }
    guard names.count == 1 else { return }
    reduce(statement, .keepOnly(declaration), in: module, "export of \(summary)", cause, cascade)
  }

  /// Whether a module other than a test may import a name.
  private func isImported(_ name: String, from module: TypeScriptModule, _ cascade: Cascade) -> Bool {
    let onlyTestsEverUsedIt = servesTests(module.path)
    return index.links(to: module.path, except: cascade.removedFiles).contains { importer, link in
      guard importer.path != module.path, onlyTestsEverUsedIt || !importer.isTest, !importer.isGone(link.node)
      else { return false }
      switch link.form {
      case .call: return requires(name, by: link.node, in: importer)
      case .importRequire: return true
      case .reexport:
        return importer.exports.contains { export in
          link.node.contains(export.node) && !importer.isGone(export.node)
            && (export.importedName.map { $0 == name || $0 == "*" && name != "default" } ?? true)
        }
      case .importStatement:
        return link.node.subtree.contains { node in
          guard !importer.isGone(node) else { return false }
          switch node.kind {
          case "namespace_import": return true
          case "import_specifier": return node.child("name")?.text == name
          case "identifier": return node.parent?.kind == "import_clause" && name == "default"
          default: return false
          }
        }
      }
    }
  }
}
