/// What happens to one path.
public enum FileChange: Hashable, Sendable {
  /// The file goes.
  case delete
  /// The file gets these contents; its mode stays, or is the one given.
  case write([UInt8], mode: FileMode)
}

/// A snapshot with changes laid over it: the virtual tree that a step leaves.
public struct OverlaySnapshot: Snapshot {
  /// What lies below.
  public let base: any Snapshot
  /// What was changed, by path.
  public let changes: [RepositoryPath: FileChange]
  /// In order of path bytes.
  public let entries: [SnapshotEntry]
  /// Those of `base`.
  public var unreadableFolders: [UnreadableContents] { base.unreadableFolders }

  /// - Parameters:
  ///   - base: what lies below.
  ///   - changes: by path; a deletion of a path that `base` lacks changes nothing.
  public init(base: any Snapshot, changes: [RepositoryPath: FileChange]) {
    self.base = base
    self.changes = changes
    var entries = base.entries.filter { changes[$0.path] == nil }
    for case (let path, .write(_, let mode)) in changes {
      entries.append(SnapshotEntry(path: path, mode: mode, id: nil))
    }
    self.entries = entries.sorted { $0.path < $1.path }
  }

  /// The entry at `path`, if there is one.
  public func entry(at path: RepositoryPath) -> SnapshotEntry? {
    switch changes[path] {
    case .delete: nil
    case .write(_, let mode): SnapshotEntry(path: path, mode: mode, id: nil)
    case nil: base.entry(at: path)
    }
  }

  /// The bytes of a file, or the target of a link.
  public func contents(at path: RepositoryPath) throws(UnreadableContents) -> [UInt8] {
    switch changes[path] {
    case .delete: throw UnreadableContents(path: path, reason: .noSuchPath)
    case .write(let bytes, _): bytes
    case nil: try base.contents(at: path)
    }
  }

  /// The results of `body` in the order of `entries`.
  public func concurrentMap<Output: Sendable>(
    _ entries: [SnapshotEntry],
    _ body: @Sendable (SnapshotEntry, Result<UnsafeRawBufferPointer, UnreadableContents>) -> Output
  ) -> [Output] {
    var results: [Output?] = Array(repeating: nil, count: entries.count)
    var below: [(index: Int, entry: SnapshotEntry)] = []
    for (index, entry) in entries.enumerated() {
      switch changes[entry.path] {
      case .write(let bytes, _): results[index] = bytes.withUnsafeBytes { body(entry, .success($0)) }
      case .delete:
        results[index] = body(entry, .failure(UnreadableContents(path: entry.path, reason: .noSuchPath)))
      case nil: below.append((index, entry))
      }
    }
    for (item, output) in zip(below, base.concurrentMap(below.map(\.entry), body)) {
      results[item.index] = output
    }
    return results.compactMap { $0 }
  }
}
