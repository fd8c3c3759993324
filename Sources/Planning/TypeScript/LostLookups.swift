import Patterns
import SourceText
import SyntaxTrees

/// Elements that tests look up on a page and that no code gives any more.
extension TypeScriptCascade {
  /// Loses lookups by a test id, a text, a name or a label that stood in what went, where
  /// nothing that stays gives it.
  func settleLookups(_ cascade: Cascade) {
    // What goes in other languages shows nothing on a page.
    let gone = index.loaded.reduce(cascade.removedFiles.count) { $0 + $1.removals.count }
    guard lookedAt != gone else { return }
    lookedAt = gone
    let lost = lostTexts(cascade)
    guard !lost.isEmpty else { return }
    let found = testsMentioning(Set(lost.keys.flatMap(\.words)), cascade).flatMap { module in
      lookups(in: module).filter { !module.isGone($0.call) }.compactMap { lookup -> LostLookup? in
        guard let loss = lost.first(where: { lookup.finds($0.key) }) else { return nil }
        return LostLookup(module: module, lookup: lookup, cause: loss.value)
      }
    }
    // One search for the words of all of them.
    _ = index.modules(mentioning: found.flatMap { Self.needles(of: $0.lookup) })
    for lookup in found where !isGiven(lookup, cascade) {
      lose(
        lookup.lookup.call, in: lookup.module, "'\(lookup.lookup.name)', which nothing shows any more",
        lookup.cause, cascade)
    }
  }

  private struct LostLookup {
    let module: TypeScriptModule
    let lookup: PageLookup
    let cause: CauseID
  }

  /// What code that went gave, tests apart.
  private func lostTexts(_ cascade: Cascade) -> [ShownText: CauseID] {
    var lost: [ShownText: CauseID] = [:]
    for module in index.loaded where !module.isTest {
      let whole = cascade.removed[.file(module.path)]
      guard whole != nil || !module.removals.isEmpty else { continue }
      for node in module.tree.root.subtree where whole != nil || module.isGone(node) {
        guard let text = ShownText(node), lost[text] == nil else { continue }
        lost[text] = whole ?? module.removals.last { $0.node.contains(node) }?.cause
      }
    }
    return lost
  }

  /// The tests that hold one of `words` in any case.
  private func testsMentioning(_ words: Set<String>, _ cascade: Cascade) -> [TypeScriptModule] {
    // Short words are everywhere, and say nothing.
    let literals = LiteralSet(words.filter { $0.count > 2 }.sorted(), ignoringASCIICase: true)
    let entries = index.tests.filter { !cascade.removedFiles.contains($0.path) }
    let holds = index.snapshot.concurrentMap(entries) { _, contents in
      guard case .success(let bytes) = contents else { return false }
      return bytes.withUnsafeBytes { literals.occursAny(in: $0) }
    }
    return zip(entries, holds).filter(\.1).compactMap { index.module(at: $0.0.path) }.filter {
      $0.obstacle == nil
    }
  }

  /// What a module looks up, by itself or with helpers.
  private func lookups(in module: TypeScriptModule) -> [PageLookup] {
    if let known = pageLookups[module.path] { return known }
    let found = module.tree.root.subtree.filter { $0.kind == "call_expression" }.compactMap { call in
      PageLookup(call) ?? helped(call)
    }
    pageLookups[module.path] = found
    return found
  }

  // MARK: Helpers

  /// A call of a function that looks up what it is given: `byId('title')`.
  private func helped(_ call: SyntaxNode) -> PageLookup? {
    guard let function = call.child("function"),
      let arguments = call.child("arguments")?.namedChildren.filter({ $0.kind != "comment" })
    else { return nil }
    let name = (function.child("property") ?? function).text
    for (position, literal) in arguments.enumerated() {
      guard let text = ModuleLinks.stringValue(literal), !text.isEmpty else { continue }
      if looksUp(name, at: position, 3) {
        return PageLookup(call: call, literal: literal, sought: .text(text, isPart: false))
      }
    }
    return nil
  }

  /// Whether every function of a name looks up what it is given at a place.
  private func looksUp(_ name: String, at position: Int, _ depth: Int) -> Bool {
    let key = "\(name)/\(position)"
    if let known = lookupHelpers[key] { return known }
    guard depth > 0, name.allSatisfy({ $0.isLetter || $0.isNumber || "_$".contains($0) }) else {
      return false
    }
    lookupHelpers[key] = false
    let functions = index.modules(mentioning: [name]).filter { !$0.isSpecification }.flatMap { module in
      module.tree.root.subtree.filter { Self.isFunction($0, named: name) }
    }
    let result =
      !functions.isEmpty && functions.allSatisfy { looksUp(with: $0, at: position, depth - 1) }
    lookupHelpers[key] = result
    return result
  }

  /// Functions with a name of their own or of what holds them.
  private static let helperKinds: Set<String> = [
    "function_declaration", "generator_function_declaration", "function_expression", "arrow_function",
    "method_definition",
  ]

  private static func isFunction(_ node: SyntaxNode, named name: String) -> Bool {
    guard helperKinds.contains(node.kind) else { return false }
    guard node.child("parameters") != nil || node.child("parameter") != nil, node.child("body") != nil else {
      return false
    }
    let parent = node.parent
    let own = node.child("name") ?? parent?.child("name") ?? parent?.child("key")
    return own?.text == name
  }

  private func looksUp(with function: SyntaxNode, at position: Int, _ depth: Int) -> Bool {
    let parameters =
      function.child("parameters")?.namedChildren.filter { $0.kind != "comment" }
      ?? function.child("parameter").map { [$0] } ?? []
    guard parameters.indices.contains(position), let body = function.child("body") else { return false }
    let parameter = parameters[position].child("pattern") ?? parameters[position]
    return body.subtree.contains { call in
      guard call.kind == "call_expression", let callee = call.child("function"),
        let arguments = call.child("arguments")?.namedChildren.filter({ $0.kind != "comment" }),
        let place = arguments.firstIndex(where: { argument in
          argument.subtree.contains { $0.kind == "identifier" && $0.text == parameter.text }
        })
      else { return false }
      let name = (callee.child("property") ?? callee).text
      return PageLookup.subject(ofQuery: name) != nil || name == "getElementById"
        || PageLookup.selecting.contains(name) && arguments[place].kind == "template_string"
        || arguments[place].text == parameter.text && looksUp(name, at: place, depth)
    }
  }

  // MARK: What is still given

  /// What a module must hold to give what is looked up.
  private static func needles(of lookup: PageLookup) -> [String] {
    switch lookup.sought {
    case .text(let text, _): text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    case .expression: []
    }
  }

  /// Whether something that stays may give what is looked up: the product, the test itself, or
  /// what it sets up with.
  private func isGiven(_ lost: LostLookup, _ cascade: Cascade) -> Bool {
    let lookup = lost.lookup
    let needles = Self.needles(of: lookup)
    // These are found in any case.
    let isLoose =
      switch lookup.sought {
      case .expression: true
      case .text(_, let isPart): isPart
      }
    guard isLoose ? lookup.words.contains(where: { $0.count > 2 }) : !needles.isEmpty else {
      return true
    }
    let givers = isLoose ? modulesHolding(lookup.words) : index.modules(mentioning: needles)
    for module in givers where !cascade.removedFiles.contains(module.path) {
      guard !module.isSpecification, module !== lost.module else { continue }
      if texts(of: module).contains(where: { !module.isNoUse($0.node) && lookup.finds($0.text) }) {
        return true
      }
      if module.removals.contains(where: { Self.puts(lookup, $0.removal) }) { return true }
    }
    let own = Self.testCase(around: lookup.call)
    return texts(of: lost.module).contains { node, text in
      let around = Self.testCase(around: node)
      return !lost.module.isNoUse(node) && (around == nil || around == own) && lookup.finds(text)
        && !isSaidOfPage(node, in: lost.module)
    } || isNamedByData(lookup, cascade)
  }

  /// Whether what was put in the place of something gives it.
  private static func puts(_ lookup: PageLookup, _ removal: SyntaxRemoval) -> Bool {
    switch removal {
    case .replace(let text), .rewrite(let text):
      lookup.finds(ShownText(pieces: [text])) || lookup.finds(ShownText(pieces: ["", text, ""]))
        || lookup.finds(ShownText(pieces: [String(text.dropFirst().dropLast())]))
    default: false
    }
  }

  private func texts(of module: TypeScriptModule) -> [(node: SyntaxNode, text: ShownText)] {
    if let known = shownTexts[module.path] { return known }
    let found = module.tree.root.subtree.compactMap { node in ShownText(node).map { (node, $0) } }
    shownTexts[module.path] = found
    return found
  }

  private func modulesHolding(_ words: [String]) -> [TypeScriptModule] {
    let literals = LiteralSet(words.filter { $0.count > 2 }, ignoringASCIICase: true)
    let entries = index.snapshot.entries.filter {
      $0.mode.isFile && (Grammar(for: $0.path)?.isECMAScript ?? false)
        && !$0.path.text.split(separator: "/").contains("node_modules")
    }
    let holds = index.snapshot.concurrentMap(entries) { _, contents in
      guard case .success(let bytes) = contents else { return true }
      return bytes.withUnsafeBytes { literals.occursAny(in: $0) }
    }
    return zip(entries, holds).filter(\.1).compactMap { index.module(at: $0.0.path) }
  }

  /// Whether a page or a table of words that is no module holds a text: translations do.
  private func isNamedByData(_ lookup: PageLookup, _ cascade: Cascade) -> Bool {
    guard case .text(let text, _) = lookup.sought else { return false }
    let entries = index.snapshot.entries.filter {
      $0.mode.isFile && ["json", "html", "vue", "svelte"].contains($0.path.fileExtension)
        && !cascade.removedFiles.contains($0.path)
    }
    let needle = Array(text.utf8)
    return index.snapshot.concurrentMap(entries) { _, contents in
      guard case .success(let bytes) = contents else { return true }
      return ByteSearch.contains(bytes, needle)
    }.contains(true)
  }

  /// The test that a node stands in.
  private static func testCase(around node: SyntaxNode) -> SyntaxNode? {
    node.ancestors.first(where: isTestCase)
  }

  /// Whether a text of a test is one that it looks for, says of what it finds, or is called by.
  private func isSaidOfPage(_ node: SyntaxNode, in module: TypeScriptModule) -> Bool {
    if lookups(in: module).contains(where: { $0.call.contains(node) }) { return true }
    for ancestor in node.ancestors {
      if ancestor.kind == "arguments", let call = ancestor.parent, call.kind == "call_expression" {
        let isTitle = ancestor.namedChildren.first == node
        if isTitle, Self.isTestCase(call) || Self.isSuite(call) { return true }
        if call.child("function")?.subtree.contains(where: Self.isAssertion) ?? false { return true }
      }
      if ancestor.kind.hasSuffix("_statement") { return false }
    }
    return false
  }
}
