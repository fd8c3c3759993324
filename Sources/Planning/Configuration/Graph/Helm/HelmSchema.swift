import Formats
import SourceText

/// What a chart's schema says of its values. It asks for no value: what it says goes with
/// what it is about.
struct HelmSchema {
  private let tree: UnitTree

  init(_ file: LoadedDocument) { tree = UnitTree(file) }

  func sites(_ values: HelmValues) -> [NameSite] {
    let top = tree.roots
    return properties(among: top, below: [], values, depth: 0) + definitions(among: top)
  }

  private func properties(
    among ids: [Int], below path: [String], _ values: HelmValues, depth: Int
  ) -> [NameSite] {
    guard depth < 100 else { return [] }
    var sites: [NameSite] = []
    for id in tree.entry("properties", among: ids).map(tree.entries) ?? [] {
      guard let name = tree.units[id].name else { continue }
      let inner = path + [name]
      sites += about(inner, id, values)
      sites += properties(among: tree.children(id), below: inner, values, depth: depth + 1)
    }
    for (name, id) in tree.strings(tree.entry("required", among: ids)) {
      sites += about(path + [name], id, values)
    }
    return sites
  }

  private func about(_ path: [String], _ id: Int, _ values: HelmValues) -> [NameSite] {
    if values.groups.contains(path) { return [NameSite(.serves, values.group(path), at: tree.node(id))] }
    return values.isLeaf(path) ? [NameSite(.serves, values.name(path), at: tree.node(id))] : []
  }

  private func definitions(among top: [Int]) -> [NameSite] {
    var sites: [NameSite] = []
    for word in ["definitions", "$defs"] {
      for id in tree.entries(tree.entry(word, among: top)) {
        guard let name = tree.units[id].name else { continue }
        sites.append(NameSite(.defines, reference("#/\(word)/\(name)"), at: tree.node(id)))
      }
    }
    for unit in tree.units where unit.kind == .entry && unit.name == "$ref" {
      guard let target = unit.value else { continue }
      // A path into a definition needs all of it.
      let name = target.split(separator: "/").prefix(3).joined(separator: "/")
      sites.append(NameSite(.needs, reference(name), at: tree.node(unit.id)))
    }
    return sites
  }

  private func reference(_ text: String) -> SharedName { SharedName(.definition, text, in: tree.path.text) }
}
