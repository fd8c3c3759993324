import Findings
import SourceText
import SyntaxTrees

/// Lets go of a flag: what reads it is decided, what sets and shows it goes, and then what
/// kept it.
extension TypeScriptCascade {
  func fold(_ flag: Flag, _ reads: FlagReads, _ carriers: [FlagReads.Carrier], _ cascade: Cascade) {
    var folding = FlagFolding(flag, reads, self, cascade)
    folding.run(carriers)
  }
}

/// One flag on its way out.
struct FlagFolding {
  let flag: TypeScriptCascade.Flag
  let reads: FlagReads
  let edges: TypeScriptCascade
  let cascade: Cascade
  let finder: ShapeFinder
  /// The names that may mean a value of the flag.
  private var names: Set<String> = []
  private var open: [String] = []
  /// What goes when everything that reads it is decided.
  private var holders: [(module: TypeScriptModule, node: SyntaxNode)] = []
  /// Members of its type that others than the code here read.
  private var staying: Set<SyntaxNode> = []
  /// Parameters of its type.
  private(set) var parameters: [(module: TypeScriptModule, node: SyntaxNode)] = []

  init(
    _ flag: TypeScriptCascade.Flag, _ reads: FlagReads, _ edges: TypeScriptCascade, _ cascade: Cascade
  ) {
    self.flag = flag
    self.reads = reads
    self.edges = edges
    self.cascade = cascade
    finder = ShapeFinder(index: edges.index)
  }

  var what: String { "'\(flag.name)'" }

  func lost(_ node: SyntaxNode, _ module: TypeScriptModule) -> TypeScriptCascade.LostNode {
    TypeScriptCascade.LostNode(module: module, node: node, what: what, cause: flag.cause)
  }

  mutating func run(_ carriers: [FlagReads.Carrier]) {
    let owners = carriers.filter { !$0.module.isGone($0.node) }.map { FlagOwner($0, reads) }
    for owner in owners {
      for name in owner.names { add(name) }
      if let parameter = owner.parameter { parameters.append((owner.module, parameter)) }
      if case .declaration(let node) = owner.kind, node.kind == "property_signature", let body = node.parent,
        isForOthers(node, of: Shape(module: owner.module, body: body))
      {
        staying.insert(node)
      }
    }
    let controls = FlagControls(self).settingElements()
    while let name = open.popLast() {
      for user in edges.index.modules(mentioning: [name]) where !cascade.removedFiles.contains(user.path) {
        guard user.obstacle == nil else { continue }
        foldReads(of: name, in: user)
      }
    }
    for (module, node) in controls where !module.isGone(node) {
      edges.lose(Self.control(around: node) ?? node, in: module, "a choice of \(what)", flag.cause, cascade)
    }
    for owner in owners where !owner.module.isGone(owner.carrier.node) { drop(owner) }
    for (module, node) in holders where !module.isGone(node) {
      if node.kind == "variable_declarator", let value = node.child("value"),
        !edges.canBeMissed(value, in: module)
      {
        edges.dropDeclarator(node, in: module, "declaration of \(what)", flag.cause, cascade)
        continue
      }
      edges.cut(node, in: module, "\(Wording.name(of: node)) of \(what)", flag.cause, cascade)
    }
    dropType()
  }

  /// The type itself goes with its last use; where others import it, with the last import.
  private func dropType() {
    guard let name = flag.declared, let number = flag.module.scopes.bindingOf[name.index],
      !edges.isUsedElsewhere(number, in: flag.module, cascade),
      flag.module.scopes.bindings[number].references.allSatisfy(flag.module.isNoUse)
    else { return }
    edges.cut(flag.declaration, in: flag.module, "type of one value", flag.cause, cascade)
  }

  private mutating func add(_ name: String) {
    if names.insert(name).inserted { open.append(name) }
  }

  // MARK: Reads

  private mutating func foldReads(of name: String, in module: TypeScriptModule) {
    var seen: Set<Int> = []
    for node in module.tree.root.subtree where !module.isGone(node) && Self.mayMean(name, node) {
      guard !Self.isNoRead(node) else { continue }
      let own = reads.meaning(ofValue: node, in: module)
      guard own == .exact || own == .optional else { continue }
      var whole = node
      while let parent = whole.parent, Self.passesOn(parent, whole), reads.isConstant(parent, in: module) {
        whole = parent
      }
      guard whole != node || own == .exact, seen.insert(whole.index).inserted, !module.isGone(whole) else {
        continue
      }
      if let attribute = Self.control(of: whole), let tag = attribute.parent,
        TypeScriptCascade.isControl(tag), !Self.isHidden(tag)
      {
        edges.attributeLost(attribute, lost(whole, module), cascade)
        continue
      }
      // `'mail' as Way` is written for the type that it stands in.
      let isWritten = reads.isValue(whole, in: module) || stays(node, in: module)
      if isWritten, !edges.isDecided(whole, as: flag.value, in: module) { continue }
      // What is done to get it is done still; only where it is kept can go.
      let isKept = ["variable_declarator", "assignment_expression"].contains(whole.parent?.kind ?? "")
      guard isKept || edges.canBeMissed(whole, in: module) else { continue }
      foldRead(whole, in: module)
    }
  }

  /// Whether a value is read out of something that keeps it.
  private func stays(_ node: SyntaxNode, in module: TypeScriptModule) -> Bool {
    let places = finder.annotations(of: node, in: module)
    return !places.isEmpty
      && places.allSatisfy { place in
        place.node.parent.map(staying.contains) ?? false
          || reads.meaning(of: place.node, in: place.module) == .list
      }
  }

  /// Whether an expression could give the value of what has a name.
  private static func mayMean(_ name: String, _ node: SyntaxNode) -> Bool {
    switch node.kind {
    case "identifier", "shorthand_property_identifier": return node.text == name
    case "member_expression": return node.child("property")?.text == name
    case "call_expression":
      guard let function = node.child("function") else { return false }
      return (function.child("property") ?? function).text == name
        || node.child("arguments")?.namedChildren.first?.text == name
    case "as_expression":
      return node.namedChildren.last?.subtree.contains { $0.kind == "type_identifier" && $0.text == name }
        ?? false
    default: return false
    }
  }

  /// Whether something is written or declared there, or is only called.
  private static func isNoRead(_ node: SyntaxNode) -> Bool {
    guard let parent = node.parent else { return true }
    switch parent.kind {
    case "assignment_expression", "augmented_assignment_expression": return node.field == "left"
    case "variable_declarator", "required_parameter", "optional_parameter", "function_declaration",
      "formal_parameters",
      "import_specifier", "export_specifier", "import_clause", "array_pattern", "object_pattern",
      "type_query",
      "class_declaration", "enum_declaration":
      return node.field != "value"
    case "arrow_function": return node.field == "parameter"
    case "call_expression": return node.field == "function"
    case "member_expression": return node.field == "object" && node.kind == "identifier"
    default: return false
    }
  }

  /// Whether an expression may give what a part of it gives.
  private static func passesOn(_ whole: SyntaxNode, _ part: SyntaxNode) -> Bool {
    switch whole.kind {
    case "parenthesized_expression", "non_null_expression", "await_expression", "as_expression",
      "satisfies_expression":
      return true
    case "binary_expression": return ["??", "||"].contains(whole.child("operator")?.kind ?? "")
    case "ternary_expression": return part.field != "condition"
    default: return false
    }
  }

  private mutating func foldRead(_ node: SyntaxNode, in module: TypeScriptModule) {
    guard let parent = node.parent else { return }
    let lost = lost(node, module)
    switch parent.kind {
    case "binary_expression" where TypeScriptCascade.equalities.contains(parent.child("operator")?.kind ?? ""):
      if let other = parent.child(node.field == "left" ? "right" : "left"),
        reads.isConstant(other, in: module)
      {
        edges.know(parent, is: ["===", "=="].contains(parent.child("operator")?.kind ?? ""), lost, cascade)
        return
      }
    case "assignment_expression":
      if let target = parent.child("left"), reads.meaning(ofValue: target, in: module) == .exact,
        let statement = parent.parent, statement.kind == "expression_statement"
      {
        let summary = "assignment of \(what)"
        if edges.canBeMissed(node, in: module) {
          edges.cut(statement, in: module, summary, flag.cause, cascade)
        } else {
          let work = TypeScriptCascade.work(of: node) { edges.canBeMissed($0, in: module) }
          edges.reduce(statement, .keepOnly(work), in: module, summary, flag.cause, cascade)
        }
        return
      }
    case "variable_declarator":
      if let name = parent.child("name"), name.kind == "identifier" {
        let type = parent.child("type")
        guard type == nil || type.map({ reads.meaning(of: $0, in: module) }) == .exact else { break }
        add(name.text)
        holders.append((module, parent))
        return
      }
    case "return_statement", "arrow_function":
      if let function = parent.kind == "arrow_function" ? parent : TypeScriptCascade.function(around: parent),
        gives(function, in: module)
      {
        return
      }
    case "pair", "object":
      let member = parent.kind == "pair" ? parent : node
      if holds(member, in: module) { return }
    case "arguments":
      if foldArgument(node, of: parent, lost) { return }
    case "array":
      if Significance.isDependencyList(parent) {
        edges.cut(node, in: module, "dependency on \(what)", flag.cause, cascade)
        return
      }
    case "jsx_expression":
      if let attribute = parent.parent, attribute.kind == "jsx_attribute", foldAttribute(attribute, lost) {
        return
      }
    default: break
    }
    edges.fold(node, as: flag.value, lost, cascade)
  }

  /// Whether a function is there to give the flag: then it goes, once nobody asks it.
  private mutating func gives(_ function: SyntaxNode, in module: TypeScriptModule) -> Bool {
    if let type = function.child("return_type") { return reads.meaning(of: type, in: module) == .exact }
    if let arguments = function.parent, arguments.kind == "arguments" {
      // A selector, or a callback whose result is used by what is called.
      guard let call = arguments.parent, ShapeFinder.selectors.contains(call.child("function")?.text ?? "")
      else {
        return false
      }
      return true
    }
    guard let binding = edges.binding(of: function, in: module),
      !TypeScriptCascade.isSuite(function.parent ?? function)
    else { return false }
    let name = module.scopes.bindings[binding].name
    guard function.child("body").map({ edges.canBeMissed($0, in: module) }) ?? true else { return false }
    guard reads.givesOnly(function, in: module) else { return false }
    add(name)
    holders.append(
      (module, function.parent?.kind == "variable_declarator" ? function.parent ?? function : function))
    return true
  }

  /// Whether a property of an object literal goes with the flag.
  private mutating func holds(_ member: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let object = member.parent, object.kind == "object", let name = Shape.name(of: member) else {
      return false
    }
    let expected = finder.expected(of: object, module)
    if !expected.isEmpty {
      // It goes with its declaration, or is there to stay.
      return expected.contains { shape in
        shape.members(named: name).contains { declaration in
          declaration.child("type").map { reads.meaning(of: $0, in: shape.module) } == .exact
            && !isForOthers(declaration, of: shape)
        }
      }
    }
    guard let owner = TypeScriptCascade.outermost(object).parent,
      ["return_statement", "arrow_function", "variable_declarator"].contains(owner.kind)
    else { return false }
    if owner.kind == "variable_declarator", let holder = owner.child("name"),
      let number = module.scopes.bindingOf[holder.index]
    {
      // Given to others as a whole, it is read by whom we do not see.
      let isOwn = module.scopes.bindings[number].references.allSatisfy {
        $0.parent?.kind == "member_expression"
      }
      guard isOwn else { return false }
    }
    add(name)
    holders.append((module, member))
    return true
  }

  /// Whether a member is written down for others to read: nothing here reads it, or its
  /// values are handed out.
  func isForOthers(_ member: SyntaxNode, of shape: Shape) -> Bool {
    guard let name = Shape.name(of: member) else { return true }
    if edges.slice(keeping: shape, finder) != nil { return false }
    let isRead = edges.index.modules(mentioning: [name]).contains { user in
      !user.isTest
        && (user.named[name] ?? []).contains { node in
          switch node.kind {
          case "member_expression":
            return !TypeScriptCascade.isTarget(node)
              && node.child("object").map { finder.shapes(of: $0, in: user).contains(shape) } ?? false
          case "shorthand_property_identifier_pattern", "pair_pattern", "object_assignment_pattern":
            return node.parent.map { finder.shapes(ofPattern: $0, in: user).contains(shape) } ?? false
          default: return false
          }
        }
    }
    return !isRead || !edges.staysInside(shape, finder, cascade) && !edges.isComponentProperties(shape)
  }

  /// - Returns: whether the place of the argument is taken care of.
  private func foldArgument(
    _ node: SyntaxNode, of list: SyntaxNode, _ lost: TypeScriptCascade.LostNode
  ) -> Bool {
    let module = lost.module
    guard let call = list.parent, let function = call.child("function") ?? call.child("constructor") else {
      return false
    }
    let position = list.namedChildren.filter { $0.kind != "comment" }.firstIndex(of: node) ?? 0
    let declared = finder.parameters(of: call, module, ShapeFinder.depth)
    if !declared.isEmpty {
      return declared.contains { home, list in
        list.indices.contains(position)
          && list[position].child("type").map { reads.meaning(of: $0, in: home) } == .exact
      }
    }
    let name = (function.child("property") ?? function).text
    let isKept = name == "setItem" && position > 0 || function.text == "expect"
    if isKept || setsFlag(call, in: module) {
      edges.lose(call, in: module, what, flag.cause, cascade)
      return true
    }
    return edges.isAction(call, in: module)
  }

  /// Whether a call sets a state of a component that keeps the flag.
  private func setsFlag(_ call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard Self.setsState(call, in: module), let callee = call.child("function"),
      let number = module.scopes.bindingOf[callee.index],
      let state = module.scopes.bindings[number].declarations.first?.parent?.namedChildren.first
    else { return false }
    return [.exact, .optional].contains(reads.meaning(ofValue: state, in: module))
  }

  /// Whether a call sets a state of a component.
  static func setsState(_ call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let callee = call.child("function"), callee.kind == "identifier",
      let number = module.scopes.bindingOf[callee.index],
      let name = module.scopes.bindings[number].declarations.first
    else { return false }
    return name.parent?.kind == "array_pattern" && name.parent?.namedChildren.first != name
  }

  /// - Returns: whether the attribute is taken care of.
  private func foldAttribute(_ attribute: SyntaxNode, _ lost: TypeScriptCascade.LostNode) -> Bool {
    let module = lost.module
    guard let tag = attribute.parent, let name = attribute.namedChildren.first?.text else { return false }
    let properties = finder.properties(of: tag, module)
    if properties.contains(where: { shape in
      shape.members(named: name).contains {
        $0.child("type").map { reads.meaning(of: $0, in: shape.module) } == .exact
      }
    }) {
      return true
    }
    if tag.child("name")?.text.hasSuffix(".Provider") ?? false { return true }
    return false
  }
}
