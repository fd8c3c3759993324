import Findings
import SourceText
import SyntaxTrees

/// Types of objects that went out of a union or an intersection: what told them apart cannot
/// occur there any more, and what they had nobody has.
extension TypeScriptCascade {
  /// Follows `operand`, which went out of a type that stays.
  func operandWent(
    _ operand: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let parent = operand.parent, !module.isGone(parent) else { return }
    let finder = ShapeFinder(index: index)
    switch parent.kind {
    case "union_type":
      var union = parent
      while let outer = union.parent, outer.kind == "union_type" { union = outer }
      discriminantsWent(
        finder.shapes(ofType: operand, in: module),
        Self.operands(of: union).filter { !module.isGone($0) }.map { finder.shapes(ofType: $0, in: module) },
        cause, cascade)
    case "intersection_type", "extends_type_clause":
      for shape in finder.shapes(ofType: operand, in: module)
      where cascade.removedFiles.contains(shape.module.path) || shape.module.isGone(shape.body) {
        for name in shape.names { loseMember(name, of: shape, cause, cascade) }
      }
    default: break
    }
  }

  /// Finds what told the shapes that are no variant any more, `lost`, from those of each
  /// variant that is, `left`.
  private func discriminantsWent(
    _ lost: [Shape], _ left: [[Shape]], _ cause: CauseID, _ cascade: Cascade
  ) {
    let others = left.flatMap(\.self)
    for shape in lost where !others.contains(shape) {
      for name in shape.names {
        guard let value = Self.literal(name, of: shape) else { continue }
        let values = left.map { variant in variant.compactMap { Self.literal(name, of: $0) } }
        // Every variant says by it which one it is.
        guard !values.isEmpty, values.allSatisfy({ !$0.isEmpty && !$0.contains(value) }) else { continue }
        loseVariant(value, of: name, Set(lost + others), cause, cascade)
      }
    }
  }

  /// The text that a member always is.
  private static func literal(_ name: String, of shape: Shape) -> String? {
    let members = shape.members(named: name)
    guard members.count == 1, let type = members[0].child("type")?.namedChildren.first,
      type.kind == "literal_type"
    else { return nil }
    return type.namedChildren.first.flatMap(ModuleLinks.stringValue)
  }

  /// Decides every choice by a value that the member of a union never has any more.
  private func loseVariant(
    _ value: String, of name: String, _ shapes: Set<Shape>, _ cause: CauseID, _ cascade: Cascade
  ) {
    let finder = ShapeFinder(index: index)
    // Another union may share a variant with this one, and have one of its own with the value.
    func isAll(_ found: [Shape]) -> Bool {
      found.contains(where: shapes.contains)
        && !found.contains { !shapes.contains($0) && Self.literal(name, of: $0) == value }
    }
    func isOfUnion(_ subject: SyntaxNode, _ user: TypeScriptModule) -> Bool {
      let access = Self.inside(subject)
      guard access.kind == "member_expression", access.child("property")?.text == name,
        let object = access.child("object")
      else { return false }
      return isAll(finder.shapes(of: object, in: user))
    }
    let what = "'\(value)', which can no longer occur"
    for user in index.modules(mentioning: [value]) where !cascade.removedFiles.contains(user.path) {
      guard user.obstacle == nil else { continue }
      for node in user.tree.root.subtree
      where node.kind == "string" && !user.isGone(node) && ModuleLinks.stringValue(node) == value {
        guard let parent = node.parent else { continue }
        switch parent.kind {
        case "switch_case" where node.field == "value":
          guard let subject = parent.parent?.parent?.child("value"), isOfUnion(subject, user) else {
            continue
          }
          cut(parent, in: user, "case of \(what)", cause, cascade)
        case "binary_expression" where Self.equalities.contains(parent.child("operator")?.kind ?? ""):
          guard let subject = Self.other(than: node, in: parent), isOfUnion(subject, user),
            canBeMissed(subject, in: user)
          else { continue }
          let isEquality = ["===", "=="].contains(parent.child("operator")?.kind ?? "")
          let lost = LostNode(module: user, node: node, what: what, cause: cause)
          know(parent, is: !isEquality, lost, cascade)
        case "pair":
          guard Shape.name(of: parent) == name, let object = parent.parent,
            isAll(finder.expected(of: object, user))
          else { continue }
          lose(object, in: user, what, cause, cascade)
        default: continue
        }
      }
    }
  }
}
