import Findings
import SourceText
import SyntaxTrees

/// Parameters and arguments of functions whose calls are all known.
extension TypeScriptCascade {
  /// Where a function is used.
  private struct Uses {
    /// Every call, with its module.
    var calls: [(TypeScriptModule, SyntaxNode)] = []
    /// Whether it is also passed on, so that what it is called with is not known.
    var isPassed = false
    /// Whether it stands in an object or list, by which others call it with all they have.
    var isListed = false
  }

  /// A parameter that nothing reads goes with its arguments. Where the function is
  /// passed on, others decide what it is called with: a last parameter goes alone,
  /// one before others keeps its place under a name that says so.
  func dropParameter(
    _ name: SyntaxNode, in module: TypeScriptModule, _ summary: String, _ cause: CauseID, _ cascade: Cascade,
    isKnown: Bool = false
  ) {
    guard let list = name.ancestors.first(where: { $0.kind == "formal_parameters" }),
      let function = list.parent,
      let parameter = ([name] + name.ancestors).first(where: { $0.parent == list }),
      parameter == name || parameter == name.parent
    else { return }
    let parameters = list.namedChildren.filter { $0.kind != "comment" && $0.child("pattern")?.kind != "this" }
    guard let position = parameters.firstIndex(of: parameter) else { return }
    let isLast = parameters[(position + 1)...].allSatisfy(module.isGone)
    guard let uses = uses(of: function, in: module, cascade) else { return }
    if uses.isPassed {
      if isLast, !uses.isListed {
        cut(parameter, in: module, "parameter \(summary)", cause, cascade)
      } else if !name.text.hasPrefix("_") {
        reduce(name, .replace("_" + name.text), in: module, "parameter \(summary)", cause, cascade)
      }
      return
    }
    var arguments: [(TypeScriptModule, SyntaxNode)] = []
    for (user, call) in uses.calls {
      let given = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
      // What an argument does on being computed would go with it.
      guard !given.prefix(position + 1).contains(where: { $0.kind == "spread_element" }) else { return }
      guard given.indices.contains(position), !user.isGone(given[position]) else { continue }
      // What only asks for a known value is not worth asking.
      guard
        isKnown
          ? canBeMissed(given[position], in: user) : !Significance.hasEffect(given[position], in: user)
      else { return }
      arguments.append((user, given[position]))
    }
    cut(parameter, in: module, "parameter \(summary)", cause, cascade)
    for (user, argument) in arguments {
      cut(argument, in: user, "argument for a parameter that went", cause, cascade)
    }
  }

  /// Every use of a function that is declared under a name, or of a private method;
  /// nil when not all can be known.
  private func uses(of function: SyntaxNode, in module: TypeScriptModule, _ cascade: Cascade) -> Uses? {
    if function.kind == "method_definition" {
      guard let number = module.members.declaredBy[function.index] else { return nil }
      let member = module.members.all[number]
      guard member.isPrivate, !member.mayBeMeantElsewhere(in: module), member.declarations.count == 1 else {
        return nil
      }
      return sorted(member.references.map { (module, $0) })
    }
    if ["arguments", "jsx_expression", "pair"].contains(function.parent?.kind ?? "") {
      return Uses(isPassed: true)
    }
    guard
      Climbing.functionExpressions.contains(function.kind)
        || Climbing.functionDeclarations.contains(function.kind),
      let number = binding(of: function, in: module), module.scopes.bindings[number].declarations.count == 1
    else { return nil }
    if isReexported(number, in: module, cascade) { return nil }
    let own = module.scopes.bindings[number].references.filter { use in
      !use.ancestors.prefix(2).contains { ["export_statement", "export_specifier"].contains($0.kind) }
    }
    return sorted(own.map { (module, $0) } + importedUses(of: number, in: module, cascade))
  }

  private func sorted(_ references: [(TypeScriptModule, SyntaxNode)]) -> Uses {
    var uses = Uses()
    for (user, use) in references where !user.isGone(use) {
      if use.field == "function", let call = use.parent, call.kind == "call_expression" {
        uses.calls.append((user, call))
      } else {
        uses.isPassed = true
        let isListed =
          use.kind == "shorthand_property_identifier"
          || ["pair", "array"].contains(use.parent?.kind ?? "")
        uses.isListed = uses.isListed || isListed
      }
    }
    return uses
  }

  /// Whether other modules may see a name in a way that is not followed here.
  private func isReexported(_ binding: Int, in module: TypeScriptModule, _ cascade: Cascade) -> Bool {
    guard !exportedNames(of: binding, in: module).isEmpty else { return false }
    return index.links(to: module.path, except: cascade.removedFiles).contains { importer, link in
      guard !importer.isGone(link.node) else { return false }
      return link.form != .importStatement
        || link.node.subtree.contains { $0.kind == "namespace_import" }
    }
  }

  /// Whether a call can do without an argument: it is the last, and the parameter
  /// that takes it is optional.
  func isOptional(_ argument: SyntaxNode, of call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    let given = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    guard given.last == argument, let callee = call.child("function"), callee.kind == "identifier",
      let function = declaredFunction(callee, in: module),
      let list = function.child("parameters")
    else { return false }
    let parameters = list.namedChildren.filter { $0.kind != "comment" }
    guard parameters.indices.contains(given.count - 1) else { return false }
    let parameter = parameters[given.count - 1]
    return parameter.kind == "optional_parameter" || parameter.child("value") != nil
  }

  /// The function that an identifier means, here or in the module it is imported from.
  func declaredFunction(_ name: SyntaxNode, in module: TypeScriptModule) -> SyntaxNode? {
    guard let number = module.scopes.bindingOf[name.index],
      let declaration = module.scopes.bindings[number].declarations.first, let parent = declaration.parent
    else { return nil }
    if parent.kind == "import_specifier" {
      guard let statement = parent.ancestors.first(where: { $0.kind == "import_statement" }),
        let specifier = statement.child("source").flatMap(ModuleLinks.stringValue),
        let target = index.resolver.resolve(specifier, from: module.path),
        let home = index.module(at: target),
        let export = home.exports.first(where: { $0.name == parent.child("name")?.text }),
        let binding = export.binding, let local = home.scopes.bindings[binding].declarations.first
      else {
        return reexportedFunction(parent.child("name")?.text ?? "", through: parent, in: module)
      }
      return Self.function(declaredAs: local)
    }
    return Self.function(declaredAs: declaration)
  }

  /// One step through an index file.
  private func reexportedFunction(
    _ name: String, through specifier: SyntaxNode, in module: TypeScriptModule
  ) -> SyntaxNode? {
    guard let statement = specifier.ancestors.first(where: { $0.kind == "import_statement" }),
      let source = statement.child("source").flatMap(ModuleLinks.stringValue),
      let target = index.resolver.resolve(source, from: module.path), let home = index.module(at: target),
      let export = home.exports.first(where: { $0.name == name && $0.specifier != nil }),
      let next = export.specifier.flatMap({ index.resolver.resolve($0, from: home.path) }),
      let origin = index.module(at: next),
      let found = origin.exports.first(where: { $0.name == export.importedName }), let binding = found.binding
    else { return nil }
    return origin.scopes.bindings[binding].declarations.first.flatMap(Self.function(declaredAs:))
  }

  private static func function(declaredAs name: SyntaxNode) -> SyntaxNode? {
    guard let parent = name.parent else { return nil }
    if Climbing.functionDeclarations.contains(parent.kind) { return parent }
    guard parent.kind == "variable_declarator", let value = parent.child("value"),
      Climbing.functionExpressions.contains(value.kind)
    else { return nil }
    return value
  }
}
