import Formats
import SourceText

/// The time-outs of an ingress that loses a path. They hold for all of its paths, so that
/// nothing says for which of them they were set, but for a proxy of the repository that gave
/// the same ones to a location that goes, too: then they go, else a person decides.
///
/// A scope is one file: a manifest, or the values of a chart that hold the same.
struct IngressTimeouts: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    guard let format = Format(of: path), format == .yaml || format == .helm,
      let bytes = try? documents.snapshot.contents(at: path),
      Self.settings.contains(where: { setting in
        bytes.withUnsafeBytes { ByteSearch.contains($0, Array(setting.annotation.utf8)) }
      })
    else { return [] }
    return [path.text]
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] { [RepositoryPath(scope)] }

  private static let settings: [(annotation: String, directive: String)] = [
    ("proxy-read-timeout", "proxy_read_timeout"), ("proxy-send-timeout", "proxy_send_timeout"),
  ]

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    members.flatMap { member -> [NameSite] in
      let tree = UnitTree(member)
      return tree.units.filter { $0.kind == .entry && $0.name == "annotations" }.flatMap { annotations in
        self.sites(of: annotations, tree, documents)
      }
    }
  }

  private func sites(of annotations: Formats.Unit, _ tree: UnitTree, _ documents: DocumentIndex) -> [NameSite]
  {
    let paths = self.paths(beside: annotations, tree)
    guard !paths.isEmpty else { return [] }
    return tree.entries(annotations.id).flatMap { entry -> [NameSite] in
      let unit = tree.units[entry]
      guard let setting = Self.settings.first(where: { unit.name?.hasSuffix("/" + $0.annotation) ?? false }),
        let value = unit.value, Int(value) != nil
      else { return [] }
      let question = NameQuestion(
        kind: "time-out",
        text:
          "'\(unit.name ?? "")' of '\(tree.path)' is \(value) and held for a path that goes, too: does it go?",
        choices: [
          .init(
            id: "delete", effect: "it goes, and the controller's own time-out holds",
            removes: [tree.node(entry)]),
          .init(id: "keep", effect: "it stays for the paths that are left", removes: []),
        ],
        settledBy: Self.places(of: setting.directive, value, documents))
      return paths.flatMap { path in
        let name = SharedName(.route, tree.text(path, "path") ?? "", in: "\(tree.path) \(path)")
        return [
          NameSite(.provides, name, at: tree.node(path)),
          NameSite(.serves, name, at: tree.node(entry), ask: question),
        ]
      }
    }
  }

  /// The items of `paths` of the ingress that has these annotations: in the same document of
  /// a manifest, or below the same entry of values.
  private func paths(beside annotations: Formats.Unit, _ tree: UnitTree) -> [Int] {
    var holder = annotations.parent
    if let metadata = holder, tree.units[metadata].name == "metadata" { holder = tree.units[metadata].parent }
    let around = holder.map(tree.children) ?? tree.documents.flatMap(\.top)
    let below = tree.below(around).filter { tree.units[$0].name == "paths" }
    return below.flatMap(tree.items)
  }

  /// Where proxies of the repository give a location the same time-out, in seconds.
  private static func places(
    of directive: String, _ seconds: String, _ documents: DocumentIndex
  ) -> [CascadeNode] {
    documents.paths { Format(of: $0) == .nginx }.flatMap { path -> [CascadeNode] in
      (documents.document(at: path)?.content.units ?? []).filter { unit in
        unit.name == directive && (unit.value == seconds || unit.value == seconds + "s")
      }.map { .unit(path, $0.id) }
    }
  }
}
