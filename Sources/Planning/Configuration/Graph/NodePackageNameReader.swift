import Formats
import SourceText

/// The packages that a package.json asks for, with what follows them in the same file: the
/// types of what went, what is said of a peer, a place in the list of bundled packages.
///
/// A scope is one package.json, called by its path. Lock files have edges of their own.
struct NodePackageNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    NodeProjects.isManifest(path) ? [path.text] : []
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] {
    [RepositoryPath(scope)]
      + UpdateBot.paths.filter { documents.snapshot.entry(at: $0)?.mode.isFile ?? false }
  }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    guard let member = members.first(where: { $0.path.text == scope }),
      let json = member.content as? JSONDocument
    else { return [] }
    let manifest = PackageManifest(of: json)
    let names = Set(manifest.dependencies.map(\.name))
    var sites: [NameSite] = []
    for name in names.sorted() {
      let package = SharedName(.package, name, in: scope)
      let own = manifest.dependencies.filter { $0.name == name }.map(\.unit)
      sites += own.map { NameSite(.provides, package, at: .unit(member.path, $0)) }
      sites += manifest.units(of: [name]).subtracting(own).sorted().map {
        NameSite(.follows, package, at: .unit(member.path, $0))
      }
      sites += manifest.references(to: [name]).sorted().map {
        NameSite(.needs, package, at: .unit(member.path, $0))
      }
      for bot in members where UpdateBot.paths.contains(bot.path) {
        sites += UpdateBot.mentions(of: name, "npm", in: GoModules.folder(of: member.path), bot).map {
          NameSite(.follows, package, at: .unit(bot.path, $0))
        }
      }
      // Types say nothing without what they describe.
      sites += manifest.dependencies.filter { NodePackageName.typed(by: $0.name).contains(name) }.map {
        NameSite(.follows, package, at: .unit(member.path, $0.unit))
      }
    }
    return sites
  }
}
