import Formats
import SourceText

/// Compose files of one folder, and what each of them calls its parts.
struct ComposeProject {
  let folder: String
  let files: RepositoryFiles
  /// The files that define each service in full: with an image or a build.
  private var complete: [String: [RepositoryPath]] = [:]
  /// The files that declare something at their top, by its section and name.
  private var declared: [String: [RepositoryPath]] = [:]

  init(folder: String, files: [UnitTree], _ repository: RepositoryFiles) {
    self.folder = folder
    self.files = repository
    for tree in files {
      let top = tree.documents.flatMap(\.top)
      for service in tree.entries(tree.entry("services", among: top)) {
        let isComplete = ["image", "build", "extends"].contains {
          tree.entry($0, among: tree.children(service)) != nil
        }
        if isComplete { complete[tree.units[service].name ?? "", default: []].append(tree.path) }
      }
      for (section, _) in Self.sections {
        for entry in tree.entries(tree.entry(section, among: top)) {
          declared["\(section)/\(tree.units[entry].name ?? "")", default: []].append(tree.path)
        }
      }
    }
  }

  static let sections: [(name: String, kind: SharedName.Kind)] = [
    ("networks", .network), ("volumes", .volume), ("configs", .config), ("secrets", .secret),
  ]

  /// What a file defines and uses.
  func sites(of tree: UnitTree) -> [NameSite] {
    let top = tree.documents.flatMap(\.top)
    var sites: [NameSite] = []
    for service in tree.entries(tree.entry("services", among: top)) {
      sites += definitions(of: service, tree)
      sites += ComposeService(self, tree, service, isFragment: false).sites()
    }
    // What services get by their anchors.
    for fragment in top where tree.units[fragment].name?.hasPrefix("x-") ?? false {
      sites += ComposeService(self, tree, fragment, isFragment: true).sites()
    }
    for (section, kind) in Self.sections {
      for entry in tree.entries(tree.entry(section, among: top)) {
        let name = tree.units[entry].name ?? ""
        sites.append(NameSite(.defines, SharedName(kind, name, in: tree.path.text), at: tree.node(entry)))
        if let file = tree.text(entry, "file") { sites += following(file, at: tree.node(entry)) }
      }
    }
    for include in tree.items(tree.entry("include", among: top)) {
      let files =
        tree.units[include].value.map { [$0] } ?? tree.strings(tree.descend(include, "path")).map(\.text)
      for file in files { sites += following(file, at: tree.node(include)) }
    }
    return sites
  }

  private func definitions(of service: Int, _ tree: UnitTree) -> [NameSite] {
    let name = tree.units[service].name ?? ""
    let node = tree.node(service)
    let anywhere = SharedName(.service, name, in: folder)
    guard let full = complete[name] else { return [NameSite(.provides, anywhere, at: node)] }
    guard full.contains(tree.path) else {
      // It only adds to what another file defines.
      return [NameSite(.follows, self.service(name, in: tree), at: node)]
    }
    return [
      NameSite(.provides, anywhere, at: node),
      NameSite(.provides, SharedName(.service, name, in: tree.path.text), at: node),
    ]
  }

  /// What a file means by the name of a service: its own, or that of the file that it is
  /// laid over as a rule, or that of any other.
  func service(_ name: String, in tree: UnitTree) -> SharedName {
    let full = complete[name] ?? []
    let base = full.first {
      ["docker-compose", "compose"].contains($0.name.text.split(separator: ".").first ?? "")
        && $0.name.text.split(separator: ".").count == 2
    }
    let file = full.contains(tree.path) ? tree.path : base
    return SharedName(.service, name, in: file?.text ?? folder)
  }

  /// What a file means by the name of something that is declared at the top of a file.
  func names(_ section: String, _ kind: SharedName.Kind, _ name: String, in tree: UnitTree) -> [SharedName] {
    let declaring = declared["\(section)/\(name)"] ?? []
    let files = declaring.contains(tree.path) ? [tree.path] : declaring
    return files.map { SharedName(kind, name, in: $0.text) }
  }

  // MARK: Files

  /// The name of a file or folder of the repository, with its places; nil when there is
  /// none.
  func file(_ target: String) -> (name: SharedName, places: [NameSite])? {
    guard let path = RepositoryFiles.resolve(target, from: folder), !path.isEmpty else { return nil }
    let name = SharedName(path: path)
    let places = files.files(at: path).map { NameSite(.provides, name, at: .file($0)) }
    return places.isEmpty ? nil : (name, places)
  }

  /// A use that goes with the file that it names.
  func following(
    _ target: String, at node: CascadeNode, _ role: NameSite.Role = .follows,
    ask question: NameQuestion? = nil
  ) -> [NameSite] {
    guard let (name, places) = file(target) else { return [] }
    return places + [NameSite(role, name, at: node, ask: question)]
  }
}
