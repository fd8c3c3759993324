import Findings
import SourceText
import SyntaxTrees

/// Types of which one value is left: nothing chooses by them any more.
extension TypeScriptCascade {
  /// A type that can only be one value since it lost its other variants.
  struct Flag {
    let module: TypeScriptModule
    /// The alias, the enumeration, or the union that is written where it is used.
    let declaration: SyntaxNode
    /// What it is called: its own name, or that of what has it.
    let name: String
    let value: KnownValue
    let cause: CauseID

    /// The name that it is declared under.
    var declared: SyntaxNode? { declaration.child("name") }
  }

  /// Asks about every type that has one value left, and lets it go with what kept, set
  /// and showed it where a person wants that.
  func settleFlags(_ cascade: Cascade) {
    let before = cascade.removed.count
    for flag in flags() where cascade.removed.count == before {
      guard !askedFlags.contains(flag.declaration) else { continue }
      let reads = FlagReads(flag, self, cascade)
      let carriers = reads.carriers
      guard !carriers.isEmpty else { continue }
      askedFlags.insert(flag.declaration)
      let choice = cascade.ask(
        "flag", about: "\(flag.module.path)#\(flag.name)",
        "Does '\(flag.name)', which can only be '\(Self.plain(flag.value))' now, go with what keeps, sets and shows it?",
        evidence: evidence(of: flag, carriers),
        choices: [
          Choice(
            id: "remove", effect: "what chose by it goes: settings, their storage and controls, and the type"),
          Choice(id: "keep", effect: "it stays, with one value"),
        ], because: flag.cause)
      guard choice == "remove" else { continue }
      fold(flag, reads, carriers, cascade)
    }
  }

  private static func plain(_ value: KnownValue) -> String {
    if case .text(let text) = value { return text }
    return value.source()
  }

  /// Where it is kept, each file by its first place.
  private func evidence(of flag: Flag, _ carriers: [FlagReads.Carrier]) -> [Finding] {
    var seen: Set<RepositoryPath> = []
    let places = carriers.filter { !$0.module.isTest && seen.insert($0.module.path).inserted }
    return places.prefix(6).map { carrier in
      Finding(
        code: "use", severity: .note, message: "keeps or sets it",
        place: Place(
          path: carrier.module.path,
          text: carrier.node.ancestors.first { $0.child("name") != nil }?.child("name")?.text))
    } + [
      Finding(
        code: "evidence", severity: .note, message: "the type",
        place: flag.module.place(of: flag.declaration))
    ]
  }

  // MARK: Finding them

  /// The types with one value left, in the order in which they lost the others.
  private func flags() -> [Flag] {
    var result: [Flag] = []
    for fold in dropped where fold.module.obstacle == nil {
      for flag in flags(of: fold) where !result.contains(where: { $0.declaration == flag.declaration }) {
        result.append(flag)
      }
    }
    return result
  }

  private func flags(of fold: Fold) -> [Flag] {
    let module = fold.module
    switch fold.node.parent?.kind {
    case "enum_body":
      guard let body = fold.node.parent, let declaration = body.parent, !module.isGone(declaration),
        let name = declaration.child("name")?.text
      else { return [] }
      let left = body.namedChildren.filter { $0.kind != "comment" && !module.isGone($0) }
      guard left.count == 1, let member = (left[0].child("name") ?? left[0]).text as String? else {
        return []
      }
      return [
        Flag(
          module: module, declaration: declaration, name: name, value: .member("\(name).\(member)"),
          cause: fold.cause)
      ]
    case "union_type":
      var union = fold.node
      while let outer = union.parent, outer.kind == "union_type" { union = outer }
      return flag(union, fold).map { [$0] + aliases(of: $0) } ?? []
    case "array", "pair":
      // What a constant list or object names as a type.
      return typesMade(of: fold.node, in: module).compactMap { flag($0.node, fold, in: $0.module) }
        .flatMap { [$0] + aliases(of: $0) }
    default:
      return []
    }
  }

  /// The flag that the value of an alias, or a union where it stands, has become.
  private func flag(_ type: SyntaxNode, _ fold: Fold, in home: TypeScriptModule? = nil) -> Flag? {
    let module = home ?? fold.module
    guard !module.isGone(type), let parent = type.parent, !module.isGone(parent) else { return nil }
    let place = TypePlace(module: module, node: type)
    guard
      type.kind != "union_type"
        || Self.operands(of: type).allSatisfy({ operand in
          module.isGone(operand)
            || ["literal_type", "type_identifier"].contains(operand.kind) && !Self.isNullish(operand)
        })
    else { return nil }
    let left = ShapeFinder(index: index).variants(of: place).filter { !$0.module.isGone($0.node) }
    let values = Set(left.compactMap { Self.text(of: $0.node) })
    guard values.count == 1, let value = values.first, left.allSatisfy({ Self.text(of: $0.node) != nil })
    else { return nil }
    let isNamed = parent.kind == "type_alias_declaration"
    let owner =
      isNamed ? parent : type.ancestors.first { $0.child("name") != nil || $0.child("pattern") != nil }
    guard let name = (owner?.child("name") ?? owner?.child("pattern"))?.text else { return nil }
    return Flag(
      module: module, declaration: isNamed ? parent : type, name: name, value: .text(value), cause: fold.cause
    )
  }

  static func isNullish(_ type: SyntaxNode) -> Bool { ["null", "undefined", "void"].contains(type.text) }

  /// Aliases that are made of nothing but a flag.
  private func aliases(of flag: Flag) -> [Flag] {
    guard let name = flag.declared?.text else { return [] }
    let finder = ShapeFinder(index: index)
    return index.modules(mentioning: [name]).flatMap { user in
      user.tree.root.subtree.compactMap { alias -> Flag? in
        guard alias.kind == "type_alias_declaration", !user.isGone(alias), alias != flag.declaration,
          let value = alias.child("value"), let own = alias.child("name")?.text
        else { return nil }
        let operands =
          value.kind == "union_type" ? Self.operands(of: value).filter { !user.isGone($0) } : [value]
        guard
          operands.allSatisfy({ operand in
            guard operand.kind == "type_identifier", let number = user.scopes.bindingOf[operand.index] else {
              return false
            }
            return finder.origin(of: number, in: user)?.name == flag.declared
          }), !operands.isEmpty
        else { return nil }
        return Flag(module: user, declaration: alias, name: own, value: flag.value, cause: flag.cause)
      }
    }
  }

  /// The aliases that are made of a constant: `(typeof MODES)[number]`.
  private func typesMade(of element: SyntaxNode, in module: TypeScriptModule) -> [TypePlace] {
    guard let declarator = element.ancestors.first(where: { $0.kind == "variable_declarator" }),
      let name = declarator.child("name"), let number = module.scopes.bindingOf[name.index]
    else { return [] }
    let uses =
      module.scopes.bindings[number].references.map { (module, $0) }
      + index.modules(mentioning: [name.text]).filter { $0 !== module }.flatMap { user in
        user.tree.root.subtree.filter { $0.kind == "type_query" }.compactMap { query in
          query.namedChildren.first.map { (user, $0) }
        }
      }
    return uses.compactMap { user, use in
      guard use.parent?.kind == "type_query",
        let alias = use.ancestors.first(where: { $0.kind == "type_alias_declaration" }),
        let value = alias.child("value"), value.kind == "lookup_type"
      else { return nil }
      return TypePlace(module: user, node: value)
    }
  }
}
