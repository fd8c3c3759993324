import Formats
import SourceText

/// The files that kustomizations put together.
struct Kustomizations {
  private let objects: KubernetesObjects
  private let files: RepositoryFiles

  init(_ objects: KubernetesObjects, _ files: RepositoryFiles) {
    (self.objects, self.files) = (objects, files)
  }

  func sites() -> [NameSite] {
    objects.all.filter { $0.kind == "Kustomization" || $0.kind == "Component" }.flatMap {
      object -> [NameSite] in
      let lists = ["resources", "bases", "components", "crds", "patchesStrategicMerge", "configurations"]
      let listed = lists.flatMap { object.tree.strings(object.unit($0)) }
      var sites = listed.flatMap { uses(of: $0.text, at: object.tree.node($0.id), object) }
      for list in ["patches", "patchesJson6902", "replacements"] {
        for item in object.tree.items(object.unit(list)) {
          guard let path = object.tree.text(item, "path") else { continue }
          sites += uses(of: path, at: object.tree.node(item), object)
        }
      }
      for list in ["configMapGenerator", "secretGenerator"] {
        for item in object.tree.items(object.unit(list)) { sites += generator(item, object) }
      }
      return sites
    }
  }

  private func generator(_ id: Int, _ object: KubernetesObject) -> [NameSite] {
    let tree = object.tree
    let sources = ["files", "envs", "literals"].flatMap { tree.strings(tree.descend(id, $0)) }
    var sites = objects.whole(
      tree.node(id), of: sources.map(\.id), tree, "files of '\(tree.text(id, "name") ?? "")'")
    for key in ["files", "envs"] {
      for (text, item) in tree.strings(tree.descend(id, key)) {
        let path = text.split(separator: "=").last.map(String.init) ?? text
        sites += uses(of: path, at: tree.node(item), object)
      }
    }
    return sites
  }

  private func uses(of target: String, at node: CascadeNode, _ object: KubernetesObject) -> [NameSite] {
    guard let path = RepositoryFiles.resolve(target, from: object.folder), !path.isEmpty else { return [] }
    let name = SharedName(path: path)
    return files.files(at: path).map { NameSite(.provides, name, at: .file($0)) }
      + [NameSite(.serves, name, at: node)]
  }
}
