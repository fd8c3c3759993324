import SyntaxTrees

/// Finds out what identifiers mean and what types expressions have, from declarations alone:
/// no inference beyond that of `:=`, `range` and calls. What it does not know it says.
final class GoTypes {
  let index: GoIndex

  init(_ index: GoIndex) { self.index = index }

  static let basics: Set<String> = [
    "bool", "string", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
    "uintptr", "byte", "rune", "float32", "float64", "complex64", "complex128", "error", "any", "comparable",
  ]

  // MARK: Types

  /// What a named type is made of.
  func underlying(_ type: GoType) -> GoType {
    var type = type.pointee
    for _ in 0..<20 {
      guard case .named(let package, let key) = type,
        let symbol = typeSymbols(package, key).first, let node = symbol.node.child("type")
      else { return type }
      type = self.type(named: node, in: symbol.file)
      if case .pointer = type { return type }
    }
    return .unknown
  }

  /// The type that a type expression names.
  func type(named node: SyntaxNode, in file: GoFile) -> GoType {
    switch node.kind {
    case "type_identifier", "identifier":
      switch target(of: node, in: file) {
      case .symbols(let symbols):
        guard let type = symbols.first(where: { $0.kind == .type }) else { return .unknown }
        // A key is made by the file that declares the type.
        return .named(type.file.package, type.file.package.ownerKey(type.name, from: type.file))
      case .local: return .unknown
      case .foreign: return Self.basics.contains(node.text) ? .basic(node.text) : .external
      default: return .unknown
      }
    case "qualified_identifier", "selector_expression":
      guard let name = node.child("name") ?? node.child("field") else { return .unknown }
      switch target(of: name, in: file) {
      case .symbols(let symbols):
        guard let type = symbols.first(where: { $0.kind == .type }) else { return .unknown }
        return .named(type.file.package, type.file.package.ownerKey(type.name, from: type.file))
      case .foreign: return .external
      default: return .unknown
      }
    case "pointer_type", "parenthesized_type", "parenthesized_expression", "type_elem":
      guard let inner = node.namedChildren.first else { return .unknown }
      let type = self.type(named: inner, in: file)
      return node.kind == "pointer_type" ? .pointer(type) : type
    case "slice_type", "array_type", "implicit_length_array_type":
      return .list(node.child("element").map { type(named: $0, in: file) } ?? .unknown)
    case "map_type":
      return .map(
        key: node.child("key").map { type(named: $0, in: file) } ?? .unknown,
        value: (node.child("element") ?? node.child("value")).map { type(named: $0, in: file) } ?? .unknown)
    case "channel_type":
      return .channel(node.namedChildren.last.map { type(named: $0, in: file) } ?? .unknown)
    case "function_type": return .function(node, file)
    case "struct_type": return .structure(node, file)
    case "interface_type": return .interface(node, file)
    case "generic_type": return node.child("type").map { type(named: $0, in: file) } ?? .unknown
    default: return .unknown
    }
  }

  /// The type of an expression.
  func type(of node: SyntaxNode, in file: GoFile) -> GoType {
    if let known = file.types[node.index] { return known }
    file.types[node.index] = .unknown
    let found = findType(of: node, in: file)
    file.types[node.index] = found
    return found
  }

  func findType(of node: SyntaxNode, in file: GoFile) -> GoType {
    func part(_ field: String) -> GoType { node.child(field).map { type(of: $0, in: file) } ?? .unknown }
    switch node.kind {
    case "identifier", "package_identifier": return typeOfName(node, in: file)
    case "selector_expression":
      guard let name = node.child("field") else { return .unknown }
      return type(of: target(of: name, in: file))
    case "parenthesized_expression":
      return node.namedChildren.first.map { type(of: $0, in: file) } ?? .unknown
    case "unary_expression":
      switch node.child("operator")?.kind {
      case "&": return .pointer(part("operand"))
      case "*":
        if case .pointer(let type) = part("operand") { return type }
        return part("operand")
      case "<-":
        if case .channel(let type) = underlying(part("operand")) { return type }
        return .unknown
      case "!": return .basic("bool")
      default: return part("operand")
      }
    case "binary_expression":
      let sign = node.child("operator")?.kind ?? ""
      return ["==", "!=", "<", ">", "<=", ">=", "&&", "||"].contains(sign) ? .basic("bool") : part("left")
    case "call_expression": return typeOfCall(node, in: file)
    case "composite_literal":
      return node.child("type").map { type(named: $0, in: file) } ?? .unknown
    case "literal_value": return literalType(of: node, in: file)
    case "function_literal": return .function(node, file)
    case "index_expression":
      switch underlying(part("operand")) {
      case .list(let type), .map(_, let type): return type
      case .function: return part("operand")
      case .basic("string"): return .basic("byte")
      case .external: return .external
      default: return .unknown
      }
    case "slice_expression": return part("operand")
    case "type_assertion_expression":
      return node.child("type").map { type(named: $0, in: file) } ?? .unknown
    case "interpreted_string_literal", "raw_string_literal": return .basic("string")
    case "int_literal", "rune_literal": return .basic("int")
    case "float_literal": return .basic("float64")
    default: return .unknown
    }
  }

  /// The type of a literal's braces: its own, or the element type of the one around it.
  func literalType(of value: SyntaxNode, in file: GoFile) -> GoType {
    guard let parent = value.parent else { return .unknown }
    if parent.kind == "composite_literal" {
      return parent.child("type").map { type(named: $0, in: file) } ?? .unknown
    }
    let (outer, isKey) =
      parent.kind == "keyed_element" ? (parent.parent, value.field == "key") : (parent, false)
    guard let outer, outer.kind == "literal_value" else { return .unknown }
    switch underlying(literalType(of: outer, in: file)) {
    case .list(let type): return type.pointee
    case .map(let key, let type): return (isKey ? key : type).pointee
    default: return .unknown
    }
  }

  func typeOfName(_ node: SyntaxNode, in file: GoFile) -> GoType {
    let target = target(of: node, in: file)
    guard case .local(let number) = target else { return type(of: target) }
    let binding = file.scopes.bindings[number]
    guard let first = binding.definitions.first else { return .unknown }
    if binding.kind == .type || binding.kind == .typeParameter { return .unknown }
    if first.statement.kind == "type_switch_statement" {
      let clause = node.ancestors.first { $0.kind == "type_case_clause" && $0.parent == first.statement }
      let types = clause?.children.filter { $0.field == "type" } ?? []
      return types.count == 1 ? type(named: types[0], in: file) : .unknown
    }
    return type(definedBy: first, in: file)
  }

  func type(definedBy definition: GoBinding.Definition, in file: GoFile) -> GoType {
    let statement = definition.statement
    switch statement.kind {
    case "parameter_declaration", "variadic_parameter_declaration":
      let type = statement.child("type").map { self.type(named: $0, in: file) } ?? .unknown
      return statement.children.contains { $0.kind == "..." } ? .list(type) : type
    case "var_spec", "const_spec":
      if let node = statement.child("type") { return type(named: node, in: file) }
      let names = statement.children.filter { $0.field == "name" }
      return value(of: definition.name, among: names, in: statement.child("value"), file)
    case "short_var_declaration", "assignment", "receive_statement":
      return value(
        of: definition.name, among: statement.child("left")?.namedChildren ?? [],
        in: statement.child("right"),
        file)
    case "range_clause":
      let names = statement.child("left")?.namedChildren ?? []
      let position = names.firstIndex(of: definition.name) ?? 0
      guard let right = statement.child("right") else { return .unknown }
      switch underlying(type(of: right, in: file)) {
      case .list(let type): return position == 0 ? .basic("int") : type
      case .map(let key, let value): return position == 0 ? key : value
      case .channel(let type): return type
      case .basic: return .basic("int")
      case .external: return .external
      default: return .unknown
      }
    default: return .unknown
    }
  }

  func value(
    of name: SyntaxNode, among names: [SyntaxNode], in right: SyntaxNode?, _ file: GoFile
  ) -> GoType {
    guard let right, let position = names.firstIndex(of: name) else { return .unknown }
    let values = right.kind == "expression_list" ? right.namedChildren : [right]
    if values.count == names.count { return type(of: values[position], in: file) }
    guard values.count == 1 else { return .unknown }
    return type(of: values[0], in: file).element(position, of: names.count)
  }

  /// The type of what a name means.
  func type(of target: GoTarget) -> GoType {
    switch target {
    case .symbols(let symbols):
      guard let symbol = symbols.first else { return .unknown }
      return type(of: symbol)
    case .foreign, .package(nil): return .external
    case .local, .package, .unknown: return .unknown
    }
  }

  /// The type of what a symbol stands for.
  func type(of symbol: GoSymbol) -> GoType {
    switch symbol.kind {
    case .function, .method, .interfaceMethod: return .function(symbol.node, symbol.file)
    case .field: return symbol.node.child("type").map { type(named: $0, in: symbol.file) } ?? .unknown
    case .constant, .variable:
      let definition = GoBinding.Definition(name: symbol.nameNode, statement: symbol.node, declares: true)
      return type(definedBy: definition, in: symbol.file)
    case .type:
      return .named(symbol.file.package, symbol.file.package.ownerKey(symbol.name, from: symbol.file))
    }
  }

  func typeOfCall(_ call: SyntaxNode, in file: GoFile) -> GoType {
    guard let function = call.child("function") else { return .unknown }
    let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
    if function.kind == "identifier", case .foreign = target(of: function, in: file) {
      switch function.text {
      case "new": return arguments.first.map { .pointer(type(named: $0, in: file)) } ?? .unknown
      case "make": return arguments.first.map { type(named: $0, in: file) } ?? .unknown
      case "append": return arguments.first.map { type(of: $0, in: file) } ?? .unknown
      case "len", "cap", "copy": return .basic("int")
      case let name where Self.basics.contains(name): return .basic(name)
      default: return .external
      }
    }
    if let conversion = conversion(by: function, in: file) { return conversion }
    switch underlying(type(of: function, in: file)) {
    case .function(let node, let home): return result(of: node, in: home)
    case .external: return .external
    default: return .unknown
    }
  }

  /// The type to which a call converts, if it is no call of a function.
  func conversion(by function: SyntaxNode, in file: GoFile) -> GoType? {
    switch function.kind {
    case "identifier", "selector_expression":
      let name = function.kind == "identifier" ? function : function.child("field")
      guard let name, case .symbols(let symbols) = target(of: name, in: file),
        symbols.contains(where: { $0.kind == .type })
      else { return nil }
      return type(named: function, in: file)
    case "slice_type", "array_type", "map_type", "function_type", "pointer_type", "interface_type",
      "channel_type", "generic_type":
      return type(named: function, in: file)
    case "parenthesized_expression":
      guard let inner = function.namedChildren.first else { return nil }
      if inner.kind == "unary_expression", let operand = inner.child("operand"),
        let type = conversion(by: operand, in: file)
      {
        return .pointer(type)
      }
      return conversion(by: inner, in: file)
    default: return nil
    }
  }

  /// What a function gives back.
  func result(of node: SyntaxNode, in file: GoFile) -> GoType {
    guard let result = node.child("result") else { return .tuple([]) }
    guard result.kind == "parameters" else { return type(named: result, in: file) }
    var types: [GoType] = []
    for part in result.namedChildren where part.kind.hasSuffix("parameter_declaration") {
      let type = part.child("type").map { self.type(named: $0, in: file) } ?? .unknown
      let count = max(1, part.children.filter { $0.field == "name" }.count)
      types += Array(repeating: type, count: count)
    }
    return types.count == 1 ? types[0] : .tuple(types)
  }
}
