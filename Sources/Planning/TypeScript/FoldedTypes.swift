import Findings
import SourceText
import SyntaxTrees

/// What is left of the types that lost a variant.
extension TypeScriptCascade {
  /// A union that lost a variant.
  struct FoldedType {
    let union: SyntaxNode
    let fold: Fold

    /// The literals that it had.
    var names: [String] {
      TypeScriptCascade.operands(of: union).compactMap { literal in
        literal.kind == "literal_type" ? literal.namedChildren.first.flatMap(ModuleLinks.stringValue) : nil
      }
    }

    /// The name that it is declared under.
    var name: String? {
      union.parent?.kind == "type_alias_declaration" ? union.parent?.child("name")?.text : nil
    }
  }

  /// Where a choice is left between what takes the variant's place and another one, that may
  /// have been only a way to choose: a person decides.
  func askAboutAliases(_ cascade: Cascade) {
    let finder = ShapeFinder(index: index)
    for type in types {
      for (module, union) in unions(around: type) where askedTypes.insert(union).inserted {
        guard let name = union.parent?.child("name")?.text, union.parent?.kind == "type_alias_declaration"
        else {
          continue
        }
        let left = finder.variants(of: TypePlace(module: module, node: union)).filter {
          !$0.module.isGone($0.node)
        }
        let values = left.compactMap { Self.text(of: $0.node) }
        guard values.contains(type.fold.value) else { continue }
        for literal in left where literal.node.kind == "literal_type" {
          guard let text = Self.text(of: literal.node), text != type.fold.value,
            ChoosingWords.contain(text)
          else { continue }
          askAboutAlias(literal, text, name, type, cascade)
        }
      }
    }
  }

  /// The union itself, and those that are made of it by its name.
  private func unions(around type: FoldedType) -> [(TypeScriptModule, SyntaxNode)] {
    let home = type.fold.module
    var result = [(home, type.union)]
    guard let name = type.name, let declared = type.union.parent?.child("name"),
      home.scopes.bindingOf[declared.index] != nil
    else { return result }
    for user in index.modules(mentioning: [name]) {
      for alias in user.tree.root.subtree where alias.kind == "type_alias_declaration" && !user.isGone(alias)
      {
        guard let union = alias.child("value"), union.kind == "union_type",
          Self.operands(of: union).contains(where: { operand in
            guard operand.kind == "type_identifier", operand.text == name,
              let number = user.scopes.bindingOf[operand.index]
            else { return false }
            return ShapeFinder(index: index).origin(of: number, in: user)?.name == declared
          })
        else { continue }
        result.append((user, union))
      }
    }
    return result
  }

  /// A type of literals went out of a union: those that nothing else in it allows can no
  /// longer occur there.
  func unionWent(
    _ operand: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard operand.kind == "type_identifier", let parent = operand.parent, parent.kind == "union_type",
      !module.isGone(parent)
    else { return }
    var union = parent
    while let outer = union.parent, outer.kind == "union_type" { union = outer }
    let finder = ShapeFinder(index: index)
    let lost = finder.variants(of: TypePlace(module: module, node: operand))
    let left = Set(
      Self.operands(of: union).filter { !module.isGone($0) }
        .flatMap { finder.variants(of: TypePlace(module: module, node: $0)) }
        .compactMap { Self.text(of: $0.node) })
    for variant in lost {
      guard let text = Self.text(of: variant.node), !left.contains(text) else { continue }
      let fold = Fold(
        module: variant.module, node: variant.node, name: text, value: "", cause: cause, isAlias: true)
      folds.append(fold)
      types.append(FoldedType(union: union, fold: fold))
    }
  }

  private func askAboutAlias(
    _ literal: TypePlace, _ text: String, _ name: String, _ type: FoldedType, _ cascade: Cascade
  ) {
    let fold = type.fold
    let choice = cascade.ask(
      "variant", about: "\(fold.module.path)#\(name)#\(text)",
      "Is '\(text)' of '\(name)' the same as '\(fold.value)', now that '\(fold.name)' cannot occur?",
      evidence: uses(of: text, of: fold, cascade)
        + [
          Finding(
            code: "evidence", severity: .note, message: "the type",
            place: literal.module.place(of: literal.node))
        ],
      choices: [
        Choice(id: "fold", effect: "it goes: what it was is '\(fold.value)' now"),
        Choice(id: "keep", effect: "it stays a choice of its own"),
      ], because: fold.cause)
    guard choice == "fold" else { return }
    folds.append(
      Fold(
        module: literal.module, node: literal.node, name: text, value: fold.value, cause: fold.cause,
        isAlias: true))
  }

  /// Where a variant is chosen by, outside of tests.
  private func uses(of text: String, of fold: Fold, _ cascade: Cascade) -> [Finding] {
    let users = index.modules(mentioning: [text]).filter {
      !$0.isTest && !cascade.removedFiles.contains($0.path)
    }
    let places = users.flatMap { user in
      user.tree.root.subtree.filter { node in
        node.kind == "string" && ModuleLinks.stringValue(node) == text && node.parent?.kind == "switch_case"
      }.map { user.place(of: $0) }
    }
    return places.prefix(6).map {
      Finding(code: "use", severity: .note, message: "chooses by it", place: $0)
    }
  }
}
