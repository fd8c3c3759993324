import SyntaxTrees

/// A request that the client's code makes.
struct ClientRequest {
  let method: String
  /// Without query; `{}` stands for what is only known when it runs.
  let path: String
  let node: SyntaxNode
  let file: String
}

/// Finds the requests of a client, through constants, templates and functions that make
/// paths.
struct ClientRequests {
  let tree: SourceTree
  let functions: [String]
  /// Declarations of the client's modules by name; a name that several declare is not known.
  private let declarations: [String: [SyntaxNode]]
  private let files: [String]

  init(_ tree: SourceTree, files: [String], functions: [String]) throws {
    self.tree = tree
    self.files = files
    self.functions = functions
    var declarations: [String: [SyntaxNode]] = [:]
    for file in files {
      for node in try tree.swept(file).root.subtree {
        let isDeclaration =
          node.kind == "variable_declarator" || node.kind == "function_declaration"
          || node.kind == "public_field_definition"
        if isDeclaration, let name = node.child("name")?.text { declarations[name, default: []].append(node) }
      }
    }
    self.declarations = declarations
  }

  func all() throws -> [ClientRequest] {
    var found: [ClientRequest] = []
    for file in files {
      let root = try tree.swept(file).root
      for call in root.subtree where call.kind == "call_expression" {
        guard let method = method(of: call), let argument = call.child("arguments")?.namedChildren.first,
          let path = path(of: argument, depth: 0)
        else { continue }
        found.append(ClientRequest(method: method, path: path, node: call, file: file))
      }
    }
    return found
  }

  private func method(of call: SyntaxNode) -> String? {
    guard let function = call.child("function") else { return nil }
    let name = function.text
    if functions.contains(name) || functions.contains(where: { name.hasSuffix("." + $0) }) {
      return option(of: call) ?? "GET"
    }
    // axios.get(…), api.post(…)
    guard function.kind == "member_expression", let object = function.child("object")?.text,
      let verb = function.child("property")?.text.uppercased(), functions.contains(object),
      ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"].contains(verb)
    else { return nil }
    return verb
  }

  private func option(of call: SyntaxNode) -> String? {
    for argument in call.child("arguments")?.namedChildren.dropFirst() ?? [] where argument.kind == "object" {
      for pair in argument.namedChildren where pair.kind == "pair" && pair.child("key")?.text == "method" {
        return pair.child("value")?.literal?.uppercased()
      }
    }
    return nil
  }

  // MARK: Paths

  /// - Returns: nil where nothing of the path is known, or it is no path of the server.
  private func path(of node: SyntaxNode, depth: Int) -> String? {
    guard let text = text(of: node, depth: depth) else { return nil }
    var path = text.prefix { $0 != "?" && $0 != "#" }
    // An address before the path is the deployment's.
    while path.hasPrefix("{}") { path = path.dropFirst(2) }
    if let scheme = path.firstRange(of: "://") {
      path = path[scheme.upperBound...].drop { $0 != "/" }
    }
    return path.hasPrefix("/") && path.contains(where: { $0 != "/" && $0 != "{" && $0 != "}" })
      ? String(path) : nil
  }

  private func text(of node: SyntaxNode, depth: Int) -> String? {
    guard depth < 10 else { return nil }
    switch node.kind {
    case "string": return node.literal
    case "template_string":
      var out = ""
      for child in node.children where child.kind != "`" {
        if child.kind == "template_substitution" {
          out += child.namedChildren.first.flatMap { text(of: $0, depth: depth + 1) } ?? "{}"
        } else {
          out += child.text
        }
      }
      return out
    case "binary_expression":
      guard node.child("operator")?.text == "+", let left = node.child("left"),
        let right = node.child("right")
      else { return nil }
      let parts = (text(of: left, depth: depth + 1), text(of: right, depth: depth + 1))
      return parts.0 == nil && parts.1 == nil ? nil : (parts.0 ?? "{}") + (parts.1 ?? "{}")
    case "parenthesized_expression", "as_expression", "satisfies_expression":
      return node.namedChildren.first.flatMap { text(of: $0, depth: depth + 1) }
    case "identifier": return declared(node.text).flatMap { text(of: $0, depth: depth + 1) }
    case "member_expression": return member(node).flatMap { text(of: $0, depth: depth + 1) }
    case "call_expression":
      guard let function = node.child("function") else { return nil }
      let target = function.kind == "identifier" ? declared(function.text) : member(function)
      return target.flatMap(result).flatMap { text(of: $0, depth: depth + 1) }
    default: return nil
    }
  }

  /// The value of the only declaration of a name; a function stands for itself.
  private func declared(_ name: String) -> SyntaxNode? {
    guard let found = declarations[name], found.count == 1 else { return nil }
    return found[0].kind == "function_declaration" ? found[0] : found[0].child("value")
  }

  private func member(_ node: SyntaxNode) -> SyntaxNode? {
    guard let object = node.child("object"), let name = node.child("property")?.text else { return nil }
    if object.kind == "this" { return declared(name) }
    let value = object.kind == "identifier" ? declared(object.text) : member(object)
    for pair in value?.subtree ?? [] where pair.kind == "pair" && pair.child("key")?.text == name {
      return pair.child("value")
    }
    return nil
  }

  /// What a function that makes a path returns.
  private func result(of function: SyntaxNode) -> SyntaxNode? {
    guard let body = function.child("body") else { return nil }
    guard body.kind == "statement_block" else { return body }
    return body.subtree.last { $0.kind == "return_statement" }?.namedChildren.first
  }
}
