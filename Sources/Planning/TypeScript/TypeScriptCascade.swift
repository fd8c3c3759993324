import Findings
import RuleModel
import SourceText
import SyntaxTrees

/// The edges of TypeScript and JavaScript: modules, names, and the places that
/// names stand in.
///
/// What a loss leads to is in `Climbing`; this type carries it out and holds the
/// state of every module that was loaded. `settle` is in files of its own.
final class TypeScriptCascade: CascadeEdges {
  let index: ModuleIndex
  /// Modules that lost an importer.
  var lessImported: [RepositoryPath: CauseID] = [:]
  /// Exported names that lost an importer.
  var lessUsed: [ExportedName: CauseID] = [:]
  /// Every slice, once somebody asked for one.
  var slices: [KnownSlice]?
  /// What tells which files rules need to look into.
  var filters: [CodeSelector: WordFilter] = [:]
  /// Variants that wait to be folded.
  var folds: [Fold] = []
  /// The variants that left their types.
  var dropped: [Fold] = []
  /// The types with one value that were asked about.
  var askedFlags: Set<SyntaxNode> = []
  /// The unions that lost a variant.
  var types: [FoldedType] = []
  /// The unions whose other variants were asked about.
  var askedTypes: Set<SyntaxNode> = []
  /// The parts of pages whose words were asked about.
  var askedWords: Set<SyntaxNode> = []
  /// The tests that were asked about.
  var askedTests: Set<SyntaxNode> = []
  /// The cases whose bodies stay for the label that stood before them, by that label.
  var standIns: [SyntaxNode: SyntaxNode] = [:]
  /// How much had gone when lookups were last held against it.
  var lookedAt = 0
  /// What tests look up, and what modules give, by their paths.
  var pageLookups: [RepositoryPath: [PageLookup]] = [:]
  var shownTexts: [RepositoryPath: [(node: SyntaxNode, text: ShownText)]] = [:]
  /// Whether functions of a name look up what they are given at a place: `name/0`.
  var lookupHelpers: [String: Bool] = [:]
  /// Members whose readers were counted, so that nothing is counted twice.
  var checkedReads: Set<ShapeMember> = []
  /// Statements and expressions that chose by a value that is gone.
  var lostConditions: [LostCondition] = []
  /// Imports of types from deleted modules: see `settleTypes`.
  var waitingTypes: [TypeImport] = []
  /// Functions that are hollow unless a person says otherwise, and so on: asked
  /// only when nothing certain is left to do.
  var questions: [LostNode] = []
  /// Declarations that went because the data that they hold is absent.
  var absentCuts: Set<SyntaxNode> = []
  /// What was asked about: nothing is asked twice.
  var asked: Set<SyntaxNode> = []
  /// What to do with a lost node later.
  struct LostNode {
    let module: TypeScriptModule
    let node: SyntaxNode
    let what: String
    let cause: CauseID
    /// Whether it is data that nobody holds any more, so that what asks about it finds
    /// nothing there.
    var isAbsent = false
  }

  /// A choice by a lost value.
  struct LostCondition {
    /// The `if`, loop, `switch` or ternary.
    let chooser: SyntaxNode
    /// The part of its condition that is lost.
    let asked: LostNode
  }

  init(_ index: ModuleIndex) { self.index = index }

  // MARK: Following

  func follow(_ node: CascadeNode, because cause: CauseID, in cascade: Cascade) throws {
    switch node {
    case .file(let path): fileWent(path, cause, cascade)
    case .export(let path, let name): exportWent(name, of: path, cause, cascade)
    case .syntax(let path, let number):
      guard let module = index.module(at: path) else { return }
      syntaxWent(SyntaxNode(tree: module.tree, index: number), in: module, cause, cascade)
    case .unit, .name: break
    }
  }

  private func fileWent(_ path: RepositoryPath, _ cause: CauseID, _ cascade: Cascade) {
    for (module, link) in index.links(to: path, except: cascade.removedFiles) {
      let what = "'\(link.specifier)', which was deleted"
      if module.isTest(of: path) {
        let cause = cascade.cause("test of \(what)", because: cause, place: Place(path: module.path))
        cascade.remove(.file(module.path), because: cause)
        continue
      }
      switch link.form {
      case .importStatement:
        importWent(link.node, of: path, what, in: module, cause, cascade)
      case .importRequire:
        cut(link.node, in: module, "import of \(what)", cause, cascade)
      case .reexport:
        cut(link.node, in: module, "re-export of \(what)", cause, cascade)
      case .call:
        lose(link.node, in: module, what, cause, cascade)
      }
    }
    guard let module = index.module(at: path) else { return }
    for link in module.links {
      if let target = index.resolver.resolve(link.specifier, from: path) { lessImported[target] = cause }
    }
    noteImports(of: module.tree.root, in: module, isWhole: true, cause)
  }

  /// Types wait: they may outlive their module.
  private func importWent(
    _ statement: SyntaxNode, of path: RepositoryPath, _ what: String, in module: TypeScriptModule,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    let types = module.obstacle == nil ? typeSpecifiers(of: statement, from: path) : []
    guard !types.isEmpty, let clause = statement.child(ofKind: "import_clause") else {
      cut(statement, in: module, "import of \(what)", cause, cascade)
      return
    }
    for specifier in types {
      waitingTypes.append(
        TypeImport(
          home: path, name: specifier.child("name")?.text ?? "", module: module, statement: statement,
          specifier: specifier, cause: cause))
    }
    let parts = clause.namedChildren.flatMap { $0.kind == "named_imports" ? $0.namedChildren : [$0] }
    for part in parts where part.kind != "comment" && !types.contains(part) {
      cut(part, in: module, "import of \(what)", cause, cascade)
    }
  }

  private func exportWent(_ name: String, of path: RepositoryPath, _ cause: CauseID, _ cascade: Cascade) {
    for (module, link) in index.links(to: path, except: cascade.removedFiles) {
      switch link.form {
      case .importStatement: nameWent(name, of: path, fromImport: link.node, in: module, cause, cascade)
      case .reexport:
        for export in module.exports where export.specifier != nil && link.node.contains(export.node) {
          if export.importedName == name {
            cut(export.node, in: module, "re-export of '\(name)', which is gone", cause, cascade)
          } else if export.importedName == "*", name != "default" {
            cascade.remove(.export(module.path, name), because: cause)
          }
        }
      case .call:
        requiredNameWent(name, from: link.node, in: module, cause, cascade)
        // A test may hand the module on as an object.
        for node in module.tree.root.subtree
        where module.isTest && node.kind == "member_expression" && node.child("property")?.text == name
          && !module.isGone(node)
        {
          guard let object = node.child("object"), Self.may(object, mean: link.node, in: module) else {
            continue
          }
          lose(node, in: module, "'\(name)', which is gone", cause, cascade)
        }
      case .importRequire: break
      }
    }
  }

  /// Whether an object may be what a call brings in: the call itself, what a callback behind it is
  /// given, something that no value here tells, or a variable whose value has the call in it or
  /// calls a function of this module that has it.
  private static func may(_ object: SyntaxNode, mean call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    var seen: Set<Int> = []
    func holds(_ node: SyntaxNode) -> Bool {
      if node.contains(call) { return true }
      return node.subtree.contains { inner in
        guard let number = module.scopes.bindingOf[inner.index], seen.insert(number).inserted else {
          return false
        }
        return module.scopes.bindings[number].declarations.contains { name in
          guard let function = name.parent else { return false }
          switch function.kind {
          case "function_declaration": return function.child("body").map(holds) ?? false
          case "variable_declarator": return function.child("value").map(holds) ?? false
          default: return false
          }
        }
      }
    }
    if object.contains(call) { return true }
    guard let root = Significance.leftmost(object), let number = module.scopes.bindingOf[root.index] else {
      return false
    }
    return module.scopes.bindings[number].declarations.contains { name in
      guard let declarator = name.ancestors.first(where: { $0.kind == "variable_declarator" }),
        !name.ancestors.prefix(while: { $0 != declarator }).contains(where: { $0.kind == "formal_parameters" }
        )
      else {
        // A parameter: of a callback behind the call, or of a helper that anyone may call.
        return name.ancestors.contains { $0.kind == "call_expression" && $0.contains(call) }
      }
      return declarator.child("value").map(holds) ?? true
    }
  }

  /// A name that an import statement brings in is gone.
  private func nameWent(
    _ name: String, of path: RepositoryPath, fromImport statement: SyntaxNode, in module: TypeScriptModule,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let clause = statement.child(ofKind: "import_clause") else { return }
    let summary = "import of '\(name)', which is gone"
    for part in clause.namedChildren {
      switch part.kind {
      case "identifier" where name == "default":
        cut(part, in: module, summary, cause, cascade)
      // What a CommonJS module exports is its default export.
      case "identifier" where index.module(at: path)?.isCommonJS ?? false:
        loseMember(name, ofNamespace: part, in: module, cause, cascade)
      case "named_imports":
        for specifier in part.namedChildren where specifier.child("name")?.text == name {
          cut(specifier, in: module, summary, cause, cascade)
        }
      case "namespace_import":
        guard let local = part.namedChildren.first else { continue }
        loseMember(name, ofNamespace: local, in: module, cause, cascade)
      default: break
      }
    }
  }

  /// A name of a module goes where the module as a whole has the name `local`.
  private func loseMember(
    _ name: String, ofNamespace local: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    guard let binding = module.scopes.bindingOf[local.index] else { return }
    for use in module.scopes.bindings[binding].references {
      guard let member = use.parent,
        member.kind == "member_expression" || member.kind == "nested_type_identifier",
        (member.child("property") ?? member.child("name"))?.text == name
      else { continue }
      lose(member, in: module, "'\(member.text)'", cause, cascade)
    }
  }

  /// Names that were declared or exported in what went are gone for others.
  func syntaxWent(
    _ node: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    var seen: Set<Int> = []
    let isAbsent = absentCuts.contains(node)
    for current in node.subtree where module.isGone(current) {
      if let binding = module.scopes.bindingOf[current.index], seen.insert(binding).inserted {
        loseUses(of: module.scopes.bindings[binding], in: module, cause, cascade, isAbsent)
      }
      if let member = module.members.declaredBy[current.index] {
        loseUses(of: module.members.all[member], in: module, cause, cascade)
      }
    }
    propertyWent(node, in: module, cause, cascade)
    memberWent(node, in: module, cause, cascade)
    actionWent(node, in: module, cause, cascade)
    unionWent(node, in: module, cause, cascade)
    operandWent(node, in: module, cause, cascade)
    placedElementWent(node, in: module, cause, cascade)
    routesWent(in: node, of: module, cause, cascade)
    for export in module.exports where module.isGone(export.node) && node.contains(export.node) {
      for name in names(of: export, in: module) {
        // An overload of the same name may stay.
        if module.exports.contains(where: { $0.name == name && !module.isGone($0.node) }) { continue }
        cascade.remove(.export(module.path, name), because: cause)
      }
    }
    noteImports(of: node, in: module, isWhole: false, cause)
    for link in module.links where module.isGone(link.node) && node.contains(link.node) {
      if let target = index.resolver.resolve(link.specifier, from: module.path),
        !cascade.removedFiles.contains(target)
      {
        lessImported[target] = cause
      }
    }
  }

  /// The names that go with an export: of `export *` all that the other module
  /// offers, but for those that this one offers by itself.
  private func names(of export: ModuleExport, in module: TypeScriptModule) -> Set<String> {
    guard export.name == "*", let specifier = export.specifier,
      let target = index.resolver.resolve(specifier, from: module.path)
    else { return [export.name] }
    var seen: Set<RepositoryPath> = [module.path]
    let own = Set(module.exports.filter { !module.isGone($0.node) }.map(\.name))
    return offered(by: target, &seen).subtracting(own)
  }

  private func offered(by path: RepositoryPath, _ seen: inout Set<RepositoryPath>) -> Set<String> {
    guard seen.insert(path).inserted, let module = index.module(at: path) else { return [] }
    var names: Set<String> = []
    for export in module.exports {
      if export.name == "*", let specifier = export.specifier,
        let target = index.resolver.resolve(specifier, from: path)
      {
        names.formUnion(offered(by: target, &seen))
      } else if export.name != "default" {
        names.insert(export.name)
      }
    }
    return names
  }

  private func loseUses(
    of binding: Binding, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade, _ isAbsent: Bool
  ) {
    guard binding.declarations.allSatisfy(module.isGone) else { return }
    for use in binding.references where !module.isNoUse(use) {
      lose(use, in: module, "'\(binding.name)'", cause, cascade, isAbsent: isAbsent)
    }
  }

  private func loseUses(
    of member: ClassMembers.Member, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard member.declarations.allSatisfy(module.isGone) else { return }
    for use in member.references where !module.isNoUse(use) {
      lose(use, in: module, "'\(member.name)'", cause, cascade)
    }
  }
}
