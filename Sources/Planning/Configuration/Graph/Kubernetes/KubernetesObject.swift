import Formats
import SourceText

/// One object of a manifest.
struct KubernetesObject {
  let kind: String
  let name: String
  let namespace: String?
  let tree: UnitTree
  /// What goes when the object does.
  let node: CascadeNode
  let top: [Int]
  /// The mappings that say what a pod is made of.
  let podSpecs: [Int]
  /// The containers of all pods.
  let containers: [Int]
  /// The labels of the pods of a workload, and the labels that it finds them by.
  let podLabels: Set<String>

  var folder: String { tree.path.folder }
  var label: String { "\(kind)/\(name)" }

  /// - Parameters:
  ///   - kind: such as `Service`.
  ///   - tree: its file.
  ///   - node: what goes when the object does.
  ///   - top: the units at its top.
  init(_ kind: String, in tree: UnitTree, _ node: CascadeNode, _ top: [Int]) {
    (self.kind, self.tree, self.node, self.top) = (kind, tree, node, top)
    name = tree.text(top, ["metadata", "name"]).map(Self.plain) ?? ""
    namespace = tree.text(top, ["metadata", "namespace"]).map(Self.plain)
    let pods = [["spec", "template"], ["spec", "jobTemplate", "spec", "template"], []]
    podSpecs = pods.compactMap { path in
      tree.descend(top, path + ["spec"]).flatMap { tree.descend($0, "containers") == nil ? nil : $0 }
    }
    guard !podSpecs.isEmpty else {
      (containers, podLabels) = ([], [])
      return
    }
    containers = podSpecs.flatMap { spec in
      tree.items(tree.descend(spec, "containers")) + tree.items(tree.descend(spec, "initContainers"))
    }
    let holders =
      pods.filter { !$0.isEmpty || kind == "Pod" }.map { $0 + ["metadata", "labels"] }
      + [["spec", "selector", "matchLabels"]]
    podLabels = holders.reduce(into: []) { $0.formUnion(Self.labels(tree.descend(top, $1), in: tree)) }
  }

  func unit(_ names: String...) -> Int? { tree.descend(top, names) }
  func text(_ names: String...) -> String? { tree.text(top, names) }

  /// Labels as `name=value`; of a template also the actions that put them out.
  func labels(_ id: Int?) -> Set<String> { Self.labels(id, in: tree) }

  private static func labels(_ id: Int?, in tree: UnitTree) -> Set<String> {
    guard let id else { return [] }
    var labels = Set(tree.fields(id).map { "\($0.key)=\(plain($0.value))" })
    let actions =
      [tree.units[id].value].compactMap(\.self)
      + tree.children(id).filter { tree.units[$0].kind == .line }.compactMap { tree.units[$0].value }
    for action in actions where action.contains("{{") {
      // How deep it is indented does not matter.
      labels.insert(
        plain(action).split(separator: "|").filter { !$0.contains("indent") }.joined(separator: "|")
          .split { $0.isWhitespace || $0 == "{" || $0 == "}" }.joined(separator: " "))
    }
    return labels
  }

  /// A text with the actions of a template written in one way.
  static func plain(_ text: String) -> String {
    guard text.contains("{{") else { return text }
    return text.replacing("{{-", with: "{{").replacing("-}}", with: "}}")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
