import Findings
import Formats
import SourceText

/// The edges from the packages that a package.json asks for to its lock file: what only a
/// removed request brought in goes, and marks (`"dev": true`) change as npm would set them.
final class PackageLockCascade: CascadeEdges {
  private let documents: DocumentIndex
  private let configuration: ConfigurationCascade
  /// The manifests of which something went.
  private var manifests: Set<RepositoryPath> = []
  /// What was said of each lock file last.
  private var known: [RepositoryPath: [String: Set<String>]] = [:]

  init(_ documents: DocumentIndex, _ configuration: ConfigurationCascade) {
    (self.documents, self.configuration) = (documents, configuration)
  }

  func follow(_ node: CascadeNode, because cause: CauseID, in cascade: Cascade) {
    guard case .unit(let path, _) = node, NodeProjects.isManifest(path) else { return }
    manifests.insert(path)
  }

  func settle(in cascade: Cascade) {
    for (path, requests) in requests(in: cascade) {
      let names = requests.mapValues { Set($0.gone.keys) }
      guard known[path] != names, let first = requests.min(by: { $0.key < $1.key })?.value,
        let lock = first.lock.lock, let cause = first.gone.min(by: { $0.key < $1.key })?.value
      else { continue }
      known[path] = names
      let removal = lock.removing(names)
      let link = cascade.cause(
        "what only removed packages brought in", because: cause, place: Place(path: path))
      for id in removal.units.sorted() { cascade.remove(.unit(path, id), because: link) }
      configuration.insert(removal.insertions, into: path, because: link)
    }
    for manifest in manifests.sorted() { reportOthers(of: manifest, cascade) }
  }

  /// Requests that went although their lock file cannot follow.
  func violations(in cascade: Cascade) -> [(node: CascadeNode, finding: Finding)] {
    manifests.sorted().flatMap { path -> [(CascadeNode, Finding)] in
      guard let lock = NodeLock(of: GoModules.folder(of: path), in: documents), lock.isBroken,
        let document = documents.document(at: path)
      else { return [] }
      return gone(from: document, cascade).flatMap { name, _ -> [(CascadeNode, Finding)] in
        let units =
          (document.content as? JSONDocument).map { PackageManifest(of: $0).units(of: [name]) } ?? []
        return units.sorted().filter { cascade.removed[.unit(path, $0)] != nil }.map {
          id -> (CascadeNode, Finding) in
          let finding = Finding(
            code: "kept", severity: .warning,
            message: "'\(name)' stays: '\(lock.path)', which has to follow, cannot be read as a lock file",
            place: document.place(of: document.content.units[id]),
            remedy: "repair the lock file, or remove the package by npm")
          return (CascadeNode.unit(path, id), finding)
        }
      }
    }
  }

  private struct Request {
    let lock: NodeLock
    let gone: [String: CauseID]
  }

  /// What is no longer asked for, by lock file and by the location of who asked.
  private func requests(in cascade: Cascade) -> [(RepositoryPath, [String: Request])] {
    var requests: [RepositoryPath: [String: Request]] = [:]
    for path in manifests.sorted() where !cascade.removedFiles.contains(path) {
      guard let document = documents.document(at: path),
        let lock = NodeLock(of: GoModules.folder(of: path), in: documents), lock.lock != nil
      else { continue }
      let gone = gone(from: document, cascade)
      guard !gone.isEmpty else { continue }
      requests[lock.path, default: [:]][lock.location] = Request(lock: lock, gone: gone)
    }
    return requests.sorted { $0.key < $1.key }
  }

  /// The packages of which no request is left in a package.json.
  private func gone(from document: LoadedDocument, _ cascade: Cascade) -> [String: CauseID] {
    guard let json = document.content as? JSONDocument else { return [:] }
    let units = configuration.gone(from: document)
    var gone: [String: CauseID] = [:]
    var staying: Set<String> = []
    for dependency in PackageManifest(of: json).dependencies {
      guard units.contains(dependency.unit) else {
        staying.insert(dependency.name)
        continue
      }
      let around = sequence(first: dependency.unit) { json.units[$0].parent }
      let causes = configuration.removed[document.path, default: [:]]
      gone[dependency.name] =
        around.lazy.compactMap { causes[$0] }.first ?? causes.min { $0.key < $1.key }?.value
    }
    return gone.filter { !staying.contains($0.key) }
  }

  /// Lock files of other package managers are left to them.
  private func reportOthers(of manifest: RepositoryPath, _ cascade: Cascade) {
    guard let lock = NodeLock(of: GoModules.folder(of: manifest), in: documents), lock.lock == nil,
      !lock.isBroken, let document = documents.document(at: manifest),
      let bytes = try? documents.snapshot.contents(at: lock.path)
    else { return }
    for name in gone(from: document, cascade).keys.sorted() {
      let offset = Self.entry(of: name, in: bytes)
      cascade.report(
        Finding(
          code: "lock-file", severity: .warning,
          message: "'\(lock.path)' has to follow the removal of '\(name)' from '\(manifest)'",
          place: Place(path: lock.path, line: offset.map { LineIndex(bytes).line(at: $0) }),
          remedy: "let its package manager bring it up to date: \(Self.command(for: lock.path))"))
    }
  }

  /// Where a lock file of yarn, pnpm or bun names a package first.
  private static func entry(of name: String, in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { raw in
      [
        "\n\(name)@", "\n\"\(name)@", "\n      \(name):", "\n      '\(name)':", "\n  \(name):",
        "\"\(name)\":",
      ]
      .compactMap { ByteSearch.first(Array($0.utf8), in: raw) }.min().map { $0 + 1 }
    }
  }

  private static func command(for lock: RepositoryPath) -> String {
    switch lock.name.text {
    case "yarn.lock": "yarn install --mode=update-lockfile"
    case "pnpm-lock.yaml": "pnpm install --lockfile-only"
    default: "bun install --lockfile-only"
    }
  }
}
