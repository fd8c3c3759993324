import SourceText
import SyntaxTrees

/// A type of a deleted module that moves to a module which still needs it.
struct MovedType {
  /// The import statement that its declaration takes the place of.
  let statement: SyntaxNode
  /// The declaration's text, without `export`.
  let declaration: String

  /// - Returns: nil when the type is imported beside names that stay or under another
  ///   name, or when its declaration needs more than itself.
  init?(_ lost: TypeScriptCascade.LostNode, _ index: ModuleIndex) {
    let module = lost.module
    let uses = lost.node.subtree.filter { $0.kind == "type_identifier" && !module.isGone($0) }
    let imported = uses.compactMap { use -> SyntaxNode? in
      guard let number = module.scopes.bindingOf[use.index],
        let name = module.scopes.bindings[number].declarations.first, module.isGone(name)
      else { return nil }
      return name.parent?.kind == "import_specifier" ? name.parent : nil
    }
    guard let specifier = imported.first, Set(imported).count == 1, specifier.child("alias") == nil,
      let name = specifier.child("name")?.text,
      let statement = specifier.ancestors.first(where: { $0.kind == "import_statement" }),
      specifier.parent?.namedChildren.filter({ $0.kind != "comment" }).count == 1,
      statement.child(ofKind: "import_clause")?.namedChildren.count == 1,
      let source = statement.child("source").flatMap(ModuleLinks.stringValue),
      let target = index.resolver.resolve(source, from: module.path), let home = index.module(at: target),
      let export = home.exports.first(where: { $0.name == name }),
      let written = export.node.child("declaration"),
      ["interface_declaration", "type_alias_declaration"].contains(written.kind)
    else { return nil }
    let needed = written.subtree.contains { node in
      guard let binding = home.scopes.bindingOf[node.index] else { return false }
      return !home.scopes.bindings[binding].declarations.contains { written.contains($0) }
    }
    guard !needed else { return nil }
    self.statement = statement
    declaration = written.text
  }
}
