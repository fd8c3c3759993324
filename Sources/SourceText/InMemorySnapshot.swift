/// A snapshot of files that are given, for tests and for what is not in git.
public struct InMemorySnapshot: Snapshot {
  /// In order of path bytes.
  public let entries: [SnapshotEntry]
  private let files: [RepositoryPath: (mode: FileMode, contents: [UInt8])]

  /// - Parameter files: contents by path; all are regular files.
  public init(_ files: [RepositoryPath: [UInt8]]) {
    self.init(files.mapValues { (FileMode.regular, $0) })
  }

  /// - Parameter files: mode and contents by path; a link's contents are its target.
  public init(_ files: [RepositoryPath: (mode: FileMode, contents: [UInt8])]) {
    self.files = files
    entries = files.map { SnapshotEntry(path: $0.key, mode: $0.value.mode, id: nil) }
      .sorted { $0.path < $1.path }
  }

  /// The entry at `path`, if there is one.
  public func entry(at path: RepositoryPath) -> SnapshotEntry? {
    files[path].map { SnapshotEntry(path: path, mode: $0.mode, id: nil) }
  }

  /// The bytes of a file, or the target of a link.
  public func contents(at path: RepositoryPath) throws(UnreadableContents) -> [UInt8] {
    guard let file = files[path] else { throw UnreadableContents(path: path, reason: .noSuchPath) }
    if file.mode == .submodule { throw UnreadableContents(path: path, reason: .submodule) }
    return file.contents
  }

  /// The results of `body` in the order of `entries`.
  public func concurrentMap<Output: Sendable>(
    _ entries: [SnapshotEntry],
    _ body: @Sendable (SnapshotEntry, Result<UnsafeRawBufferPointer, UnreadableContents>) -> Output
  ) -> [Output] {
    entries.map { entry in
      do {
        return try contents(at: entry.path).withUnsafeBytes { body(entry, .success($0)) }
      } catch {
        return body(
          entry,
          .failure(
            error as? UnreadableContents
              ?? UnreadableContents(path: entry.path, reason: .noSuchPath)))
      }
    }
  }
}
