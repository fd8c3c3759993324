import SyntaxTrees

/// What identifiers mean.
extension GoTypes {
  /// What an identifier of a file means.
  func target(of node: SyntaxNode, in file: GoFile) -> GoTarget {
    if let known = file.targets[node.index] { return known }
    file.targets[node.index] = .unknown
    let found = findTarget(of: node, in: file)
    file.targets[node.index] = found
    return found
  }

  func findTarget(of node: SyntaxNode, in file: GoFile) -> GoTarget {
    if let binding = file.scopes.bindingOf[node.index] { return .local(binding) }
    if let own = file.package.symbols[node.text]?.filter({ $0.nameNode == node }), !own.isEmpty {
      return .symbols(own)
    }
    guard let parent = node.parent else { return .unknown }
    switch (parent.kind, node.field) {
    case ("selector_expression", "field"):
      return member(node.text, of: parent.child("operand"), in: file)
    case ("qualified_identifier", "name"):
      guard let package = parent.child("package") else { return .unknown }
      return member(node.text, of: package, in: file)
    case ("field_declaration", "name"), ("method_elem", _), ("method_declaration", "name"):
      return .symbols(declared(by: node, in: file))
    case ("keyed_element", "key") where file.scopes.keys.contains(node.index):
      return key(node, of: parent, in: file)
    case ("package_clause", _), ("import_spec", _): return .foreign
    default:
      return topLevel(node.text, in: file)
    }
  }

  func declared(by node: SyntaxNode, in file: GoFile) -> [GoSymbol] {
    file.package.members.values.flatMap { $0[node.text] ?? [] }.filter {
      $0.file === file && $0.nameNode == node
    }
  }

  func topLevel(_ name: String, in file: GoFile) -> GoTarget {
    let own = file.package.lookUp(name, from: file)
    if !own.isEmpty { return .symbols(own) }
    for spec in file.imports where spec.candidates.contains(name) && spec.alias != "_" && spec.alias != "." {
      return .package(index.package(importedAs: spec.path))
    }
    for spec in file.imports where spec.alias == "." {
      if let package = index.package(importedAs: spec.path), let found = package.symbols[name] {
        return .symbols(found)
      }
    }
    return .foreign
  }

  /// What the key of an element is: a field of its literal's type, or what the name means.
  func key(_ node: SyntaxNode, of element: SyntaxNode, in file: GoFile) -> GoTarget {
    guard let value = element.parent else { return .unknown }
    let type = literalType(of: value, in: file)
    switch underlying(type) {
    case .structure, .unknown:
      return member(node.text, of: type)
    case .external: return .foreign
    default:
      if let binding = local(node.text, at: node, in: file) { return .local(binding) }
      return topLevel(node.text, in: file)
    }
  }

  /// The local name that a key means if it is no field.
  func local(_ name: String, at node: SyntaxNode, in file: GoFile) -> Int? {
    file.scopes.bindings.indices.last { number in
      let binding = file.scopes.bindings[number]
      return binding.name == name && binding.scope.contains(node) && binding.declaration.index < node.index
    }
  }

  func member(_ name: String, of operand: SyntaxNode?, in file: GoFile) -> GoTarget {
    guard let operand else { return .unknown }
    if operand.kind == "identifier" || operand.kind == "package_identifier",
      case .package(let package) = target(of: operand, in: file)
    {
      guard let package else { return .foreign }
      return package.symbols[name].map { .symbols($0) } ?? .foreign
    }
    return member(name, of: type(of: operand, in: file))
  }

  /// What a member of a type is.
  func member(_ name: String, of type: GoType) -> GoTarget {
    var seen: Set<String> = []
    return member(name, of: type, &seen)
  }

  func member(_ name: String, of type: GoType, _ seen: inout Set<String>) -> GoTarget {
    switch type.pointee {
    case .named(let package, let key):
      guard seen.insert("\(package.folder) \(package.name) \(key)").inserted else { return .foreign }
      if let found = package.members[key]?[name] { return .symbols(found) }
      var isKnown = true
      for field in package.members[key]?.values.flatMap({ $0.filter(\.isEmbedded) }) ?? [] {
        guard let type = field.node.child("type") else { continue }
        switch member(name, of: self.type(named: type, in: field.file), &seen) {
        case .symbols(let found): return .symbols(found)
        case .unknown: isKnown = false
        default: break
        }
      }
      for symbol in typeSymbols(package, key) {
        guard let node = symbol.node.child("type") else { continue }
        switch node.kind {
        case "interface_type":
          for part in node.namedChildren where part.kind == "type_elem" {
            if let embedded = part.namedChildren.first, part.namedChildren.count == 1,
              case .symbols(let found) = member(name, of: self.type(named: embedded, in: symbol.file), &seen)
            {
              return .symbols(found)
            }
          }
        case "struct_type": break
        default:
          if case .symbols(let found) = member(name, of: self.type(named: node, in: symbol.file), &seen) {
            return .symbols(found)
          }
        }
      }
      return isKnown ? .foreign : .unknown
    case .unknown: return .unknown
    default: return .foreign
    }
  }

  func typeSymbols(_ package: GoPackage, _ key: String) -> [GoSymbol] {
    let name = String(key.prefix { $0 != "@" })
    let all = package.symbols[name]?.filter { $0.kind == .type } ?? []
    guard let at = key.firstIndex(of: "@") else { return all }
    return all.filter { $0.file.path.text == key[key.index(after: at)...] }
  }
}
