import SyntaxTrees

/// The members of the classes of one file, with the places that mean them through
/// `this`.
struct ClassMembers {
  /// One member; overloads and accessor pairs of one name are one member.
  struct Member {
    let name: String
    /// The class it belongs to.
    let owner: SyntaxNode
    /// `private`, or a `#name`: nothing outside of the class may mean it.
    let isPrivate: Bool
    var declarations: [SyntaxNode]
    /// `this.name` and `this.#name`, as whole member expressions.
    var references: [SyntaxNode] = []
    /// Accesses by its name through other receivers, inside of the class.
    var otherAccesses: [SyntaxNode] = []
    /// Whether it is read by a computed name or by destructuring `this`.
    var isReadOtherwise = false

    /// Whether something that is still there may mean it and does not show in the
    /// references.
    func mayBeMeantElsewhere(in module: TypeScriptModule) -> Bool {
      isReadOtherwise || otherAccesses.contains { !module.isGone($0) }
    }
  }

  private(set) var all: [Member] = []
  private var indexOf: [Key: Int] = [:]
  /// The member that a declaration, by its node index, declares.
  private(set) var declaredBy: [Int: Int] = [:]

  private struct Key: Hashable {
    let owner: Int
    let name: String
  }

  init(_ tree: SyntaxTree) {
    for body in tree.root.subtree where body.kind == "class_body" {
      guard let owner = body.parent else { continue }
      for member in body.namedChildren { declare(member, of: owner) }
    }
    guard !all.isEmpty else { return }
    for node in tree.root.subtree { note(node) }
  }

  private static let kinds: Set<String> = [
    "method_definition", "public_field_definition", "field_definition", "method_signature",
    "abstract_method_signature",
  ]

  private mutating func declare(_ member: SyntaxNode, of owner: SyntaxNode) {
    guard Self.kinds.contains(member.kind), let name = member.child("name") ?? member.child("property"),
      ["property_identifier", "private_property_identifier"].contains(name.kind)
    else { return }
    let key = Key(owner: owner.index, name: name.text)
    if let known = indexOf[key] {
      all[known].declarations.append(member)
      declaredBy[member.index] = known
      return
    }
    let isPrivate =
      name.kind == "private_property_identifier"
      || member.child(ofKind: "accessibility_modifier")?.text == "private"
    indexOf[key] = all.count
    declaredBy[member.index] = all.count
    all.append(Member(name: name.text, owner: owner, isPrivate: isPrivate, declarations: [member]))
  }

  private mutating func note(_ node: SyntaxNode) {
    switch node.kind {
    case "member_expression":
      guard let object = node.child("object"), let property = node.child("property") else { return }
      let name = property.text
      if object.kind == "this" {
        guard let owner = Self.owner(of: node), let member = indexOf[Key(owner: owner.index, name: name)]
        else { return }
        all[member].references.append(node)
      } else {
        // Another receiver may be an instance: that keeps a member alive.
        for index in all.indices where all[index].name == name && all[index].owner.contains(node) {
          all[index].otherAccesses.append(node)
        }
      }
    case "subscript_expression":
      guard node.child("object")?.kind == "this", let owner = Self.owner(of: node) else { return }
      let name = node.child("index").flatMap(ModuleLinks.stringValue)
      for index in all.indices where all[index].owner == owner && (name == nil || all[index].name == name) {
        all[index].isReadOtherwise = true
      }
    case "object_pattern":
      guard let declarator = node.parent, declarator.child("value")?.kind == "this",
        let owner = Self.owner(of: node)
      else { return }
      for index in all.indices where all[index].owner == owner { all[index].isReadOtherwise = true }
    default: break
    }
  }

  /// The class that `this` means at `node`.
  private static func owner(of node: SyntaxNode) -> SyntaxNode? {
    for ancestor in node.ancestors {
      switch ancestor.kind {
      case "function_declaration", "function_expression", "generator_function",
        "generator_function_declaration":
        return nil
      case "method_definition" where ancestor.parent?.kind == "object": return nil
      case "class_declaration", "abstract_class_declaration", "class": return ancestor
      default: continue
      }
    }
    return nil
  }
}
