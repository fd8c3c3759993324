import Findings
import SourceText
import SyntaxTrees

/// What a Go file that a rule deletes as a whole shares with code that stays: a helper, a limit,
/// a type of data. What only starts, registers or holds what goes is no such use.
extension GoCascade: SharingLanguage {
  func shared(by path: RepositoryPath, deleting selected: Set<RepositoryPath>) -> [SharedDeclaration] {
    guard GoIndex.isSource(path), let file = index.file(at: path), !file.isTest, !file.isGenerated,
      file.obstacle == nil
    else { return [] }
    var deletion = Deletion(paths: selected.union([path]))
    var shared: [GoSymbol: SharedDeclaration] = [:]
    let own = file.package.symbols(of: file).filter { $0.owner == nil }
    // What only serves a thing that turns out to be shared is shared itself.
    while true {
      let found = own.filter { shared[$0] == nil }.reduce(into: shared) { found, symbol in
        found[symbol] = declaration(of: symbol, sharedBy: deletion)
      }
      guard found.count > shared.count else { break }
      shared = found
      deletion.kept = Set(shared.keys)
    }
    return own.compactMap { shared[$0] }
  }

  private func declaration(of symbol: GoSymbol, sharedBy deletion: Deletion) -> SharedDeclaration? {
    // Build tags choose among several of a name. What uses it is not built where this one is
    // missing while others stay.
    let twins = symbol.file.package.lookUp(symbol.name, from: symbol.file)
    let hasTwin = twins.contains { !deletion.paths.contains($0.file.path) }
    let uses = references.of(symbol).filter { use in
      use.isCertain && !use.file.isTest && !deletion.paths.contains(use.file.path)
        && !twins.contains { $0.file === use.file }
        && (hasTwin || asksForValue(use, of: symbol, deletion)) && isAlive(use, deletion)
    }
    guard !uses.isEmpty else { return nil }
    return SharedDeclaration(
      name: symbol.name, uses: uses.map { $0.file.place(of: $0.node) }, hasTwin: hasTwin)
  }

  func deleteAll(
    of path: RepositoryPath, but names: Set<String>, because cause: CauseID, in cascade: Cascade
  ) {
    guard let file = index.file(at: path) else { return }
    let own = file.package.symbols(of: file)
    var kept = Set(own.filter { $0.owner == nil && names.contains($0.name) })
    var queue = Array(kept)
    while let next = queue.popLast() {
      for used in uses(of: next) where used.file === file && kept.insert(used).inserted { queue.append(used) }
    }
    for symbol in own where !kept.contains(symbol) && (symbol.owner == nil || symbol.kind == .method) {
      cut(symbol.node, in: file, "'\(symbol.qualifiedName)', which only what goes uses", cause, cascade)
    }
    for node in file.tree.root.namedChildren
    where node.kind == "function_declaration" && node.child("name")?.text == "init" {
      cut(node, in: file, "function 'init' of '\(path)'", cause, cascade)
    }
  }

  /// The files that go, and what they declare.
  private struct Deletion {
    let paths: Set<RepositoryPath>
    /// What is known to be shared.
    var kept: Set<GoSymbol> = []
    func holds(_ symbol: GoSymbol) -> Bool { paths.contains(symbol.file.path) && !kept.contains(symbol) }
  }

  /// Whether code goes on with something of its own that a use gives it.
  private func asksForValue(_ use: GoReference, of symbol: GoSymbol, _ deletion: Deletion) -> Bool {
    let (node, file) = (use.node, use.file)
    if symbol.kind == .function, protectsOthers(use, deletion) { return true }
    guard !isAboutDeleted(node, in: file, deletion) else { return false }
    switch symbol.kind {
    case .function:
      guard let call = Self.call(of: node) else { return false }
      return GoSignature.results(of: symbol.node).contains { isData($0, in: symbol.file, deletion) }
        && !["expression_statement", "go_statement", "defer_statement"].contains(call.parent?.kind ?? "")
    case .type:
      guard let holder = file.declaration(around: node) else { return false }
      if holder.kind == "method_declaration", GoPackage.receiver(of: holder) == node { return true }
      let type = node.parent?.kind == "qualified_identifier" ? node.parent ?? node : node
      guard let literal = type.parent, literal.kind == "composite_literal" else { return false }
      // What does something is a part of what goes, not data.
      let key = symbol.file.package.ownerKey(symbol.name, from: symbol.file)
      let methods =
        symbol.file.package.members[key]?.values.flatMap(\.self).filter { $0.kind == .method } ?? []
      return !(literal.child("body") ?? literal).text.hasSuffix("{}") && methods.allSatisfy(isPure)
    case .constant, .variable:
      guard !isWrite(node, in: file) else { return false }
      let whole =
        node.parent?.kind == "selector_expression" && node.field == "field" ? node.parent ?? node : node
      switch whole.parent?.kind {
      case "selector_expression": return false
      case "binary_expression":
        return !["==", "!="].contains(whole.parent?.child("operator")?.kind ?? "")
      case "keyed_element": return whole.field != "key"
      case "expression_list": return whole.parent?.parent?.kind != "expression_case_clause"
      case "arguments": return !Self.isComparedError(node)
      default: return true
      }
    default: return false
    }
  }

  /// Whether a function is the middleware of routes that stay: it stands before the handler of
  /// one, or a router uses it that leads to others.
  private func protectsOthers(_ use: GoReference, _ deletion: Deletion) -> Bool {
    let (node, file) = (use.node, use.file)
    var value =
      node.parent?.kind == "selector_expression" && node.field == "field" ? node.parent ?? node : node
    if let call = Self.call(of: node) { value = call }
    guard let arguments = value.parent, arguments.kind == "arguments", let call = arguments.parent,
      let method = call.child("function"), method.kind == "selector_expression",
      let statement = ([call] + call.ancestors).first(where: Self.isStatement)
    else { return false }
    let given = arguments.namedChildren.filter { $0.kind != "comment" }
    let isBefore = GoRoutes.isRoute(given) && given.last != value && given.first != value
    let name = method.child("field")?.text ?? ""
    if name == "Use" {
      guard let router = method.child("operand")?.text, let block = statement.parent else { return false }
      return block.namedChildren.contains { other in
        other.kind == "expression_statement" && other.text.hasPrefix("\(router).")
          && !other.text.hasPrefix("\(router).Use(") && !mentionsDeleted(other, in: file, deletion)
      }
    }
    guard isBefore || name == "With" else { return false }
    return !statement.subtree.contains { part in
      part.kind.hasSuffix("identifier") && part.children.isEmpty && !value.contains(part)
        && mentionsDeleted(part, in: file, deletion)
    }
  }

  /// Whether a use only serves what goes: an argument of its calls, a choice whether it runs, a
  /// value that only such code reads.
  private func isAboutDeleted(
    _ node: SyntaxNode, throughLocal isRead: Bool = false, in file: GoFile, _ deletion: Deletion
  ) -> Bool {
    for ancestor in node.ancestors {
      switch ancestor.kind {
      case "arguments":
        if let call = ancestor.parent, mentionsDeleted(call.child("function"), in: file, deletion) {
          return true
        }
        // What it is given with, such as the path of a route with its handler.
        if ancestor.namedChildren.contains(where: {
          !$0.contains(node) && mentionsDeleted($0, in: file, deletion)
        }) {
          return true
        }
      case "expression_statement" where !isRead:
        // A line that tells it says nothing without it.
        if GoEffects.isLogging(ancestor) || ancestor.namedChildren.first.map(GoEffects.isPrinting) ?? false {
          return true
        }
      case "composite_literal":
        if !(ancestor.child("type")?.contains(node) ?? false),
          mentionsDeleted(ancestor.child("type"), in: file, deletion)
        {
          return true
        }
      case "if_statement":
        if ancestor.child("condition")?.contains(node) ?? false {
          return mentionsDeleted(ancestor.child("body"), in: file, deletion)
        }
      case "short_var_declaration":
        guard let names = ancestor.child("left")?.namedChildren, names.count == 1,
          let number = file.scopes.bindingOf[names[0].index]
        else { return false }
        let reads = file.scopes.bindings[number].reads
        return !reads.isEmpty
          && reads.allSatisfy { isAboutDeleted($0, throughLocal: true, in: file, deletion) }
      default: break
      }
      if Self.isStatement(ancestor) { return false }
    }
    return false
  }

  private func mentionsDeleted(_ part: SyntaxNode?, in file: GoFile, _ deletion: Deletion) -> Bool {
    part.map { [$0] + $0.subtree }?.contains { node in
      guard node.kind.hasSuffix("identifier"), node.children.isEmpty,
        case .symbols(let symbols) = types.target(of: node, in: file)
      else { return false }
      return symbols.contains(where: deletion.holds)
    } ?? false
  }

  /// Whether a result is something that code of any kind works on: no error, and nothing that
  /// the file that goes declares itself.
  private func isData(_ type: SyntaxNode, in file: GoFile, _ deletion: Deletion) -> Bool {
    guard type.text != "error", !mentionsDeleted(type, in: file, deletion) else { return false }
    switch types.type(named: type, in: file).pointee {
    case .basic, .list, .map, .named: return true
    case .external: return type.text.hasPrefix("time.") || type.text.hasPrefix("url.") || type.text == "any"
    default: return false
    }
  }

  /// Whether a program reaches a use without what goes.
  private func isAlive(_ use: GoReference, _ deletion: Deletion) -> Bool {
    var seen: Set<GoSymbol> = []
    var queue = [use]
    while let next = queue.popLast(), seen.count < 500 {
      guard let name = next.file.declaration(around: next.node)?.child("name"),
        let holder = symbol(declaredBy: name, in: next.file), !isRoot(holder)
      else { return true }
      guard seen.insert(holder).inserted else { continue }
      queue += references.of(holder).filter {
        !deletion.paths.contains($0.file.path) && !$0.file.isTest && !holder.node.contains($0.node)
      }
    }
    return seen.count >= 500
  }
}
