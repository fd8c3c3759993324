import SourceText
import SyntaxTrees

/// Pages that went: what leads to them has no end.
extension TypeScriptCascade {
  /// Follows the routes in what went: entries of navigation, links, and calls that go there.
  func routesWent(
    in node: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    for current in node.subtree where module.isGone(current) {
      guard let path = Self.routePath(of: current), path.contains(where: \.isLetter), !path.contains("*")
      else {
        continue
      }
      let segments = Self.segments(of: path)
      guard let last = segments.last, !last.hasPrefix(":"), !isServed(segments, cascade) else { continue }
      for user in index.modules(mentioning: [String(last)]) where !cascade.removedFiles.contains(user.path) {
        for text in user.tree.root.subtree where text.kind == "string" && !user.isGone(text) {
          guard let value = ModuleLinks.stringValue(text), value.contains("/") || value == path,
            Self.leads(value, to: segments)
          else { continue }
          linkWent(text, path, in: user, cause, cascade)
        }
      }
    }
  }

  /// The path of a route: of an element, or of an entry in a table.
  private static func routePath(of node: SyntaxNode) -> String? {
    switch node.kind {
    case "jsx_self_closing_element", "jsx_opening_element":
      let attributes = node.namedChildren.filter { $0.kind == "jsx_attribute" }
      let names = attributes.compactMap { $0.namedChildren.first?.text }
      guard
        names.contains(where: { ["element", "component", "Component", "render", "lazy"].contains($0) })
          || node.child("name")?.text.hasSuffix("Route") ?? false
      else { return nil }
      let path = attributes.first { $0.namedChildren.first?.text == "path" }
      return path?.namedChildren.last.flatMap(ModuleLinks.stringValue)
    case "object":
      let names = node.namedChildren.compactMap(Shape.name)
      guard
        names.contains(where: { ["element", "component", "Component", "lazy", "loadComponent"].contains($0) })
      else { return nil }
      let path = node.namedChildren.first { Shape.name(of: $0) == "path" }
      return path?.child("value").flatMap(ModuleLinks.stringValue)
    default:
      return nil
    }
  }

  private static func segments(of path: String) -> [Substring] {
    path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
  }

  /// Whether an address ends with the segments of a route.
  private static func leads(_ address: String, to route: [Substring]) -> Bool {
    segments(of: address).suffix(route.count).elementsEqual(route)
  }

  /// Whether another route of the same path is there.
  private func isServed(_ segments: [Substring], _ cascade: Cascade) -> Bool {
    guard let last = segments.last else { return false }
    return index.modules(mentioning: [String(last)]).contains { user in
      !cascade.removedFiles.contains(user.path)
        && user.tree.root.subtree.contains { node in
          !user.isGone(node) && Self.routePath(of: node).map { Self.segments(of: $0) == segments } ?? false
        }
    }
  }

  private static let targets: Set<String> = ["href", "to", "path", "url", "link", "route", "pathname"]
  private static let goers: Set<String> = [
    "navigate", "push", "replace", "redirect", "Navigate", "goto", "visit",
  ]

  private func linkWent(
    _ text: SyntaxNode, _ path: String, in module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    let what = "the page '\(path)', which is gone"
    guard let parent = text.parent else { return }
    switch parent.kind {
    case "pair":
      guard let key = Shape.name(of: parent), Self.targets.contains(key), let entry = parent.parent,
        entry.parent?.kind == "array"
      else { return }
      cut(entry, in: module, "entry of \(what)", cause, cascade)
    case "array":
      cut(text, in: module, "entry of \(what)", cause, cascade)
    case "jsx_attribute":
      guard let name = parent.namedChildren.first?.text, let tag = parent.parent else { return }
      let element = tag.kind == "jsx_self_closing_element" ? tag : tag.parent
      guard Self.targets.contains(name) || module.isTest, let element else { return }
      lose(element, in: module, what, cause, cascade)
    case "arguments":
      guard let call = parent.parent, let callee = call.child("function") else { return }
      let name = callee.child("property")?.text ?? callee.text
      guard Self.goers.contains(name) else { return }
      lose(call, in: module, what, cause, cascade)
    default:
      return
    }
  }
}
