/// Finding one's way among units of keys and lists, whatever notation they are in.
struct UnitTree {
  /// All parts, as the document gives them.
  let units: [Unit]
  private let children: [[Int]]
  /// What stands in nothing else.
  private let roots: [Int]
  /// What holds the text of another file.
  let holders: [Int]

  /// - Parameter document: JSON, YAML, or a template of either.
  init(of document: any StructuredDocument) {
    units = document.units
    var children = [[Int]](repeating: [], count: document.units.count)
    var roots: [Int] = []
    for unit in document.units {
      if let parent = unit.parent { children[parent].append(unit.id) } else { roots.append(unit.id) }
    }
    self.children = children
    self.roots = roots
    holders = (document as? EmbeddingDocument)?.holders ?? []
  }

  /// What a file or stream holds: its documents, or nil for all of it where it holds one;
  /// and those of files within it.
  var documents: [Int?] {
    var found: [Int?] = roots.contains { units[$0].kind == .document } ? roots : [nil]
    for holder in holders {
      let inner = children[holder].filter { units[$0].kind == .document }
      found += inner.isEmpty ? [holder] : inner
    }
    return found
  }

  /// The parts of a unit, or of the whole file. What a conditional of a template holds
  /// counts as a part of what is around it.
  func parts(of id: Int?) -> [Int] { unfolded(id.map { children[$0] } ?? roots) }

  /// The parts of an entry; none when there is no such entry.
  func parts(ofEntry name: String, of id: Int?) -> [Int] {
    entry(name, of: id).map { parts(of: $0) } ?? []
  }

  /// The entry with a name among the parts of a unit; of several the last.
  func entry(_ name: String, of id: Int?) -> Int? {
    parts(of: id).last { units[$0].kind == .entry && units[$0].name == name }
  }

  /// The entry at the end of a way of names.
  func entry(at path: [String], of id: Int?) -> Int? {
    var found = id
    for name in path {
      guard let next = entry(name, of: found) else { return nil }
      found = next
    }
    return found
  }

  /// The value at the end of a way of names; nil when there is no such entry, or it has
  /// parts.
  func value(_ path: String..., of id: Int?) -> String? {
    entry(at: path, of: id).flatMap { units[$0].value }
  }

  /// The items of a list that is an entry's value.
  func items(_ name: String, of id: Int?) -> [Int] {
    parts(ofEntry: name, of: id).filter { units[$0].kind == .item }
  }

  /// The unit around another that is no conditional.
  func parent(of id: Int) -> Int? {
    var next = units[id].parent
    while let parent = next, units[parent].kind == .conditional { next = units[parent].parent }
    return next
  }

  /// A unit and everything in it.
  func subtree(of id: Int) -> [Int] { [id] + children[id].flatMap(subtree) }

  /// The units around one, from the inside out.
  func ancestors(of id: Int) -> [Int] {
    Array(sequence(first: id) { units[$0].parent }.dropFirst())
  }

  private func unfolded(_ ids: [Int]) -> [Int] {
    ids.flatMap { units[$0].kind == .conditional ? unfolded(children[$0]) : [$0] }
  }
}
