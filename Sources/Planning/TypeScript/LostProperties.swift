import Findings
import SourceText
import SyntaxTrees

/// An object lost a property: its declared type must not ask for it any more, and
/// nobody can read it. Followed as far as declarations show the way.
extension TypeScriptCascade {
  /// Follows `property`, which went out of an object literal.
  func propertyWent(
    _ property: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let object = property.parent, object.kind == "object", !module.isGone(object),
      let name = Tables.key(of: property)
    else { return }
    let owner = Self.owner(of: object)
    if let type = owner.type { memberWent(name, ofType: type, in: module, cause, cascade) }
    switch owner.holder {
    case .function(let function):
      for (user, call) in calls(of: function, in: module, cascade) {
        loseProperty(name, of: call, in: user, cause, cascade)
      }
      dropIfUnused(function, in: module, cause, cascade)
    case .variable(let declarator):
      guard let identifier = declarator.child("name"), let binding = module.scopes.bindingOf[identifier.index]
      else {
        return
      }
      for use in module.scopes.bindings[binding].references {
        loseProperty(name, of: use, in: module, cause, cascade)
      }
      for (user, use) in importedUses(of: binding, in: module, cascade) {
        loseProperty(name, of: use, in: user, cause, cascade)
      }
    case .none: break
    }
  }

  private enum Holder {
    case function(SyntaxNode)
    case variable(SyntaxNode)
    case none
  }

  /// Whose value an object literal is, and the type that is declared for it.
  private static func owner(of object: SyntaxNode) -> (holder: Holder, type: SyntaxNode?) {
    var node = object
    while let parent = node.parent,
      ["parenthesized_expression", "await_expression", "non_null_expression"].contains(parent.kind)
    {
      node = parent
    }
    guard let parent = node.parent else { return (.none, nil) }
    switch parent.kind {
    case "variable_declarator":
      return (.variable(parent), parent.child("type").flatMap(typeName))
    case "return_statement":
      guard let function = function(around: parent) else { return (.none, nil) }
      return (.function(function), function.child("return_type").flatMap(typeName))
    case "arrow_function":
      return (.function(parent), parent.child("return_type").flatMap(typeName))
    case "as_expression", "satisfies_expression":
      return (.none, parent.namedChildren.last.flatMap(typeName))
    case "arguments":
      let types = parent.parent?.child("type_arguments")?.namedChildren ?? []
      return (.none, types.count == 1 ? types.first.flatMap(typeName) : nil)
    default:
      return (.none, nil)
    }
  }

  /// The name in an annotation that is one type, or a promise of one.
  private static func typeName(_ node: SyntaxNode) -> SyntaxNode? {
    switch node.kind {
    case "type_identifier": return node
    case "type_annotation", "parenthesized_type": return node.namedChildren.first.flatMap(typeName)
    case "generic_type":
      guard node.child("name")?.text == "Promise" else { return node.child("name").flatMap(typeName) }
      return node.child("type_arguments")?.namedChildren.first.flatMap(typeName)
    default: return nil
    }
  }

  /// The text of the type that asks for a property of an object literal by the
  /// variants of a union, as `Record<Mode, string>` does. Without the property the
  /// literal would not compile, and whether its variant can still occur is not said
  /// by what went.
  func typeThatNeeds(_ property: SyntaxNode, in module: TypeScriptModule) -> String? {
    guard let object = property.parent, object.kind == "object", let name = Tables.key(of: property),
      let declarator = object.parent, declarator.kind == "variable_declarator",
      let type = declarator.child("type")?.namedChildren.first, let keys = Self.keys(of: type)
    else { return nil }
    let union = keys.kind == "type_identifier" ? declaration(ofType: keys, in: module)?.1 : keys
    let isVariant = union?.subtree.contains { node in
      node.kind == "string" && ModuleLinks.stringValue(node) == name
    }
    return isVariant ?? false ? type.text : nil
  }

  /// The type of the keys that `Record<Mode, …>` and `{ [K in Mode]: … }` ask for.
  private static func keys(of type: SyntaxNode) -> SyntaxNode? {
    if type.kind == "generic_type", type.child("name")?.text == "Record" {
      return type.child("type_arguments")?.namedChildren.first
    }
    guard type.kind == "object_type",
      let clause = type.subtree.first(where: { $0.kind == "mapped_type_clause" }),
      // What may be missing is not asked for, and other names are.
      clause.parent?.parent == type, clause.child("alias") == nil,
      clause.parent?.child(ofKind: "type_annotation") != nil
    else { return nil }
    return clause.child("type")
  }

  /// A member that no value of a type has any more goes from the type.
  private func memberWent(
    _ name: String, ofType type: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let (home, declaration) = declaration(ofType: type, in: module) else { return }
    let body = declaration.child("body") ?? declaration.child("value")
    for member in body?.namedChildren ?? []
    where ["property_signature", "method_signature"].contains(member.kind)
      && member.child("name")?.text == name
    {
      guard member.child(ofKind: "?") == nil else { continue }
      cut(member, in: home, "member '\(name)', which nothing gives any more", cause, cascade)
    }
  }

  private func declaration(
    ofType type: SyntaxNode, in module: TypeScriptModule
  ) -> (TypeScriptModule, SyntaxNode)? {
    guard let binding = module.scopes.bindingOf[type.index],
      let name = module.scopes.bindings[binding].declarations.first, let parent = name.parent
    else { return nil }
    if parent.kind != "import_specifier" {
      return ["interface_declaration", "type_alias_declaration"].contains(parent.kind)
        ? (module, parent) : nil
    }
    guard let statement = parent.ancestors.first(where: { $0.kind == "import_statement" }),
      let specifier = statement.child("source").flatMap(ModuleLinks.stringValue),
      let target = index.resolver.resolve(specifier, from: module.path), let home = index.module(at: target),
      let export = home.exports.first(where: { $0.name == parent.child("name")?.text }),
      export.specifier == nil
    else { return nil }
    return (home, export.node)
  }

  /// Every call of a function that is known by its name, in its module and in those
  /// that import it.
  private func calls(
    of function: SyntaxNode, in module: TypeScriptModule, _ cascade: Cascade
  ) -> [(TypeScriptModule, SyntaxNode)] {
    guard let binding = binding(of: function, in: module) else { return [] }
    var uses = module.scopes.bindings[binding].references.map { (module, $0) }
    for (importer, use) in importedUses(of: binding, in: module, cascade) { uses.append((importer, use)) }
    return uses.compactMap { user, use in
      guard let call = use.parent, call.kind == "call_expression", use.field == "function" else { return nil }
      return (user, call)
    }
  }

  /// The binding that a function is declared under.
  func binding(of function: SyntaxNode, in module: TypeScriptModule) -> Int? {
    let name =
      function.parent?.kind == "variable_declarator"
      ? function.parent?.child("name") : function.child("name")
    return name.flatMap { module.scopes.bindingOf[$0.index] }
  }

  /// The names under which a module exports a binding.
  func exportedNames(of binding: Int, in module: TypeScriptModule) -> Set<String> {
    Set(module.exports.filter { $0.binding == binding && !module.isGone($0.node) }.map(\.name))
  }

  /// The uses in other modules of what a module exports as `binding`, through index
  /// files too.
  func importedUses(
    of binding: Int, in module: TypeScriptModule, _ cascade: Cascade
  ) -> [(TypeScriptModule, SyntaxNode)] {
    var seen: Set<RepositoryPath> = []
    return uses(of: exportedNames(of: binding, in: module), from: module, &seen, cascade)
  }

  private func uses(
    of names: Set<String>, from module: TypeScriptModule, _ seen: inout Set<RepositoryPath>,
    _ cascade: Cascade
  ) -> [(TypeScriptModule, SyntaxNode)] {
    guard !names.isEmpty, seen.insert(module.path).inserted else { return [] }
    var result: [(TypeScriptModule, SyntaxNode)] = []
    for (importer, link) in index.links(to: module.path, except: cascade.removedFiles) {
      if link.form == .reexport {
        let passedOn = importer.exports.filter {
          link.node.contains($0.node) && $0.specifier == link.specifier
        }
        .flatMap { export -> [String] in
          if export.importedName == "*" { return names.filter { $0 != "default" } }
          return export.importedName.map { names.contains($0) ? [export.name] : [] } ?? []
        }
        result += uses(of: Set(passedOn), from: importer, &seen, cascade)
        continue
      }
      for name in link.node.subtree where Self.imports(name, oneOf: names) {
        let local = name.parent?.child("alias") ?? name
        guard let binding = importer.scopes.bindingOf[local.index] else { continue }
        result += importer.scopes.bindings[binding].references.map { (importer, $0) }
      }
    }
    return result
  }

  private static func imports(_ node: SyntaxNode, oneOf names: Set<String>) -> Bool {
    switch node.parent?.kind {
    case "import_specifier": node.field == "name" && names.contains(node.text)
    case "import_clause": node.kind == "identifier" && names.contains("default")
    default: false
    }
  }

  /// Nobody can read a property of a value any more.
  private func loseProperty(
    _ name: String, of value: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    var node = value
    while let parent = node.parent,
      ["await_expression", "parenthesized_expression", "non_null_expression"].contains(parent.kind)
    {
      node = parent
    }
    guard let parent = node.parent, !module.isGone(node) else { return }
    if parent.kind == "member_expression", node.field == "object", parent.child("property")?.text == name {
      lose(parent, in: module, "'\(name)'", cause, cascade)
    } else if parent.kind == "variable_declarator", let pattern = parent.child("name") {
      if pattern.kind == "object_pattern" {
        for element in pattern.namedChildren where Self.patternKey(element) == name {
          cut(element, in: module, "'\(name)', which is not given any more", cause, cascade)
        }
      } else if let binding = module.scopes.bindingOf[pattern.index] {
        for use in module.scopes.bindings[binding].references {
          loseProperty(name, of: use, in: module, cause, cascade)
        }
      }
    }
  }

  static func patternKey(_ element: SyntaxNode) -> String? {
    switch element.kind {
    case "shorthand_property_identifier_pattern": element.text
    case "pair_pattern": element.child("key")?.text
    case "object_assignment_pattern": element.child("left")?.text
    default: nil
    }
  }

  /// A function that lost a part of its result and that nobody uses goes: no part
  /// of it can be missed.
  private func dropIfUnused(
    _ function: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let binding = binding(of: function, in: module), !isUsedElsewhere(binding, in: module, cascade)
    else { return }
    let known = module.scopes.bindings[binding]
    let uses = known.references.filter { use in
      !function.contains(use)
        && !use.ancestors.prefix(2).contains { ["export_statement", "export_specifier"].contains($0.kind) }
    }
    guard uses.isEmpty else { return }
    let unit = function.parent?.kind == "variable_declarator" ? function.parent ?? function : function
    cut(
      unit, in: module, "'\(known.name)', which lost a part of its result and which nobody uses", cause,
      cascade)
  }

  /// Whether another module imports what `binding` is exported as, or may.
  func isUsedElsewhere(_ binding: Int, in module: TypeScriptModule, _ cascade: Cascade) -> Bool {
    let names = exportedNames(of: binding, in: module)
    guard !names.isEmpty else { return false }
    return index.links(to: module.path, except: cascade.removedFiles).contains { importer, link in
      guard importer.path != module.path, !importer.isGone(link.node) else { return false }
      switch link.form {
      case .call, .importRequire: return true
      case .reexport:
        return importer.exports.contains { export in
          link.node.contains(export.node) && export.specifier == link.specifier
            && (export.importedName.map { $0 == "*" || names.contains($0) } ?? true)
        }
      case .importStatement:
        return link.node.subtree.contains { node in
          switch node.kind {
          case "namespace_import": true
          case "import_specifier": names.contains(node.child("name")?.text ?? "")
          case "identifier": node.parent?.kind == "import_clause" && names.contains("default")
          default: false
          }
        }
      }
    }
  }
}
