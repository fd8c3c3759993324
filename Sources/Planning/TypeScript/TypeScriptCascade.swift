import Findings
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
  /// Statements and expressions that chose by a value that is gone.
  var lostConditions: [LostCondition] = []
  /// Imports of types from deleted modules: see `settleTypes`.
  var waitingTypes: [TypeImport] = []
  /// Functions that are hollow unless a person says otherwise, and so on: asked
  /// only when nothing certain is left to do.
  var questions: [LostNode] = []
  /// What was asked about: nothing is asked twice.
  var asked: Set<SyntaxNode> = []
  /// What to do with a lost node later.
  struct LostNode {
    let module: TypeScriptModule
    let node: SyntaxNode
    let what: String
    let cause: CauseID
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
    for link in index.module(at: path)?.links ?? [] {
      if let target = index.resolver.resolve(link.specifier, from: path) { lessImported[target] = cause }
    }
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
      case .importStatement: nameWent(name, fromImport: link.node, in: module, cause, cascade)
      case .reexport:
        for export in module.exports where export.specifier != nil && link.node.contains(export.node) {
          if export.importedName == name {
            cut(export.node, in: module, "re-export of '\(name)', which is gone", cause, cascade)
          } else if export.importedName == "*", name != "default" {
            cascade.remove(.export(module.path, name), because: cause)
          }
        }
      case .call, .importRequire: break
      }
    }
  }

  /// A name that an import statement brings in is gone.
  private func nameWent(
    _ name: String, fromImport statement: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    guard let clause = statement.child(ofKind: "import_clause") else { return }
    let summary = "import of '\(name)', which is gone"
    for part in clause.namedChildren {
      switch part.kind {
      case "identifier" where name == "default":
        cut(part, in: module, summary, cause, cascade)
      case "named_imports":
        for specifier in part.namedChildren where specifier.child("name")?.text == name {
          cut(specifier, in: module, summary, cause, cascade)
        }
      case "namespace_import":
        guard let local = part.namedChildren.first, let binding = module.scopes.bindingOf[local.index] else {
          continue
        }
        for use in module.scopes.bindings[binding].references {
          guard let member = use.parent,
            member.kind == "member_expression" || member.kind == "nested_type_identifier",
            (member.child("property") ?? member.child("name"))?.text == name
          else { continue }
          lose(member, in: module, "'\(member.text)'", cause, cascade)
        }
      default: break
      }
    }
  }

  /// Names that were declared or exported in what went are gone for others.
  private func syntaxWent(
    _ node: SyntaxNode, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    var seen: Set<Int> = []
    for current in node.subtree where module.isGone(current) {
      if let binding = module.scopes.bindingOf[current.index], seen.insert(binding).inserted {
        loseUses(of: module.scopes.bindings[binding], in: module, cause, cascade)
      }
      if let member = module.members.declaredBy[current.index] {
        loseUses(of: module.members.all[member], in: module, cause, cascade)
      }
    }
    propertyWent(node, in: module, cause, cascade)
    for export in module.exports where module.isGone(export.node) && node.contains(export.node) {
      for name in names(of: export, in: module) {
        cascade.remove(.export(module.path, name), because: cause)
      }
    }
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
    of binding: Binding, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard binding.declarations.allSatisfy(module.isGone) else { return }
    for use in binding.references where !module.isGone(use) {
      lose(use, in: module, "'\(binding.name)'", cause, cascade)
    }
  }

  private func loseUses(
    of member: ClassMembers.Member, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard member.declarations.allSatisfy(module.isGone) else { return }
    for use in member.references where !module.isGone(use) {
      lose(use, in: module, "'\(member.name)'", cause, cascade)
    }
  }

  // MARK: Losing and cutting

  /// `node`, which is or means `what`, no longer exists: finds what that leads to.
  func lose(
    _ start: SyntaxNode, in module: TypeScriptModule, _ what: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    var node = start
    // What a condition asks: the largest part of it that is lost as a whole.
    var asked = start
    while !module.isGone(node) {
      if !Conditions.combines(node) { asked = node }
      let lost = LostNode(module: module, node: node, what: what, cause: cause)
      switch Climbing.next(from: node) {
      case .up(let outer): node = outer
      case .cut(let unit):
        if let type = typeThatNeeds(unit, in: module) {
          blocked(module, "'\(type)' asks for this key", unit, cause, cascade)
          return
        }
        cut(unit, in: module, "\(Wording.name(of: unit)) that uses \(what)", cause, cascade)
        return
      case .keepOnly(let whole, let part):
        if module.isGone(part) || module.replaced.contains(part.index) {
          node = whole
          continue
        }
        let summary = "the side of '\(Wording.excerpt(of: node))', which uses \(what)"
        if Conditions.isShown(whole) {
          // Who does not see the other side today must not see it tomorrow.
          remove(node, .replace("null"), in: module, summary, cause, cascade)
          return
        }
        reduce(whole, .keepOnly(part), in: module, summary, cause, cascade)
        return
      case .condition(let chooser):
        lostConditions.append(
          LostCondition(
            chooser: chooser, asked: LostNode(module: module, node: asked, what: what, cause: cause)))
        return
      case .leaves(let statement):
        leave(statement, lost, cascade)
        return
      case .function(let function):
        functionLost(function, .signature, lost, cascade)
        return
      case .wrapper(let element):
        wrapperLost(element, lost, cascade)
        return
      case .argument(let argument):
        guard let call = argument.parent?.parent else { return }
        if isOptional(argument, of: call, in: module) {
          cut(argument, in: module, "argument that uses \(what)", cause, cascade)
          return
        }
        guard argumentTakesCall(argument, call) else {
          questions.append(lost)
          return
        }
        node = call
      case .attribute(let attribute):
        attributeLost(attribute, lost, cascade)
        return
      case .stuck:
        stuck(lost, cascade)
        return
      }
    }
  }

  /// Whether a call goes with an argument that is lost: when it is about that
  /// argument, or computes from its first.
  private func argumentTakesCall(_ argument: SyntaxNode, _ call: SyntaxNode) -> Bool {
    if Significance.isAboutItsArgument(call) { return true }
    let isStatement =
      call.ancestors.first { $0.kind != "await_expression" && $0.kind != "unary_expression" }?
      .kind == "expression_statement"
    let isFirst = argument.parent?.namedChildren.first { $0.kind != "comment" } == argument
    return isFirst && !isStatement
  }

  /// Removes `node` where it stands.
  func cut(
    _ node: SyntaxNode, in module: TypeScriptModule, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    let unit = Self.unit(of: node)
    guard !module.isGone(unit) else { return }
    if let parent = unit.parent, unit.field == "consequence", parent.kind == "if_statement" {
      emptiedBranch(of: parent, in: module, summary, cause, cascade)
      return
    }
    remove(unit, .cut, in: module, summary, cause, cascade)
  }

  /// Leaves only a part of `node`.
  func reduce(
    _ node: SyntaxNode, _ removal: SyntaxRemoval, in module: TypeScriptModule, _ summary: String,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    remove(node, removal, in: module, summary, cause, cascade)
  }

  /// Puts `text` in the place of `node`, whose names stay declared and meant.
  func rewrite(
    _ node: SyntaxNode, _ text: String, in module: TypeScriptModule, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    let link = cascade.cause(summary, because: cause, place: module.place(of: node))
    module.record(.rewrite(text), of: node, because: link)
  }

  private func remove(
    _ node: SyntaxNode, _ removal: SyntaxRemoval, in module: TypeScriptModule, _ summary: String,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    let link = cascade.cause(summary, because: cause, place: module.place(of: node))
    if let obstacle = module.obstacle ?? (node.hasError ? "it does not parse here" : nil) {
      blocked(module, obstacle, node, link, cascade)
      return
    }
    // The same node may first lose a part and then go as a whole, or give its place
    // to something else: two removals.
    switch removal {
    case .cut: break
    case .replace: if module.replaced.contains(node.index) { return }
    case .keepOnly, .unwrap, .negate, .fragment, .hole, .rewrite:
      if cascade.removed[.syntax(module.path, node.index)] != nil { return }
    }
    module.record(removal, of: node, because: link)
    if !cascade.remove(.syntax(module.path, node.index), because: link) {
      // What takes a lost declaration's place declares its names again.
      if case .replace = removal { return }
      syntaxWent(node, in: module, link, cascade)
    }
  }

  /// What really has to go for `node` to go: the whole declaration for its only
  /// declarator, the export for its declaration, the loop for its only statement.
  private static func unit(of node: SyntaxNode) -> SyntaxNode {
    guard let parent = node.parent else { return node }
    switch parent.kind {
    case "lexical_declaration", "variable_declaration":
      let isOnly = parent.namedChildren.filter { $0.kind == "variable_declarator" }.count == 1
      return isOnly ? unit(of: parent) : node
    case "export_statement" where node.field == "declaration" || node.field == "value":
      return unit(of: parent)
    case "else_clause", "for_statement", "for_in_statement", "while_statement", "do_statement",
      "labeled_statement", "with_statement":
      return unit(of: parent)
    case "ambient_declaration":
      return unit(of: parent)
    default:
      return node
    }
  }
}
