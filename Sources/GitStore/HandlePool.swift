internal import Synchronization

/// Handles of one repository, each lent to one borrower at a time: two threads on
/// one handle are slower than one thread.
final class HandlePool: Sendable {
  private let gitDirectory: String
  private let idle: Mutex<[RepositoryHandle]>

  init(gitDirectory: String, first: RepositoryHandle) {
    self.gitDirectory = gitDirectory
    idle = Mutex([first])
  }

  /// Lends a handle, opening one more when all are lent.
  func withHandle<Result>(
    _ body: (RepositoryHandle) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let handle = try borrow()
    defer { giveBack(handle) }
    return try body(handle)
  }

  /// A handle for the caller alone, until it is given back.
  func borrow() throws(GitError) -> RepositoryHandle {
    if let handle = idle.withLock({ $0.popLast() }) { return handle }
    return try RepositoryHandle(gitDirectory: gitDirectory)
  }

  /// - Parameter handle: one that was borrowed, and is not used any more.
  func giveBack(_ handle: RepositoryHandle) { idle.withLock { $0.append(handle) } }
}
