import Findings
import Formats
import SourceText

/// The npm packages that a repository's projects ask for, and what names them.
final class NodeProjects {
  /// A package.json that can be read.
  struct Project {
    /// With `/` behind it; empty at the top.
    let folder: String
    let document: LoadedDocument
    let json: JSONDocument
    let manifest: PackageManifest
  }

  private let documents: DocumentIndex
  /// By folder.
  private lazy var projects: [String: Project] = readProjects()

  init(_ documents: DocumentIndex) { self.documents = documents }

  /// Whether a file is a package.json of this repository's own.
  static func isManifest(_ path: RepositoryPath) -> Bool {
    path.name == "package.json" && !isInstalled(path)
  }

  /// The list of packages that an entry of a package.json stands in.
  static func section(of unit: Formats.Unit, in document: LoadedDocument) -> PackageManifest.Section? {
    guard unit.kind == .entry, let parent = unit.parent else { return nil }
    let list = document.content.units[parent]
    return list.parent == nil ? list.name.flatMap(PackageManifest.Section.init(rawValue:)) : nil
  }

  /// Whether it lies among installed packages.
  static func isInstalled(_ path: RepositoryPath) -> Bool {
    path.text.hasPrefix("node_modules/") || path.text.contains("/node_modules/")
  }

  private func readProjects() -> [String: Project] {
    var projects: [String: Project] = [:]
    for path in documents.paths(where: Self.isManifest) {
      guard let document = documents.document(at: path), let json = document.content as? JSONDocument else {
        continue
      }
      let folder = GoModules.folder(of: path)
      projects[folder] = Project(
        folder: folder, document: document, json: json, manifest: PackageManifest(of: json))
    }
    return projects
  }

  // MARK: What needs a package

  func verdict(
    on name: String, of document: LoadedDocument, among selected: Set<String>, _ cascade: Cascade
  ) -> PackageUse.Verdict {
    guard let project = projects[GoModules.folder(of: document.path)] else { return PackageUse.Verdict() }
    let lock = NodeLock(of: project.folder, in: documents)
    var verdict = PackageUse.Verdict()
    verdict.uses = namings(of: name, in: project, lock, cascade)
    verdict.uses += project.manifest.references(to: [name]).sorted().map {
      PackageUse.Use(
        place: document.place(of: document.content.units[$0]), reason: "an override refers to it")
    }
    // What goes with it expects nothing any more.
    let going = selected.filter { $0 == name || namings(of: $0, in: project, lock, cascade).isEmpty }
    verdict.uses += lock?.peers(expecting: name, without: going) ?? []
    return verdict
  }

  private func namings(
    of name: String, in project: Project, _ lock: NodeLock?, _ cascade: Cascade
  ) -> [PackageUse.Use] {
    let subject = NodePackageName(name, commands: lock?.commands(of: name))
    let root = lock?.folder ?? project.folder
    var uses: [PackageUse.Use] = []
    for other in projects.values.sorted(by: { $0.document.path < $1.document.path })
    where relies(other.folder, on: project.folder, for: name, root) {
      uses += subject.places(in: other.json, of: other.document, cascade).map { PackageUse.Use(place: $0) }
    }
    let candidates = documents.snapshot.entries.filter { entry in
      entry.mode.isFile && !Self.isInstalled(entry.path) && !cascade.removedFiles.contains(entry.path)
        && NodeFile(entry.path) != nil && relies(entry.path, on: project.folder, for: name, root)
    }
    let found = documents.snapshot.concurrentMap(candidates) { entry, contents -> Place? in
      guard case .success(let bytes) = contents, subject.mayStand(in: bytes), let kind = NodeFile(entry.path)
      else { return nil }
      return subject.first(in: Array(bytes), kind).map {
        Place(path: entry.path, line: LineIndex(Array(bytes)).line(at: $0))
      }
    }
    return uses + found.compactMap { place in place.map { PackageUse.Use(place: $0) } }
  }

  /// Whether Node finds a package for this file in the folder of `project`: it looks in the
  /// folders above, and packages of a workspace are put at its top.
  private func relies(_ path: RepositoryPath, on project: String, for name: String, _ root: String) -> Bool {
    relies(GoModules.folder(of: path), on: project, for: name, root)
  }

  private func relies(_ folder: String, on project: String, for name: String, _ root: String) -> Bool {
    guard folder.hasPrefix(root) else { return false }
    var folder = folder
    while true {
      if let own = projects[folder], own.manifest.dependencies.contains(where: { $0.name == name }) {
        return folder == project
      }
      guard folder != root else { return true }
      folder = GoModules.folder(of: RepositoryPath(String(folder.dropLast())))
    }
  }
}
