import Formats
import SourceText

/// The objects of a scope, and how they name each other.
struct KubernetesObjects {
  let all: [KubernetesObject]
  /// Those that have pods.
  let workloads: [KubernetesObject]
  private let byLabel: [String: [KubernetesObject]]
  private let scope: String

  init(_ members: [LoadedDocument], scope: String) {
    self.scope = scope
    all = members.flatMap { member -> [KubernetesObject] in
      let tree = UnitTree(member)
      return tree.documents.compactMap { node, _, top in
        guard let kind = tree.text(top, ["kind"]) ?? Self.kind(ofFile: member.path) else { return nil }
        return KubernetesObject(kind, in: tree, node, top)
      }
    }
    workloads = all.filter { !$0.podSpecs.isEmpty }
    byLabel = Dictionary(grouping: all.filter { !$0.name.isEmpty }) { $0.label }
  }

  /// A kustomization need not say what it is.
  private static func kind(ofFile path: RepositoryPath) -> String? {
    path.name.text.hasPrefix("kustomization.") ? "Kustomization" : nil
  }

  /// The objects that one means by a kind and a name: of those that are called so, the
  /// ones that lie nearest.
  func named(_ kind: String, _ name: String, from user: KubernetesObject) -> [KubernetesObject] {
    let found = (byLabel["\(kind)/\(KubernetesObject.plain(name))"] ?? []).filter { object in
      object.namespace == nil || user.namespace == nil || object.namespace == user.namespace
    }
    return Self.nearest(found, to: user)
  }

  /// Those of the same file, or else those to which it is the shortest way through folders.
  static func nearest(_ objects: [KubernetesObject], to user: KubernetesObject) -> [KubernetesObject] {
    let own = user.folder.split(separator: "/")
    let ways = objects.map { object in
      let other = object.folder.split(separator: "/")
      let common = zip(own, other).prefix { $0 == $1 }.count
      // Down from a folder around both is nearer than up.
      return object.tree.path == user.tree.path ? (-1, 0) : (own.count - common, other.count - common)
    }
    guard let shortest = ways.min(by: <) else { return [] }
    return zip(objects, ways).filter { $0.1 == shortest }.map(\.0)
  }

  // MARK: Names

  /// The name of an object, or of something in it: another one in every file.
  func name(_ kind: SharedName.Kind, _ object: KubernetesObject, _ part: String? = nil) -> SharedName {
    SharedName(
      kind, object.label + (part.map { "/" + $0 } ?? ""), in: "\(object.tree.path) \(object.namespace ?? "")")
  }

  /// A use of an object by its kind and name; none when the scope has no such object.
  func uses(
    _ role: NameSite.Role, _ kind: String, _ name: String?, at node: CascadeNode, in user: KubernetesObject
  ) -> [NameSite] {
    guard let name else { return [] }
    return uses(role, of: named(kind, name, from: user).map { (self.name(.object, $0), $0.node) }, at: node)
  }

  /// A use of what is called the same in several places: as long as one of them stays, it is
  /// there.
  func uses(
    _ role: NameSite.Role, of places: [(name: SharedName, node: CascadeNode)], at node: CascadeNode
  ) -> [NameSite] {
    let names = Set(places.map(\.name)).sorted()
    guard let first = names.first, names.count > 1 else { return names.map { NameSite(role, $0, at: node) } }
    let any = SharedName(first.kind, first.text, in: names.map(\.scope).joined(separator: " or "))
    return places.map { NameSite(.provides, any, at: $0.node) } + [NameSite(role, any, at: node)]
      + names.map { NameSite(.reads, $0, at: node) }
  }

  /// What loses its meaning with the last of some parts.
  func whole(_ node: CascadeNode, of parts: [Int], _ tree: UnitTree, _ label: String) -> [NameSite] {
    guard !parts.isEmpty else { return [] }
    let name = SharedName(.object, label, in: "\(scope) \(tree.path) \(parts[0])")
    return parts.map { NameSite(.provides, name, at: tree.node($0)) } + [NameSite(.follows, name, at: node)]
  }

  /// The files that may use objects in ways that are not understood, by their names.
  func mentions(_ documents: DocumentIndex) -> [String: [RepositoryPath]] {
    let names = all.filter(Self.isUsedByName).map(\.name).filter { !$0.contains("{{") }
    return Mentions.files(of: Set(names), in: documents, except: Set(all.map(\.tree.path)))
  }

  /// The objects themselves, and who may use them.
  func sites(_ documents: DocumentIndex, _ mentions: [String: [RepositoryPath]]) -> [NameSite] {
    var sites: [NameSite] = []
    for object in all where !object.name.isEmpty {
      let isUsedByName = Self.isUsedByName(object)
      sites.append(NameSite(isUsedByName ? .defines : .provides, name(.object, object), at: object.node))
      for file in isUsedByName ? mentions[object.name] ?? [] : [] {
        sites += Self.places(of: object.name, in: file, documents).map {
          NameSite(.reads, name(.object, object), at: $0)
        }
      }
    }
    return sites
  }

  /// Whether an object is there for others that name it. Storage is not: what it holds is
  /// worth more than its name.
  private static func isUsedByName(_ object: KubernetesObject) -> Bool {
    switch object.kind {
    case "ConfigMap", "Secret", "ServiceAccount", "Role", "ClusterRole": true
    case "Service": ![.some("LoadBalancer"), .some("NodePort")].contains(object.text("spec", "type"))
    default: false
    }
  }

  /// Where a file holds a name: of a proxy's configuration the directives, so that they can
  /// go by themselves.
  private static func places(
    of name: String, in file: RepositoryPath, _ documents: DocumentIndex
  ) -> [CascadeNode] {
    guard Format(of: file) == .nginx, let document = documents.document(at: file) else {
      return [.file(file)]
    }
    let found = document.content.units.filter { unit in
      unit.kind == .directive && Words.contain(name, in: Array(document.source[unit.range]))
    }
    return found.isEmpty ? [.file(file)] : found.map { .unit(file, $0.id) }
  }
}
