import Formats
import Patterns
import SourceText

/// The names of Compose: services, networks, volumes, configs and secrets, the settings
/// that its files take from dotenv files, and the files of the repository that they name.
///
/// A scope is a folder with compose files, which may be laid over each other. What a file
/// defines in full belongs to that file; other files that name it mean all of these.
struct ComposeNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    let files = Self.composeFiles(documents)
    guard !files.isEmpty else { return [] }
    if files.contains(path) { return [path.folder] }
    // What a dotenv file, a Dockerfile or a deleted file means to compose files is seen
    // only from these.
    if Format(of: path) == .dotenv { return files.contains { $0.folder == path.folder } ? [path.folder] : [] }
    let words = Set(sequence(first: path, next: \.parent).map(\.name.text))
    let mentions = documents.remembered("compose words") { Self.words(of: files, documents) }
    let isBuilt = path.name.text.contains("Dockerfile")
    return Set(
      files.filter { isBuilt || !words.isDisjoint(with: mentions[$0] ?? []) }.map(\.folder)
    ).sorted()
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] {
    Self.composeFiles(documents).filter { $0.folder == scope }
      + documents.paths { $0.folder == scope && Format(of: $0) == .dotenv }
  }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    let files = members.filter { $0.format == .yaml }.map(UnitTree.init)
    let project = ComposeProject(folder: scope, files: files, RepositoryFiles.of(documents))
    return files.flatMap(project.sites)
      + ComposeSettings(folder: scope, members: members).sites(documents)
  }

  /// By their names, as Compose looks for them.
  private static func composeFiles(_ documents: DocumentIndex) -> [RepositoryPath] {
    documents.remembered("compose files") {
      documents.paths { path in
        let name = path.name.text.lowercased()
        return ["yml", "yaml"].contains(path.fileExtension)
          && (name.hasPrefix("docker-compose") || name.hasPrefix("compose.") || name.hasPrefix("compose-"))
      }
    }
  }

  /// What stands between slashes and other signs in each file.
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
