import Formats
import SourceText

/// The parts of a document of YAML, JSON or Helm as its readers see them: what a template
/// decides on stands where its conditional does, and aliases stand for what they name.
struct UnitTree {
  let path: RepositoryPath
  let units: [Formats.Unit]
  private let parts: [Int: [Int]]
  /// What stands at the top; of a stream, its documents.
  let roots: [Int]
  /// The unit that bears the anchor, by the unit that holds nothing but its alias.
  private let aliases: [Int: Int]
  private let isTemplate: Bool

  init(_ document: LoadedDocument) {
    path = document.path
    units = document.content.units
    isTemplate = document.format == .helm
    var parts: [Int: [Int]] = [:]
    var roots: [Int] = []
    for unit in units where unit.kind != .conditional && unit.kind != .comment {
      var parent = unit.parent
      while let id = parent, units[id].kind == .conditional { parent = units[id].parent }
      if let parent { parts[parent, default: []].append(unit.id) } else { roots.append(unit.id) }
    }
    var aliases: [Int: Int] = [:]
    for anchor in (document.content as? YAMLDocument)?.anchors ?? [] {
      guard let target = anchor.unit else { continue }
      for use in anchor.uses where parts[use] == nil { aliases[use] = target }
    }
    (self.parts, self.roots, self.aliases) = (parts, roots, aliases)
  }

  func node(_ id: Int) -> CascadeNode { .unit(path, id) }

  /// The documents of a stream, each as the units at its top, with the node that stands
  /// for the whole of it.
  var documents: [(node: CascadeNode, id: Int?, top: [Int])] {
    let streams = roots.filter { units[$0].kind == .document }
    guard streams.isEmpty else { return streams.map { (node($0), $0, children($0)) } }
    return [(.file(path), nil, roots)]
  }

  /// The parts of a unit, or of what its alias stands for.
  func children(_ id: Int) -> [Int] {
    if let own = parts[id] { return own }
    guard let target = aliases[id], target < id else { return [] }
    return parts[target] ?? []
  }

  /// The entry of a name among others, or in what is merged into them.
  func entry(_ name: String, among ids: [Int]) -> Int? {
    var seen: Set<Int> = []
    return entry(name, among: ids, &seen)
  }

  /// Each merge is looked into once: aliases of aliases can stand for any number of them.
  private func entry(_ name: String, among ids: [Int], _ seen: inout Set<Int>) -> Int? {
    if let own = ids.first(where: { units[$0].kind == .entry && units[$0].name == name }) { return own }
    for merge in ids where units[merge].kind == .entry && units[merge].name == "<<" {
      guard seen.insert(merge).inserted else { continue }
      let direct = children(merge)
      let groups = direct.contains { units[$0].kind == .item } ? direct.map(children) : [direct]
      for group in groups {
        if let found = entry(name, among: group, &seen) { return found }
      }
    }
    return nil
  }

  /// The unit at the end of a path of names below one.
  func descend(_ id: Int, _ names: String...) -> Int? { descend(children(id), names) }

  func descend(_ ids: [Int], _ names: [String]) -> Int? {
    guard let first = names.first, let found = entry(first, among: ids) else { return nil }
    return names.count == 1 ? found : descend(children(found), Array(names.dropFirst()))
  }

  /// The scalar of an entry below a unit.
  func text(_ id: Int, _ names: String...) -> String? { text(children(id), names) }

  func text(_ ids: [Int], _ names: [String]) -> String? {
    descend(ids, names).flatMap { units[$0].value }
  }

  /// The elements of a list.
  func items(_ id: Int?) -> [Int] {
    guard let id else { return [] }
    return children(id).filter { units[$0].kind == .item }
  }

  /// The entries of a mapping, without what is merged into it.
  func entries(_ id: Int?) -> [Int] {
    guard let id else { return [] }
    return children(id).filter { units[$0].kind == .entry && units[$0].name != "<<" }
  }

  /// The scalars of a list, or of a single value; of a template also those of a list in
  /// brackets on one line.
  func strings(_ id: Int?) -> [(text: String, id: Int)] {
    guard let id else { return [] }
    let found = items(id).compactMap { item in units[item].value.map { ($0, item) } }
    guard found.isEmpty, let value = units[id].value else { return found }
    guard isTemplate, value.hasPrefix("["), value.hasSuffix("]") else { return [(value, id)] }
    return value.dropFirst().dropLast().split(separator: ",").map { part in
      (String(part.trimmed.unquoted), id)
    }
  }

  /// The entries of a mapping in braces on one line of a template, else of the mapping.
  func fields(_ id: Int?) -> [String: String] {
    guard let id else { return [:] }
    var fields: [String: String] = [:]
    for entry in entries(id) { fields[units[entry].name ?? ""] = units[entry].value }
    guard fields.isEmpty, isTemplate, let value = units[id].value, value.hasPrefix("{"),
      value.hasSuffix("}"), !value.hasPrefix("{{")
    else { return fields }
    for part in value.dropFirst().dropLast().split(separator: ",") {
      guard let colon = part.firstIndex(of: ":") else { continue }
      fields[String(part[..<colon].trimmed.unquoted)] = String(
        part[part.index(after: colon)...].trimmed.unquoted)
    }
    return fields
  }

  /// Every unit below one of these, and they themselves.
  func below(_ ids: [Int]) -> [Int] {
    var found: [Int] = []
    var next = ids
    while let id = next.popLast() {
      found.append(id)
      next += parts[id] ?? []
    }
    return found.sorted()
  }
}

extension Substring {
  /// Without blanks at either end.
  var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text
  }

  /// Without a pair of quotes around all of it.
  var unquoted: Substring {
    guard count > 1, let quote = first, quote == last, quote == "\"" || quote == "'" else { return self }
    return dropFirst().dropLast()
  }
}
