import SyntaxTrees

/// A route that a Go program registers.
struct Route: Hashable {
  /// `*` for any.
  let method: String
  let path: String
  /// What stands behind the path in the call.
  let handlers: [String]
  /// The middleware of its groups and its own, as written.
  let guards: [String]
  let file: String
  let line: Int
}

/// Reads the routes of gin, echo, chi, gorilla/mux, net/http and of routers with the same
/// shapes: groups with a prefix, calls named like methods, groups handed to functions.
struct GoRoutes {
  private struct Group {
    var prefix: String
    var guards: [String]
  }

  private struct Function {
    let name: String
    let parameters: [String]
    let body: SyntaxNode
    let file: String
  }

  private let constants: [String: String]
  private let functions: [Function]
  private let tree: SourceTree
  private var routes: [Route] = []
  private var handedOn: Set<String> = []

  static func read(_ files: [String], of tree: SourceTree) throws -> [Route] {
    var reader = try GoRoutes(files, of: tree)
    // Once to learn which functions are handed a group; they are read from there.
    for function in reader.functions { reader.read(function, [:], depth: 0) }
    reader.routes = []
    let inner = reader.handedOn
    for function in reader.functions where !inner.contains(function.name) {
      reader.read(function, [:], depth: 0)
    }
    return reader.routes.sorted {
      ($0.path, $0.method, $0.file, $0.line) < ($1.path, $1.method, $1.file, $1.line)
    }
  }

  private init(_ files: [String], of tree: SourceTree) throws {
    self.tree = tree
    var constants: [String: SyntaxNode] = [:]
    var functions: [Function] = []
    for file in files {
      let root = try tree.syntax(file).root
      for node in root.subtree {
        if node.kind == "const_spec", let name = node.child("name"),
          let value = node.child("value")?.namedChildren.first
        {
          constants[name.text] = value
        }
      }
      for node in root.namedChildren
      where node.kind == "function_declaration" || node.kind == "method_declaration" {
        guard let name = node.child("name"), let body = node.child("body") else { continue }
        let parameters = (node.child("parameters")?.namedChildren ?? []).flatMap { parameter in
          parameter.children.filter { $0.field == "name" }.map(\.text)
        }
        functions.append(Function(name: name.text, parameters: parameters, body: body, file: file))
      }
    }
    self.functions = functions
    var values: [String: String] = [:]
    // Constants build on each other, never deeper than there are constants.
    for _ in 0..<8 {
      for (name, node) in constants where values[name] == nil { values[name] = Self.string(node, values) }
    }
    self.constants = values
  }

  private static func string(_ node: SyntaxNode, _ known: [String: String]) -> String? {
    switch node.kind {
    case "interpreted_string_literal", "raw_string_literal": return node.literal
    case "identifier": return known[node.text]
    case "selector_expression": return node.child("field").flatMap { known[$0.text] }
    case "parenthesized_expression": return node.namedChildren.first.flatMap { string($0, known) }
    case "binary_expression":
      guard let left = node.child("left").flatMap({ string($0, known) }),
        let right = node.child("right").flatMap({ string($0, known) })
      else { return nil }
      return left + right
    default: return nil
    }
  }

  // MARK: Functions

  private mutating func read(_ function: Function, _ groups: [String: Group], depth: Int) {
    guard depth < 6 else { return }
    read(function.body, groups, function.file, depth)
  }

  private mutating func read(_ body: SyntaxNode, _ outer: [String: Group], _ file: String, _ depth: Int) {
    var groups = outer
    var index = body.index + 1
    while index < body.subtreeEnd {
      let node = body.tree.node(index)
      index += 1
      switch node.kind {
      case "short_var_declaration", "assignment", "assignment_statement", "var_spec":
        bind(node, &groups)
      case "call_expression":
        if let nested = nestedGroup(node, groups) {
          read(nested.body, groups.merging([nested.name: nested.group]) { $1 }, file, depth + 1)
          index = node.subtreeEnd
        } else {
          call(node, &groups, file, depth)
        }
      default: break
      }
    }
  }

  private func bind(_ node: SyntaxNode, _ groups: inout [String: Group]) {
    let left = node.child("left")?.namedChildren.first ?? node.child("name")
    let right = (node.child("right") ?? node.child("value"))?.namedChildren.first
    guard let left, let right, right.kind == "call_expression" else { return }
    if let group = group(right, groups) { groups[left.text] = group }
  }

  /// `x.Group("/a", guard)`, `x.PathPrefix("/a").Subrouter()`, `x.With(guard)`.
  private func group(_ call: SyntaxNode, _ groups: [String: Group]) -> Group? {
    guard let function = call.child("function"), function.kind == "selector_expression",
      let operand = function.child("operand"), let name = function.child("field")?.text
    else { return nil }
    let arguments = call.child("arguments")?.namedChildren.filter { !$0.isComment } ?? []
    switch name {
    case "Group", "PathPrefix", "Route":
      guard let path = arguments.first.flatMap({ Self.string($0, constants) }) else { return nil }
      var group = groups[operand.text] ?? Group(prefix: "", guards: [])
      group.prefix += path
      group.guards += arguments.dropFirst().map(\.text)
      return group
    case "With":
      var group = groups[operand.text] ?? Group(prefix: "", guards: [])
      group.guards += arguments.map(\.text)
      return group
    case "Subrouter":
      return operand.kind == "call_expression" ? self.group(operand, groups) : groups[operand.text]
    default: return nil
    }
  }

  /// `r.Route("/a", func(r chi.Router) { … })`.
  private func nestedGroup(
    _ call: SyntaxNode, _ groups: [String: Group]
  ) -> (name: String, group: Group, body: SyntaxNode)? {
    guard let function = call.child("function"), function.kind == "selector_expression",
      ["Route", "Group"].contains(function.child("field")?.text), let operand = function.child("operand")
    else { return nil }
    let arguments = call.child("arguments")?.namedChildren.filter { !$0.isComment } ?? []
    guard let literal = arguments.last, literal.kind == "function_literal", let body = literal.child("body"),
      let name = literal.child("parameters")?.namedChildren.first?.child("name")?.text
    else { return nil }
    var group = groups[operand.text] ?? Group(prefix: "", guards: [])
    if arguments.count > 1, let path = Self.string(arguments[0], constants) { group.prefix += path }
    return (name, group, body)
  }

  // MARK: Calls

  private static let methods = [
    "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "Get", "Post", "Put", "Delete", "Patch",
    "Head",
    "Options", "Any",
  ]

  private mutating func call(
    _ node: SyntaxNode, _ groups: inout [String: Group], _ file: String, _ depth: Int
  ) {
    guard let function = node.child("function") else { return }
    let arguments = node.child("arguments")?.namedChildren.filter { !$0.isComment } ?? []
    let name = function.kind == "selector_expression" ? function.child("field")?.text ?? "" : function.text
    if function.kind == "selector_expression", let operand = function.child("operand") {
      let made = operand.kind == "call_expression" ? self.group(operand, groups) : nil
      let group = groups[operand.text] ?? made ?? Group(prefix: "", guards: [])
      if name == "Use" {
        groups[operand.text, default: group].guards += arguments.map(\.text)
        return
      }
      if Self.methods.contains(name), arguments.count >= 2 {
        return add(
          name == "Any" ? "*" : name.uppercased(), arguments[0], Array(arguments.dropFirst()), group, node,
          file)
      }
      if name == "Handle" || name == "HandleFunc" || name == "Method" || name == "MethodFunc" {
        return handle(node, arguments, group, file)
      }
    }
    // A function that is handed a group registers its routes.
    for (index, argument) in arguments.enumerated() {
      guard let group = groups[argument.text] else { continue }
      for target in functions where target.name == name && target.parameters.indices.contains(index) {
        handedOn.insert(name)
        read(target, [target.parameters[index]: group], depth: depth + 1)
      }
    }
  }

  private mutating func handle(_ node: SyntaxNode, _ arguments: [SyntaxNode], _ group: Group, _ file: String)
  {
    guard arguments.count >= 2, let first = Self.string(arguments[0], constants) else { return }
    if arguments.count >= 3, first == first.uppercased(), !first.contains("/") {
      return add(first, arguments[1], Array(arguments.dropFirst(2)), group, node, file)
    }
    let words = first.split(separator: " ", maxSplits: 1)
    if words.count == 2 {
      return append(String(words[0]), String(words[1]), Array(arguments.dropFirst()), group, node, file)
    }
    // gorilla/mux names the methods behind: .Methods("GET").
    var methods: [String] = []
    if let selector = node.parent, selector.child("field")?.text == "Methods", let outer = selector.parent {
      methods = (outer.child("arguments")?.namedChildren ?? []).compactMap {
        $0.literal ?? $0.text.split(separator: ".Method").last.map { $0.uppercased() }
      }
    }
    for method in methods.isEmpty ? ["*"] : methods {
      append(method, first, Array(arguments.dropFirst()), group, node, file)
    }
  }

  private mutating func add(
    _ method: String, _ path: SyntaxNode, _ rest: [SyntaxNode], _ group: Group, _ node: SyntaxNode,
    _ file: String
  ) {
    guard let path = Self.string(path, constants) else { return }
    append(method, path, rest, group, node, file)
  }

  private mutating func append(
    _ method: String, _ path: String, _ rest: [SyntaxNode], _ group: Group, _ node: SyntaxNode, _ file: String
  ) {
    guard (group.prefix + path).hasPrefix("/") || path.isEmpty else { return }
    routes.append(
      Route(
        method: method, path: group.prefix + path, handlers: rest.map(\.text),
        guards: group.guards + rest.map(\.text),
        file: file, line: tree.line(at: node.range.lowerBound, of: node.tree.source)))
  }
}

extension Route {
  /// Whether a request of this method and path comes here; wildcards on either side fit.
  func serves(_ method: String, _ target: String) -> Bool {
    guard self.method == "*" || self.method == method || (method == "HEAD" && self.method == "GET") else {
      return false
    }
    let own = path.split(separator: "/"), asked = target.split(separator: "/")
    if let last = own.last, last.hasPrefix("*") || last.hasSuffix("...}") {
      return asked.count >= own.count - 1 && zip(own.dropLast(), asked).allSatisfy(Self.fits)
    }
    return own.count == asked.count && zip(own, asked).allSatisfy(Self.fits)
  }

  private static func fits(_ own: Substring, _ asked: Substring) -> Bool {
    own == asked || own.hasPrefix(":") || own.hasPrefix("{") || asked.contains("{")
  }
}
