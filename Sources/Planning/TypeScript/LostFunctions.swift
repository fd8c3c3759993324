import Findings
import SourceText
import SyntaxTrees

/// Why a function has nothing left to do.
enum FunctionLoss {
  /// Its body was emptied.
  case hollow
  /// What it returns is gone.
  case result
  /// A parameter's or the result's type is gone, or its body is one lost expression.
  case signature
}

extension TypeScriptCascade {
  /// A `return` or `throw` lost its value.
  func leave(_ statement: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    let summary = "\(Wording.name(of: statement)) of \(lost.what)"
    guard let function = Self.function(around: statement) else {
      cut(statement, in: module, summary, lost.cause, cascade)
      return
    }
    if Self.isEffect(function) || Self.returnsNothing(function) {
      // Where it ends the function early, it still has to.
      let isLast = function.child("body")?.namedChildren.last { $0.kind != "comment" } == statement
      if isLast || statement.kind != "return_statement" {
        cut(statement, in: module, summary, lost.cause, cascade)
      } else {
        reduce(statement, .replace("return;"), in: module, summary, lost.cause, cascade)
      }
      return
    }
    if let block = Self.branch(around: statement, in: function),
      let kept = Self.returningAlternative(to: block),
      let whole = kept.parent?.kind == "else_clause" ? kept.parent?.parent : kept.parent
    {
      // Both branches return: without the one there is no choice left.
      reduce(whole, .unwrap(kept), in: module, "choice of what to return", lost.cause, cascade)
      return
    }
    if let block = Self.branch(around: statement, in: function) {
      if block.kind == "switch_case" {
        cut(block, in: module, "case that returns \(lost.what)", lost.cause, cascade)
      } else if let owner = block.parent, owner.kind == "else_clause" {
        cut(owner, in: module, "branch that returns \(lost.what)", lost.cause, cascade)
      } else if let owner = block.parent, owner.kind == "if_statement" {
        emptiedBranch(of: owner, in: module, "branch that returns \(lost.what)", lost.cause, cascade)
      } else {
        cut(statement, in: module, summary, lost.cause, cascade)
      }
      return
    }
    functionLost(function, .result, lost, cascade)
  }

  /// A function has nothing left to do, to take or to give.
  func functionLost(_ function: SyntaxNode, _ loss: FunctionLoss, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    guard !module.isGone(function) else { return }
    if loss == .hollow, Self.declaresMembers(function, in: module) { return }
    if loss == .signature, constructorParameterLost(lost.node, of: function, lost, cascade) { return }
    if loss == .signature, hasOtherWork(function, lost) {
      guard !questions.contains(where: { $0.node == function }) else { return }
      questions.append(LostNode(module: module, node: function, what: lost.what, cause: lost.cause))
      return
    }
    let summary =
      switch loss {
      case .hollow: "function with nothing left to do"
      case .result: "function that returns \(lost.what)"
      case .signature: "function that is about \(lost.what)"
      }
    if Climbing.functionDeclarations.contains(function.kind) {
      cut(function, in: module, summary, lost.cause, cascade)
      return
    }
    if function.kind == "method_definition" {
      if function.parent?.kind == "class_body" {
        memberLost(function, summary, lost, cascade)
      } else {
        cut(Tables.entry(losing: function) ?? function, in: module, summary, lost.cause, cascade)
      }
      return
    }
    if loss == .hollow, function.parent?.kind == "arguments" {
      guard let call = function.parent?.parent, Significance.isAboutItsArgument(call) else {
        questions.append(LostNode(module: module, node: function, what: lost.what, cause: lost.cause))
        return
      }
    }
    if let field = function.parent,
      field.kind == "public_field_definition" || field.kind == "field_definition"
    {
      memberLost(field, summary, lost, cascade)
      return
    }
    let link = cascade.cause(summary, because: lost.cause, place: module.place(of: function))
    lose(function, in: module, "a \(summary)", link, cascade)
  }

  /// Whether a function of a block does something that has nothing to do with what
  /// it lost, and is no more than passed on to something that goes.
  private func hasOtherWork(_ function: SyntaxNode, _ lost: LostNode) -> Bool {
    guard let body = function.child("body"), body.kind == "statement_block" else { return false }
    return Significance.callsSomething(body, in: lost.module)
  }

  /// A class member has nothing left to do. Others may call what is not private:
  /// then a person decides.
  private func memberLost(_ member: SyntaxNode, _ summary: String, _ lost: LostNode, _ cascade: Cascade) {
    let module = lost.module
    guard let index = module.members.declaredBy[member.index] else {
      cut(member, in: module, summary, lost.cause, cascade)
      return
    }
    let known = module.members.all[index]
    let users = known.isPrivate ? [] : usersElsewhere(of: known, in: module, cascade)
    let areKnown = users.allSatisfy { user, use in isInstance(use, of: known.owner, in: module, usedIn: user)
    }
    guard !areKnown || users.isEmpty && known.isReadOtherwise && !known.isPrivate else {
      cut(member, in: module, summary, lost.cause, cascade)
      for (user, use) in users { lose(use, in: user, "'\(known.name)'", lost.cause, cascade) }
      return
    }
    questions.append(LostNode(module: module, node: member, what: lost.what, cause: lost.cause))
  }

  /// Member accesses by a member's name in the modules that import its module.
  func usersElsewhere(
    of member: ClassMembers.Member, in module: TypeScriptModule, _ cascade: Cascade
  ) -> [(TypeScriptModule, SyntaxNode)] {
    var users: [(TypeScriptModule, SyntaxNode)] = []
    let importers = index.links(to: module.path, except: cascade.removedFiles).map(\.0)
    var seen: Set<RepositoryPath> = []
    for other in [module] + importers where seen.insert(other.path).inserted {
      for node in other.tree.root.subtree where node.kind == "member_expression" && !other.isGone(node) {
        guard node.child("property")?.text == member.name, let receiver = node.child("object"),
          receiver.kind != "this", !isLost(receiver, in: other)
        else { continue }
        users.append((other, node))
      }
    }
    return users
  }

  /// Whether the name that an expression begins with is gone.
  private func isLost(_ expression: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let name = Significance.leftmost(expression), let number = module.scopes.bindingOf[name.index]
    else {
      return false
    }
    return module.scopes.bindings[number].declarations.allSatisfy(module.isGone)
  }

  /// Whether the receiver of a member access is, by its declaration, an instance of
  /// a class or the class itself.
  private func isInstance(
    _ access: SyntaxNode, of owner: SyntaxNode, in home: TypeScriptModule, usedIn user: TypeScriptModule
  ) -> Bool {
    guard let receiver = access.child("object"), receiver.kind == "identifier",
      let number = user.scopes.bindingOf[receiver.index],
      let declaration = user.scopes.bindings[number].declarations.first
    else { return false }
    if declares(declaration, in: user, class: owner, in: home) { return true }
    guard
      let name = declaration.parent?.kind == "import_specifier" || declaration.parent?.kind == "import_clause"
        ? declaration : nil, let (origin, local) = imported(name, in: user)
    else { return false }
    return origin.path == home.path && declares(local, in: origin, class: owner, in: home)
  }

  /// Whether a declared name is the class, or a constant made with `new` of it.
  private func declares(
    _ name: SyntaxNode, in module: TypeScriptModule, class owner: SyntaxNode, in home: TypeScriptModule
  ) -> Bool {
    if module.path == home.path, name.parent == owner { return true }
    guard let declarator = name.parent, declarator.kind == "variable_declarator",
      let value = declarator.child("value"), value.kind == "new_expression",
      let type = value.child("constructor"), let number = module.scopes.bindingOf[type.index],
      let declaration = module.scopes.bindings[number].declarations.first
    else { return false }
    if module.path == home.path { return declaration.parent == owner }
    return imported(declaration, in: module).map { $0.0.path == home.path && $0.1.parent == owner } ?? false
  }

  /// The declaration behind an imported name, through no more than one module.
  private func imported(_ name: SyntaxNode, in module: TypeScriptModule) -> (TypeScriptModule, SyntaxNode)? {
    guard let statement = name.ancestors.first(where: { $0.kind == "import_statement" }),
      let specifier = statement.child("source").flatMap(ModuleLinks.stringValue),
      let target = index.resolver.resolve(specifier, from: module.path), let home = index.module(at: target)
    else { return nil }
    let wanted = name.parent?.kind == "import_clause" ? "default" : name.parent?.child("name")?.text
    guard let binding = home.exports.first(where: { $0.name == wanted })?.binding,
      let declaration = home.scopes.bindings[binding].declarations.first
    else { return nil }
    return (home, declaration)
  }

  // MARK: Around functions

  static func function(around node: SyntaxNode) -> SyntaxNode? {
    node.ancestors.first {
      Climbing.functionExpressions.contains($0.kind) || Climbing.functionDeclarations.contains($0.kind)
        || $0.kind == "method_definition"
    }
  }

  /// Whether it is the callback of an effect, whose result is only its clean-up.
  static func isEffect(_ function: SyntaxNode) -> Bool {
    guard let call = function.parent?.parent, call.kind == "call_expression",
      let name = call.child("function")?.text
    else { return false }
    return ["useEffect", "useLayoutEffect", "useInsertionEffect"].contains(
      name.hasPrefix("React.") ? String(name.dropFirst(6)) : name)
  }

  /// Whether its declared result is `void` or a promise of it.
  static func returnsNothing(_ function: SyntaxNode) -> Bool {
    guard let type = function.child("return_type")?.text else {
      return function.child("name")?.text == "constructor"
    }
    let name = type.drop { $0 == ":" || $0 == " " }
    return name == "void" || name == "Promise<void>"
  }

  /// The branch that a `return` ends, if the function goes on after it in another
  /// way: the block of an `if` or `else`, or a `case`.
  static func branch(around statement: SyntaxNode, in function: SyntaxNode) -> SyntaxNode? {
    for ancestor in statement.ancestors {
      if ancestor == function { return nil }
      if ancestor.kind == "switch_case" { return ancestor }
      let owner = ancestor.parent?.kind
      if ancestor.kind == "statement_block", owner == "if_statement" || owner == "else_clause" {
        return endsElsewhere(function, than: ancestor) ? ancestor : nil
      }
      if ancestor.kind == "if_statement", statement.parent == ancestor { return statement }
    }
    return nil
  }

  /// The block of the other branch of an `if`, when both end by returning.
  private static func returningAlternative(to block: SyntaxNode) -> SyntaxNode? {
    guard block.kind == "statement_block", let owner = block.parent else { return nil }
    let other: SyntaxNode?
    if owner.kind == "else_clause" {
      other = owner.parent?.child("consequence")
    } else {
      other = owner.child("alternative")?.namedChildren.first { $0.kind != "comment" }
    }
    guard let other, other.kind == "statement_block",
      owner.parent?.kind != "else_clause" || owner.kind == "else_clause",
      let last = other.namedChildren.last(where: { $0.kind != "comment" }),
      last.kind == "return_statement" || last.kind == "throw_statement"
    else { return nil }
    return other
  }

  /// Whether a function still ends with a value when `branch` is not taken.
  private static func endsElsewhere(_ function: SyntaxNode, than branch: SyntaxNode) -> Bool {
    guard let body = function.child("body"), body.kind == "statement_block",
      let last = body.namedChildren.last(where: { $0.kind != "comment" })
    else { return false }
    if last.kind == "return_statement" || last.kind == "throw_statement" { return true }
    guard last.contains(branch) else { return last.kind != "expression_statement" }
    // The branch belongs to the last statement: another branch of it must return.
    return last.subtree.contains {
      ($0.kind == "return_statement" || $0.kind == "throw_statement") && !branch.contains($0)
        && Self.function(around: $0) == function
    }
  }
}
