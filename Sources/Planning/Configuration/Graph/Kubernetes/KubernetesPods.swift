import Formats
import SourceText

/// What the pods of a scope use: settings, volumes, accounts, files and ports.
struct KubernetesPods {
  private let objects: KubernetesObjects
  private let files: RepositoryFiles

  init(_ objects: KubernetesObjects, _ files: RepositoryFiles) {
    (self.objects, self.files) = (objects, files)
  }

  func sites() -> [NameSite] {
    let keys = objects.all.flatMap(self.keys)
    return keys
      + objects.all.flatMap { object in
        object.podSpecs.flatMap { self.sites(of: object, $0) }
      } + openEnvironments()
  }

  // MARK: Data

  private static let sources = ["ConfigMap", "Secret"]

  private func keys(of object: KubernetesObject) -> [NameSite] {
    guard Self.sources.contains(object.kind) else { return [] }
    let entries = entries(of: object)
    return entries.map { entry in
      NameSite(.defines, key(object, object.tree.units[entry].name ?? ""), at: object.tree.node(entry))
    } + objects.whole(object.node, of: entries, object.tree, "data of \(object.label)")
  }

  private func key(_ object: KubernetesObject, _ key: String) -> SharedName {
    objects.name(.key, object, key)
  }

  private func entries(of object: KubernetesObject) -> [Int] {
    ["data", "binaryData", "stringData"].flatMap { object.tree.entries(object.unit($0)) }
  }

  /// A use of a key of an object.
  private func uses(
    _ key: String, of kind: String, _ name: String, at node: CascadeNode, _ user: KubernetesObject
  )
    -> [NameSite]
  {
    let places = objects.named(kind, name, from: user).flatMap { object in
      entries(of: object).filter { object.tree.units[$0].name == key }.map {
        (self.key(object, key), object.tree.node($0))
      }
    }
    return objects.uses(.follows, of: places, at: node)
  }

  /// A reference to one key, as in `configMapKeyRef`.
  private func uses(ofKey reference: Int, _ kind: String, at node: CascadeNode, _ user: KubernetesObject)
    -> [NameSite]
  {
    let fields = user.tree.fields(reference)
    guard let name = fields["name"] else { return [] }
    let object = objects.uses(.follows, kind, name, at: node, in: user)
    guard let key = fields["key"] else { return object }
    return object + uses(key, of: kind, name, at: node, user)
  }

  /// A reference to all keys.
  private func uses(ofAll kind: String, _ name: String?, at node: CascadeNode, _ user: KubernetesObject)
    -> [NameSite]
  {
    guard let name else { return [] }
    return objects.uses(.follows, kind, name, at: node, in: user)
      + objects.named(kind, name, from: user).flatMap { reads(allOf: $0, at: node) }
  }

  private func reads(allOf object: KubernetesObject, at node: CascadeNode) -> [NameSite] {
    entries(of: object).map {
      NameSite(.reads, key(object, object.tree.units[$0].name ?? ""), at: node)
    }
  }

  /// Environments and volumes that a template gets from its values can hold any name.
  private func openEnvironments() -> [NameSite] {
    let sources = objects.all.filter { Self.sources.contains($0.kind) }
    guard !sources.isEmpty else { return [] }
    return objects.all.flatMap { user -> [NameSite] in
      let tree = user.tree
      let lists = tree.below(user.podSpecs).filter { id in
        ["env", "envFrom", "volumes"].contains(tree.units[id].name)
      }
      let open = lists.filter { id in
        ([id] + tree.children(id).filter { tree.units[$0].kind == .line }).contains { part in
          tree.units[part].value?.contains("{{") ?? false
        }
      }
      return open.flatMap { list in
        sources.flatMap { object in
          [NameSite(.reads, objects.name(.object, object), at: tree.node(list))]
            + reads(allOf: object, at: tree.node(list))
        }
      }
    }
  }

  // MARK: Pods

  private func sites(of object: KubernetesObject, _ pod: Int) -> [NameSite] {
    let tree = object.tree
    var sites: [NameSite] = []
    let containers = tree.items(tree.descend(pod, "containers"))
    sites += objects.whole(object.node, of: containers, tree, "containers of \(object.label)")
    if let account = tree.descend(pod, "serviceAccountName") {
      sites += objects.uses(
        .needs, "ServiceAccount", tree.units[account].value, at: tree.node(account), in: object)
    }
    for secret in tree.items(tree.descend(pod, "imagePullSecrets")) {
      sites += objects.uses(.reads, "Secret", tree.fields(secret)["name"], at: tree.node(secret), in: object)
    }
    for volume in tree.items(tree.descend(pod, "volumes")) { sites += self.volume(volume, pod, object) }
    for container in containers + tree.items(tree.descend(pod, "initContainers")) {
      sites += self.container(container, pod, object)
    }
    return sites
  }

  private func volumeName(_ name: String, _ pod: Int, _ object: KubernetesObject) -> SharedName {
    SharedName(.podVolume, name, in: "\(object.tree.path) \(pod)")
  }

  private func volume(_ id: Int, _ pod: Int, _ object: KubernetesObject) -> [NameSite] {
    let tree = object.tree
    let node = tree.node(id)
    var sites: [NameSite] = []
    if let name = tree.text(id, "name") {
      sites.append(NameSite(.defines, volumeName(name, pod, object), at: node))
    }
    for (key, kind, field) in [("configMap", "ConfigMap", "name"), ("secret", "Secret", "secretName")] {
      guard let source = tree.descend(id, key) else { continue }
      sites += self.source(source, kind, tree.fields(source)[field], at: node, object)
    }
    if let claim = tree.descend(id, "persistentVolumeClaim") {
      let name = tree.fields(claim)["claimName"]
      sites += objects.uses(.follows, "PersistentVolumeClaim", name, at: node, in: object)
    }
    for projected in tree.items(tree.descend(id, "projected", "sources")) {
      for (key, kind) in [("configMap", "ConfigMap"), ("secret", "Secret")] {
        guard let source = tree.descend(projected, key) else { continue }
        sites += self.source(source, kind, tree.fields(source)["name"], at: tree.node(projected), object)
      }
    }
    return sites
  }

  /// A volume with all keys of an object, or with some of them.
  private func source(
    _ id: Int, _ kind: String, _ name: String?, at node: CascadeNode, _ user: KubernetesObject
  ) -> [NameSite] {
    let items = user.tree.items(user.tree.descend(id, "items"))
    guard !items.isEmpty, let name else { return uses(ofAll: kind, name, at: node, user) }
    var sites = objects.uses(.follows, kind, name, at: node, in: user)
    for item in items {
      guard let key = user.tree.fields(item)["key"] else { continue }
      sites += uses(key, of: kind, name, at: user.tree.node(item), user)
    }
    // Without its items the volume would hold every key.
    return sites + objects.whole(node, of: items, user.tree, "items of a volume of \(user.label)")
  }

  private func container(_ id: Int, _ pod: Int, _ object: KubernetesObject) -> [NameSite] {
    let tree = object.tree
    var sites: [NameSite] = []
    for variable in tree.items(tree.descend(id, "env")) {
      for (key, kind) in [("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")] {
        guard let reference = tree.descend(variable, "valueFrom", key) else { continue }
        sites += uses(ofKey: reference, kind, at: tree.node(variable), object)
      }
    }
    for source in tree.items(tree.descend(id, "envFrom")) {
      for (key, kind) in [("configMapRef", "ConfigMap"), ("secretRef", "Secret")] {
        guard let reference = tree.descend(source, key) else { continue }
        sites += uses(ofAll: kind, tree.fields(reference)["name"], at: tree.node(source), object)
      }
    }
    for key in ["volumeMounts", "volumeDevices"] {
      for mount in tree.items(tree.descend(id, key)) {
        guard let name = tree.fields(mount)["name"] else { continue }
        sites.append(NameSite(.follows, volumeName(name, pod, object), at: tree.node(mount)))
      }
    }
    let command = CommandWords(
      ["command", "args"].flatMap { tree.strings(tree.descend(id, $0)).map(\.text) })
    let label = "'\(tree.text(id, "name") ?? "")' of '\(tree.path)'"
    for path in command.paths {
      sites += ConfigurationCommand.sites(
        path, files.files(endingLike: path), at: tree.node(id), label, isScript: command.isScript)
    }
    return sites
  }
}
