import Formats
import Patterns
import SourceText

/// The names of a cluster's manifests: objects, keys of their data, labels, ports, volumes,
/// and the files of the repository that they name.
///
/// A scope is a chart, called by its folder, or the plain manifests below a folder of the
/// top level. What is called the same in several folders is told apart by what lies nearest.
struct KubernetesNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    let manifests = Self.manifests(documents)
    guard !manifests.isEmpty else { return [] }
    let charts = Charts.of(documents)
    if manifests.contains(path) { return [Self.scope(of: path, charts)] }
    // What a proxy passes to, and the files that commands and kustomizations name.
    let isProxy = Format(of: path) == .nginx
    let words = documents.remembered("manifest words") { Self.words(of: manifests, documents) }
    return Set(
      manifests.filter { isProxy || words[$0]?.contains(path.name.text) ?? true }.map {
        Self.scope(of: $0, charts)
      }
    ).sorted()
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] {
    let charts = Charts.of(documents)
    return Self.manifests(documents).filter { Self.scope(of: $0, charts) == scope }
  }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    let objects = KubernetesObjects(members, scope: scope)
    let mentions = objects.mentions(documents)
    let pods = KubernetesPods(objects, RepositoryFiles.of(documents))
    let services = KubernetesServices(objects, documents, mentions)
    return objects.sites(documents, mentions) + pods.sites() + services.sites()
      + KubernetesPolicies(objects).sites()
      + Kustomizations(objects, RepositoryFiles.of(documents)).sites()
  }

  private static func scope(of path: RepositoryPath, _ charts: Charts) -> String {
    if let chart = charts.outermost(around: path) { return "chart \(chart)" }
    return "manifests \(path.folder.split(separator: "/").first ?? "")"
  }

  /// The files that hold objects, as far as raw bytes tell.
  static func manifests(_ documents: DocumentIndex) -> [RepositoryPath] {
    documents.remembered("manifests") {
      let entries = documents.snapshot.entries.filter { entry in
        entry.mode.isFile && [.yaml, .helm].contains(Format(of: entry.path))
      }
      let kind = Array("kind:".utf8)
      let isManifest = documents.snapshot.concurrentMap(entries) { _, contents in
        guard case .success(let bytes) = contents else { return false }
        return ByteSearch.contains(bytes, kind)
      }
      return zip(entries, isManifest).filter { entry, holds in
        holds || entry.path.name.text.hasPrefix("kustomization.")
      }.map(\.0.path)
    }
  }

  private static func words(
    of files: [RepositoryPath], _ documents: DocumentIndex
  ) -> [RepositoryPath: Set<String>] {
    var words: [RepositoryPath: Set<String>] = [:]
    for file in files {
      guard let bytes = try? documents.snapshot.contents(at: file) else { continue }
      words[file] = Set(
        String(decoding: bytes, as: UTF8.self).split { "/: \t\r\n\"'[]{},=".contains($0) }.map(String.init))
    }
    return words
  }
}
