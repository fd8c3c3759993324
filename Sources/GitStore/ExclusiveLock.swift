internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The right to change a repository, which one Sunset at a time can have.
///
/// Held until `release` is called or the last reference goes; the system frees it
/// when the process dies, however it dies.
public final class ExclusiveLock: Sendable {
  private let descriptor: Mutex<Int32?>
  private let folder: String

  /// - Parameter folder: where Sunset keeps its files; made if it is not there.
  /// - Throws: `GitError`.
  init(folder: String) throws(GitError) {
    self.folder = folder
    descriptor = Mutex(try Self.acquire(folder))
    do throws(GitError) {
      try Self.removeHalfWritten(in: folder)
    } catch {
      release()
      throw error
    }
  }

  deinit { release() }

  /// Gives the lock up, and takes away the folder if nothing else is in it.
  public func release() {
    let held = descriptor.withLock { held in
      defer { held = nil }
      return held
    }
    if let held { Self.give(up: held, in: folder) }
  }

  /// Whether it is still held, and for the repository with this folder.
  func guards(_ folder: String) -> Bool { self.folder == folder && descriptor.withLock { $0 != nil } }

  private static func acquire(_ folder: String) throws(GitError) -> Int32 {
    let path = folder + "/lock"
    // Another process may take file and folder away between any two of these steps.
    for _ in 0..<1_000 {
      try FileSystem.makeFolder(folder)
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      if descriptor < 0 {
        if errno == ENOENT { continue }
        throw .system(errno, "lock the repository with", path)
      }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let number = errno
        close(descriptor)
        guard number == EWOULDBLOCK else { throw .system(number, "lock the repository with", path) }
        throw try busy(path)
      }
      var status = stat()
      if fstat(descriptor, &status) == 0, FileSystem.inode(path) == UInt64(status.st_ino) {
        try announce(descriptor, in: folder)
        return descriptor
      }
      close(descriptor)
    }
    throw GitError(.busy, "lock the repository with", path, "other processes keep taking it")
  }

  /// Writes this process's number, for the message that others print.
  private static func announce(_ descriptor: Int32, in folder: String) throws(GitError) {
    let line = "\(getpid())\n"
    guard ftruncate(descriptor, 0) == 0, write(descriptor, line, line.utf8.count) == line.utf8.count else {
      let number = errno
      give(up: descriptor, in: folder)
      throw .system(number, "lock the repository with", folder + "/lock")
    }
  }

  /// The file goes while it is still locked: whoever opened it before finds
  /// afterwards that its name leads elsewhere, and tries again.
  private static func give(up descriptor: Int32, in folder: String) {
    _ = unlink(folder + "/lock")
    FileSystem.removeIfEmpty(folder)
    close(descriptor)
  }

  private static func busy(_ path: String) throws(GitError) -> GitError {
    let holder = String(decoding: try FileSystem.read(path) ?? [], as: UTF8.self)
    let process = Int(holder.prefix { $0 != "\n" }).map { "process \($0)" } ?? "another process"
    return GitError(.busy, "lock the repository with", path, "\(process) is changing it with Sunset")
  }

  /// A crash may have left files that were not yet renamed into place.
  private static func removeHalfWritten(in folder: String) throws(GitError) {
    for name in try FileSystem.list(folder) where name.hasSuffix(FileSystem.temporarySuffix) {
      try FileSystem.remove(folder + "/" + name)
    }
  }
}

extension Repository {
  /// Takes the lock that keeps two runs from changing the repository at once.
  ///
  /// - Throws: `GitError` of kind `busy`, naming the process that has it.
  public func lock() throws(GitError) -> ExclusiveLock { try ExclusiveLock(folder: ownFolder) }

  /// Where Sunset keeps its records: `sunset` in the common git directory. Gone
  /// when it is empty.
  var ownFolder: String { commonDirectory + "/sunset" }

  func requireHeld(_ lock: ExclusiveLock, _ operation: String) throws(GitError) {
    guard lock.guards(ownFolder) else {
      throw GitError(
        .failed, operation, nil, "the lock was released, or is another repository's",
        remedy: "hold the lock of this repository meanwhile")
    }
  }
}
