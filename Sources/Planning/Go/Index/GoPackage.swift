import SourceText
import SyntaxTrees

/// Something that a package declares and other code can name.
final class GoSymbol: Hashable {
  enum Kind { case function, method, type, field, constant, variable, interfaceMethod }

  let kind: Kind
  let name: String
  /// The type that it is a member of: see `GoPackage.ownerKey`.
  let owner: String?
  let file: GoFile
  /// The identifier that declares it; for an embedded field its type's name.
  let nameNode: SyntaxNode
  /// The declaration, spec, field or method element.
  let node: SyntaxNode

  init(_ kind: Kind, _ nameNode: SyntaxNode, _ node: SyntaxNode, of owner: String?, in file: GoFile) {
    self.kind = kind
    self.nameNode = nameNode
    self.node = node
    self.owner = owner
    self.file = file
    name = nameNode.text
  }

  /// Whether other packages can name it.
  var isExported: Bool { name.first?.isUppercase ?? false }

  /// Whether it is a field that stands for its type's members.
  var isEmbedded: Bool { kind == .field && !(nameNode.field == "name" && nameNode.parent == node) }

  var isGone: Bool { file.isGone(nameNode) }

  /// `Owner.name`, or the name.
  var qualifiedName: String {
    owner.map { "\($0.prefix { $0 != "@" }).\(name)" } ?? name
  }

  static func == (one: GoSymbol, other: GoSymbol) -> Bool { one === other }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// The files of one folder that share a package clause, and what they declare.
final class GoPackage {
  /// The folder; empty at the top of the repository.
  let folder: String
  let name: String
  /// By which others import it; nil outside of any module.
  let importPath: String?
  let files: [GoFile]
  /// What the package declares, by name: several where build tags choose among files.
  private(set) var symbols: [String: [GoSymbol]] = [:]
  /// By the key of their type, then by name.
  private(set) var members: [String: [String: [GoSymbol]]] = [:]
  /// A package without files.
  static var none: GoPackage { GoPackage(folder: "", name: "", importPath: nil, files: []) }

  /// Whether several files have a `main` of their own: each is a program by itself.
  let isManyPrograms: Bool

  init(folder: String, name: String, importPath: String?, files: [GoFile]) {
    self.folder = folder
    self.name = name
    self.importPath = importPath
    self.files = files
    isManyPrograms = files.filter(\.hasMain).count > 1
    for file in files {
      file.home = self
      for node in file.tree.root.namedChildren { declare(node, in: file) }
    }
    for file in files {
      for node in file.tree.root.namedChildren { declareMembers(node, in: file) }
    }
  }

  private lazy var byFile: [RepositoryPath: [GoSymbol]] = {
    let all = symbols.values.flatMap(\.self) + members.values.flatMap(\.values).flatMap(\.self)
    return Dictionary(grouping: all, by: \.file.path).mapValues { symbols in
      symbols.sorted { $0.nameNode.index < $1.nameNode.index }
    }
  }()

  /// What a file declares, members included, in order of places.
  func symbols(of file: GoFile) -> [GoSymbol] { byFile[file.path] ?? [] }

  /// What a name at the top of the package means in one of its files.
  func lookUp(_ name: String, from file: GoFile) -> [GoSymbol] {
    guard let all = symbols[name] else { return [] }
    guard isManyPrograms, all.count > 1 else { return all }
    let own = all.filter { $0.file === file }
    return own.isEmpty ? all : own
  }

  /// The key of a type that a file names: of several programs each has its own types.
  func ownerKey(_ type: String, from file: GoFile) -> String {
    guard isManyPrograms, let all = symbols[type], all.contains(where: { $0.file === file }), all.count > 1
    else { return type }
    return "\(type)@\(file.path)"
  }

  // MARK: Declarations

  private func add(_ symbol: GoSymbol) {
    guard symbol.name != "_" else { return }
    if let owner = symbol.owner {
      members[owner, default: [:]][symbol.name, default: []].append(symbol)
    } else {
      symbols[symbol.name, default: []].append(symbol)
    }
  }

  private func declare(_ node: SyntaxNode, in file: GoFile) {
    switch node.kind {
    case "function_declaration":
      if let name = node.child("name") { add(GoSymbol(.function, name, node, of: nil, in: file)) }
    case "type_declaration":
      for spec in node.namedChildren where spec.kind != "comment" {
        if let name = spec.child("name") { add(GoSymbol(.type, name, spec, of: nil, in: file)) }
      }
    case "const_declaration", "var_declaration":
      for spec in node.namedChildren where spec.kind != "comment" {
        for name in spec.children where name.field == "name" {
          add(GoSymbol(spec.kind == "const_spec" ? .constant : .variable, name, spec, of: nil, in: file))
        }
      }
    default: break
    }
  }

  private func declareMembers(_ node: SyntaxNode, in file: GoFile) {
    switch node.kind {
    case "method_declaration":
      guard let name = node.child("name"), let type = Self.receiver(of: node) else { return }
      add(GoSymbol(.method, name, node, of: ownerKey(type.text, from: file), in: file))
    case "type_declaration":
      for spec in node.namedChildren where spec.kind != "comment" {
        guard let name = spec.child("name"), let type = spec.child("type") else { continue }
        declareParts(of: type, owner: ownerKey(name.text, from: file), in: file)
      }
    default: break
    }
  }

  private func declareParts(of type: SyntaxNode, owner: String, in file: GoFile) {
    for part in type.namedChildren {
      switch part.kind {
      case "field_declaration":
        let names = part.children.filter { $0.field == "name" }
        for name in names { add(GoSymbol(.field, name, part, of: owner, in: file)) }
        if names.isEmpty, let name = part.child("type").flatMap(Self.embeddedName) {
          add(GoSymbol(.field, name, part, of: owner, in: file))
        }
      case "method_elem":
        if let name = part.child("name") { add(GoSymbol(.interfaceMethod, name, part, of: owner, in: file)) }
      default: break
      }
    }
  }

  /// The identifier of the type of a method's receiver.
  static func receiver(of method: SyntaxNode) -> SyntaxNode? {
    method.child("receiver")?.namedChildren.first { $0.kind == "parameter_declaration" }?.child("type")
      .flatMap(embeddedName)
  }

  /// The identifier in a type that names it: of `*pkg.Type[int]` it is `Type`.
  static func embeddedName(_ type: SyntaxNode) -> SyntaxNode? {
    switch type.kind {
    case "type_identifier", "identifier": type
    case "qualified_identifier": type.child("name")
    case "generic_type": type.child("type").flatMap(embeddedName)
    case "pointer_type", "parenthesized_type": type.namedChildren.first.flatMap(embeddedName)
    default: nil
    }
  }
}
