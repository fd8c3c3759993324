import Findings
import SourceText
import SyntaxTrees

/// Members that nothing reads any more: what is only written is not used.
extension TypeScriptCascade {
  /// A member of a shape, at one stage of the cascade.
  struct ShapeMember: Hashable {
    let body: SyntaxNode
    let name: String
    let removals: Int
  }

  /// Drops members whose last reader went, where every way to read them is known: of the
  /// state of a slice, of types whose values stay in the code, of constant objects.
  func settleState(_ cascade: Cascade) {
    let finder = ShapeFinder(index: index)
    for module in index.loaded where !module.removals.isEmpty || cascade.removedFiles.contains(module.path) {
      for (name, shape, cause) in lostReads(in: module, finder, cascade) {
        let stage = ShapeMember(body: shape.body, name: name, removals: cascade.removed.count)
        guard checkedReads.insert(stage).inserted, !isRead(name, of: shape, finder, cascade),
          shape.body.kind == "class_body"
            || slice(keeping: shape, finder) != nil || staysInside(shape, finder, cascade)
        else { continue }
        for member in shape.members(named: name) where !shape.module.isGone(member) {
          cut(member, in: shape.module, "'\(name)', which nothing reads any more", cause, cascade)
        }
      }
    }
  }

  /// The members that were read by what went of a module.
  private func lostReads(
    in module: TypeScriptModule, _ finder: ShapeFinder, _ cascade: Cascade
  ) -> [(String, Shape, CauseID)] {
    var result: [(String, Shape, CauseID)] = []
    var seen: Set<ShapeMember> = []
    func add(_ name: String, _ shapes: [Shape], at node: SyntaxNode) {
      for shape in shapes where !shape.isReducerMap {
        // What only tests used of a class was unused before.
        guard shape.body.kind != "class_body" || !module.isTest && mayLose(name, of: shape, finder) else {
          continue
        }
        guard !shape.module.isGone(shape.body), !cascade.removedFiles.contains(shape.module.path),
          !shape.members(named: name).isEmpty,
          seen.insert(ShapeMember(body: shape.body, name: name, removals: 0)).inserted
        else { continue }
        let cause =
          cascade.removed[.file(module.path)] ?? module.removals.last { $0.node.contains(node) }?.cause
        guard let cause else { continue }
        result.append((name, shape, cause))
      }
    }
    let isDeleted = cascade.removedFiles.contains(module.path)
    for node in module.tree.root.subtree where isDeleted || module.isNoUse(node) {
      switch node.kind {
      case "member_expression":
        guard let name = node.child("property")?.text, let object = node.child("object"), !Self.isTarget(node)
        else { continue }
        add(name, finder.shapes(of: object, in: module), at: node)
      case "shorthand_property_identifier_pattern", "pair_pattern", "object_assignment_pattern":
        guard let pattern = node.parent, pattern.kind == "object_pattern", let name = Self.patternKey(node)
        else { continue }
        add(name, finder.shapes(ofPattern: pattern, in: module), at: node)
      default: continue
      }
    }
    return result
  }

  /// Whether a member of a class is nobody else's business: not private, which is counted
  /// elsewhere, and neither asked for by an interface or a base class nor decorated.
  private func mayLose(_ name: String, of shape: Shape, _ finder: ShapeFinder) -> Bool {
    // The language itself calls these.
    guard let owner = shape.body.parent,
      !["toJSON", "toString", "valueOf", "then", "constructor"].contains(name)
    else { return false }
    let members = shape.members(named: name)
    let isOpen = members.allSatisfy { member in
      guard let number = shape.module.members.declaredBy[member.index] else { return false }
      let known = shape.module.members.all[number]
      return !known.isPrivate && !known.isReadOtherwise && member.child(ofKind: "override_modifier") == nil
        && !shape.body.namedChildren.contains { $0.kind == "decorator" }
    }
    let heritage = owner.namedChildren.first { $0.kind == "class_heritage" }
    if heritage?.child(ofKind: "extends_clause") != nil { return false }
    let asked = heritage?.child(ofKind: "implements_clause")?.namedChildren ?? []
    return isOpen
      && asked.allSatisfy { type in
        let shapes = finder.shapes(ofType: type, in: shape.module)
        return !shapes.isEmpty && shapes.allSatisfy { $0.members(named: name).isEmpty }
      }
  }

  /// Whether an access is only written to.
  static func isTarget(_ access: SyntaxNode) -> Bool {
    guard let parent = access.parent else { return false }
    switch parent.kind {
    case "assignment_expression":
      return access.field == "left" && parent.parent?.kind == "expression_statement"
    case "augmented_assignment_expression", "update_expression":
      return parent.parent?.kind == "expression_statement"
    default:
      return false
    }
  }

  /// The creation of the slice whose state a shape is.
  func slice(keeping shape: Shape, _ finder: ShapeFinder) -> (TypeScriptModule, SyntaxNode)? {
    let known =
      slices
      ?? index.modules(mentioning: ["createSlice"]).flatMap { module in
        module.tree.root.subtree.filter(ShapeFinder.isSlice).map { call in
          KnownSlice(
            module: module, creation: call,
            state: Set(finder.state(ofSlice: call, module, ShapeFinder.depth)))
        }
      }
    slices = known
    return known.first { $0.state.contains(shape) }.map { ($0.module, $0.creation) }
  }

  /// A slice of a store.
  struct KnownSlice {
    let module: TypeScriptModule
    let creation: SyntaxNode
    let state: Set<Shape>
  }

  /// Whether code that is there, tests apart, reads a member. An assignment to it may
  /// read it to compute what it writes, and so may the value that is given for it.
  private func isRead(_ name: String, of shape: Shape, _ finder: ShapeFinder, _ cascade: Cascade) -> Bool {
    let onlyTestsEverUsedIt = servesTests(shape.module.path)
    for user in index.modules(mentioning: [name]) where !cascade.removedFiles.contains(user.path) {
      guard onlyTestsEverUsedIt || !user.isTest else { continue }
      for node in user.named[name] ?? [] where !user.isNoUse(node) && !Self.isWithin(node, name, of: shape) {
        let shapes: [Shape]
        switch node.kind {
        case "member_expression":
          guard !Self.isTarget(node), !Self.isReadToWrite(node, name), let object = node.child("object")
          else {
            continue
          }
          shapes = finder.shapes(of: object, in: user)
        case "shorthand_property_identifier_pattern", "pair_pattern", "object_assignment_pattern":
          guard let pattern = node.parent else { continue }
          shapes = finder.shapes(ofPattern: pattern, in: user)
        default: continue
        }
        // What has no shape may be anything.
        let isOfClass = shape.body.kind == "class_body"
        if shapes.contains(shape) || shapes.isEmpty && (isOfClass || isNear(shape, user)) { return true }
      }
    }
    return false
  }

  /// Whether a member of a class only means itself.
  private static func isWithin(_ node: SyntaxNode, _ name: String, of shape: Shape) -> Bool {
    shape.body.kind == "class_body" && shape.members(named: name).contains { $0.contains(node) }
  }

  /// `state.n = state.n + 1` and `{ n: read(defaults.n) }` read only for itself.
  private static func isReadToWrite(_ access: SyntaxNode, _ name: String) -> Bool {
    for ancestor in access.ancestors {
      switch ancestor.kind {
      case "assignment_expression":
        return ancestor.child("left")?.text == access.text && ancestor.parent?.kind == "expression_statement"
      case "pair": return Shape.name(of: ancestor) == name
      case "statement_block", "arrow_function": return false
      default: continue
      }
    }
    return false
  }

  private func isNear(_ shape: Shape, _ user: TypeScriptModule) -> Bool {
    user.path == shape.module.path
      || user.links.contains { index.resolver.resolve($0.specifier, from: user.path) == shape.module.path }
  }
}
