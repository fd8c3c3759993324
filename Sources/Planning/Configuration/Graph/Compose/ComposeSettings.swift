import Formats
import SourceText

/// The settings that compose files take from dotenv files beside them, as in `${NAME}`.
struct ComposeSettings {
  private let folder: String
  private let compose: [UnitTree]
  private let dotenv: [LoadedDocument]

  init(folder: String, members: [LoadedDocument]) {
    self.folder = folder
    compose = members.filter { $0.format == .yaml }.map(UnitTree.init)
    dotenv = members.filter { $0.format == .dotenv }
  }

  func sites(_ documents: DocumentIndex) -> [NameSite] {
    var sites: [NameSite] = []
    var names: Set<String> = []
    for file in dotenv {
      for unit in file.content.units {
        guard let text = unit.name else { continue }
        names.insert(text)
        sites.append(NameSite(.defines, name(text), at: .unit(file.path, unit.id)))
      }
      for use in (file.content as? DotenvDocument)?.uses() ?? [] {
        sites.append(NameSite(.needs, name(use.name), at: .unit(file.path, use.unit)))
      }
    }
    for tree in compose {
      sites += interpolations(of: tree) + passed(through: tree) + environments(of: tree, names)
    }
    // Scripts and programs may read the same file; images, clusters and proxies do not.
    let others = documents.paths { [.dockerfile, .helm, .nginx].contains(Format(of: $0)) }
    let understood = Set(
      compose.map(\.path) + dotenv.map(\.path) + others + KubernetesNameReader.manifests(documents))
    for (text, files) in Mentions.files(of: names, in: documents, except: understood) {
      sites += files.map { NameSite(.reads, name(text), at: .file($0)) }
    }
    return sites
  }

  private func name(_ text: String) -> SharedName { SharedName(.setting, text, in: folder) }

  private func interpolations(of tree: UnitTree) -> [NameSite] {
    tree.units.flatMap { unit -> [NameSite] in
      guard let value = unit.value, value.contains("$") else { return [] }
      return Interpolation.uses(in: value).map { use in
        NameSite(use.hasDefault ? .reads : .needs, name(use.name), at: tree.node(unit.id))
      }
    }
  }

  /// `environment: [NAME]` hands a setting over under its own name.
  private func passed(through tree: UnitTree) -> [NameSite] {
    services(of: tree).flatMap { service -> [NameSite] in
      guard let list = tree.descend(service, "environment") else { return [] }
      let items = tree.items(list).filter { !(tree.units[$0].value ?? "=").contains("=") }
      let entries = tree.entries(list).filter { tree.units[$0].value == "" }
      return items.map { NameSite(.reads, name(tree.units[$0].value ?? ""), at: tree.node($0)) }
        + entries.map { NameSite(.reads, name(tree.units[$0].name ?? ""), at: tree.node($0)) }
    }
  }

  /// A container that gets a whole file reads every setting of it.
  private func environments(of tree: UnitTree, _ names: Set<String>) -> [NameSite] {
    services(of: tree).flatMap { service -> [NameSite] in
      guard let list = tree.descend(service, "env_file") else { return [] }
      let paths = tree.strings(list).map(\.text) + tree.items(list).compactMap { tree.text($0, "path") }
      let isBeside = paths.contains { path in
        guard let file = RepositoryFiles.resolve(path, from: folder).map({ RepositoryPath($0) }) else {
          return false
        }
        return file.folder == folder && Format(of: file) == .dotenv
      }
      return isBeside ? names.sorted().map { NameSite(.reads, name($0), at: tree.node(list)) } : []
    }
  }

  private func services(of tree: UnitTree) -> [Int] {
    tree.entries(tree.entry("services", among: tree.documents.flatMap(\.top)))
  }
}

/// `${NAME}` and its like in the values of compose files.
enum Interpolation {
  /// The names that a text refers to, and whether it says what stands in for each.
  static func uses(in text: String) -> [(name: String, hasDefault: Bool)] {
    var uses: [(String, Bool)] = []
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        rest = rest.dropFirst()
        continue
      }
      let isBraced = rest.first == "{"
      if isBraced { rest = rest.dropFirst() }
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard !name.isEmpty else { continue }
      rest = rest[name.endIndex...]
      let sign = rest.drop { $0 == ":" }.first
      uses.append((String(name), isBraced && (sign == "-" || sign == "+")))
    }
    return uses
  }
}
