/// A package-lock.json or npm-shrinkwrap.json of version 1, 2 or 3.
public struct PackageLock: Sendable {
  /// What goes from a lock file.
  public struct Removal: Sendable, Hashable {
    /// Everything that changes.
    public let deletion: Deletion
    /// What is deleted for it: ids of the lock file's units.
    public let units: Set<Int>
    /// What is written for it: marks of packages that stay.
    public let insertions: [TextChange]
    /// Where the packages lay that nothing asks for any more, sorted:
    /// `node_modules/jest/node_modules/chalk`.
    public let locations: [String]
    /// Where packages lie that stay but are marked otherwise (`"dev": true`), since
    /// what still asks for them is something else; sorted.
    public let marked: [String]
  }

  /// 1, 2 or 3.
  public let version: Int

  private let document: JSONDocument
  private let manifest: PackageManifest
  private let graph: LockGraph

  /// - Parameters:
  ///   - document: the lock file.
  ///   - manifest: the package.json beside it, as it was before anything goes. Version 1
  ///     has the project's own dependencies nowhere else.
  /// - Throws: `FormatProblem` when it is no lock file, or of an unknown version.
  public init(of document: JSONDocument, declaredBy manifest: PackageManifest) throws(FormatProblem) {
    guard let version = document.integer("lockfileVersion", of: nil) else {
      throw FormatProblem("it has no lockfileVersion")
    }
    guard (1...3).contains(version) else {
      throw FormatProblem("lock files of version \(version) are unknown")
    }
    (self.version, self.document, self.manifest) = (version, document, manifest)
    let reader = LockReader(document)
    var nodes: [LockGraph.Node] = []
    if version == 1 {
      nodes =
        document.entry("dependencies", of: nil).map { reader.nodes(ofTree: $0, declaredBy: manifest) } ?? []
    } else if let packages = document.entry("packages", of: nil) {
      nodes = reader.nodes(ofPackages: packages)
      guard nodes.first?.location == "" else {
        throw FormatProblem("it does not say what the project asks for")
      }
      if let tree = document.entry("dependencies", of: nil) { Self.add(tree, of: document, to: &nodes) }
    } else {
      throw FormatProblem("it has no packages")
    }
    graph = LockGraph(nodes)
  }

  /// Version 2 has every package a second time.
  private static func add(_ tree: Int, of document: JSONDocument, to nodes: inout [LockGraph.Node]) {
    let links = nodes.compactMap { node in node.link.map { (node.location, $0) } }
    var places: [String: [Int]] = [:]
    let packages = LegacyTree(tree, of: document).packages(links: Dictionary(links) { first, _ in first })
    for (id, location) in packages {
      places[location, default: []].append(id)
    }
    for index in nodes.indices { nodes[index].units += places[nodes[index].location] ?? [] }
  }

  /// What goes when the project, or one of its workspaces, no longer asks for some
  /// packages: these requests, and every package that only they led to.
  ///
  /// What nothing asked for before stays: somebody may have put it there. A mark
  /// changes only where the file had the right one before.
  /// - Parameters:
  ///   - names: of packages.
  ///   - location: of the workspace, from the project's folder; empty for the project.
  /// - Returns: the changes, as npm itself would make them.
  public func removing(_ names: Set<String>, from location: String = "") -> Removal {
    removing([location: names])
  }

  /// The same for the project and several of its workspaces together.
  /// - Parameter requests: names of packages by the location of who asks for them.
  /// - Returns: the changes, as npm itself would make them.
  public func removing(_ requests: [String: Set<String>]) -> Removal {
    var gone: [Int: Set<String>] = [:]
    var ids = Set<Int>()
    for (location, names) in requests {
      guard let asking = graph.indexes[location] else { continue }
      gone[asking] = names
      guard let entry = graph.nodes[asking].units.first else { continue }
      ids.formUnion(PackageManifest(of: document, at: entry).units(of: names))
    }
    let before = LockWalk(graph).marks
    let after = LockWalk(graph) { gone[$0]?.contains($1.name) ?? false }.marks
    var (locations, marked): ([String], [String]) = ([], [])
    var edits: [TextChange] = []
    for (index, node) in graph.nodes.enumerated() where index > 0 {
      if after[index].contains(.extraneous) {
        guard !before[index].contains(.extraneous) else { continue }
        ids.formUnion(node.units)
        locations.append(node.location)
      } else if before[index].written != after[index].written, node.link == nil {
        let marks = node.units.map { LockMarkEdit(of: $0, in: document) }
        guard marks.allSatisfy({ $0.marks == before[index].written }) else { continue }
        for mark in marks { mark.set(to: after[index].written, deleting: &ids, inserting: &edits) }
        marked.append(node.location)
      }
    }
    return Removal(
      deletion: Self.deleting(ids, from: document).inserting(edits), units: ids, insertions: edits,
      locations: locations.sorted(), marked: marked.sorted())
  }

  /// Deletes units of a lock file. What it says of a project or a package stays when it has
  /// nothing left to say: npm writes `{}`.
  /// - Parameters:
  ///   - ids: ids of the document's units.
  ///   - document: a lock file.
  /// - Returns: the changes, and every unit that goes by them.
  public static func deleting(_ ids: Set<Int>, from document: JSONDocument) -> Deletion {
    let packages = Set(document.parts(ofEntry: "packages", of: nil))
    return JSONDeletion(of: ids, from: document, keeping: packages).result
  }

  /// Whether the file says what the project, or one of its workspaces, asks for.
  /// - Parameter location: from the project's folder; empty for the project.
  /// - Returns: true when packages that it asks for can be removed.
  public func covers(_ location: String) -> Bool { graph.indexes[location] != nil }

  /// The commands that a package brings.
  /// - Parameter name: of a package.
  /// - Returns: nil when the file does not tell, as those of version 1 never do.
  public func commands(of name: String) -> [String]? {
    guard version > 1, let packages = document.entry("packages", of: nil),
      let package = document.entry("node_modules/" + name, of: packages)
    else { return nil }
    if let list = document.entry("bin", of: package) {
      if document.isObject(list) { return document.parts(of: list).compactMap { document.units[$0].name } }
      return [PackageManifest.command(of: name)]
    }
    return []
  }

  /// Who else, of the packages that stay, expects one to be there (`peerDependencies`).
  /// - Parameters:
  ///   - name: of the package that is expected.
  ///   - gone: names of packages that are no longer asked for.
  ///   - asking: where the workspace lies that asks no more; empty for the project.
  /// - Returns: the names of those packages, and the entries that say so: ids of units.
  public func peers(
    expecting name: String, without gone: Set<String>, from asking: String
  ) -> [(package: String, unit: Int)] {
    guard version > 1, let packages = document.entry("packages", of: nil) else { return [] }
    let removed = Set(removing([asking: gone]).locations)
    return document.parts(of: packages).compactMap { package in
      guard let location = document.units[package].name, location.contains("node_modules/"),
        !removed.contains(location),
        let list = document.entry("peerDependencies", of: package),
        let entry = document.entry(name, of: list)
      else { return nil }
      let start = location.ranges(of: "node_modules/").last?.upperBound ?? location.startIndex
      return (String(location[start...]), entry)
    }
  }
}
