import Findings
import SourceText
import SyntaxTrees

/// What removals have emptied, made hollow or left unused.
extension GoCascade {
  func settle(in cascade: Cascade) throws {
    for finding in index.findings { cascade.report(finding) }
    let before = cascade.removed.count
    func changed() -> Bool { cascade.removed.count != before || !cascade.isFollowed }
    let touched = index.loaded.filter { !$0.removals.isEmpty && !$0.isDeleted }
    for file in touched { settleContainers(of: file, cascade) }
    settlePackages(cascade)
    if changed() { return }
    settleArguments(cascade)
    if changed() { return }
    settleValues(cascade)
    if changed() { return }
    settleFlags(cascade)
    if changed() { return }
    settleConditions(cascade)
    if changed() { return }
    for file in touched { settleHollow(in: file, cascade) }
    for file in touched { settleTurns(in: file, cascade) }
    if changed() { return }
    for file in touched { settleUnused(in: file, cascade) }
    if changed() { return }
    settleResults(cascade)
    if changed() { return }
    settleDead(cascade)
    if changed() { return }
    settleTexts(cascade)
    settlePrinted(cascade)
    if changed() { return }
    settleLocks(cascade)
    settleWaitGroups(cascade)
    settleSettings(cascade)
    settleUnfilled(cascade)
    settleMetrics(cascade)
    for file in touched { settleUnfilledLocals(in: file, cascade) }
    for file in touched { settleInlineFields(in: file, cascade) }
    for file in touched { settleChannels(in: file, cascade) }
    settleChannelFields(cascade)
    if changed() { return }
    for file in touched { settleAnnouncements(in: file, cascade) }
    if changed() { return }
    settleDoubtfulBranches(cascade)
    if changed() { return }
    settleQuestions(cascade)
    if changed() { return }
    settleDoubtfulTests(cascade)
  }

  // MARK: Containers

  private func settleContainers(of file: GoFile, _ cascade: Cascade) {
    var seen: Set<Int> = []
    for (node, _, cause) in file.removals {
      guard let container = node.parent, seen.insert(container.index).inserted, !file.isGone(container) else {
        continue
      }
      settle(container, of: file, cause, cascade)
    }
    if let last = file.removals.last { settleFile(file, last.cause, cascade) }
  }

  private func settle(
    _ container: SyntaxNode, of file: GoFile, _ cause: CauseID, _ cascade: Cascade
  ) {
    let content = container.namedChildren.filter { $0.kind != "comment" }
    let isEmpty = content.allSatisfy(file.isGone)
    let summary = "\(GoWording.name(of: container)) of which nothing is left"
    switch container.kind {
    case "if_statement":
      if let body = container.child("body"), file.isGone(body) {
        emptiedBranch(of: container, in: file, summary, cause, cascade)
      }
    case "block":
      if isEmpty { emptied(container, in: file, cause, cascade) }
    case "const_declaration":
      // A constant without a name only counts for those behind it.
      let isNameless = content.allSatisfy { spec in
        file.isGone(spec)
          || spec.children.allSatisfy { $0.field != "name" || file.isGone($0) || $0.text == "_" }
      }
      if isNameless { cut(container, in: file, summary, cause, cascade) }
    case "var_declaration", "type_declaration", "import_declaration":
      if isEmpty { cut(container, in: file, summary, cause, cascade) }
    case "literal_value":
      // A test that gives nothing any more gave what is gone.
      if file.isTest, isEmpty, let literal = container.parent,
        literal.child("type")?.kind == "map_type" || literal.parent?.kind == "range_clause"
      {
        lose(literal, in: file, "a value of which nothing is left", cause, cascade)
      }
    case "interface_type":
      if isEmpty, let type = container.parent, type.kind == "type_definition" {
        cut(type, in: file, summary, cause, cascade)
      }
    case "expression_switch_statement", "type_switch_statement", "select_statement":
      let clauses = content.filter { $0.kind.hasSuffix("_clause") }
      let left = clauses.filter { !file.isGone($0) }
      if left.isEmpty || Self.onlyTried(clauses, left) {
        cut(container, in: file, summary, cause, cascade)
      } else if left.count == 1, left[0].children.first?.kind == "default", clauses.count > 1,
        !left[0].subtree.contains(where: {
          $0.kind == "break_statement" || $0.kind == "fallthrough_statement"
        }),
        !(container.child("value").map { hasEffect($0, in: file) } ?? false)
      {
        remove(container, .unwrap(left[0]), in: file, "choice of which one case is left", cause, cascade)
      }
    case "expression_case_clause", "type_case_clause", "communication_clause":
      settleCase(container, of: file, cause, cascade)
    case "field_declaration", "var_spec", "const_spec":
      let names = container.children.filter { $0.field == "name" }
      if !names.isEmpty, names.allSatisfy(file.isGone),
        !names.contains(where: { name in
          file.removals.contains { removal in
            if case .blank = removal.removal { return removal.node == name }
            return false
          }
        })
      {
        cut(container, in: file, summary, cause, cascade)
      }
    case "parameter_declaration":
      let names = container.children.filter { $0.field == "name" }
      if !names.isEmpty, names.allSatisfy(file.isGone) { cut(container, in: file, summary, cause, cascade) }
    default: break
    }
  }

  /// Whether all that a `select` tried to send is gone: what it did where nobody took it, or not in
  /// time, was about that.
  private static func onlyTried(_ clauses: [SyntaxNode], _ left: [SyntaxNode]) -> Bool {
    left.count < clauses.count
      && clauses.allSatisfy { clause in
        guard left.contains(clause) else { return clause.child("communication")?.kind == "send_statement" }
        return clause.children.first?.kind == "default" || givesUp(clause)
      }
  }

  /// A block has no statement left.
  private func emptied(_ block: SyntaxNode, in file: GoFile, _ cause: CauseID, _ cascade: Cascade) {
    guard let owner = block.parent else { return }
    let summary = "\(GoWording.name(of: owner)) of which nothing is left"
    switch owner.kind {
    case "if_statement":
      if block.field == "else" {
        cut(block, in: file, "branch of which nothing is left", cause, cascade)
      } else {
        emptiedBranch(of: owner, in: file, summary, cause, cascade)
      }
    case "for_statement":
      if !file.isGone(owner) { cut(owner, in: file, summary, cause, cascade) }
    case "block", "expression_case_clause", "type_case_clause", "communication_clause", "labeled_statement":
      cut(block, in: file, "block of which nothing is left", cause, cascade)
    case "function_literal":
      functionLiteralEmptied(owner, in: file, cause, cascade)
    default: break
    }
  }

  /// The first branch of an `if` is empty.
  private func emptiedBranch(
    of statement: SyntaxNode, in file: GoFile, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    if let other = statement.child("else"), !file.isGone(other) {
      if other.kind == "block", !file.isGone(statement) {
        remove(statement, .negate, in: file, summary, cause, cascade)
      } else if other.kind == "if_statement", other.child("else") == nil,
        let first = statement.child("condition"), let second = other.child("condition"),
        GoNegation.excludeEachOther(first, second)
      {
        remove(statement, .keepOnly(other), in: file, summary, cause, cascade)
      }
      return
    }
    // What the header does is done all the same.
    if let start = statement.child("init_statement"), !file.isGone(start),
      let values = start.child("right"), hasEffect(values, in: file),
      let call = values.namedChildren.first, values.namedChildren.count == 1, call.kind == "call_expression",
      statement.field != "else"
    {
      remove(statement, .keepOnly(call), in: file, summary, cause, cascade)
      return
    }
    if let condition = statement.child("condition"), condition.kind == "call_expression",
      !file.isGone(condition), hasEffect(condition, in: file), statement.field != "else",
      statement.child("init_statement").map(file.isGone) ?? true
    {
      remove(statement, .keepOnly(condition), in: file, summary, cause, cascade)
      return
    }
    cut(statement, in: file, summary, cause, cascade)
  }

  private func settleCase(_ clause: SyntaxNode, of file: GoFile, _ cause: CauseID, _ cascade: Cascade) {
    let isHeader = { (node: SyntaxNode) in ["value", "type", "communication"].contains(node.field ?? "") }
    let statements = clause.namedChildren.filter { $0.kind != "comment" && !isHeader($0) }
    let types = clause.children.filter { $0.field == "type" }
    if !types.isEmpty, types.allSatisfy(file.isGone) {
      return cut(clause, in: file, "case of which nothing is left", cause, cascade)
    }
    guard statements.contains(where: file.isGone),
      statements.allSatisfy({ file.isGone($0) || $0.kind == "break_statement" })
    else { return }
    let isDefault = clause.children.first?.kind == "default"
    let hasDefault =
      clause.parent?.namedChildren.contains {
        $0.children.first?.kind == "default" && $0 != clause && !file.isGone($0)
      } ?? false
    // A default, or a later condition, would catch what an emptied case let pass.
    let asksInOrder =
      clause.parent?.kind == "expression_switch_statement" && clause.parent?.child("value") == nil
    let isLast =
      clause.parent?.namedChildren.last { $0.kind.hasSuffix("_clause") && !file.isGone($0) } == clause
    guard !asksInOrder || isLast else { return }
    if isDefault || !hasDefault || isRefusedByDefault(clause, in: file) {
      cut(clause, in: file, "case of which nothing is left", cause, cascade)
    }
  }

  /// Whether the default of a choice by names refuses what it does not know: the name of an
  /// emptied case is such a one.
  private func isRefusedByDefault(_ clause: SyntaxNode, in file: GoFile) -> Bool {
    guard clause.kind == "expression_case_clause", clause.parent?.child("value") != nil,
      let other = clause.parent?.namedChildren.first(where: {
        $0.children.first?.kind == "default" && !file.isGone($0)
      }), let last = other.namedChildren.last(where: { $0.kind != "comment" })
    else { return false }
    if last.kind == "return_statement" {
      return last.child("result")?.namedChildren.last.map { value in
        value.kind == "call_expression"
          && ["fmt.Errorf", "errors.New", "errors.Wrap"].contains(value.child("function")?.text ?? "")
          || value.text.split(separator: ".").last?.hasPrefix("Err") ?? false
      } ?? false
    }
    guard last.kind == "expression_statement",
      let name = last.namedChildren.first?.child("function").map({ $0.child("field")?.text ?? $0.text })
    else { return false }
    return ["panic", "NotFound", "AbortWithStatus"].contains(name)
  }

  /// A function without a name does nothing any more.
  private func functionLiteralEmptied(
    _ literal: SyntaxNode, in file: GoFile, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard literal.child("result") == nil else { return }
    lose(literal, in: file, "a function of which nothing is left", cause, cascade)
  }

  private func settleFile(_ file: GoFile, _ cause: CauseID, _ cascade: Cascade) {
    let content = file.tree.root.namedChildren.filter {
      !["comment", "package_clause", "import_declaration"].contains($0.kind)
    }
    guard !file.isDeleted, !content.isEmpty, content.allSatisfy(file.isGone),
      !file.imports.contains(where: { $0.alias == "_" && !file.isGone($0.spec) })
    else { return }
    let link = cascade.cause("file of which nothing is left", because: cause, place: Place(path: file.path))
    cascade.remove(.file(file.path), because: link)
  }

  // MARK: Packages

  private func settlePackages(_ cascade: Cascade) {
    let packages = lessFiles
    lessFiles = []
    for (package, cause) in packages {
      let left = package.files.filter { !$0.isDeleted }
      guard package.files.contains(where: { !$0.isTestFile }),
        left.allSatisfy({ $0.isTestFile || $0.declaresNothing && package.name != "main" })
      else { continue }
      for file in left
        + index.packages(in: package.folder).flatMap(\.files).filter({ !$0.isDeleted && $0.isTestFile })
      where !file.isDeleted {
        let link = cascade.cause(
          "file of package '\(package.name)', of which nothing is left", because: cause,
          place: Place(path: file.path))
        cascade.remove(.file(file.path), because: link)
      }
      guard let path = package.importPath else { continue }
      for file in index.files(mentioning: [path]) where !file.isDeleted {
        for spec in file.imports where spec.path == path && !file.isGone(spec.spec) {
          importLost(spec, in: file, cause, cascade)
        }
      }
    }
  }

  /// An import is gone with everything that uses it.
  func importLost(_ spec: GoImport, in file: GoFile, _ cause: CauseID, _ cascade: Cascade) {
    let uses = spec.candidates.flatMap { file.identifiers[$0] ?? [] }.map(file.tree.node).filter { node in
      isPackageName(node, in: file) && !file.isGone(node)
    }
    cut(spec.spec, in: file, "import of '\(spec.path)'", cause, cascade)
    for use in uses.sorted(by: { $0.index < $1.index }) where !file.isGone(use) {
      guard let whole = use.parent else { continue }
      lose(whole, in: file, "'\(whole.text)'", cause, cascade)
    }
  }
}
