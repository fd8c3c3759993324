import Formats
import SourceText

/// The modules that a `go.mod` requires, with what follows them: their lines in `go.sum`,
/// what replaces or excludes them, their packages in `vendor`.
///
/// A scope is one module of the repository; it is called by the path of its `go.mod`.
struct GoModuleNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    guard path.name == "go.mod", !path.text.contains("vendor/") else { return [] }
    return [path.text]
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] {
    let folder = GoModules.folder(of: RepositoryPath(scope))
    return
      ([scope, folder + "go.sum", folder + "vendor/modules.txt"].map { RepositoryPath($0) } + UpdateBot.paths)
      .filter { documents.snapshot.entry(at: $0)?.mode.isFile ?? false }
  }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    guard let manifest = members.first(where: { $0.format == .gomod }) else { return [] }
    let units = manifest.content.units
    let required = units.filter { $0.kind == .requirement }
    let replaced = replacements(in: units)
    var sites: [NameSite] = []
    for unit in required {
      guard let module = unit.name, let version = unit.value else { continue }
      let name = SharedName(.package, module, in: scope)
      sites.append(NameSite(.provides, name, at: .unit(manifest.path, unit.id)))
      let own = [(module, version)] + replaced.filter { $0.module == module }.map { ($0.other, $0.version) }
      let others = Set(required.filter { $0.name != module }.compactMap(\.name))
        .union(replaced.filter { $0.module != module }.map(\.other))
      let versions = own.filter { !others.contains($0.0) }
      for member in members {
        let folder = GoModules.folder(of: manifest.path)
        let following =
          UpdateBot.paths.contains(member.path)
          ? UpdateBot.mentions(of: module, "gomod", in: folder, member)
          : followers(of: module, versions, in: member)
        sites += following.map { NameSite(.follows, name, at: .unit(member.path, $0)) }
      }
      sites += vendored(module, besides: others, scope, documents).map {
        NameSite(.follows, name, at: .file($0))
      }
    }
    return sites
  }

  /// What stands for a module in its place: `replace A => B v1.2.3`.
  private func replacements(
    in units: [Formats.Unit]
  ) -> [(module: String, other: String, version: String)] {
    units.compactMap { unit in
      guard unit.kind == .directive, unit.name == "replace", let words = unit.value?.split(separator: " "),
        let arrow = words.firstIndex(of: "=>"), arrow + 2 < words.count
      else { return nil }
      return (String(words[0]), String(words[arrow + 1]), String(words[arrow + 2]))
    }
  }

  private func followers(
    of module: String, _ versions: [(String, String)], in member: LoadedDocument
  ) -> [Int] {
    member.content.units.filter { unit in
      switch member.format {
      case .gomod:
        unit.kind == .directive && ["replace", "exclude"].contains(unit.name)
          && unit.value?.split(separator: " ").first.map(String.init) == module
      case .gosum:
        versions.contains { name, version in
          unit.name == name && (unit.value == version || unit.value == version + "/go.mod")
        }
      case .govendor: unit.name == module
      default: false
      }
    }.map(\.id)
  }

  /// The files of a module's packages below `vendor`, but not those of modules within.
  private func vendored(
    _ module: String, besides others: Set<String>, _ scope: String, _ documents: DocumentIndex
  ) -> [RepositoryPath] {
    let vendor = GoModules.folder(of: RepositoryPath(scope)) + "vendor/"
    let inner = others.filter { $0.hasPrefix(module + "/") }.map { vendor + $0 + "/" }
    return documents.paths { path in
      path.text.hasPrefix(vendor + module + "/") && !inner.contains { path.text.hasPrefix($0) }
    }
  }
}
