import SyntaxTrees

/// A place where one module names another.
struct ModuleLink {
  /// How it does.
  enum Form {
    /// `import … from 's'` and `import 's'`.
    case importStatement
    /// `export … from 's'`.
    case reexport
    /// `import('s')`, `require('s')`, `jest.mock('s')` and their like.
    case call
    /// `import x = require('s')`.
    case importRequire
  }

  let form: Form
  /// The import or export statement, or the call expression.
  let node: SyntaxNode
  /// The text between the quotes.
  let specifier: String
}

/// A name that a module offers.
struct ModuleExport {
  /// `default` for the default export.
  let name: String
  /// What has to go for the name to go: an export specifier, a declarator, a
  /// declaration or the whole statement.
  let node: SyntaxNode
  /// The binding in the module that it stands for, if it is one.
  let binding: Int?
  /// For a re-export: the name in the other module (`*` for all of them).
  let importedName: String?
  /// For a re-export: the other module.
  let specifier: String?
}

/// The imports and exports of one module.
struct ModuleLinks {
  private(set) var links: [ModuleLink] = []
  private(set) var exports: [ModuleExport] = []

  init(_ tree: SyntaxTree, _ scopes: Scopes) {
    for node in tree.root.subtree {
      switch node.kind {
      case "import_statement":
        if let specifier = node.child("source").flatMap(Self.stringValue) {
          links.append(ModuleLink(form: .importStatement, node: node, specifier: specifier))
        } else if let clause = node.child(ofKind: "import_require_clause"),
          let specifier = clause.child("source").flatMap(Self.stringValue)
        {
          links.append(ModuleLink(form: .importRequire, node: node, specifier: specifier))
        }
      case "export_statement":
        addExports(of: node, scopes)
      case "assignment_expression":
        exports += CommonExports.names(of: node, scopes)
      case "call_expression":
        if let specifier = Self.moduleArgument(of: node) {
          links.append(ModuleLink(form: .call, node: node, specifier: specifier))
        }
      default: break
      }
    }
  }

  /// The text of a string literal without escapes; nil for anything else.
  static func stringValue(_ node: SyntaxNode) -> String? {
    guard node.kind == "string" else { return nil }
    let parts = node.namedChildren
    if parts.contains(where: { $0.kind != "string_fragment" }) { return nil }
    return parts.map(\.text).joined()
  }

  private static let moduleFunctions: Set<String> = [
    "require", "require.resolve", "jest.mock", "jest.unmock", "jest.doMock", "jest.dontMock",
    "jest.requireActual", "jest.requireMock", "jest.setMock", "jest.createMockFromModule",
    "jest.unstable_mockModule", "vi.mock", "vi.unmock", "vi.doMock", "vi.doUnmock", "vi.importActual",
    "vi.importMock",
  ]

  private static func moduleArgument(of call: SyntaxNode) -> String? {
    guard let function = call.child("function"), let arguments = call.child("arguments"),
      let first = arguments.namedChildren.first(where: { $0.kind != "comment" })
    else { return nil }
    guard function.kind == "import" || moduleFunctions.contains(function.text) else { return nil }
    if let specifier = stringValue(first) { return specifier }
    // vi.mock(import('./x'))
    return first.kind == "call_expression" ? moduleArgument(of: first) : nil
  }

  private mutating func addExports(of statement: SyntaxNode, _ scopes: Scopes) {
    let specifier = statement.child("source").flatMap(Self.stringValue)
    if let specifier { links.append(ModuleLink(form: .reexport, node: statement, specifier: specifier)) }
    if let clause = statement.child(ofKind: "export_clause") {
      for item in clause.namedChildren where item.kind == "export_specifier" {
        guard let name = item.child("name") else { continue }
        let exported = item.child("alias") ?? name
        exports.append(
          ModuleExport(
            name: Self.exportedName(exported), node: item,
            binding: specifier == nil ? scopes.bindingOf[name.index] : nil,
            importedName: specifier == nil ? nil : Self.exportedName(name), specifier: specifier))
      }
    } else if let namespace = statement.child(ofKind: "namespace_export") {
      let name = namespace.namedChildren.first.map(Self.exportedName) ?? "*"
      exports.append(
        ModuleExport(name: name, node: statement, binding: nil, importedName: nil, specifier: specifier))
    } else if specifier != nil {
      exports.append(
        ModuleExport(name: "*", node: statement, binding: nil, importedName: "*", specifier: specifier))
    } else if let declaration = statement.child("declaration") {
      let isDefault = statement.child(ofKind: "default") != nil
      for (name, node) in Self.declared(by: declaration) {
        exports.append(
          ModuleExport(
            name: isDefault ? "default" : name.text, node: node == declaration ? statement : node,
            binding: scopes.bindingOf[name.index], importedName: nil, specifier: nil))
      }
    } else if statement.child(ofKind: "default") != nil || statement.child(ofKind: "=") != nil {
      let value = statement.child("value") ?? statement.namedChildren.last
      exports.append(
        ModuleExport(
          name: "default", node: statement, binding: value.flatMap { scopes.bindingOf[$0.index] },
          importedName: nil, specifier: nil))
    }
  }

  private static func exportedName(_ node: SyntaxNode) -> String { stringValue(node) ?? node.text }

  /// The names that a declaration declares, each with what must go for it to go.
  private static func declared(by declaration: SyntaxNode) -> [(name: SyntaxNode, node: SyntaxNode)] {
    switch declaration.kind {
    case "lexical_declaration", "variable_declaration":
      let declarators = declaration.namedChildren.filter { $0.kind == "variable_declarator" }
      return declarators.flatMap { declarator in
        (declarator.child("name").map(Scopes.names(inPattern:)) ?? []).map { name in
          // A name among others in a pattern goes without them.
          let pattern = name.ancestors.first { ["object_pattern", "array_pattern"].contains($0.kind) }
          if let pattern, pattern.namedChildren.count > 1,
            let element = ([name] + name.ancestors).first(where: { $0.parent == pattern })
          {
            return (name, element)
          }
          return (name, declarators.count == 1 ? declaration : declarator)
        }
      }
    default:
      return declaration.child("name").map { [($0, declaration)] } ?? []
    }
  }
}
