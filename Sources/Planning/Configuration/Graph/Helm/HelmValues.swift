import Formats
import SourceText

/// The values of one chart: which files hold them, and which of them a read asks for.
///
/// Only values without parts of their own are taken for definitions, and lists as a whole:
/// a mapping is there as long as one of its values is.
struct HelmValues {
  private let chart: String
  /// The charts inside of this one, by the names below which it sets their values.
  private let inner: [String: String]
  /// The places of each value, by its path.
  private var leaves: [[String]: [CascadeNode]] = [:]
  private var texts: [(unit: CascadeNode, value: String)] = []
  /// The paths of all mappings.
  private(set) var groups: Set<[String]> = []

  /// - Parameters:
  ///   - chart: its folder.
  ///   - inner: the folders of the charts inside of it.
  init(_ chart: String, _ inner: [String]) {
    self.chart = chart
    self.inner = Dictionary(
      inner.map { (RepositoryPath($0).name.text, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Adds a file of values.
  mutating func add(_ file: LoadedDocument) {
    let tree = UnitTree(file)
    for document in tree.documents {
      for id in document.top { add(id, below: [], tree, depth: 0) }
    }
  }

  private mutating func add(_ id: Int, below path: [String], _ tree: UnitTree, depth: Int) {
    let unit = tree.units[id]
    guard unit.kind == .entry, let name = unit.name, depth < 100 else { return }
    if let value = unit.value { texts.append((tree.node(id), value)) }
    let path = path + [name]
    let parts = tree.entries(id)
    // What an alias stands for, or is merged in, goes and stays with this entry.
    guard !parts.isEmpty, parts.allSatisfy({ tree.units[$0].parent == id }) else {
      leaves[path, default: []].append(tree.node(id))
      return
    }
    groups.insert(path)
    for part in parts { add(part, below: path, tree, depth: depth + 1) }
  }

  /// The name of a value.
  func name(_ path: [String]) -> SharedName {
    SharedName(.value, path.joined(separator: "."), in: chart)
  }

  /// The name of a mapping: it stands for everything below it.
  func group(_ path: [String]) -> SharedName {
    SharedName(.value, (path + ["*"]).joined(separator: "."), in: chart)
  }

  func isLeaf(_ path: [String]) -> Bool { leaves[path] != nil }

  /// Whether something that is decided by a value is decided once that is gone: it is like
  /// `false` then, unless it says what is not to be.
  func canBeSwitch(_ text: String) -> Bool {
    let path = text.split(separator: ".").map(String.init)
    return isLeaf(path) && !path.flatMap(Self.words).contains(where: Self.refusals.contains)
  }

  private static let refusals: Set<String> = [
    "disable", "disabled", "no", "not", "off", "skip", "hide", "hidden", "omit", "ignore", "ignored",
    "without",
    "exclude", "excluded", "block", "blocked", "deny", "denied", "suppress", "prevent", "forbid",
  ]

  /// The words of a name, in lower case: `hideWebSocket` has three.
  private static func words(of name: String) -> [String] {
    var words = [""]
    for character in name {
      if character.isUppercase || !character.isLetter { words.append("") }
      if character.isLetter { words[words.count - 1] += character.lowercased() }
    }
    return words
  }

  /// Where values are given, and what these give to others.
  func definitions() -> [NameSite] {
    var sites: [NameSite] = []
    for (path, nodes) in leaves.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      for node in nodes {
        // What other charts read below their names, or below `global`, is not known.
        let isOpen = path[0] == "global" || inner[path[0]] != nil
        sites.append(NameSite(isOpen ? .provides : .defines, name(path), at: node))
        for end in 1..<max(1, path.count) {
          sites.append(NameSite(.provides, group(Array(path[..<end])), at: node))
        }
      }
    }
    // Texts that a template reads as templates.
    for (unit, value) in texts where value.contains("{{") {
      for part in value.components(behind: ".Values.") {
        sites += reads(of: part.split(separator: ".").map(String.init), at: unit, isPassedOn: false)
      }
    }
    return sites
  }

  /// What charts from elsewhere read, which nobody here knows: everything below their names.
  func dependencies(of chart: LoadedDocument) -> [NameSite] {
    let tree = UnitTree(chart)
    let list = tree.entry("dependencies", among: tree.documents.flatMap(\.top))
    return tree.items(list).flatMap { item -> [NameSite] in
      let fields = tree.fields(item)
      guard let name = fields["alias"] ?? fields["name"], inner[name] == nil else { return [] }
      let conditions = (fields["condition"] ?? "").split(separator: ",").map {
        $0.split(separator: ".").map(String.init)
      }
      return leaves.keys.filter { $0.first == name || conditions.contains($0) }.map {
        NameSite(.needs, self.name($0), at: tree.node(item))
      }
    }
  }

  /// What a template asks for.
  ///
  /// - Parameters:
  ///   - reference: where it does.
  ///   - template: the template.
  ///   - node: what goes when this goes.
  ///   - isSwitch: whether it only decides something by the value.
  /// - Returns: the uses.
  func uses(
    of reference: HelmReference, in template: HelmDocument, at node: CascadeNode, isSwitch: Bool
  ) -> [NameSite] {
    let path = reference.name.split(separator: ".").map(String.init)
    let unit = reference.unit.map { template.units[$0] }
    let isPassedOn = reference.isPassedOn && !(unit.map { Self.ignoresDot(reference, $0, template) } ?? false)
    // A list that is gone is one without elements.
    let isList = unit?.kind == .conditional && unit?.name?.hasPrefix("range ") ?? false
    return reads(of: path, at: node, isPassedOn: isPassedOn, canMiss: isList || isSwitch, isSwitch: isSwitch)
  }

  private func reads(
    of path: [String], at node: CascadeNode, isPassedOn: Bool, canMiss: Bool = false, isSwitch: Bool = false
  ) -> [NameSite] {
    var sites: [NameSite] = []
    let role = canMiss ? NameSite.Role.reads : .needs
    for leaf in leaves.keys {
      if leaf == path {
        sites.append(NameSite(role, name(leaf), at: node))
      } else if leaf.count < path.count, path.starts(with: leaf) {
        // Without the list there are no elements to ask for, either.
        sites.append(NameSite(path[leaf.count] == "*" ? .reads : .needs, name(leaf), at: node))
      } else if !isPassedOn, leaf.count > path.count, leaf.starts(with: path) {
        sites.append(NameSite(.reads, name(leaf), at: node))
      }
    }
    for end in 1..<max(1, path.count + 1) where groups.contains(Array(path[..<end])) {
      sites.append(NameSite(isSwitch ? .reads : .needs, group(Array(path[..<end])), at: node))
    }
    if let folder = path.first.flatMap({ inner[$0] }) {
      sites.append(
        NameSite(.reads, SharedName(.value, path.dropFirst().joined(separator: "."), in: folder), at: node))
    }
    return sites
  }

  /// Whether a `with` reads nothing of what it gives to the dot: then it asks for all of it.
  private static func ignoresDot(
    _ reference: HelmReference, _ unit: Formats.Unit, _ template: HelmDocument
  ) -> Bool {
    guard unit.kind == .conditional, unit.name?.hasPrefix("with ") ?? false else { return false }
    let below = reference.name + "."
    return !template.valuesUsed().contains { other in
      other.range.lowerBound > reference.range.upperBound && unit.range.contains(other.range.lowerBound)
        && (other.name == reference.name || other.name.hasPrefix(below))
    }
  }
}

extension String {
  /// The texts that follow a mark, up to what can be no part of a path.
  fileprivate func components(behind mark: String) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let place = rest.firstRange(of: mark) {
      rest = rest[place.upperBound...]
      found.append(String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }))
    }
    return found
  }
}
