import SyntaxTrees

/// Where the members of a value are declared: the body of an interface, an object
/// type, a class, or an object literal.
struct Shape: Hashable {
  let module: TypeScriptModule
  let body: SyntaxNode
  /// Whether the members are the reducers of a store, whose state is meant.
  var isReducerMap = false

  static func == (left: Self, right: Self) -> Bool { left.body == right.body }
  func hash(into hasher: inout Hasher) { hasher.combine(body) }

  /// The names of its members.
  var names: [String] { body.namedChildren.compactMap(Self.name) }

  /// The members of a name: overloads are several.
  func members(named name: String) -> [SyntaxNode] { body.namedChildren.filter { Self.name(of: $0) == name } }

  /// The name of a member of a type, a class or an object literal.
  static func name(of member: SyntaxNode) -> String? {
    switch member.kind {
    case "shorthand_property_identifier": return member.text
    case "pair":
      guard let key = member.child("key") else { return nil }
      if key.kind == "computed_property_name" {
        return key.namedChildren.first.flatMap(ModuleLinks.stringValue)
      }
      return ModuleLinks.stringValue(key) ?? key.text
    case "property_signature", "method_signature", "method_definition", "public_field_definition",
      "abstract_method_signature":
      return member.child("name").map { ModuleLinks.stringValue($0) ?? $0.text }
    case "field_definition":
      return member.child("property")?.text
    default:
      return nil
    }
  }
}
