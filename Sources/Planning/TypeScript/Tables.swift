import SyntaxTrees

/// Lists of objects of one shape: routes, navigation, tabs.
enum Tables {
  /// The entry that is nothing without a property: an object in a list where every
  /// entry has that property and some other, and there is more than one entry.
  static func entry(losing property: SyntaxNode) -> SyntaxNode? {
    guard let object = property.parent, object.kind == "object", let list = object.parent,
      list.kind == "array",
      let name = key(of: property)
    else { return nil }
    let entries = list.namedChildren.filter { $0.kind != "comment" }
    let hasAll = entries.allSatisfy { entry in
      entry.kind == "object" && entry.namedChildren.count > 1
        && entry.namedChildren.contains { key(of: $0) == name }
    }
    return hasAll && entries.count > 1 ? object : nil
  }

  /// The name of a property; nil for what has none.
  static func key(of property: SyntaxNode) -> String? {
    switch property.kind {
    case "shorthand_property_identifier": property.text
    case "pair": property.child("key").flatMap { ModuleLinks.stringValue($0) ?? $0.text }
    case "method_definition": property.child("name")?.text
    default: nil
    }
  }
}
