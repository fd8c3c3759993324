import SyntaxTrees

/// What code does beyond computing and logging, by the names it calls. Used to tell what a
/// removal has left hollow, and what may go without changing what the program does.
enum GoEffects {
  private static let loggers: Set<String> = [
    "log", "logger", "slog", "logging", "zap", "logrus", "glog", "klog", "zerolog",
  ]

  private static let pureFunctions: Set<String> = [
    "len", "cap", "make", "new", "append", "min", "max", "complex", "real", "imag", "string", "int", "int64",
    "int32", "uint", "uint64", "float64", "float32", "bool", "byte", "rune",
  ]

  private static let purePackages: Set<String> = [
    "strings", "strconv", "errors", "math", "bytes", "unicode", "utf8", "sort", "slices", "maps", "filepath",
    "path", "time", "uuid", "reflect", "sync", "url", "regexp", "json", "base64", "hex", "big",
  ]

  /// Functions that only give something, which neither their names nor their packages tell.
  private static let pureCalls: Set<String> = [
    "os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "os.Hostname", "os.Getwd", "os.Getpid",
    "http.HandlerFunc", "http.Dir", "http.FileServer", "http.StripPrefix", "http.TimeoutHandler",
    "http.RedirectHandler", "slog.Any", "slog.Group", "context.TODO", "runtime.NumCPU",
  ]

  private static let pureStarts = [
    "New", "new", "Get", "get", "Is", "is", "Has", "has", "To", "to", "With", "Group", "Default", "default",
    "Parse", "parse", "Format", "Sprint", "Sprintf", "Sprintln", "Errorf", "Make", "make", "Must", "Len",
    "Size", "Name", "String",
    "Value", "Query", "Param", "Header", "Lookup", "lookup", "Load", "Find", "find", "Build", "build",
    "Compute",
    "Env", "env", "Type", "Clone", "Copy", "Since", "Now", "Context", "Background", "PathPrefix",
    "Subrouter", "Method", "Bool", "Int", "Duration",
  ]

  /// Whether a statement only writes to a log.
  static func isLogging(_ statement: SyntaxNode) -> Bool {
    guard statement.kind == "expression_statement", let call = statement.namedChildren.first,
      call.kind == "call_expression", let function = call.child("function")
    else { return false }
    return isLoggingFunction(function)
  }

  /// Whether a name stands in a statement that only writes to a log.
  static func isInLog(_ node: SyntaxNode) -> Bool {
    node.ancestors.first { $0.kind == "expression_statement" }.map(isLogging) ?? false
  }

  /// Whether a statement only prints.
  static func isPrinting(_ call: SyntaxNode) -> Bool {
    guard let function = call.child("function") else { return false }
    if function.kind == "identifier" { return ["println", "print"].contains(function.text) }
    guard function.kind == "selector_expression", let name = function.child("field")?.text else {
      return false
    }
    return function.child("operand")?.text == "fmt" && name.hasPrefix("Print")
  }

  private static func isLoggingFunction(_ function: SyntaxNode) -> Bool {
    guard function.kind == "selector_expression", let name = function.child("field")?.text else {
      return false
    }
    if name.hasPrefix("Fatal") || name.hasPrefix("Panic") || name == "Exit" { return false }
    if let operand = function.child("operand"), ["t", "b", "tb"].contains(operand.text) {
      return ["Log", "Logf", "Helper"].contains(name)
    }
    let words = ([function] + function.subtree).filter {
      $0.kind.hasSuffix("identifier") && $0.children.isEmpty
    }
    return words.dropLast().contains { word in
      let text = word.text.lowercased()
      return loggers.contains(text) || text.hasSuffix("logger") || text.hasSuffix("log")
    }
  }

  /// Whether a call of a function that is not here only gives a value, by its name.
  static func isPure(_ call: SyntaxNode) -> Bool {
    guard let function = call.child("function") else { return false }
    switch function.kind {
    case "identifier":
      return pureFunctions.contains(function.text) || startsPure(function.text)
    case "selector_expression":
      if pureCalls.contains(function.text) { return true }
      if let operand = function.child("operand"), purePackages.contains(operand.text) {
        return function.child("field")?.text != "Sleep"
      }
      return startsPure(function.child("field")?.text ?? "")
    case "slice_type", "map_type", "parenthesized_expression", "array_type", "generic_type": return true
    case "index_expression":
      return function.child("operand").map { startsPure($0.child("field")?.text ?? $0.text) } ?? false
    default: return false
    }
  }

  /// Whether a name begins with a word of functions that only give something.
  private static func startsPure(_ name: String) -> Bool {
    // `flag.StringVar(&s, …)` keeps an address.
    !name.hasSuffix("Var") && !name.hasSuffix("VarP")
      && pureStarts.contains { start in
        guard name.hasPrefix(start) else { return false }
        guard let next = name.dropFirst(start.count).first else { return true }
        return next.isUppercase || next.isNumber || next == "_"
      }
  }

  /// Whether a block ends by leaving what is around it.
  static func leaves(_ block: SyntaxNode, in file: GoFile) -> Bool {
    guard let last = block.namedChildren.last(where: { $0.kind != "comment" }) else { return false }
    switch last.kind {
    case "return_statement", "continue_statement", "break_statement", "goto_statement": return true
    case "expression_statement":
      guard let call = last.namedChildren.first, call.kind == "call_expression",
        let function = call.child("function")
      else { return false }
      let name = function.child("field")?.text ?? function.text
      return [
        "panic", "Exit", "Fatal", "Fatalf", "Fatalln", "FailNow", "Skip", "Skipf", "SkipNow", "Error",
        "Errorf",
      ]
      .contains(name) || name.hasPrefix("Panic")
    default: return false
    }
  }
}

extension GoCascade {
  /// Whether evaluating `node` may do more than give a value; parts that are gone do not
  /// count, nor do the bodies of functions that it only makes.
  func hasEffect(_ node: SyntaxNode, in file: GoFile) -> Bool {
    var index = node.index
    while index < node.subtreeEnd {
      let current = file.tree.node(index)
      if file.replaced.contains(index) {
        // A plain value stands in its place.
        index = current.subtreeEnd
        continue
      }
      if file.isGone(current) {
        index += 1
        continue
      }
      switch current.kind {
      case "function_literal"
      where current.parent?.kind != "call_expression" && !file.runInPlace.contains(current.index):
        index = current.subtreeEnd
        continue
      case "call_expression" where !isPure(current, in: file): return true
      case "unary_expression" where current.child("operator")?.kind == "<-": return true
      case "send_statement", "go_statement", "defer_statement", "select_statement": return true
      case "assignment":
        let targets = current.child("left")?.namedChildren ?? []
        if targets.contains(where: { !isOwnVariable($0, of: node, in: file) }) { return true }
      case "inc_dec_statement":
        if let target = current.child("operand"), !isOwnVariable(target, of: node, in: file) { return true }
      default: break
      }
      index += 1
    }
    return false
  }

  /// Whether an assignment changes only a variable that lives in `node`.
  private func isOwnVariable(_ target: SyntaxNode, of node: SyntaxNode, in file: GoFile) -> Bool {
    if target.text == "_" { return true }
    guard let number = file.scopes.bindingOf[target.index] else { return false }
    let binding = file.scopes.bindings[number]
    return node.contains(binding.declaration) || binding.kind == .result
      || binding.scope.kind.hasPrefix("function") && node.field == "body" && node.parent == binding.scope
  }

  /// Whether a call only gives a value: by what an own function does, or by the name of
  /// another.
  func isPure(_ call: SyntaxNode, in file: GoFile) -> Bool {
    let callees = self.callees(of: call, in: file).filter { $0.kind != .interfaceMethod }
    guard !callees.isEmpty else { return GoEffects.isPure(call) }
    return callees.allSatisfy(isPure)
  }

  /// Whether an own function only gives a value.
  func isPure(_ function: GoSymbol) -> Bool {
    if let known = purity[function] { return known }
    // One that calls itself has no effect by that.
    purity[function] = true
    let body = function.node.child("body")
    let answer = body.map { !hasEffect($0, in: function.file) } ?? false
    purity[function] = answer
    return answer
  }
}
