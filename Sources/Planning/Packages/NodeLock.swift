import Findings
import Formats
import SourceText

/// The lock file that holds for a project.
struct NodeLock {
  /// The lock file's folder with `/` behind it; empty at the top.
  let folder: String
  /// Where the project lies from there; empty for the folder itself.
  let location: String
  let path: RepositoryPath
  private let document: LoadedDocument?
  /// Nil for a file that is not npm's, or cannot be read.
  let lock: PackageLock?

  /// Names of npm's lock files; the first one that is there counts.
  static let names = ["npm-shrinkwrap.json", "package-lock.json"]
  private static let others = ["yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"]

  /// The nearest lock file in the project's folder or above it.
  init?(of project: String, in documents: DocumentIndex) {
    var folder = project
    while true {
      let name = (Self.names + Self.others).first {
        documents.snapshot.entry(at: RepositoryPath(folder + $0))?.mode.isFile ?? false
      }
      if let name {
        let location = String(project.dropFirst(folder.count).dropLast())
        if let found = Self(folder, location, name, documents) {
          self = found
          return
        }
      }
      guard !folder.isEmpty else { return nil }
      folder = GoModules.folder(of: RepositoryPath(String(folder.dropLast())))
    }
  }

  /// Nil when the lock file is of other projects.
  private init?(_ folder: String, _ location: String, _ name: String, _ documents: DocumentIndex) {
    (self.folder, self.location) = (folder, location)
    path = RepositoryPath(folder + name)
    let manifest = documents.document(at: RepositoryPath(folder + "package.json"))?.content as? JSONDocument
    guard Self.names.contains(name) else {
      (document, lock) = (nil, nil)
      return
    }
    document = documents.document(at: path)
    if let json = document?.content as? JSONDocument, let manifest {
      lock = try? PackageLock(of: json, declaredBy: PackageManifest(of: manifest))
    } else {
      lock = nil
    }
    if let lock, !lock.covers(location) { return nil }
  }

  /// Whether it is npm's, but cannot be read.
  var isBroken: Bool { lock == nil && Self.names.contains(path.name.text) }

  /// The commands that a package brings; nil when the lock file does not tell.
  func commands(of name: String) -> [String]? { lock?.commands(of: name) }

  /// Packages that stay and expect this one.
  func peers(expecting name: String, without gone: Set<String>) -> [PackageUse.Use] {
    guard let lock, let document else { return [] }
    return lock.peers(expecting: name, without: gone, from: location).map { package, unit in
      PackageUse.Use(
        place: document.place(of: document.content.units[unit]), reason: "'\(package)' expects it")
    }
  }
}
