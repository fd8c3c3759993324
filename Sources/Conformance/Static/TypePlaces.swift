import SyntaxTrees

/// Reads types on both sides of the wire.
struct TypePlaces {
  let tree: SourceTree

  /// The names in the JSON tags of a Go struct, embedded structs of the same file included.
  func jsonNames(at place: String) throws -> Set<String> {
    let (path, name) = try NumberPlaces.split(place)
    let root = try tree.syntax(path).root
    let names = try tags(of: name, in: root, depth: 0)
    guard !names.isEmpty else {
      throw CaseFailure.error("the binding's place '\(place)' is no struct with JSON tags")
    }
    return names
  }

  private func tags(of name: String, in root: SyntaxNode, depth: Int) throws -> Set<String> {
    guard depth < 4 else { return [] }
    var names: Set<String> = []
    for node in root.subtree where node.kind == "type_definition" && node.child("name")?.text == name {
      for field in node.subtree where field.kind == "field_declaration" {
        if let tag = field.child("tag")?.text, let match = tag.firstMatch(of: /json:"([^",]+)/),
          match.1 != "-"
        {
          names.insert(String(match.1))
        } else if field.child("name") == nil, let type = field.child("type") {
          names.formUnion(try tags(of: type.text.filter { $0 != "*" }, in: root, depth: depth + 1))
        }
      }
    }
    return names
  }

  /// The properties of an interface or object type that must be there, those that it
  /// extends included, with the nodes that declare them.
  func requiredProperties(at place: String) throws -> [(name: String, node: SyntaxNode, path: String)] {
    let (path, name) = try NumberPlaces.split(place)
    let root = try tree.syntax(path).root
    let found = properties(of: name, in: root, depth: 0)
    guard !found.isEmpty else {
      throw CaseFailure.error("the binding's place '\(place)' is no type with properties")
    }
    return found.map { ($0.name, $0.node, path) }
  }

  private func properties(of name: String, in root: SyntaxNode, depth: Int) -> [(
    name: String, node: SyntaxNode
  )] {
    guard depth < 6 else { return [] }
    var found: [(name: String, node: SyntaxNode)] = []
    for node in root.subtree
    where ["interface_declaration", "type_alias_declaration"].contains(node.kind)
      && node.child("name")?.text == name
    {
      for property in node.subtree where property.kind == "property_signature" {
        let isOptional = property.children.contains { $0.kind == "?" }
        if let key = property.child("name"), !isOptional { found.append((key.text, property)) }
      }
      for base in node.namedChildren where base.kind.hasPrefix("extends") {
        for type in base.subtree where type.kind == "type_identifier" {
          found += properties(of: type.text, in: root, depth: depth + 1)
        }
      }
    }
    return found
  }

  /// The texts of a union of literals, of a property with such a type, or of Go constants
  /// of a type.
  func values(at place: String) throws -> (values: Set<String>, node: SyntaxNode, path: String) {
    let (path, symbol) = try NumberPlaces.split(place)
    let root = try tree.syntax(path).root
    let names = symbol.split(separator: ".").map(String.init)
    guard let name = names.first else {
      throw CaseFailure.error("the binding's place '\(place)' names nothing")
    }
    let result = root.tree.grammar == .go ? goConstants(of: name, in: root) : union(names, in: root)
    guard let result, !result.values.isEmpty else {
      throw CaseFailure.error("the binding's place '\(place)' is no list of values")
    }
    return (result.values, result.node, path)
  }

  private func goConstants(of type: String, in root: SyntaxNode) -> (values: Set<String>, node: SyntaxNode)? {
    let specs = root.subtree.filter { $0.kind == "const_spec" && $0.child("type")?.text == type }
    guard let first = specs.first else { return nil }
    return (Set(specs.compactMap { $0.child("value")?.namedChildren.first?.literal }), first)
  }

  private func union(_ names: [String], in root: SyntaxNode) -> (values: Set<String>, node: SyntaxNode)? {
    for node in root.subtree
    where ["interface_declaration", "type_alias_declaration"].contains(node.kind)
      && node.child("name")?.text == names[0]
    {
      var type = node.child("value") ?? node
      if names.count > 1 {
        guard
          let property = node.subtree.first(where: {
            $0.kind == "property_signature" && $0.child("name")?.text == names[1]
          })
        else { return nil }
        type = property
      }
      let literals = type.subtree.filter { $0.kind == "literal_type" }.compactMap {
        $0.namedChildren.first?.literal
      }
      return (Set(literals), node)
    }
    return nil
  }
}
