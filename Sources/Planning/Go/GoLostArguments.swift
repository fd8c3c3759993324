import Findings
import SourceText
import SyntaxTrees

/// Calls and parameters that lose a part.
extension GoCascade {

  func argumentLost(_ lost: LostNode, of arguments: SyntaxNode, _ cascade: Cascade) {
    guard let call = arguments.parent else { return }
    let all = arguments.namedChildren.filter { $0.kind != "comment" }
    guard let position = all.firstIndex(of: lost.node) else {
      return lose(call, in: lost.file, lost.what, lost.cause, cascade)
    }
    let left = all.indices.filter { $0 != position && !lost.file.isGone(all[$0]) }
    func cutArgument() {
      cut(lost.node, in: lost.file, "argument that uses \(lost.what)", lost.cause, cascade)
    }
    if let inner = wrapped(by: lost.node, in: lost.file) {
      let choice = cascade.ask(
        "wrapper", about: lost.what, "\(lost.what) wraps what stays. Does that stay without it?",
        evidence: callees(of: lost.node, in: lost.file).prefix(1).map {
          Finding(code: "wrapper", severity: .note, message: "wraps", place: $0.file.place(of: $0.node))
        },
        choices: [
          Choice(id: "remove", effect: "what it wraps stands in its place"),
          Choice(id: "whole", effect: "what it wraps goes with it"),
        ], because: lost.cause)
      if choice != "whole" {
        remove(lost.node, .keepOnly(inner), in: lost.file, "wrapper \(lost.what)", lost.cause, cascade)
        return
      }
    }
    let callees = self.callees(of: call, in: lost.file)
    if left.isEmpty, let operand = chainedRouter(call, callees, in: lost.file) {
      remove(
        call, .keepOnly(operand), in: lost.file, "link of a chain that uses \(lost.what)", lost.cause, cascade
      )
      return
    }
    if isFormat(call, all, lost.node, in: lost.file) {
      questions.append(lost)
      return
    }
    if !callees.isEmpty {
      if let parameter = GoSignature(callees[0].node).parameter(at: position), parameter.isVariadic {
        let others = left.filter { $0 >= parameter.position }
        if !others.isEmpty, isOptional(parameter, of: callees[0]) { return cutArgument() }
      }
      waitingArguments.append(lost)
      return
    }
    let name = call.child("function").map { $0.child("field")?.text ?? $0.text } ?? ""
    switch name {
    case "append":
      if left.contains(where: { $0 > 0 }), position > 0 { return cutArgument() }
    case "Join" where call.child("function")?.text == "errors.Join" && left.count == 1:
      return remove(
        call, .keepOnly(all[left[0]]), in: lost.file, "joining with \(lost.what)", lost.cause, cascade)
    case "Use", "With", "Group", "Chain", "Any", "Concat", "MultiWriter", "Join":
      if !left.isEmpty, position > 0 || name == "Use" || name == "Chain" { return cutArgument() }
    case "println", "print", "Println", "Print", "Sprint", "Sprintln", "Fprint", "Fprintln", "Error", "Info",
      "Warn", "Debug",
      "Fatal", "Fatalln", "Log", "Infow", "Errorw", "Debugw", "Warnw", "InfoContext", "ErrorContext",
      "WarnContext", "DebugContext", "LogAttrs":
      // A line that says more loses what is lost, with the label before it.
      guard
        left.contains(where: { !all[$0].kind.hasSuffix("_literal") && !(name.hasPrefix("Fprint") && $0 == 0) }
        )
      else { break }
      // An attribute brings its own.
      let isNamed =
        lost.node.child("arguments")?.namedChildren.first?.kind.hasSuffix("string_literal") ?? false
      if position > 0, !isNamed, all[position - 1].kind.hasSuffix("string_literal"),
        position - 1 > 0 || !name.contains("rint"),
        !lost.file.isGone(all[position - 1]), position > 1
      {
        cut(all[position - 1], in: lost.file, "label of \(lost.what)", lost.cause, cascade)
      }
      return cutArgument()
    default:
      // A route's middleware stands between its path and its handler.
      if GoRoutes.isRoute(all), position > 0, position < all.count - 1 { return cutArgument() }
    }
    lose(call, in: lost.file, lost.what, lost.cause, cascade)
  }

  /// Whether an argument is one of several that fill a text with verbs: the line says more
  /// than what is lost.
  func isFormat(_ call: SyntaxNode, _ all: [SyntaxNode], _ argument: SyntaxNode, in file: GoFile)
    -> Bool
  {
    guard let name = call.child("function").map({ $0.child("field")?.text ?? $0.text }), name.hasSuffix("f"),
      let format = all.first(where: { $0.kind.hasSuffix("string_literal") }), format != argument,
      format.text.contains("%")
    else { return false }
    return all.contains {
      $0.index > format.index && $0 != argument && !file.isGone($0) && !$0.kind.hasSuffix("_literal")
    }
  }

  /// What a lost call of a chain was called on, if it gives back that very type.
  func link(_ call: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    guard let function = call.child("function"), function.kind == "selector_expression",
      let operand = function.child("operand"), !file.isGone(operand),
      let callee = callees(of: call, in: file).first, callee.kind == .method, callee.isGone,
      let receiver = callee.node.child("receiver")?.namedChildren.first?.child("type"),
      receiver.text == callee.node.child("result")?.text
    else { return nil }
    guard let parent = call.parent else { return nil }
    // Alone it is a statement about what is gone.
    return parent.kind == "expression_statement" ? nil : operand
  }

  /// What a call in a chain adds something to, if the chain goes on with the same without it:
  /// `r.With(middleware).Get(…)`.
  private func chainedRouter(_ call: SyntaxNode, _ callees: [GoSymbol], in file: GoFile) -> SyntaxNode? {
    guard let selector = call.parent, selector.kind == "selector_expression", call.field == "operand",
      let function = call.child("function"), function.kind == "selector_expression",
      let operand = function.child("operand"), !file.isGone(operand)
    else { return nil }
    guard let callee = callees.first else { return function.child("field")?.text == "With" ? operand : nil }
    guard let result = callee.node.child("result")?.text, let owner = callee.owner,
      GoSignature(callee.node).parameters.first?.isVariadic ?? false
    else { return nil }
    return result.drop { $0 == "*" } == owner.prefix { $0 != "@" } ? operand : nil
  }

  /// What a lost call was given and gave back in another guise: an argument of its own type.
  func wrapped(by call: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    guard call.kind == "call_expression", let callee = callees(of: call, in: file).first, callee.isGone,
      let result = callee.node.child("result"), let arguments = call.child("arguments"),
      let position = GoSignature(callee.node).parameters.firstIndex(where: {
        $0.declaration.child("type")?.text == result.text
      })
    else { return nil }
    guard result.text != "error", result.text != "string", result.text != "int", result.text != "bool" else {
      return nil
    }
    let given = arguments.namedChildren.filter { $0.kind != "comment" }
    return given.indices.contains(position) && !file.isGone(given[position]) ? given[position] : nil
  }

  /// The own functions that a call calls.
  func callees(of call: SyntaxNode, in file: GoFile) -> [GoSymbol] {
    guard var function = call.child("function") else { return [] }
    if function.kind == "index_expression" { function = function.child("operand") ?? function }
    let name = function.kind == "selector_expression" ? function.child("field") : function
    guard let name, name.children.isEmpty, case .symbols(let symbols) = types.target(of: name, in: file)
    else {
      return []
    }
    return symbols.filter { [.function, .method, .interfaceMethod].contains($0.kind) }
  }

  /// Arguments of own functions: if the parameter did not go for its type's sake, the call
  /// is about what is lost.
  func settleArguments(_ cascade: Cascade) {
    let waiting = waitingArguments
    waitingArguments = []
    for lost in waiting where !lost.file.isGone(lost.node) {
      guard let call = lost.node.parent?.parent else { continue }
      if let parameter = givenByNobody(lost, call, among: waiting) {
        parameterLost(parameter.declaration, of: parameter.file, name: parameter.name, lost, cascade)
        continue
      }
      lose(call, in: lost.file, lost.what, lost.cause, cascade)
    }
  }

  /// Whether a parameter takes what a call can do without: a function, or something behind a
  /// pointer or an interface.
  func isOptional(_ parameter: GoSignature.Parameter, of function: GoSymbol) -> Bool {
    guard let node = parameter.declaration.child("type") else { return false }
    let type = types.type(named: node, in: function.file)
    if case .pointer = type { return true }
    switch types.underlying(type) {
    case .function, .interface, .channel, .map: return true
    case .external: return node.kind == "qualified_identifier"
    case .basic(let name): return name == "any"
    default: return false
    }
  }

  /// The parameter that a lost argument is for, if every call loses it, or has lost it. What
  /// tests give it keeps it no more than other uses by tests keep a thing.
  func givenByNobody(
    _ lost: LostNode, _ call: SyntaxNode, among waiting: [LostNode]
  ) -> (declaration: SyntaxNode, name: SyntaxNode?, file: GoFile)? {
    let position = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" }.firstIndex(
      of: lost.node)
    guard let position, let callee = callees(of: call, in: lost.file).first, callee.kind != .interfaceMethod,
      let parameter = GoSignature(callee.node).parameter(at: position), !parameter.isVariadic,
      !isWhollyAbout(lost, call),
      isOptional(parameter, of: callee), !callee.file.isGone(parameter.declaration), canChange(callee)
    else { return nil }
    let uses = references.of(callee).filter { !$0.file.isGone($0.node) }
    for use in uses {
      guard use.isCertain, let other = Self.call(of: use.node) else { return nil }
      let arguments = other.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
      guard arguments.count == GoSignature(callee.node).count else { return nil }
      let argument = arguments[position]
      guard
        use.file.isGone(argument)
          || index.isForTests(use.file) && !index.isForTests(callee.file)
            && !hasEffect(argument, in: use.file)
          || waiting.contains(where: { $0.file === use.file && $0.node == argument })
      else { return nil }
    }
    return (parameter.declaration, parameter.name, callee.file)
  }

  /// Whether a call is handed on and was given nothing else but literals: a collector of what is
  /// lost, by its name.
  private func isWhollyAbout(_ lost: LostNode, _ call: SyntaxNode) -> Bool {
    guard call.parent?.kind == "arguments", let arguments = call.child("arguments") else { return false }
    let plain = [
      "int_literal", "float_literal", "interpreted_string_literal", "raw_string_literal", "comment",
    ]
    return arguments.namedChildren.allSatisfy { $0 == lost.node || plain.contains($0.kind) }
  }

  /// Nobody gives a parameter a value any more.
  func parameterLost(
    _ declaration: SyntaxNode, of file: GoFile, name: SyntaxNode?, _ lost: LostNode, _ cascade: Cascade
  ) {
    guard let function = declaration.parent?.parent, let own = function.child("name"),
      let symbol = symbol(declaredBy: own, in: file)
    else { return }
    strippedFunctions.insert(symbol)
    let names = declaration.children.filter { $0.field == "name" && !file.isGone($0) }
    let unit = names.count > 1 ? name ?? declaration : declaration
    let summary = "parameter that got \(lost.what)"
    for use in references.of(symbol) where !use.file.isGone(use.node) {
      if let call = Self.call(of: use.node) {
        cutArguments(of: call, for: unit, function, in: use.file, summary, lost.cause, cascade)
      }
    }
    cut(unit, in: file, summary, lost.cause, cascade)
  }

  /// A parameter's type is gone.
  func parameterLost(_ parameter: SyntaxNode, _ lost: LostNode, _ cascade: Cascade) {
    guard let list = parameter.parent, let function = list.parent else { return }
    let file = lost.file
    let summary = "parameter that uses \(lost.what)"
    if list.field == "receiver" {
      cut(function, in: file, "method of \(lost.what)", lost.cause, cascade)
      return
    }
    guard list.field == "parameters" else {
      if resultLost(parameter, of: function, lost, cascade) { return }
      if function.kind == "function_literal" || function.kind == "function_type" {
        lose(function, in: file, lost.what, lost.cause, cascade)
      } else {
        cut(
          function, in: file, "\(GoWording.name(of: function)) that gives \(lost.what)", lost.cause, cascade)
      }
      return
    }
    switch function.kind {
    case "function_literal":
      if let call = function.parent, call.kind == "call_expression" {
        cutArguments(of: call, for: parameter, function, in: file, summary, lost.cause, cascade)
        cut(parameter, in: file, summary, lost.cause, cascade)
      } else {
        lose(function, in: file, lost.what, lost.cause, cascade)
      }
    case "function_type":
      lose(function, in: file, lost.what, lost.cause, cascade)
    default:
      guard let name = function.child("name"), let symbol = symbol(declaredBy: name, in: file) else { return }
      // Others of its name, which build tags choose, lose theirs by the same type.
      let uses = references.of(symbol).filter { $0.isCertain && !$0.file.isGone($0.node) }
      let calls = uses.map { Self.call(of: $0.node) }
      guard zip(uses, calls).allSatisfy({ $1 != nil || isInjected($0) }) else {
        cut(
          function, in: file, "\(GoWording.name(of: function)) that takes \(lost.what)", lost.cause, cascade)
        return
      }
      for (use, call) in zip(uses, calls) {
        if let call {
          cutArguments(of: call, for: parameter, function, in: use.file, summary, lost.cause, cascade)
        }
      }
      cut(parameter, in: file, summary, lost.cause, cascade)
    }
  }

  /// The call whose function a name is.
  static func call(of name: SyntaxNode) -> SyntaxNode? {
    var node = name
    if let selector = node.parent, selector.kind == "selector_expression", node.field == "field" {
      node = selector
    }
    if let generic = node.parent, generic.kind == "index_expression", node.field == "operand" {
      node = generic
    }
    guard let call = node.parent, call.kind == "call_expression", node.field == "function" else { return nil }
    return call
  }

  /// Takes out of a call what it gives to the names of a parameter declaration.
  func cutArguments(
    of call: SyntaxNode, for parameter: SyntaxNode, _ function: SyntaxNode, in file: GoFile,
    _ summary: String,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    for position in GoSignature(function).positions(of: parameter) where arguments.indices.contains(position)
    {
      let isLast = position == GoSignature(function).count - 1
      let isVariadic = parameter.children.contains { $0.kind == "..." }
      let range = isLast && isVariadic ? position..<arguments.count : position..<position + 1
      for argument in arguments[range] where !file.isGone(argument) {
        cut(argument, in: file, summary.replacing("parameter", with: "argument"), cause, cascade)
      }
    }
  }
}
