import Findings
import SourceText
import SyntaxTrees

/// What nothing uses any more because of the removals. What nothing used before is
/// left alone.
extension TypeScriptCascade {
  func settleUnused(in module: TypeScriptModule, _ cascade: Cascade) {
    for (number, binding) in module.scopes.bindings.enumerated() {
      guard let name = binding.declarations.first, !binding.declarations.contains(where: module.isGone) else {
        continue
      }
      let own = Self.ownRange(of: binding)
      let uses = binding.references.filter { use in !own.contains { $0.contains(use) } }
      guard let cause = lastCause(of: uses, in: module) else { continue }
      if isUsedElsewhere(number, in: module, cascade) { continue }
      let left = uses.filter { !module.isNoUse($0) }
      if left.isEmpty {
        dropUnused(binding, name, in: module, cause, cascade)
      } else if binding.kind == .variable, let writes = Self.onlyWrites(left, in: module),
        uses.contains(where: { module.isGone($0) && !Self.isWritten($0, in: module) })
      {
        for write in writes {
          cut(write, in: module, "assignment to '\(binding.name)', which nothing reads", cause, cascade)
        }
      }
    }
    for member in module.members.all where member.isPrivate && !member.mayBeMeantElsewhere(in: module) {
      guard !member.declarations.contains(where: module.isGone) else { continue }
      let uses = member.references.filter { use in !member.declarations.contains { $0.contains(use) } }
      // What nobody used before goes, too, once something in it goes: nobody can miss it.
      let touched =
        uses.isEmpty
        ? module.removals.last { removal in
          member.declarations.contains { $0.contains(removal.node) }
        }?.cause : nil
      guard let cause = lastCause(of: uses, in: module) ?? touched else { continue }
      let left = uses.filter { !module.isNoUse($0) }
      if left.isEmpty {
        for declaration in member.declarations {
          cut(
            declaration, in: module, "private member '\(member.name)', which nothing uses any more", cause,
            cascade)
        }
      } else if let writes = Self.onlyWrites(left, in: module),
        uses.contains(where: { module.isGone($0) && !Self.isWritten($0, in: module) })
      {
        for write in writes {
          cut(write, in: module, "assignment to '\(member.name)', which nothing reads", cause, cascade)
        }
      }
    }
  }

  /// The cause of the last removal that took one of `uses`; nil if all are there.
  private func lastCause(of uses: [SyntaxNode], in module: TypeScriptModule) -> CauseID? {
    guard let gone = uses.last(where: module.isNoUse) else { return nil }
    return module.removals.last { $0.node.contains(gone) }?.cause
  }

  /// A function's or type's own body: what it says about itself is no use.
  private static func ownRange(of binding: Binding) -> [SyntaxNode] {
    guard binding.kind == .function || binding.kind == .type else {
      return binding.declarations.compactMap { name in
        guard let declarator = name.parent, declarator.kind == "variable_declarator",
          let value = declarator.child("value"), Climbing.functionExpressions.contains(value.kind)
        else { return nil }
        return value
      }
    }
    return binding.declarations.compactMap(\.parent)
  }

  /// The statements that `uses` only write in, if that is all they do: assignments,
  /// increments, and what these read of the thing itself.
  static func onlyWrites(_ uses: [SyntaxNode], in module: TypeScriptModule) -> [SyntaxNode]? {
    var statements: [SyntaxNode] = []
    for use in uses {
      guard let statement = writingStatement(around: use, in: module) else { return nil }
      if !statements.contains(statement) { statements.append(statement) }
    }
    return statements
  }

  /// The statement that does nothing but write to what `use` means.
  private static func writingStatement(around use: SyntaxNode, in module: TypeScriptModule) -> SyntaxNode? {
    guard let statement = use.ancestors.first(where: { $0.kind == "expression_statement" }),
      let expression = statement.namedChildren.first
    else { return nil }
    switch expression.kind {
    case "assignment_expression", "augmented_assignment_expression":
      guard let target = expression.child("left"), target.text == use.text,
        let value = expression.child("right"),
        !Significance.hasEffect(value, in: module)
      else { return nil }
      return statement
    case "update_expression":
      return expression.child("argument")?.text == use.text ? statement : nil
    default:
      return nil
    }
  }

  private static func isWritten(_ use: SyntaxNode, in module: TypeScriptModule) -> Bool {
    writingStatement(around: use, in: module) != nil
  }

  func dropUnused(
    _ binding: Binding, _ name: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    let summary = "'\(binding.name)', which nothing uses any more"
    switch binding.kind {
    case .importName:
      let unit =
        name.parent.map { ["import_specifier", "namespace_import"].contains($0.kind) ? $0 : name } ?? name
      if unit.parent?.kind == "import_clause" || unit.parent?.kind == "named_imports" {
        cut(unit, in: module, "import of \(summary)", cause, cascade)
      } else if let statement = name.ancestors.first(where: { $0.kind == "import_statement" }) {
        cut(statement, in: module, "import of \(summary)", cause, cascade)
      }
    case .function, .type:
      guard let declaration = name.parent, declaration.kind != "class",
        declaration.kind != "function_expression"
      else { return }
      for declaration in binding.declarations.compactMap(\.parent) {
        cut(declaration, in: module, "\(Wording.name(of: declaration)) \(summary)", cause, cascade)
      }
    case .variable:
      guard binding.declarations.count == 1 else { return }
      dropVariable(name, in: module, summary, cause, cascade)
    case .parameter:
      if ["object_pattern", "pair_pattern", "object_assignment_pattern"].contains(name.parent?.kind ?? "") {
        dropPatternElement(name, in: module, "destructured \(summary)", cause, cascade)
      } else {
        dropParameter(name, in: module, summary, cause, cascade)
      }
    case .typeParameter, .catchParameter:
      break
    }
  }

  /// A variable that nothing reads: the declaration goes; what its value does on
  /// being computed stays.
  private func dropVariable(
    _ name: SyntaxNode, in module: TypeScriptModule, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let parent = name.parent else { return }
    switch parent.kind {
    case "variable_declarator":
      dropDeclarator(parent, in: module, "declaration of \(summary)", cause, cascade)
    case "object_pattern", "array_pattern", "pair_pattern", "object_assignment_pattern", "assignment_pattern":
      dropPatternElement(name, in: module, "destructured \(summary)", cause, cascade)
    default:
      break
    }
  }

  func dropDeclarator(
    _ declarator: SyntaxNode, in module: TypeScriptModule, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    guard let value = declarator.child("value"), !module.isGone(value),
      Significance.hasEffect(value, in: module), !onlyComputes(value, in: module)
    else {
      cut(declarator, in: module, summary, cause, cascade)
      return
    }
    guard let declaration = declarator.parent,
      declaration.namedChildren.filter({ $0.kind == "variable_declarator" }).count == 1,
      Climbing.statementLists.contains(declaration.parent?.kind ?? "")
    else { return }
    reduce(declaration, .keepOnly(value), in: module, summary, cause, cascade)
  }

  /// Whether a value is a call of an own function that only computes.
  private func onlyComputes(_ value: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard value.kind == "call_expression", let callee = value.child("function"), callee.kind == "identifier",
      let arguments = value.child("arguments"), !Significance.hasEffect(arguments, in: module),
      let function = declaredFunction(callee, in: module), let body = function.child("body"),
      let home = index.loaded.first(where: { $0.tree === function.tree })
    else { return false }
    return !Significance.hasEffect(body, in: home)
  }

  private func dropPatternElement(
    _ name: SyntaxNode, in module: TypeScriptModule, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    var element = name
    while let parent = element.parent, !["object_pattern", "array_pattern"].contains(parent.kind) {
      element = parent
    }
    guard let pattern = element.parent else { return }
    // What a rest element collects depends on what is taken out before it.
    let hasRest = pattern.namedChildren.contains {
      $0.kind == "rest_pattern" && !module.isGone($0) && $0 != element
    }
    if pattern.kind == "object_pattern" {
      if hasRest { return }
      cut(element, in: module, summary, cause, cascade)
      return
    }
    let later = pattern.namedChildren.filter { $0.index > element.index && !module.isGone($0) }
    if later.isEmpty {
      cut(element, in: module, summary, cause, cascade)
    } else {
      reduce(element, .hole, in: module, summary, cause, cascade)
    }
  }
}
