import SourceText
import SyntaxTrees

/// What nothing uses any more because of the removals. What nothing used before is left
/// alone, and references from tests keep nothing alive.
extension GoCascade {
  /// How many declarations may fall together in a circle.
  private static let largestCircle = 100

  func settleDead(_ cascade: Cascade) {
    let order = candidateOrder
    for symbol in order {
      guard let cause = candidates[symbol], !symbol.isGone, !symbol.file.isGone(symbol.node) else { continue }
      guard lostItsReader(symbol), let circle = deadCircle(of: symbol) else { continue }
      for member in circle.sorted(by: Self.inOrder) where !member.isGone {
        drop(member, cause, cascade)
      }
    }
  }

  /// Whether this removal took something that read a field or variable, or all that there was of
  /// it: one that was only written before is left alone.
  private func lostItsReader(_ symbol: GoSymbol) -> Bool {
    guard symbol.kind == .field || symbol.kind == .variable else { return true }
    let isForTests = index.isForTests(symbol.file)
    let uses = references.of(symbol).filter { isForTests || !index.isForTests($0.file) }
    return uses.contains {
      $0.file.isGone($0.node) && !isWrite($0.node, in: $0.file) && ownDefault(around: $0, of: symbol) == nil
    }
      || uses.allSatisfy { $0.file.isGone($0.node) }
  }

  /// The declarations that nothing but one another uses, beginning with `symbol`; nil if
  /// something that stays uses it, or must have it.
  private func deadCircle(of symbol: GoSymbol) -> Set<GoSymbol>? {
    var circle: Set<GoSymbol> = [symbol]
    var used: [GoSymbol: [GoSymbol]] = [:]
    var queue = [symbol]
    while let next = queue.popLast() {
      guard !isRoot(next) else { return nil }
      for reference in references.of(next) where keepsAlive(reference, next) {
        guard let holder = holder(of: reference), holder != next else { return nil }
        used[holder, default: []].append(next)
        guard circle.insert(holder).inserted else { continue }
        guard circle.count <= Self.largestCircle else { return nil }
        queue.append(holder)
      }
    }
    // Only what the first one uses itself can fall with it.
    return circle == reached(from: symbol, within: circle, by: used) ? circle : nil
  }

  /// What a declaration uses, directly or by others of a circle. Whatever uses one of its members
  /// is a member, so that no way leads outside of it.
  private func reached(
    from start: GoSymbol, within circle: Set<GoSymbol>, by used: [GoSymbol: [GoSymbol]]
  ) -> Set<GoSymbol> {
    var reached: Set<GoSymbol> = [start]
    var queue = [start]
    while let next = queue.popLast() {
      for other in used[next] ?? [] where reached.insert(other).inserted { queue.append(other) }
      guard queue.isEmpty else { continue }
      // Whoever has a type has its methods.
      for method in circle where !reached.contains(method) && method.owner != nil {
        let isHad = types.typeSymbols(method.file.package, method.owner ?? "").contains { type in
          reached.contains(type)
            || references.of(type).contains { holder(of: $0).map(reached.contains) ?? false }
        }
        if isHad, reached.insert(method).inserted { queue.append(method) }
      }
    }
    return reached
  }

  /// Whether a reference is a use of its own: it stays, is no test's, no mere write, and does
  /// not stand in the declaration itself.
  func keepsAlive(_ reference: GoReference, _ symbol: GoSymbol) -> Bool {
    let file = reference.file
    if file.isGone(reference.node) { return false }
    if index.isForTests(file), !index.isForTests(symbol.file), isUsedBesideTests(symbol) { return false }
    if symbol.node.contains(reference.node), symbol.file === file { return false }
    if !reference.isCertain { return true }
    switch symbol.kind {
    case .field, .variable:
      return !isWrite(reference.node, in: file) && ownDefault(around: reference, of: symbol) == nil
    case .type:
      if isAsked(reference.node, in: file), !isMade(symbol) { return false }
      // Its own methods, and the assurance that it fulfils an interface.
      guard let holder = file.declaration(around: reference.node) else { return true }
      if holder.kind == "var_spec", holder.child("name")?.text == "_" { return false }
      if holder.kind == "method_declaration", let receiver = GoPackage.receiver(of: holder),
        case .symbols(let types) = types.target(of: receiver, in: file), types.contains(symbol)
      {
        return false
      }
      return true
    default: return true
    }
  }

  /// Whether anything but tests used a declaration before the removal: what only they use serves
  /// them, and is not dead while one of them is left.
  private func isUsedBesideTests(_ symbol: GoSymbol) -> Bool {
    if let known = usedBesideTests[symbol] { return known }
    let answer =
      symbol.kind == .method && !interfaceMethods(named: symbol.name).isEmpty
      || references.of(symbol).contains { reference in
        !index.isForTests(reference.file)
          && !(symbol.file === reference.file && symbol.node.contains(reference.node))
      }
    usedBesideTests[symbol] = answer
    return answer
  }

  /// Whether a type is only asked for: by `case`, by an assertion, as the target of a search
  /// through errors.
  private func isAsked(_ node: SyntaxNode, in file: GoFile) -> Bool {
    var type = node
    if let outer = type.parent, outer.kind == "qualified_identifier" { type = outer }
    if let outer = type.parent, outer.kind == "pointer_type" { type = outer }
    guard let parent = type.parent else { return false }
    switch parent.kind {
    case "type_case_clause", "type_assertion_expression": return type.field == "type"
    case "var_spec":
      guard type.field == "type", let name = parent.child("name"),
        let number = file.scopes.bindingOf[name.index]
      else {
        return false
      }
      let reads = file.scopes.bindings[number].reads
      return reads.contains { $0.parent?.parent?.parent?.child("function")?.text == "errors.As" }
    default: return false
    }
  }

  /// Whether something still makes a value of a type.
  private func isMade(_ type: GoSymbol) -> Bool {
    references.of(type).contains { reference in
      guard !reference.file.isGone(reference.node),
        reference.file === type.file || !index.isForTests(reference.file)
      else { return false }
      guard !(type.node.contains(reference.node) && type.file === reference.file) else { return false }
      if let receiver = reference.file.declaration(around: reference.node),
        receiver.kind == "method_declaration",
        GoPackage.receiver(of: receiver) == reference.node
      {
        return false
      }
      return !isAsked(reference.node, in: reference.file)
    }
  }

  /// The symbol in whose declaration a reference stands.
  private func holder(of reference: GoReference) -> GoSymbol? {
    guard let declaration = reference.file.declaration(around: reference.node),
      let name = declaration.child("name")
    else { return nil }
    return symbol(declaredBy: name, in: reference.file)
  }

  /// What a declaration uses itself.
  func uses(of symbol: GoSymbol) -> [GoSymbol] {
    if let known = usesOf[symbol] { return known }
    var found: [GoSymbol] = []
    for node in symbol.node.subtree where node.kind.hasSuffix("identifier") && node.children.isEmpty {
      if case .symbols(let symbols) = types.target(of: node, in: symbol.file) { found += symbols }
    }
    if symbol.kind == .type {
      let key = symbol.file.package.ownerKey(symbol.name, from: symbol.file)
      found += symbol.file.package.members[key]?.values.flatMap(\.self) ?? []
    }
    usesOf[symbol] = found
    return found
  }

  /// What suites of tests have called before and after them (testify, gocheck).
  private static let suiteMethods: Set<String> = [
    "SetupSuite", "SetupTest", "SetupSubTest", "BeforeTest", "AfterTest", "TearDownSuite", "TearDownTest",
    "TearDownSubTest", "HandleStats", "SetUpSuite", "SetUpTest",
  ]

  /// Whether the go command calls a function, or a suite its method by reflection.
  func isCalledByTesting(_ symbol: GoSymbol) -> Bool {
    guard symbol.file.isTest else { return false }
    return isTest(symbol.node, in: symbol.file) || symbol.name == "TestMain"
      || symbol.kind == .method && Self.suiteMethods.contains(symbol.name)
  }

  /// Whether something outside of what can be seen needs a declaration.
  func isRoot(_ symbol: GoSymbol) -> Bool {
    let file = symbol.file
    if file.isGenerated || file.obstacle != nil { return true }
    switch symbol.kind {
    case .function:
      if ["main", "init"].contains(symbol.name) || isCalledByTesting(symbol) { return true }
    case .method:
      if isCalledByTesting(symbol) || isRequired(symbol) || isNamedInText(symbol) { return true }
    case .field:
      // A tag is read by what turns the struct into text and back.
      if symbol.isEmbedded || isNamedInText(symbol) { return true }
      if symbol.node.child("tag").map({ GoTag($0).isOnTheWire }) ?? false {
        return !isInputOnly(symbol) && !isOutputOnly(symbol)
      }
    case .interfaceMethod:
      // Without its last method it would be another type, and whoever takes it takes anything.
      if isLastOfUsedInterface(symbol) { return true }
    case .type, .constant, .variable: break
    }
    if hasDirective(symbol) { return true }
    guard symbol.isExported else { return false }
    if let owner = symbol.owner, owner.first?.isLowercase ?? false { return false }
    return !index.isApplication(file.package)
  }

  /// Whether an interface that code still takes or gives asks for nothing but this.
  private func isLastOfUsedInterface(_ method: GoSymbol) -> Bool {
    guard let list = method.node.parent, list.kind == "interface_type",
      !list.namedChildren.contains(where: {
        $0.kind != "comment" && $0 != method.node && !method.file.isGone($0)
      }), let name = list.parent?.child("name"), let type = symbol(declaredBy: name, in: method.file)
    else { return false }
    return references.of(type).contains { keepsAlive($0, type) }
  }

  /// Whether reflection or a template may ask for a member by its name.
  private func isNamedInText(_ symbol: GoSymbol) -> Bool {
    guard symbol.isExported else { return false }
    return index.namesInText(symbol.name)
  }

  /// Whether a directive hands a declaration to another language or the linker.
  private func hasDirective(_ symbol: GoSymbol) -> Bool {
    let file = symbol.file
    let unit = symbol.node.parent.flatMap { $0.kind.hasSuffix("_declaration") ? $0 : nil } ?? symbol.node
    guard unit.range.lowerBound > 0 else { return false }
    let line = file.lines.line(at: unit.range.lowerBound)
    for above in stride(from: line - 1, to: 0, by: -1) {
      let text = String(decoding: file.tree.source[file.lines.range(ofLine: above)], as: UTF8.self)
      guard text.hasPrefix("//") else { return false }
      if ["//export ", "//go:linkname", "//go:cgo", "//go:wasmexport"].contains(where: text.hasPrefix) {
        return true
      }
    }
    return false
  }

  // MARK: Dropping

  func drop(_ symbol: GoSymbol, _ cause: CauseID, _ cascade: Cascade) {
    let summary = "'\(symbol.qualifiedName)', which nothing uses any more"
    let file = symbol.file
    switch symbol.kind {
    case .function, .method, .type, .interfaceMethod:
      cut(symbol.node, in: file, summary, cause, cascade)
    case .field, .constant, .variable:
      let names = symbol.node.children.filter { $0.field == "name" && !file.isGone($0) }
      for use in references.of(symbol) where use.isCertain && !use.file.isGone(use.node) {
        if let choice = ownDefault(around: use, of: symbol), !use.file.isGone(choice) {
          cut(choice, in: use.file, "default of \(summary)", cause, cascade)
        }
      }
      let written = references.of(symbol).filter { !$0.file.isGone($0.node) }
      for write in written where write.isCertain {
        if let statement = writingStatement(around: write.node, in: write.file) {
          dropWrite(statement, in: write.file, "assignment to \(summary)", cause, cascade)
        }
      }
      for formality in written
      where formality.isCertain && symbol.kind == .field && !isWrite(formality.node, in: formality.file) {
        lose(formality.node, in: formality.file, "'\(symbol.qualifiedName)'", cause, cascade)
      }
      for comparison in written where comparison.isCertain && Self.isComparedError(comparison.node) {
        lose(comparison.node, in: comparison.file, "'\(symbol.qualifiedName)'", cause, cascade)
      }
      if names.count > 1, symbol.kind == .field {
        cut(symbol.nameNode, in: file, summary, cause, cascade)
      } else if names.count > 1 {
        dropName(symbol.nameNode, of: symbol.node, in: file, summary, cause, cascade)
      } else {
        cut(symbol.node, in: file, summary, cause, cascade)
      }
    }
  }
}
