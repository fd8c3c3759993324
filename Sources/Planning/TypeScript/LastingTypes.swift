import SourceText
import SyntaxTrees

/// Types of a deleted module that outlive it: what they describe is still kept and
/// read by code that stays, so only their home is gone.
///
/// The imports of types wait until nothing else is left to do. Then a type lasts
/// when a property of that type is still written or read; all others are lost.
extension TypeScriptCascade {
  /// The import of a type whose module was deleted.
  struct TypeImport {
    let home: RepositoryPath
    let name: String
    let module: TypeScriptModule
    let statement: SyntaxNode
    let specifier: SyntaxNode
    let cause: CauseID

    var isGone: Bool { module.isGone(specifier) }
  }

  /// The parts of an import clause that bring in nothing but types of `home`.
  func typeSpecifiers(of statement: SyntaxNode, from home: RepositoryPath) -> [SyntaxNode] {
    guard let exports = index.module(at: home)?.exports else { return [] }
    let names = statement.child(ofKind: "import_clause")?.child(ofKind: "named_imports")?.namedChildren ?? []
    return names.filter { specifier in
      let name = specifier.child("name")?.text
      return exports.contains { $0.name == name && Self.typeDeclaration($0.node) != nil }
    }
  }

  /// The interface or alias that an export statement declares.
  static func typeDeclaration(_ export: SyntaxNode) -> SyntaxNode? {
    export.child("declaration").flatMap {
      ["interface_declaration", "type_alias_declaration"].contains($0.kind) ? $0 : nil
    }
  }

  /// Decides on the types that wait: cuts the imports of those that are lost, or,
  /// when there are none, finds those that last a new home.
  func settleTypes(_ cascade: Cascade) {
    waitingTypes.removeAll { $0.isGone || cascade.removedFiles.contains($0.module.path) }
    let homes = Dictionary(grouping: waitingTypes, by: \.home)
    var carried: [(RepositoryPath, [TypeImport])] = []
    var lost: [TypeImport] = []
    for (home, imports) in homes.sorted(by: { $0.key < $1.key }) {
      let lasting = Set(imports.filter { lasts($0, cascade) }.map(\.name))
      let ofLasting = imports.filter { lasting.contains($0.name) }
      if !ofLasting.isEmpty { carried.append((home, ofLasting)) }
      lost += imports.filter { !lasting.contains($0.name) }
    }
    guard lost.isEmpty else {
      cutImports(lost, cascade)
      return
    }
    for (home, imports) in carried where !carry(imports, from: home, cascade) { cutImports(imports, cascade) }
    waitingTypes = []
  }

  private func cutImports(_ imports: [TypeImport], _ cascade: Cascade) {
    for lost in imports {
      cut(
        lost.specifier, in: lost.module, "import of '\(lost.name)', whose module was deleted", lost.cause,
        cascade)
    }
  }

  /// Whether some property that is declared with the type is in use.
  private func lasts(_ type: TypeImport, _ cascade: Cascade) -> Bool {
    let module = type.module
    let local = type.specifier.child("alias") ?? type.specifier.child("name")
    guard let binding = local.flatMap({ module.scopes.bindingOf[$0.index] }) else { return false }
    return module.scopes.bindings[binding].references.contains { use in
      guard !module.isGone(use),
        let property = use.ancestors.first(where: { $0.kind == "property_signature" }),
        let name = property.child("name")?.text
      else { return false }
      return isPropertyUsed(name, around: module, cascade)
    }
  }

  /// Whether code names a property, in the module that declares it or in one that
  /// imports this. Names alone decide: a namesake can only keep more.
  private func isPropertyUsed(
    _ name: String, around module: TypeScriptModule, _ cascade: Cascade
  ) -> Bool {
    let importers = index.links(to: module.path, except: cascade.removedFiles).map(\.0)
    return ([module] + importers).contains { user in
      user.tree.root.subtree.contains { node in
        Self.propertyNames.contains(node.kind) && node.text == name && !user.isGone(node)
          && node.parent.map { !["property_signature", "method_signature"].contains($0.kind) } ?? false
      }
    }
  }

  private static let propertyNames: Set<String> = [
    "property_identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern",
  ]
}
