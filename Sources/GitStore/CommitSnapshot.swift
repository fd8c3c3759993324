public import SourceText
internal import CLibgit2

/// The files of one commit, read from the object database when they are asked for.
/// Nothing is kept but the list of entries.
///
/// Objects are not hashed again when they are read, as in git itself: damage
/// shows where an object cannot be unpacked.
public struct CommitSnapshot: Snapshot {
  /// The tree that is shown.
  public let tree: ObjectID
  /// Every file, link and submodule, in order of path bytes.
  public let entries: [SnapshotEntry]
  /// The folders that could not be read, and entries with impossible names; what
  /// lies below them is not among `entries`. Empty in a sound repository.
  public let unreadableFolders: [UnreadableContents]
  private let pool: HandlePool

  init(_ id: ObjectID, _ pool: HandlePool) throws(GitError) {
    self.pool = pool
    (tree, entries, unreadableFolders) = try pool.withHandle { handle throws(GitError) in
      let tree = try handle.treeID(of: id)
      let walk = try TreeWalk(tree, handle)
      return (tree, walk.entries, walk.unreadable)
    }
  }

  /// The entry at `path`, if there is one.
  public func entry(at path: RepositoryPath) -> SnapshotEntry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].path < path { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count, entries[low].path == path else { return nil }
    return entries[low]
  }

  /// The bytes of a file, or the target of a link, read anew at each call.
  ///
  /// - Parameter path: of an entry.
  /// - Returns: the bytes.
  /// - Throws: `UnreadableContents`.
  public func contents(at path: RepositoryPath) throws(UnreadableContents) -> [UInt8] {
    guard let entry = entry(at: path) else { throw UnreadableContents(path: path, reason: .noSuchPath) }
    return try lend(entry) { $0.map { Array($0) } }.get()
  }

  /// Calls `body` once for each of `entries`, on as many threads as there are
  /// cores, each with a handle of its own.
  ///
  /// - Parameters:
  ///   - entries: of this snapshot.
  ///   - body: gets the bytes, which are valid only inside the call.
  /// - Returns: the results in the order of `entries`.
  public func concurrentMap<Output: Sendable>(
    _ entries: [SnapshotEntry],
    _ body: @Sendable (SnapshotEntry, Result<UnsafeRawBufferPointer, UnreadableContents>) -> Output
  ) -> [Output] {
    ParallelMap.run(
      count: entries.count,
      begin: { () -> Result<RepositoryHandle, GitError> in Result { () throws(GitError) in try pool.borrow() }
      },
      end: { if case .success(let handle) = $0 { pool.giveBack(handle) } },
      each: { handle, index in
        let entry = entries[index]
        switch handle {
        case .success(let handle): return handle.lend(entry) { body(entry, $0) }
        // A thread without a handle still owes an answer for what it takes on.
        case .failure(let error):
          return body(entry, .failure(UnreadableContents(path: entry.path, reason: .damaged(error.message))))
        }
      })
  }

  private func lend<Output>(
    _ entry: SnapshotEntry, _ body: (Result<UnsafeRawBufferPointer, UnreadableContents>) -> Output
  ) -> Output {
    do throws(GitError) {
      return try pool.withHandle { $0.lend(entry, body) }
    } catch {
      return body(.failure(UnreadableContents(path: entry.path, reason: .damaged(error.message))))
    }
  }
}

extension RepositoryHandle {
  /// Calls `body` with the bytes of an entry, or with why they cannot be had.
  fileprivate func lend<Output>(
    _ entry: SnapshotEntry, _ body: (Result<UnsafeRawBufferPointer, UnreadableContents>) -> Output
  ) -> Output {
    func failed(_ reason: UnreadableContents.Reason) -> Output {
      body(.failure(UnreadableContents(path: entry.path, reason: reason)))
    }
    if entry.mode == .submodule { return failed(.submodule) }
    guard let id = entry.id else { return failed(.noSuchPath) }
    do throws(GitError) {
      return try withObject(id, GIT_OBJECT_BLOB, "read the blob") { body(.success($0)) }
    } catch {
      return failed(UnreadableContents.Reason(error))
    }
  }
}

extension Repository {
  /// The files of a commit.
  ///
  /// - Parameter id: of a commit or of a tree.
  /// - Returns: the snapshot.
  /// - Throws: `GitError` when the commit or its topmost tree cannot be read.
  public func snapshot(of id: ObjectID) throws(GitError) -> CommitSnapshot {
    try CommitSnapshot(id, pool)
  }
}
