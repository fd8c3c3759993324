import Formats
import SourceText

/// What one service of a compose file uses; or what a fragment holds that services get by
/// an anchor, and that is no service itself.
struct ComposeService {
  private let project: ComposeProject
  private let tree: UnitTree
  private let id: Int
  private let isFragment: Bool

  init(_ project: ComposeProject, _ tree: UnitTree, _ id: Int, isFragment: Bool) {
    (self.project, self.tree, self.id, self.isFragment) = (project, tree, id, isFragment)
  }

  private var node: CascadeNode { tree.node(id) }
  private var name: String { tree.units[id].name ?? "" }

  func sites() -> [NameSite] {
    otherServices() + declarations() + arguments() + environmentFiles() + mountedFiles() + builtFiles()
  }

  /// The units of a list or mapping below this service, with what each names; not those
  /// that it gets from elsewhere.
  private func parts(_ key: String) -> [(text: String, id: Int)] {
    guard let list = own(key) else { return [] }
    let items = tree.items(list).compactMap { item in tree.units[item].value.map { ($0, item) } }
    return items + tree.entries(list).compactMap { entry in tree.units[entry].name.map { ($0, entry) } }
  }

  private func own(_ key: String) -> Int? {
    tree.children(id).first { tree.units[$0].kind == .entry && tree.units[$0].name == key }
  }

  // MARK: Other parts of the project

  private func otherServices() -> [NameSite] {
    var sites: [NameSite] = []
    for key in ["depends_on", "links", "volumes_from"] {
      for (text, part) in parts(key) where !text.hasPrefix("container:") {
        let name = text.split(separator: ":").first.map(String.init) ?? text
        sites.append(NameSite(.follows, project.service(name, in: tree), at: tree.node(part)))
      }
    }
    for key in ["network_mode", "ipc", "pid"] {
      guard let entry = own(key), let text = tree.units[entry].value, text.hasPrefix("service:") else {
        continue
      }
      let other = String(text.dropFirst("service:".count))
      let question = NameQuestion(
        kind: "shared-service",
        text: "'\(name)' of '\(tree.path)' runs within the service '\(other)', which goes: does it go, too?",
        choices: [
          .init(id: "service", effect: "the service '\(name)' goes, too", removes: [node]),
          .init(id: "entry", effect: "it stays by itself, without '\(key)'", removes: [tree.node(entry)]),
        ])
      sites.append(
        NameSite(
          .follows, project.service(other, in: tree), at: isFragment ? tree.node(entry) : node,
          ask: isFragment ? nil : question))
    }
    if let entry = own("extends") {
      let file = tree.text(entry, "file")
      if let other = tree.text(entry, "service") ?? tree.units[entry].value {
        let name =
          file.flatMap(project.file).map { SharedName(.service, other, in: $0.name.text) }
          ?? project.service(other, in: tree)
        sites.append(NameSite(.needs, name, at: tree.node(entry)))
      }
      if let file { sites += project.following(file, at: node, .needs) }
    }
    return sites
  }

  private func declarations() -> [NameSite] {
    var sites: [NameSite] = []
    for (section, kind) in ComposeProject.sections {
      var uses = parts(section)
      for item in tree.items(own(section)) {
        if let source = tree.text(item, "source") { uses.append((source, item)) }
      }
      for (text, part) in uses {
        let name = kind == .volume ? text.split(separator: ":").first.map(String.init) ?? text : text
        // A service without its data would be another one.
        let role: NameSite.Role = kind == .volume ? .needs : .follows
        for name in project.names(section, kind, name, in: tree) {
          sites.append(NameSite(role, name, at: tree.node(part)))
        }
      }
    }
    for secret in tree.strings(tree.descend(id, "build", "secrets")) {
      for name in project.names("secrets", .secret, secret.text, in: tree) {
        sites.append(NameSite(.follows, name, at: tree.node(secret.id)))
      }
    }
    return sites
  }

  // MARK: Files

  /// Bind mounts: where they stand, what of the repository they mount, and where to.
  private var mounts: [(source: String, target: String, id: Int)] {
    tree.items(own("volumes")).compactMap { item in
      if let text = tree.units[item].value {
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count > 1, parts[0].hasPrefix(".") else { return nil }
        return (parts[0], parts[1], item)
      }
      guard tree.text(item, "type") == "bind", let source = tree.text(item, "source"),
        let target = tree.text(item, "target")
      else { return nil }
      return (source, target, item)
    }
  }

  private func mountedFiles() -> [NameSite] {
    let known = mounts.filter { project.file($0.source) != nil }
    let isBuilt = tree.entry("build", among: tree.children(id)) != nil
    var sites: [NameSite] = []
    for mount in known {
      sites += project.following(mount.source, at: tree.node(mount.id), .serves)
      // An image of others that gets nothing but this may mean nothing without it.
      guard known.count == 1, !isBuilt, !isFragment, !names(mount.target) else { continue }
      let question = NameQuestion(
        kind: "mounted-file",
        text:
          "'\(mount.source)' is all that '\(name)' of '\(tree.path)' gets from the repository, and it goes:"
          + " does the service go, too?",
        evidence: [tree.node(mount.id)],
        choices: [
          .init(id: "service", effect: "the service '\(name)' goes, too", removes: [node]),
          .init(id: "mount", effect: "only the mount goes", removes: [tree.node(mount.id)]),
        ])
      sites += project.following(mount.source, at: node, .serves, ask: question)
    }
    return sites
  }

  /// The command and what comes before it.
  private var command: CommandWords {
    CommandWords(["entrypoint", "command"].flatMap { tree.strings(own($0)).map(\.text) })
  }

  /// Whether the command names a path.
  private func names(_ target: String) -> Bool { command.paths.contains(target) }

  private func arguments() -> [NameSite] {
    guard !isFragment else { return [] }
    let command = command
    return command.paths.flatMap { path -> [NameSite] in
      let mount = mounts.first { path == $0.target || path.hasPrefix($0.target + "/") }
      let found: [RepositoryPath]
      if let mount {
        let inner = path.dropFirst(mount.target.count)
        let source = RepositoryFiles.resolve(mount.source + inner, from: project.folder)
        found = source.map { project.files.files(at: $0) } ?? []
      } else {
        found = project.files.files(endingLike: path)
      }
      return ConfigurationCommand.sites(
        path, found, at: node, "'\(name)' of '\(tree.path)'", isScript: command.isScript)
    }
  }

  private func environmentFiles() -> [NameSite] {
    guard let list = own("env_file") else { return [] }
    var uses = tree.strings(list)
    for item in tree.items(list) {
      if let path = tree.text(item, "path") { uses.append((path, item)) }
    }
    return uses.flatMap { text, part in project.following(text, at: tree.node(part), .serves) }
  }

  private func builtFiles() -> [NameSite] {
    guard let build = own("build"), !isFragment else { return [] }
    let context = tree.units[build].value ?? tree.text(build, "context") ?? "."
    var sites = project.following(context, at: node)
    let file = context + "/" + (tree.text(build, "dockerfile") ?? "Dockerfile")
    sites += project.following(file, at: node)
    guard let dockerfile = project.file(file)?.name.text else { return sites }
    let list = tree.descend(build, "args")
    for item in tree.items(list) {
      guard let name = tree.units[item].value?.split(separator: "=").first else { continue }
      sites.append(
        NameSite(.serves, SharedName(.buildArgument, String(name), in: dockerfile), at: tree.node(item)))
    }
    for entry in tree.entries(list) {
      let name = SharedName(.buildArgument, tree.units[entry].name ?? "", in: dockerfile)
      sites.append(NameSite(.serves, name, at: tree.node(entry)))
    }
    if let stage = tree.text(build, "target") {
      sites.append(NameSite(.needs, SharedName(.stage, stage, in: dockerfile), at: tree.node(build)))
    }
    return sites
  }
}

/// What the command of a container has to do with the files that it names.
enum ConfigurationCommand {
  /// - Parameters:
  ///   - path: as the command spells it.
  ///   - files: what it can be.
  ///   - node: the container.
  ///   - label: what the container is called, for a question.
  ///   - isScript: whether the command does more than run with this file.
  /// - Returns: what the files and the container have to do with each other; nothing when
  ///   there are none.
  static func sites(
    _ path: String, _ files: [RepositoryPath], at node: CascadeNode, _ label: String, isScript: Bool
  ) -> [NameSite] {
    guard !files.isEmpty else { return [] }
    // One name for all that it can be: it is lost only when all of them are.
    let name = SharedName(path: files.map(\.text).joined(separator: ", "))
    let question = NameQuestion(
      kind: "script",
      text: "The script that \(label) runs names '\(path)', which goes: does the container go, too?",
      choices: [
        .init(id: "keep", effect: "it stays, and its script is mended by hand", removes: []),
        .init(id: "delete", effect: "it goes, too", removes: [node]),
      ])
    return files.map { NameSite(.provides, name, at: .file($0)) }
      + [NameSite(.follows, name, at: node, ask: isScript ? question : nil)]
  }
}
