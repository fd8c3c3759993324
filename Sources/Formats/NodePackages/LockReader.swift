/// Reads the packages of a lock file.
struct LockReader {
  /// In bytes: no file system has longer paths, so what has one is left alone.
  static let longestLocation = 4096

  private let document: JSONDocument

  init(_ document: JSONDocument) { self.document = document }

  /// Of versions 2 and 3: `packages` has all by location. Version 2 says the same once
  /// more in the tree of version 1.
  func nodes(ofPackages packages: Int) -> [LockGraph.Node] {
    var nodes: [LockGraph.Node] = []
    for id in document.parts(of: packages) {
      guard let location = document.units[id].name, location.utf8.count <= Self.longestLocation else {
        continue
      }
      let isTop = !location.hasPrefix("node_modules/") && !location.contains("/node_modules/")
      var edges = edges(of: PackageManifest(of: document, at: id), isTop: isTop)
      if location.isEmpty {
        edges = workspaces(of: packages, project: id, except: Set(edges.map(\.name))) + edges
      }
      let link = document.flag("link", of: id) ? document.string("resolved", of: id) : nil
      let node = LockGraph.Node(location: location, units: [id], edges: edges, link: link)
      if location.isEmpty { nodes.insert(node, at: 0) } else { nodes.append(node) }
    }
    return nodes
  }

  /// Of version 1: `dependencies` has packages in packages, and what each requires. The
  /// project's own dependencies are not in the file.
  func nodes(ofTree tree: Int, declaredBy manifest: PackageManifest) -> [LockGraph.Node] {
    var nodes = [LockGraph.Node(location: "", units: [], edges: edges(of: manifest, isTop: true), link: nil)]
    for (id, location) in LegacyTree(tree, of: document).packages() {
      let required = document.parts(ofEntry: "requires", of: id).compactMap { document.units[$0].name }
      let edges = required.map { LockGraph.Edge(name: $0, kind: .dependency) }
      nodes.append(LockGraph.Node(location: location, units: [id], edges: edges, link: nil))
    }
    return nodes
  }

  /// npm reads the sections one after the other; a name that comes again takes the
  /// place of the one before. Only projects and workspaces are developed.
  private func edges(of manifest: PackageManifest, isTop: Bool) -> [LockGraph.Edge] {
    let optionalPeers = manifest.optionalPeers
    var edges: [LockGraph.Edge] = []
    // First those that must not be missing, then the others.
    let dependencies =
      manifest.dependencies.filter { $0.section == .peerDependencies && !optionalPeers.contains($0.name) }
      + manifest.dependencies.filter { $0.section == .peerDependencies && optionalPeers.contains($0.name) }
      + manifest.dependencies.filter { $0.section != .peerDependencies }
    var places: [String: Int] = [:]
    for dependency in dependencies where isTop || dependency.section != .devDependencies {
      let kind = LockGraph.EdgeKind(
        dependency.section, isOptionalPeer: optionalPeers.contains(dependency.name))
      places[dependency.name] = edges.count
      edges.append(LockGraph.Edge(name: dependency.name, kind: kind))
    }
    return edges.enumerated().filter { places[$1.name] == $0 }.map(\.element)
  }

  /// A project with workspaces needs every one of them. Which folders its patterns
  /// mean was settled when the links were made, so links that it does not ask for by
  /// name are theirs.
  private func workspaces(of packages: Int, project: Int, except names: Set<String>) -> [LockGraph.Edge] {
    guard document.entry("workspaces", of: project) != nil else { return [] }
    return document.parts(of: packages).compactMap { id in
      guard document.flag("link", of: id), let location = document.units[id].name,
        location.hasPrefix("node_modules/")
      else { return nil }
      let name = String(location.dropFirst("node_modules/".count))
      return names.contains(name) || name.contains("/node_modules/")
        ? nil : LockGraph.Edge(name: name, kind: .workspace)
    }
  }
}
