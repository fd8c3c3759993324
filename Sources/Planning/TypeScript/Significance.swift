import SyntaxTrees

/// What code does beyond computing and logging, by the names it calls. Used to
/// tell what a removal has left hollow, and what may go without changing what the
/// program does.
enum Significance {
  private static let loggers: Set<String> = ["console", "logger", "log", "debug", "winston", "pino"]

  private static let pureObjects: Set<String> = [
    "Math", "JSON", "Date", "performance", "Object", "Number", "String", "Boolean", "Array", "Symbol",
    "BigInt",
    "Intl",
  ]

  private static let pureFunctions: Set<String> = [
    "String", "Number", "Boolean", "BigInt", "Symbol", "parseInt", "parseFloat", "isNaN", "isFinite",
    "encodeURIComponent", "decodeURIComponent", "structuredClone", "createRequire",
    // React and react-redux: a call whose result is not used has no effect.
    "useState", "useRef", "useMemo", "useCallback", "useContext", "useReducer", "useId", "useDispatch",
    "useSelector", "useStore", "useAppDispatch", "useAppSelector", "useNavigate", "useLocation", "useParams",
    "createContext", "createRef", "forwardRef", "memo", "lazy",
  ]

  private static let pureClasses: Set<String> = [
    "Map", "Set", "WeakMap", "WeakSet", "Date", "Array", "Object", "Error", "URL", "URLSearchParams",
    "AbortController", "RegExp",
  ]

  private static let pureMethods: Set<String> = [
    "getItem", "toISOString", "toString", "trim", "slice", "split", "join", "map", "filter", "find",
    "includes", "some",
    "every", "indexOf", "concat", "startsWith", "endsWith", "toLowerCase", "toUpperCase", "replace", "test",
    "match", "keys", "values", "entries", "has", "get", "getTime", "padStart", "bind",
  ]

  /// Whether a call only writes to a log.
  static func isLogging(_ call: SyntaxNode) -> Bool {
    guard call.kind == "call_expression", let function = call.child("function") else { return false }
    return leftmost(function).map { loggers.contains($0.text) } ?? false
  }

  /// Whether a statement only writes to a log.
  static func isLoggingStatement(_ statement: SyntaxNode) -> Bool {
    statement.kind == "expression_statement" && statement.namedChildren.first.map(isLogging) ?? false
  }

  /// Whether evaluating `node` may do more than give a value; parts that are gone
  /// do not count, nor do the bodies of functions that it only makes.
  static func hasEffect(_ node: SyntaxNode, in module: TypeScriptModule) -> Bool {
    var index = node.index
    while index < node.subtreeEnd {
      let current = SyntaxNode(tree: node.tree, index: index)
      if module.isGone(current) {
        index += 1
        continue
      }
      switch current.kind {
      case "arrow_function", "function_expression", "generator_function", "method_definition",
        "function_declaration":
        index = current.subtreeEnd
        continue
      case "call_expression" where !isLogging(current) && !isPure(current): return true
      case "new_expression":
        if !makesPlain(current) { return true }
      case "await_expression", "yield_expression", "assignment_expression", "augmented_assignment_expression",
        "update_expression":
        return true
      case "unary_expression" where current.child("operator")?.kind == "delete": return true
      default: break
      }
      index += 1
    }
    return false
  }

  /// Whether `node` still calls something that matters: no logging, no plain
  /// computing. Assignments alone do not count.
  static func callsSomething(_ node: SyntaxNode, in module: TypeScriptModule) -> Bool {
    node.subtree.contains { current in
      guard !module.isGone(current) else { return false }
      switch current.kind {
      case "call_expression": return !isLogging(current) && !isPure(current)
      case "new_expression":
        return !makesPlain(current)
      case "throw_statement", "yield_expression", "jsx_element", "jsx_self_closing_element": return true
      default: return false
      }
    }
  }

  /// Whether `new` only makes a value of the language's own.
  static func makesPlain(_ creation: SyntaxNode) -> Bool {
    creation.child("constructor").map { pureClasses.contains($0.text) } ?? false
  }

  static func isPure(_ call: SyntaxNode) -> Bool {
    guard let function = call.child("function") else { return false }
    switch function.kind {
    case "identifier": return pureFunctions.contains(function.text)
    case "member_expression":
      if let object = function.child("object"), object.kind == "identifier",
        pureObjects.contains(object.text) || object.text == "React"
      {
        return object.text != "React" || pureFunctions.contains(function.child("property")?.text ?? "")
      }
      return function.child("property").map { pureMethods.contains($0.text) } ?? false
    default: return false
    }
  }

  /// The identifier that a chain of members and calls begins with.
  static func leftmost(_ node: SyntaxNode) -> SyntaxNode? {
    switch node.kind {
    case "identifier", "this", "super": return node
    case "member_expression", "subscript_expression": return node.child("object").flatMap(leftmost)
    case "call_expression": return node.child("function").flatMap(leftmost)
    case "non_null_expression", "parenthesized_expression", "await_expression", "as_expression":
      return node.namedChildren.first.flatMap(leftmost)
    default: return nil
    }
  }

  private static let registering: Set<String> = [
    "dispatch", "expect", "clearTimeout", "clearInterval", "setTimeout", "setInterval", "describe", "it",
    "test",
    "beforeEach", "afterEach", "beforeAll", "afterAll", "addEventListener", "removeEventListener", "on",
    "once",
    "off", "then", "catch", "finally", "forEach", "push", "unshift", "add", "use", "register", "unregister",
    "subscribe", "unsubscribe", "append", "provide", "useEffect", "useLayoutEffect", "useInsertionEffect",
    "useCallback", "useMemo", "useImperativeHandle", "memo", "lazy", "forwardRef", "observe", "route",
    "reaction", "autorun", "requestAnimationFrame", "intercept", "queueMicrotask", "spyOn", "act", "waitFor",
    "connect",
  ]

  /// Whether an array lists what a hook of React depends on: its last argument, behind a function
  /// (https://react.dev/reference/react/hooks).
  static func isDependencyList(_ array: SyntaxNode) -> Bool {
    guard array.kind == "array", let arguments = array.parent, arguments.kind == "arguments",
      let function = arguments.parent?.child("function")
    else { return false }
    let given = arguments.namedChildren.filter { $0.kind != "comment" }
    return given.count > 1 && given.last == array
      && dependentHooks.contains((function.child("property") ?? function).text)
  }

  private static let dependentHooks: Set<String> = [
    "useEffect", "useLayoutEffect", "useInsertionEffect", "useMemo", "useCallback", "useImperativeHandle",
  ]

  /// Whether a call is about the argument it is given, so that it goes with it:
  /// hooks, registrations, timers, state setters, logs, tests.
  static func isAboutItsArgument(_ call: SyntaxNode) -> Bool {
    if isLogging(call) { return true }
    guard let function = call.child("function") else { return false }
    let name = function.kind == "member_expression" ? function.child("property")?.text : function.text
    guard let name else { return false }
    let isSetter = name.count > 3 && name.hasPrefix("set") && (name.dropFirst(3).first?.isUppercase ?? false)
    if isSetter || registering.contains(name) { return true }
    return leftmost(function).map { ["expect", "jest", "vi", "it", "test", "describe"].contains($0.text) }
      ?? false
  }
}
