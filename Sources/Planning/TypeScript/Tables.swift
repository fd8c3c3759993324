import SyntaxTrees

/// Lists of objects of one shape: routes, navigation, tabs.
enum Tables {
  /// The entry that is nothing without a property: an object in a list where every
  /// entry has that property and some other, and there is more than one entry.
  static func entry(losing property: SyntaxNode) -> SyntaxNode? {
    if let call = property.parent?.parent?.parent, call.kind == "call_expression",
      ["startListening", "addListener"].contains(call.child("function")?.child("property")?.text ?? ""),
      ["matcher", "actionCreator", "predicate", "type"].contains(key(of: property) ?? ""),
      let statement = call.parent, statement.kind == "expression_statement"
    {
      // A listener of a store that listens to nothing.
      return statement
    }
    guard let object = property.parent, object.kind == "object", let list = object.parent,
      list.kind == "array",
      let name = key(of: property)
    else { return nil }
    let keys = object.namedChildren.compactMap(key)
    // A route to nothing, and a provider of nothing.
    if ["element", "component", "Component", "lazy", "loadComponent", "render"].contains(name),
      keys.contains("path") || keys.contains("index")
    {
      return object
    }
    if keys.contains("provide"),
      ["provide", "useClass", "useValue", "useFactory", "useExisting"].contains(name)
    {
      return object
    }
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
