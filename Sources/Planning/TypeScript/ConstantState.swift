import Findings
import SourceText
import SyntaxTrees

/// State that only ever has the value it begins with, since whatever gave it another one
/// went: what asks for it is decided.
extension TypeScriptCascade {
  func settleConstants(in module: TypeScriptModule, _ cascade: Cascade) {
    for binding in module.scopes.bindings where binding.kind == .variable && binding.declarations.count == 1 {
      guard let name = binding.declarations.first, !module.isGone(name) else { continue }
      if name.parent?.kind == "array_pattern" {
        settleState(named: name, binding, in: module, cascade)
      } else if let declarator = name.parent, declarator.kind == "variable_declarator",
        declarator.parent?.children.first?.kind == "let",
        let value = declarator.child("value").flatMap(KnownValue.init),
        !declarator.ancestors.prefix(2).contains(where: { $0.kind == "export_statement" })
      {
        settle(binding.name, value, binding.references.filter { $0 != name }.map { (module, $0) }, cascade)
      }
    }
    for member in module.members.all where member.isPrivate ? !member.mayBeMeantElsewhere(in: module) : true {
      guard !Self.isFilled(member.owner, in: module) else { continue }
      guard member.declarations.count == 1, let field = member.declarations.first, !module.isGone(field),
        ["public_field_definition", "field_definition"].contains(field.kind),
        let value = field.child("value").flatMap(KnownValue.init)
      else { continue }
      let own = member.references
      if member.isPrivate {
        settle(member.name, value, own.map { (module, $0) }, cascade)
      } else if own.contains(where: { module.isNoUse($0) && Self.isWritten($0) }), !member.isReadOtherwise,
        let others = accesses(to: member, in: module, cascade)
      {
        settle(member.name, value, own.map { (module, $0) } + others, cascade)
      }
    }
  }

  /// `const [open, setOpen] = useState(false)` of which nothing calls the setter any more.
  private func settleState(
    named name: SyntaxNode, _ binding: Binding, in module: TypeScriptModule, _ cascade: Cascade
  ) {
    guard let pattern = name.parent, pattern.namedChildren.first == name, pattern.namedChildren.count == 2,
      let call = pattern.parent?.child("value"), call.kind == "call_expression", !module.isGone(call),
      ["useState", "React.useState"].contains(call.child("function")?.text ?? ""),
      let value = call.child("arguments")?.namedChildren.first.flatMap(KnownValue.init),
      let number = module.scopes.bindingOf[pattern.namedChildren[1].index]
    else { return }
    let calls = module.scopes.bindings[number].references
    guard let last = calls.last, calls.allSatisfy(module.isGone),
      let cause = module.removals.last(where: { $0.node.contains(last) })?.cause
    else { return }
    let reads = binding.references.filter { !module.isNoUse($0) }
    foldAll(binding.name, value, reads.map { (module, $0) }, cause, cascade)
  }

  /// What means a field from outside of its class; nil where that does not show.
  private func accesses(
    to member: ClassMembers.Member, in module: TypeScriptModule, _ cascade: Cascade
  ) -> [(TypeScriptModule, SyntaxNode)]? {
    guard let body = member.owner.child("body") else { return nil }
    let finder = ShapeFinder(index: index)
    let shape = Shape(module: module, body: body)
    var found: [(TypeScriptModule, SyntaxNode)] = []
    for user in index.modules(mentioning: [member.name]) where !cascade.removedFiles.contains(user.path) {
      for node in user.named[member.name] ?? [] where !user.isNoUse(node) {
        switch node.kind {
        case "member_expression":
          guard let object = node.child("object") else { continue }
          if object.kind == "this" || object.kind == "super" {
            // A class that is made of this one may write to it.
            if isWithinOther(node, than: member.owner) { return nil }
            continue
          }
          let shapes = finder.shapes(of: object, in: user)
          if shapes.contains(shape) { found.append((user, node)) }
          if shapes.isEmpty { return nil }
        case "shorthand_property_identifier_pattern", "pair_pattern", "object_assignment_pattern":
          guard let pattern = node.parent else { continue }
          let shapes = finder.shapes(ofPattern: pattern, in: user)
          if shapes.isEmpty || shapes.contains(shape) { return nil }
        case "pair", "shorthand_property_identifier":
          // Object.assign(instance, { field: … })
          guard let object = node.parent, let call = object.parent?.parent,
            let target = Self.filled(by: call), target != object
          else { continue }
          let shapes = finder.shapes(of: target, in: user)
          if shapes.isEmpty || shapes.contains(shape) { return nil }
        default: continue
        }
      }
      // Reflect.set(instance, 'field', …)
      let named = user.tree.root.subtree.contains { call in
        guard let target = Self.filled(by: call), !user.isGone(call),
          let name = call.child("arguments")?.namedChildren.first(where: { $0.kind == "string" }),
          ModuleLinks.stringValue(name) == member.name
        else { return false }
        let shapes = finder.shapes(of: target, in: user)
        return shapes.isEmpty || shapes.contains(shape)
      }
      if named { return nil }
    }
    return found
  }

  /// Whether an access through `this` is of a class that has a base, which may be `owner`.
  private func isWithinOther(_ access: SyntaxNode, than owner: SyntaxNode) -> Bool {
    guard
      let around = access.ancestors.first(where: {
        ["class_declaration", "abstract_class_declaration", "class"].contains($0.kind)
      }), around != owner
    else { return false }
    return around.namedChildren.contains { heritage in
      heritage.kind == "class_heritage"
        && (heritage.child(ofKind: "extends_clause") != nil || heritage.child(ofKind: "extends") != nil)
    }
  }

  /// Whether a class fills its fields by names that are not written down: `Object.assign(this, …)`.
  private static func isFilled(_ owner: SyntaxNode, in module: TypeScriptModule) -> Bool {
    owner.subtree.contains { !module.isGone($0) && filled(by: $0)?.kind == "this" }
  }

  /// What a call gives members to, by names in an object.
  private static func filled(by call: SyntaxNode) -> SyntaxNode? {
    guard call.kind == "call_expression",
      ["Object.assign", "Object.defineProperty", "Object.defineProperties", "Reflect.set"].contains(
        call.child("function")?.text ?? "")
    else { return nil }
    return call.child("arguments")?.namedChildren.first { $0.kind != "comment" }
  }

  /// A variable or a field: `uses` are all that mean it.
  private func settle(
    _ name: String, _ value: KnownValue, _ uses: [(TypeScriptModule, SyntaxNode)], _ cascade: Cascade
  ) {
    var cause: CauseID?
    var reads: [(TypeScriptModule, SyntaxNode)] = []
    for (module, use) in uses {
      let assigned = Self.assigned(to: use)
      if module.isNoUse(use) {
        if Self.isWritten(use), assigned != value {
          cause = module.removals.last { $0.node.contains(use) }?.cause ?? cause
        }
      } else if value == .emptyList, let lost = Self.emptied(use, in: module) {
        cause = lost
      } else if assigned == value, use.parent?.parent?.kind == "expression_statement" {
        continue
      } else if Self.isWritten(use) {
        return
      } else {
        reads.append((module, use))
      }
    }
    guard let cause else { return }
    foldAll(name, value, reads, cause, cascade)
  }

  /// The cause by which a list that is assigned has lost all that stood in it.
  private static func emptied(_ use: SyntaxNode, in module: TypeScriptModule) -> CauseID? {
    guard let parent = use.parent, parent.kind == "assignment_expression", use.field == "left",
      let list = parent.child("right"), list.kind == "array", !list.namedChildren.isEmpty,
      list.namedChildren.allSatisfy({ $0.kind == "comment" || module.isGone($0) })
    else { return nil }
    return module.removals.last { list.contains($0.node) }?.cause
  }

  private static func isWritten(_ use: SyntaxNode) -> Bool {
    switch use.parent?.kind {
    case "assignment_expression", "augmented_assignment_expression": use.field == "left"
    case "update_expression", "array_pattern", "object_pattern", "for_in_statement": true
    // A list may be filled.
    case "member_expression":
      ["push", "unshift", "splice"].contains(use.parent?.child("property")?.text ?? "")
    default: false
    }
  }

  private static func assigned(to use: SyntaxNode) -> KnownValue? {
    guard let parent = use.parent, parent.kind == "assignment_expression", use.field == "left" else {
      return nil
    }
    return parent.child("right").flatMap(KnownValue.init)
  }

  /// Folds every read, if nothing of them is left then.
  private func foldAll(
    _ name: String, _ value: KnownValue, _ reads: [(TypeScriptModule, SyntaxNode)], _ cause: CauseID,
    _ cascade: Cascade
  ) {
    let isBoolean = value == .boolean(true) || value == .boolean(false)
    let decided = isBoolean ? reads : reads.filter { isDecided($0.1, as: value, in: $0.0) }
    let dead = decided.compactMap { deadBranch(of: $0.1, as: value) }
    guard !reads.isEmpty,
      reads.allSatisfy({ _, read in
        decided.contains { $0.1 == read } || dead.contains { $0.contains(read) }
      })
    else { return }
    for (module, read) in decided {
      fold(read, as: value, LostNode(module: module, node: read, what: "'\(name)'", cause: cause), cascade)
    }
  }

  /// What is never reached when a read has the value.
  private func deadBranch(of read: SyntaxNode, as value: KnownValue) -> SyntaxNode? {
    var part = Self.outermost(read)
    var truth = value.truth
    if let parent = part.parent, Self.equalities.contains(parent.child("operator")?.kind ?? "") {
      let isEquality = ["===", "=="].contains(parent.child("operator")?.kind ?? "")
      truth = parent.child(part.field == "left" ? "right" : "left").flatMap(value.equals).map {
        $0 == isEquality
      }
      part = parent
    }
    guard let truth else { return nil }
    for ancestor in part.ancestors {
      if ancestor.kind == "binary_expression", ancestor.child("operator")?.kind == "&&", !truth,
        ancestor.child("left") == part
      {
        return ancestor.child("right")
      }
      guard ancestor.kind == "if_statement" || ancestor.kind == "ternary_expression" else { continue }
      guard let condition = ancestor.child("condition"), condition.contains(part) else { return nil }
      switch Conditions.value(of: condition, when: part, is: truth) {
      case .fails: return ancestor.child("consequence")
      case .holds: return ancestor.child("alternative")
      default: return nil
      }
    }
    return nil
  }
}
