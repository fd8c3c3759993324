/// Which package of a lock file asks for which, found as Node finds modules.
struct LockGraph: Sendable {
  /// Why a package is asked for; it decides the marks of the package.
  enum EdgeKind: Sendable {
    case dependency, development, optional, peer, optionalPeer, workspace

    init(_ section: PackageManifest.Section, isOptionalPeer: Bool) {
      switch section {
      case .peerDependencies: self = isOptionalPeer ? .optionalPeer : .peer
      case .dependencies: self = .dependency
      case .optionalDependencies: self = .optional
      case .devDependencies: self = .development
      }
    }

    var isOptional: Bool { self == .optional || self == .optionalPeer }
    var isPeer: Bool { self == .peer || self == .optionalPeer }
  }

  struct Edge: Sendable {
    let name: String
    let kind: EdgeKind
    /// The package that is found; nil where there is none, as optional ones may miss.
    var target: Int?
  }

  struct Node: Sendable {
    /// `node_modules/jest/node_modules/chalk`; the project's own is empty.
    let location: String
    /// Its entries in the file: one, or in version 2 two.
    var units: [Int]
    /// In the order in which npm comes to them; each name once.
    var edges: [Edge]
    /// Where a link leads: a workspace, or a folder of the project.
    var link: String?
  }

  /// The project itself comes first.
  private(set) var nodes: [Node]
  /// By location.
  let indexes: [String: Int]
  /// The package in whose folder each lies.
  private(set) var parents: [Int?]

  init(_ nodes: [Node]) {
    self.nodes = nodes
    indexes = Dictionary(nodes.enumerated().map { ($1.location, $0) }) { first, _ in first }
    parents = []
    for index in nodes.indices {
      let folders = Self.folders(above: nodes[index].location)
      parents.append(package(in: folders.dropFirst()))
      for number in nodes[index].edges.indices {
        let name = nodes[index].edges[number].name
        // Node's own way: in the folder's `node_modules`, or else in that of a folder above.
        self.nodes[index].edges[number].target = package(
          in: folders.map { $0.isEmpty ? "node_modules/\(name)" : "\($0)/node_modules/\(name)" })
      }
    }
  }

  func target(ofLink index: Int) -> Int? { nodes[index].link.flatMap { indexes[$0] } }

  /// The first of some places where a package lies.
  private func package(in places: some Sequence<String>) -> Int? {
    for place in places {
      if let found = indexes[place] { return found }
    }
    return nil
  }

  /// A folder and those above it, up to the project's; outside of the project only itself.
  private static func folders(above location: String) -> [String] {
    guard !location.hasPrefix("..") else { return [location] }
    var folders = [location]
    var rest = location[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      // Nothing is looked for in `node_modules/node_modules`.
      if rest != "node_modules", !rest.hasSuffix("/node_modules") { folders.append(String(rest)) }
    }
    if !location.isEmpty { folders.append("") }
    return folders
  }
}
