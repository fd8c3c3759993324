/// A package-lock.json or npm-shrinkwrap.json of version 1, 2 or 3.
public struct PackageLock: Sendable {
  /// What goes from a lock file.
  public struct Removal: Sendable, Hashable {
    /// Everything that changes.
    public let deletion: Deletion
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
    guard let asking = graph.indexes[location] else {
      return Removal(deletion: document.deleting([]), locations: [], marked: [])
    }
    let before = LockWalk(graph).marks
    let after = LockWalk(graph) { $0 == asking && names.contains($1.name) }.marks
    var ids = Set<Int>()
    if let entry = graph.nodes[asking].units.first {
      ids = PackageManifest(of: document, at: entry).units(of: names)
    }
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
      deletion: document.deleting(ids).inserting(edits), locations: locations.sorted(),
      marked: marked.sorted())
  }
}
