import Patterns
import SourceText

/// The files of a repository as configuration names them.
struct RepositoryFiles: Sendable {
  private let byName: [String: [RepositoryPath]]
  /// The files below each folder, and each file by its own path.
  private let byPath: [String: [RepositoryPath]]

  private init(_ paths: [RepositoryPath]) {
    byName = Dictionary(grouping: paths) { $0.name.text }
    var byPath: [String: [RepositoryPath]] = [:]
    for path in paths {
      for around in sequence(first: path, next: \.parent) { byPath[around.text, default: []].append(path) }
    }
    self.byPath = byPath
  }

  /// Those of the tree that is planned over.
  static func of(_ documents: DocumentIndex) -> RepositoryFiles {
    documents.remembered("files") { RepositoryFiles(documents.paths { _ in true }) }
  }

  /// The path of what `target` names, seen from a folder; nil when that lies outside of
  /// the repository.
  static func resolve(_ target: String, from folder: String) -> String? {
    guard !target.hasPrefix("/"), !target.hasPrefix("~"), !target.contains("$") else { return nil }
    var parts = folder.split(separator: "/").map(String.init)
    for part in target.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }

  /// A file, or all files below a folder; none for what is not there, and for the root.
  func files(at path: String) -> [RepositoryPath] { byPath[path] ?? [] }

  /// The files that a pattern matches, seen from the root; a folder's files with it.
  func files(matching pattern: String) -> [RepositoryPath] {
    guard pattern.contains(where: { "*?[".contains($0) }) else { return files(at: pattern) }
    guard let glob = try? Glob(pattern) else { return [] }
    let folder = pattern.prefix { !"*?[".contains($0) }.split(
      separator: "/", omittingEmptySubsequences: false)
    let fixed = folder.dropLast().joined(separator: "/")
    let candidates = fixed.isEmpty ? byName.values.flatMap(\.self) : files(at: fixed)
    return candidates.filter { path in
      sequence(first: path, next: \.parent).contains { glob.matches($0) }
    }.sorted()
  }

  /// The files that a path of the machine where they are used can be: those whose own
  /// paths have the longest common end with it.
  func files(endingLike target: String) -> [RepositoryPath] {
    let parts = target.split(separator: "/").map(String.init)
    guard let last = parts.last, let candidates = byName[last] else { return [] }
    let common = candidates.map { path in
      let folders = path.text.split(separator: "/").dropLast().reversed()
      return zip(parts.dropLast().reversed(), folders).prefix { $0 == String($1) }.count
    }
    let longest = common.max() ?? 0
    return zip(candidates, common).filter { $0.1 == longest }.map(\.0)
  }
}

extension RepositoryPath {
  /// The folder that holds it, as text; empty at the top level.
  var folder: String { parent?.text ?? "" }
}

extension SharedName {
  /// A file or folder, by its path.
  init(path: String) { self.init(.file, path, in: "") }
}
