import Findings
import SourceText
import SyntaxTrees

/// CommonJS: what a module assigns to `module.exports`, and what others take out of it.
enum CommonExports {
  /// The names that an assignment offers: `module.exports = { a, b }`, `exports.a = …`.
  static func names(of assignment: SyntaxNode, _ scopes: Scopes) -> [ModuleExport] {
    guard let target = assignment.child("left"), let value = assignment.child("right"),
      let statement = assignment.parent, statement.kind == "expression_statement"
    else { return [] }
    if target.text == "module.exports" {
      guard value.kind == "object" else { return [] }
      return value.namedChildren.compactMap { member in
        guard let name = Shape.name(of: member) else { return nil }
        let meant = member.kind == "pair" ? member.child("value") : member
        return ModuleExport(
          name: name, node: member, binding: meant.flatMap { scopes.bindingOf[$0.index] }, importedName: nil,
          specifier: nil)
      }
    }
    guard target.kind == "member_expression", let name = target.child("property")?.text,
      ["exports", "module.exports"].contains(target.child("object")?.text ?? "")
    else { return [] }
    return [
      ModuleExport(
        name: name, node: statement, binding: scopes.bindingOf[value.index], importedName: nil, specifier: nil
      )
    ]
  }
}

extension TypeScriptCascade {
  /// The places where a name is taken out of what `require` gives; nil where the whole is
  /// passed on.
  private func places(
    of name: String, requiredBy call: SyntaxNode, in module: TypeScriptModule
  ) -> [SyntaxNode]? {
    guard let parent = call.parent else { return nil }
    switch parent.kind {
    case "expression_statement": return []
    case "member_expression": return parent.child("property")?.text == name ? [parent] : []
    case "variable_declarator":
      guard let pattern = parent.child("name") else { return nil }
      if pattern.kind == "object_pattern" {
        if pattern.namedChildren.contains(where: { $0.kind == "rest_pattern" }) { return nil }
        return pattern.namedChildren.filter { Self.patternKey($0) == name }
      }
      guard let number = module.scopes.bindingOf[pattern.index] else { return nil }
      var found: [SyntaxNode] = []
      for use in module.scopes.bindings[number].references where !module.isGone(use) {
        guard let member = use.parent, member.kind == "member_expression", use.field == "object" else {
          return nil
        }
        if member.child("property")?.text == name { found.append(member) }
      }
      return found
    default: return nil
    }
  }

  /// A name that a required module offered is gone.
  func requiredNameWent(
    _ name: String, from call: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard call.child("function")?.text == "require" else { return }
    for place in places(of: name, requiredBy: call, in: module) ?? [] where !module.isGone(place) {
      if place.parent?.kind == "object_pattern" {
        cut(place, in: module, "'\(name)', which is gone", cause, cascade)
      } else {
        lose(place, in: module, "'\(name)'", cause, cascade)
      }
    }
  }

  /// Whether a module takes a name out of what it requires, or may.
  func requires(_ name: String, by call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard call.child("function")?.text == "require" else { return true }
    guard let places = places(of: name, requiredBy: call, in: module) else { return true }
    return places.contains { !module.isGone($0) }
  }

  /// Notes the names that a destructured `require` took, of which one went.
  func noteRequired(_ element: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID) {
    guard let pattern = element.parent, pattern.kind == "object_pattern", let name = Self.patternKey(element),
      let call = pattern.parent?.child("value"), call.child("function")?.text == "require",
      let link = module.links.first(where: { $0.node == call }),
      let target = index.resolver.resolve(link.specifier, from: module.path)
    else { return }
    lessUsed[ExportedName(path: target, name: name)] = cause
  }
}
