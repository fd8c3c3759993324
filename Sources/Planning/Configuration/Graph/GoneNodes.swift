import SourceText

/// What is gone at one moment of a cascade: what was removed, its parts, and the parents
/// that this has emptied.
final class GoneNodes {
  private let documents: DocumentIndex
  private let configuration: ConfigurationCascade
  private let cascade: Cascade
  private var units: [RepositoryPath: Set<Int>] = [:]

  init(_ documents: DocumentIndex, _ configuration: ConfigurationCascade, _ cascade: Cascade) {
    (self.documents, self.configuration, self.cascade) = (documents, configuration, cascade)
  }

  func contains(_ node: CascadeNode) -> Bool {
    switch node {
    case .file(let path): cascade.removedFiles.contains(path)
    case .unit(let path, let id): cascade.removedFiles.contains(path) || gone(from: path).contains(id)
    case .export, .syntax, .name: cascade.removed[node] != nil
    }
  }

  /// The removal by which a node went: of itself, of what it is a part of or of one of its
  /// parts; nil when it stays.
  func removal(of node: CascadeNode) -> (node: CascadeNode, cause: CauseID)? {
    guard contains(node) else { return nil }
    if let cause = cascade.removed[node] { return (node, cause) }
    guard case .unit(let path, let id) = node else { return nil }
    let file = CascadeNode.file(path)
    if let cause = cascade.removed[file] { return (file, cause) }
    guard let content = documents.document(at: path)?.content else { return nil }
    for around in sequence(first: id, next: { content.units[$0].parent }) {
      let unit = CascadeNode.unit(path, around)
      if let cause = cascade.removed[unit] { return (unit, cause) }
    }
    // It was emptied.
    let removed = configuration.removed[path, default: [:]].sorted { $0.key < $1.key }
    let part = removed.first { entry in
      sequence(first: entry.key, next: { content.units[$0].parent }).contains(id)
    }
    return (part ?? removed.first).map { (.unit(path, $0.key), $0.value) }
  }

  private func gone(from path: RepositoryPath) -> Set<Int> {
    if let known = units[path] { return known }
    guard configuration.removed[path] != nil, let document = documents.document(at: path) else { return [] }
    let gone = configuration.gone(from: document)
    units[path] = gone
    return gone
  }
}

extension CascadeNode: Comparable {
  /// By path, then by what of the file it is, and by its place.
  static func < (left: Self, right: Self) -> Bool { left.order < right.order }

  private var order: (RepositoryPath, Int, Int, String) {
    switch self {
    case .file(let path): (path, 0, 0, "")
    case .export(let path, let name): (path, 1, 0, name)
    case .syntax(let path, let number): (path, 2, number, "")
    case .unit(let path, let id): (path, 3, id, "")
    case .name(let name): ("", 4, 0, "\(name.kind) \(name.scope) \(name.text)")
    }
  }
}
