/// What a package.json, or the root entry of a lock file, asks for.
public struct PackageManifest: Sendable {
  /// The lists that npm reads, in the order in which a later one overrules an earlier.
  public enum Section: String, Sendable, Hashable, CaseIterable {
    /// What whoever uses the package must have.
    case peerDependencies
    /// What it needs when it runs.
    case dependencies
    /// What it can do without.
    case optionalDependencies
    /// What it needs when it is built and tested.
    case devDependencies
  }

  /// A package that is asked for.
  public struct Dependency: Sendable, Hashable {
    /// Its name, with its scope: `@types/ws`.
    public let name: String
    /// The list that it stands in.
    public let section: Section
    /// The versions that will do, as written; empty where that is no string.
    public let range: String
    /// The entry, as an id of the document's units.
    public let unit: Int
  }

  /// By section, and within one in the order of the file. A name may occur in several.
  public let dependencies: [Dependency]

  let document: JSONDocument
  private let object: Int?

  /// - Parameter document: a package.json.
  public init(of document: JSONDocument) { self.init(of: document, at: nil) }

  /// - Parameters:
  ///   - document: a package.json or a lock file.
  ///   - object: the entry whose value has the lists; nil for the whole file.
  init(of document: JSONDocument, at object: Int?) {
    (self.document, self.object) = (document, object)
    dependencies = Section.allCases.flatMap { section in
      document.parts(ofEntry: section.rawValue, of: object).compactMap { id in
        document.units[id].name.map {
          Dependency(name: $0, section: section, range: document.units[id].value ?? "", unit: id)
        }
      }
    }
  }

  /// What goes when some packages are no longer asked for: their entries in all lists,
  /// what `peerDependenciesMeta` says of them, and their places in the list of bundled
  /// packages.
  ///
  /// `overrides` and `resolutions` are about packages at any depth, so they stay; see
  /// `references(to:)`.
  /// - Parameter names: of packages.
  /// - Returns: ids of the document's units, for `deleting`.
  public func units(of names: Set<String>) -> Set<Int> {
    var ids = Set(dependencies.filter { names.contains($0.name) }.map(\.unit))
    let isNamed = { (id: Int) in document.units[id].name.map(names.contains) ?? false }
    let isListed = { (id: Int) in document.units[id].value.map(names.contains) ?? false }
    ids.formUnion(document.parts(ofEntry: "peerDependenciesMeta", of: object).filter(isNamed))
    for list in ["bundleDependencies", "bundledDependencies"] {
      ids.formUnion(document.parts(ofEntry: list, of: object).filter(isListed))
    }
    return ids
  }

  /// Overrides that take their version from a direct dependency (`"$ws"`): npm stops at
  /// one whose package is no longer asked for, so somebody has to decide on them.
  /// - Parameter names: of packages.
  /// - Returns: ids of the document's units.
  public func references(to names: Set<String>) -> Set<Int> {
    guard let overrides = document.entry("overrides", of: object) else { return [] }
    return Set(
      document.subtree(of: overrides).filter { id in
        guard let value = document.units[id].value, value.hasPrefix("$") else { return false }
        return names.contains(String(value.dropFirst()))
      })
  }

  /// The command that a package brings whose `bin` has no name of its own.
  /// - Parameter name: of a package.
  /// - Returns: the name without its scope.
  public static func command(of name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }

  /// Peer dependencies that may be missing.
  var optionalPeers: Set<String> {
    Set(
      document.parts(ofEntry: "peerDependenciesMeta", of: object).filter { document.flag("optional", of: $0) }
        .compactMap { document.units[$0].name })
  }
}
