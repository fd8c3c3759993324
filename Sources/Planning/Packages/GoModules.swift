import Findings
import Formats
import SourceText

/// The Go modules of a repository, and what their packages import.
final class GoModules {
  private let documents: DocumentIndex
  /// The folders that hold a `go.mod`, with the modules they require.
  private lazy var required: [String: Set<String>] = readRequirements()

  init(_ documents: DocumentIndex) { self.documents = documents }

  /// What needs a module that one of the repository's requires.
  ///
  /// A package counts whatever build tags its files have, since a module is required in
  /// every configuration, and so does a file that Go ignores (`//go:build ignore`): it is
  /// run by its name.
  func verdict(
    on module: String, _ id: Int, of document: LoadedDocument, _ cascade: Cascade
  ) -> PackageUse.Verdict {
    let folder = Self.folder(of: document.path)
    var verdict = PackageUse.Verdict()
    if (document.content as? GoModDocument)?.isIndirect(id) ?? false {
      verdict.uses.append(
        PackageUse.Use(
          place: document.place(of: document.content.units[id]), reason: "another module needs it"))
      return verdict
    }
    verdict.uses += tools(of: module, in: document, folder, cascade)
    verdict.uses += importers(of: module, in: folder, cascade)
    let vendor = folder + "vendor/"
    guard documents.snapshot.entry(at: RepositoryPath(vendor + "modules.txt")) == nil else {
      verdict.uses += vendoredImporters(of: module, below: vendor, in: folder)
      return verdict
    }
    verdict.doubts = otherVersions(of: module, document.content.units[id].value ?? "", in: folder)
    return verdict
  }

  /// The folder of a file with `/` behind it; empty at the top.
  static func folder(of path: RepositoryPath) -> String { path.parent.map { $0.text + "/" } ?? "" }

  /// Whether an import's path, or a command's, is of a package of `module`.
  static func holds(_ module: String, _ path: String) -> Bool {
    path == module || path.hasPrefix(module + "/")
  }

  // MARK: Reading

  private func readRequirements() -> [String: Set<String>] {
    var required: [String: Set<String>] = [:]
    for path in documents.paths(where: { $0.name == "go.mod" && !Self.isVendored($0) }) {
      let units = documents.document(at: path)?.content.units ?? []
      required[Self.folder(of: path)] = Set(
        units.compactMap { unit in
          switch unit.kind {
          case .requirement: unit.name
          case .directive where unit.name == "module": unit.value
          default: nil
          }
        })
    }
    return required
  }

  private static func isVendored(_ path: RepositoryPath) -> Bool {
    path.text.hasPrefix("vendor/") || path.text.contains("/vendor/")
  }

  /// The folder of the module that a file belongs to.
  private func module(of path: RepositoryPath) -> String? {
    required.keys.filter { path.text.hasPrefix($0) }.max { $0.utf8.count < $1.utf8.count }
  }

  /// The module, of those that a module of the repository knows, that a package is of.
  private func owner(of package: String, in folder: String) -> String? {
    required[folder, default: []].filter { Self.holds($0, package) }.max { $0.utf8.count < $1.utf8.count }
  }

  // MARK: Uses

  /// Files of the module, and files of others that rely on this one's requirement, since
  /// they have none of their own.
  private func importers(of module: String, in folder: String, _ cascade: Cascade) -> [PackageUse.Use] {
    let needle = Array(module.utf8)
    let candidates = documents.snapshot.entries.filter { entry in
      entry.mode.isFile && !Self.isVendored(entry.path) && !cascade.removedFiles.contains(entry.path)
        && (entry.path.fileExtension == "go" || CommandFiles.contain(entry.path))
    }
    let found = documents.snapshot.concurrentMap(candidates) { entry, contents -> [(Int, String)]? in
      guard case .success(let bytes) = contents, ByteSearch.contains(bytes, needle) else { return nil }
      return Self.packages(of: module, in: Array(bytes), isGo: entry.path.fileExtension == "go")
    }
    return zip(candidates.map(\.path), found).compactMap { path, packages in
      guard let packages else { return nil }
      let home = self.module(of: path)
      guard home == folder || !required[home ?? "", default: []].contains(module) else { return nil }
      let use = packages.first { _, package in owner(of: package, in: folder) == module }
      return use.map { PackageUse.Use(place: Place(path: path, line: $0.0)) }
    }
  }

  /// What a file imports or runs of a module, with lines counted from 1.
  private static func packages(of module: String, in bytes: [UInt8], isGo: Bool) -> [(Int, String)] {
    let lines = LineIndex(bytes)
    var packages: [(Int, String)] = []
    if isGo {
      guard let imports = GoImports.read(bytes) else {
        // What cannot be read may import everything that it names.
        let offset = bytes.withUnsafeBytes { ByteSearch.first(Array(module.utf8), in: $0) }
        return [(lines.line(at: offset ?? 0), module)]
      }
      packages = imports.filter { holds(module, $0.path) }.map { (lines.line(at: $0.offset), $0.path) }
    }
    for number in lines.starts.indices {
      let text = String(decoding: bytes[lines.range(ofLine: number + 1)], as: UTF8.self)
      guard text.contains(module) else { continue }
      let words = PackageCommands.words(of: text)
      guard !isGo || words.first == "//go:generate" else { continue }
      let commands = words.indices.filter { words[$0] == "go" || words[$0].hasSuffix("/go") }
      for index in commands {
        // A version (`@latest`) makes it a module of its own.
        packages += words[index...].filter { holds(module, $0) && !$0.contains("@") }.map { (number + 1, $0) }
      }
    }
    return packages
  }

  /// `tool` lines of go.mod.
  private func tools(
    of module: String, in document: LoadedDocument, _ folder: String, _ cascade: Cascade
  ) -> [PackageUse.Use] {
    document.content.units.filter { unit in
      unit.kind == .directive && unit.name == "tool" && owner(of: unit.value ?? "", in: folder) == module
        && cascade.removed[.unit(document.path, unit.id)] == nil
    }.map { PackageUse.Use(place: document.place(of: $0)) }
  }

  private func vendoredImporters(
    of module: String, below vendor: String, in folder: String
  ) -> [PackageUse.Use] {
    let own = vendor + module + "/"
    let candidates = documents.snapshot.entries.filter { entry in
      entry.path.fileExtension == "go" && entry.path.text.hasPrefix(vendor)
        && !entry.path.text.hasPrefix(own) && !entry.path.name.text.hasSuffix("_test.go")
    }
    let needle = Array(module.utf8)
    let found = documents.snapshot.concurrentMap(candidates) { entry, contents -> Place? in
      guard case .success(let bytes) = contents, ByteSearch.contains(bytes, needle) else { return nil }
      return Self.packages(of: module, in: Array(bytes), isGo: true).first.map {
        Place(path: entry.path, line: $0.0)
      }
    }
    return found.compactMap { place in
      place.map { PackageUse.Use(place: $0, reason: "a vendored package needs it") }
    }
  }

  /// Other versions in go.sum: some module of the graph asks for them.
  private func otherVersions(of module: String, _ version: String, in folder: String) -> [PackageUse.Use] {
    guard let sum = documents.document(at: RepositoryPath(folder + "go.sum")) else { return [] }
    return sum.content.units.filter { unit in
      unit.name == module && unit.value != version && unit.value != version + "/go.mod"
    }.map { PackageUse.Use(place: sum.place(of: $0), reason: "go.sum has another version of it") }
  }
}
