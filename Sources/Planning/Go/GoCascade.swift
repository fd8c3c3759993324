import Findings
import SourceText
import SyntaxTrees

/// The edges of Go: packages, names, and the places that names stand in.
///
/// What a loss leads to is in `GoClimbing`; this type carries it out and holds the state of
/// every file that was loaded. `settle` is in files of its own.
final class GoCascade: CascadeEdges {
  let index: GoIndex
  let types: GoTypes
  let references: GoReferences
  /// What lost a use, with the cause of the last loss.
  var candidates: [GoSymbol: CauseID] = [:]
  /// In order in which they lost a use.
  var candidateOrder: [GoSymbol] = []
  /// `if` statements and loops that chose by a value that is gone.
  var lostConditions: [LostCondition] = []
  /// Uses of boolean things that are gone, in conditions.
  var flags: [LostNode] = []
  /// Arguments that are lost, of own functions whose parameter may go too.
  var waitingArguments: [LostNode] = []
  /// What cannot be decided, asked only when nothing certain is left to do.
  var questions: [LostNode] = []
  /// Branches that gave what is gone although what they ask stays.
  var doubtfulBranches: [(block: SyntaxNode, lost: LostNode)] = []
  /// Functions that lost a parameter because every call lost what it gave: they are about that.
  var strippedFunctions: Set<GoSymbol> = []
  /// What was asked about: nothing is asked twice.
  var asked: Set<SyntaxNode> = []
  var interfaceMethodsOf: [String: [GoSymbol]] = [:]
  /// Whether functions only give a value, as far as it was asked.
  var purity: [GoSymbol: Bool] = [:]
  var usesOf: [GoSymbol: [GoSymbol]] = [:]
  var usedBesideTests: [GoSymbol: Bool] = [:]
  var callbackChoices: [GoSymbol: String] = [:]
  /// Results that a caller no longer reads, by position.
  var unreadResults: [(symbol: GoSymbol, position: Int, cause: CauseID)] = []
  /// Texts that stood for what went: routes, names on the wire; with the cause.
  var lostTexts: [(text: String, isPath: Bool, what: String, cause: CauseID)] = []
  /// Routes that went, with their last parts in lower case.
  var lostRoutes: [(path: String, part: String)] = []
  /// Names and quoted values in texts that went, with the cause, not yet looked for in tests.
  var lostNames: [String: CauseID] = [:]
  /// Types that lost a value, in order.
  var lessValues: [LessValues] = []
  /// Packages of which a file went.
  var lessFiles: [(package: GoPackage, cause: CauseID)] = []

  /// Code that no longer means anything.
  struct LostNode {
    let file: GoFile
    let node: SyntaxNode
    /// What it was, or used.
    let what: String
    let cause: CauseID
  }

  /// A choice by a lost value.
  struct LostCondition {
    /// The `if` or `switch`.
    let chooser: SyntaxNode
    /// What its condition is without the lost thing, if that is certain.
    let value: Bool?
    /// Whether the lost thing itself was true or false.
    var isFlag = false
    let lost: LostNode
  }

  init(_ index: GoIndex) {
    self.index = index
    types = GoTypes(index)
    references = GoReferences(index, types)
  }

  // MARK: Following

  func follow(_ node: CascadeNode, because cause: CauseID, in cascade: Cascade) throws {
    switch node {
    case .file(let path):
      guard GoIndex.isSource(path), let file = index.file(at: path), !file.isDeleted else { return }
      file.delete()
      lessFiles.append((file.package, cause))
      syntaxWent(file.tree.root, in: file, cause, cascade)
    case .syntax(let path, let number):
      guard path.fileExtension == "go", let file = index.file(at: path) else { return }
      syntaxWent(file.tree.node(number), in: file, cause, cascade)
    case .export, .unit, .name: break
    }
  }

  /// Names that were declared in what went are gone for others; what it used has lost a use.
  private func syntaxWent(_ node: SyntaxNode, in file: GoFile, _ cause: CauseID, _ cascade: Cascade) {
    var locals: Set<Int> = []
    for current in node.subtree
    where file.isGone(current) && current.kind.hasSuffix("identifier") && current.children.isEmpty {
      if let own = symbol(declaredBy: current, in: file) { went(own, cause, cascade) }
      switch types.target(of: current, in: file) {
      case .local(let binding): locals.insert(binding)
      case .symbols(let symbols):
        for symbol in symbols where symbol.nameNode != current || symbol.isEmbedded { lostUse(symbol, cause) }
      case .package, .foreign, .unknown: break
      }
    }
    if ["field_declaration", "field_identifier"].contains(node.kind) {
      inlineFieldWent(node, in: file, cause, cascade)
    }
    if !file.isTest { rememberTexts(of: node, in: file, cause) }
    if !file.isDeleted { for binding in locals.sorted() { loseReads(of: binding, in: file, cause, cascade) } }
  }

  /// Remembers that a symbol lost a use.
  func lostUse(_ symbol: GoSymbol, _ cause: CauseID) {
    if candidates[symbol] == nil { candidateOrder.append(symbol) }
    candidates[symbol] = cause
  }

  /// The symbol that an identifier declares.
  func symbol(declaredBy node: SyntaxNode, in file: GoFile) -> GoSymbol? {
    if let own = file.package.symbols[node.text]?.first(where: { $0.file === file && $0.nameNode == node }) {
      return own
    }
    guard
      node.parent.map({ Self.memberHolders.contains($0.kind) }) ?? false
        || node.ancestors.contains(where: { $0.kind == "field_declaration" })
    else { return nil }
    for members in file.package.members.values {
      if let own = members[node.text]?.first(where: { $0.file === file && $0.nameNode == node }) {
        return own
      }
    }
    return nil
  }

  private static let memberHolders: Set<String> = ["method_declaration", "method_elem", "field_declaration"]

  static func inOrder(_ one: GoSymbol, _ other: GoSymbol) -> Bool {
    (one.file.path, one.nameNode.index) < (other.file.path, other.nameNode.index)
  }

  // MARK: Locals

  /// Reads of a local name that no value reaches any more.
  func loseReads(of number: Int, in file: GoFile, _ cause: CauseID, _ cascade: Cascade) {
    let binding = file.scopes.bindings[number]
    guard binding.definitions.contains(where: { file.isGone($0.name) }) else { return }
    for read in binding.reads where !file.isGone(read) && file.rewritten(read) == nil {
      let reaching = Self.reaching(read, binding) { file.isGone($0.name) }
      guard !reaching.isEmpty, reaching.allSatisfy({ file.isGone($0.name) }) else { continue }
      lose(read, in: file, "'\(binding.name)'", cause, cascade)
    }
  }

  /// The definitions whose value a read may see: the last one before it that runs whenever
  /// the read does, and those in between that may run.
  static func reaching(
    _ read: SyntaxNode, _ binding: GoBinding, isGone: (GoBinding.Definition) -> Bool
  ) -> [GoBinding.Definition] {
    var found: [GoBinding.Definition] = []
    for definition in binding.definitions.reversed()
    where definition.name.index < read.index && !isWithin(read, definition.statement) {
      // `h = wrap(h)` without its wrapper leaves what was there.
      if definition.statement.kind == "assignment", let right = definition.statement.child("right"),
        binding.reads.contains(where: right.contains),
        definition.statement.child("operator")?.kind ?? "=" == "="
      {
        if !(isGone(definition)) {
          found.append(definition);
          if block(around: definition.statement)?.contains(read) ?? true { return found }
        }
        continue
      }
      found.append(definition)
      if block(around: definition.statement)?.contains(read) ?? true { return found }
    }
    return found
  }

  /// Whether a read is part of the statement that gives the value.
  private static func isWithin(_ read: SyntaxNode, _ statement: SyntaxNode) -> Bool {
    ["short_var_declaration", "assignment", "var_spec"].contains(statement.kind) && statement.contains(read)
  }

  /// The block, clause, or statement with a header that a statement runs in.
  static func block(around statement: SyntaxNode) -> SyntaxNode? {
    statement.ancestors.first {
      [
        "block", "if_statement", "for_statement", "expression_switch_statement", "type_switch_statement",
        "expression_case_clause", "type_case_clause", "communication_clause", "function_declaration",
        "method_declaration", "function_literal",
      ].contains($0.kind)
    }
  }

  // MARK: Cutting

  /// Removes `node` where it stands.
  func cut(
    _ node: SyntaxNode, in file: GoFile, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    if node.kind == "const_spec", !file.isGone(node), keepsItsNumber(node, in: file) {
      if let next = heir(of: node, in: file), let value = node.child("value") {
        let link = cascade.cause(
          "'\(next.text)' repeats the value", because: cause, place: file.place(of: next))
        let type = node.child("type").map { " \($0.text)" } ?? ""
        file.record(.append("\(type) = \(value.text)"), of: next, because: link)
        remove(node, .cut, in: file, summary, cause, cascade)
        return
      }
      for name in node.children where name.field == "name" && !file.isGone(name) {
        remove(name, .blank, in: file, summary, cause, cascade)
      }
      return
    }
    let unit = unit(of: node, in: file)
    guard !file.isGone(unit) else { return }
    if unit.field == "else", unit.kind == "if_statement", let other = unit.child("else"), !file.isGone(other)
    {
      remove(unit, .keepOnly(other), in: file, summary, cause, cascade)
      return
    }
    remove(unit, .cut, in: file, summary, cause, cascade)
  }

  /// Removes or changes a node, and follows what that means.
  func remove(
    _ node: SyntaxNode, _ removal: GoRemoval, in file: GoFile, _ summary: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    let link = cascade.cause(summary, because: cause, place: file.place(of: node))
    if let obstacle = file.obstacle ?? (node.hasError ? "it does not parse here" : nil) {
      blocked(file, obstacle, node, link, cascade)
      return
    }
    if file.isGenerated {
      if isAboutWhatWent(file) {
        let link = cascade.cause("generated for what went", because: cause, place: Place(path: file.path))
        cascade.remove(.file(file.path), because: link)
        return
      }
      blocked(file, "it is generated", node, link, cascade)
      return
    }
    if case .cut = removal {} else if cascade.removed[.syntax(file.path, node.index)] != nil { return }
    file.record(removal, of: node, because: link)
    if !cascade.remove(.syntax(file.path, node.index), because: link) {
      syntaxWent(node, in: file, link, cascade)
    }
  }

  /// What really has to go for `node` to go.
  private func unit(of node: SyntaxNode, in file: GoFile) -> SyntaxNode {
    guard let parent = node.parent else { return node }
    switch parent.kind {
    case "const_declaration", "var_declaration", "type_declaration", "import_declaration":
      let others = parent.namedChildren.filter { $0.kind != "comment" && $0 != node && !file.isGone($0) }
      return others.isEmpty ? unit(of: parent, in: file) : node
    case "labeled_statement", "expression_statement":
      return parent
    default: return node
    }
  }

  /// The next constant of a group, if it repeats an expression that counts nothing.
  private func heir(of spec: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    guard let group = spec.parent, spec.child("value") != nil,
      !group.subtree.contains(where: { $0.text == "iota" && $0.children.isEmpty })
    else { return nil }
    let next = group.namedChildren.first {
      $0.kind == "const_spec" && $0.index > spec.index && !file.isGone($0)
    }
    return next?.child("value") == nil ? next : nil
  }

  /// Whether the values of constants that stay count from this one: an `iota` group.
  private func keepsItsNumber(_ spec: SyntaxNode, in file: GoFile) -> Bool {
    guard let group = spec.parent, group.kind == "const_declaration" else { return false }
    let later = group.namedChildren.filter {
      $0.kind == "const_spec" && $0.index > spec.index && !file.isGone($0)
    }
    guard !later.isEmpty else { return false }
    let usesCounter = group.subtree.contains {
      $0.kind == "iota" || $0.kind == "identifier" && $0.text == "iota"
    }
    return usesCounter || later[0].child("value") == nil
  }

  /// Whether a generated file is about types that are gone, all of it.
  private func isAboutWhatWent(_ file: GoFile) -> Bool {
    let own = file.package.symbols(of: file)
    let methods = own.filter { $0.kind == .method }
    guard !methods.isEmpty, methods.allSatisfy(isOwnerGone) else { return false }
    return own.filter { $0.kind != .method }.allSatisfy { symbol in
      references.of(symbol).allSatisfy { $0.file === file || $0.file.isGone($0.node) }
    }
  }

  /// A file that must not be edited loses something.
  func blocked(
    _ file: GoFile, _ reason: String, _ node: SyntaxNode, _ cause: CauseID, _ cascade: Cascade
  ) {
    // One question about each file: a person has to look at it whole.
    guard asked.insert(file.tree.root).inserted else { return }
    let kind = file.isGenerated ? "generated" : "blocked"
    _ = cascade.ask(
      kind, about: file.path.text,
      "'\(file.path)' is not edited because \(reason), but it uses what goes. Who repairs it?",
      evidence: [
        Finding(code: "use", severity: .note, message: "uses what goes", place: file.place(of: node))
      ],
      choices: [
        Choice(
          id: "by-hand",
          effect: file.isGenerated
            ? "it stays as it is; run its generator on the step's branch"
            : "it stays as it is; edit it on the step's branch"),
        Choice(id: "elsewhere", effect: "it stays as it is; it is not part of what is built"),
      ], because: cause)
  }
}
