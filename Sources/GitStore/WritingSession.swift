public import SourceText
internal import CLibgit2
internal import Synchronization

/// Trees and commits that are computed in memory, with the ids that they will
/// have, until `persist` writes them. A session that ends without it leaves no trace.
///
/// Safe to use from several threads, which then take turns.
public final class WritingSession: Sendable {
  private let overlay: Mutex<ObjectOverlay>
  private let commonDirectory: String

  init(_ repository: Repository) throws(GitError) {
    overlay = Mutex(try ObjectOverlay(gitDirectory: repository.gitDirectory))
    commonDirectory = repository.commonDirectory
  }

  /// The tree that `changes` make of another tree. Entries that they do not name
  /// stay as they are, whether their objects can be read or not; emptied folders go.
  ///
  /// - Parameters:
  ///   - base: a commit or a tree, on the disk or of this session; nil for an empty tree.
  ///   - changes: by path; a deletion of a path that is not there changes nothing.
  /// - Returns: the id of the tree, possibly that of the empty tree.
  /// - Throws: `GitError` of kind `pathRefused`, `objectMissing` or `objectDamaged`.
  public func writeTree(
    base: ObjectID?, changes: [RepositoryPath: FileChange]
  ) throws(GitError) -> ObjectID {
    try overlay.withLock { overlay throws(GitError) in
      try TreeWriter(overlay).write(base: base, changes)
    }
  }

  /// A commit. Its id depends on nothing but what is handed in.
  ///
  /// - Parameters:
  ///   - tree: on the disk or of this session.
  ///   - parents: commits on the disk or of this session, in order.
  ///   - author: who wrote it, and when.
  ///   - committer: who commits it, and when.
  ///   - message: kept as it is, so end it with a line end.
  /// - Returns: the id of the commit.
  /// - Throws: `GitError` of kind `identityUnusable`, `objectMissing`, or
  ///   `objectDamaged` when an id is of another kind of object.
  public func writeCommit(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) throws(GitError) -> ObjectID {
    guard !message.utf8.contains(0) else {
      throw GitError(
        .failed, "write a commit", nil, "its message holds a NUL byte", remedy: "take it out of the message")
    }
    var text = "tree \(tree)\n"
    for parent in parents { text += "parent \(parent)\n" }
    text += "author \(try author.text())\ncommitter \(try committer.text())\n\n\(message)"
    let bytes = Array(text.utf8)
    return try overlay.withLock { overlay throws(GitError) in
      try overlay.handle.require(tree, GIT_OBJECT_TREE)
      for parent in parents { try overlay.handle.require(parent, GIT_OBJECT_COMMIT) }
      return try overlay.write(bytes, as: GIT_OBJECT_COMMIT, naming: [tree] + parents)
    }
  }

  /// How two trees differ, byte for byte as `git diff --full-index --binary
  /// --no-renames` shows it, but for how tightly the contents of binary files are
  /// packed. Like git, it asks the attributes of the work tree which files are
  /// binary and where functions begin.
  ///
  /// - Parameters:
  ///   - old: a commit or a tree, on the disk or of this session; nil for an empty tree.
  ///   - new: a commit or a tree, on the disk or of this session.
  /// - Returns: one for each file that differs, in git's order.
  /// - Throws: `GitError` when a tree, or a file that differs, cannot be read.
  public func differences(from old: ObjectID?, to new: ObjectID) throws(GitError) -> [FileDifference] {
    try overlay.withLock { overlay throws(GitError) in
      try DifferenceReader(overlay.handle).differences(from: old, to: new)
    }
  }

  /// Writes what this session made and `commits` need: as one pack, flushed to
  /// the disk. Without anything new nothing is written. The commits are then
  /// there to be named by refs; until one does, git may collect them after its
  /// usual two weeks.
  ///
  /// - Parameter commits: of this session, or already on the disk.
  /// - Returns: how many objects were written.
  /// - Throws: `GitError` of kind `diskFull` or `accessDenied`; then nothing was written.
  @discardableResult
  public func persist(_ commits: [ObjectID]) throws(GitError) -> Int {
    try overlay.withLock { overlay throws(GitError) in
      for commit in commits { try overlay.handle.require(commit, GIT_OBJECT_COMMIT) }
      let objects = overlay.reachable(from: commits)
      guard !objects.isEmpty else { return 0 }
      try PackWriter(overlay.handle).write(objects, into: commonDirectory + "/objects/pack")
      overlay.forget(objects)
      return objects.count
    }
  }
}

extension Repository {
  /// Begins to compute trees and commits; nothing is written before `persist`.
  ///
  /// - Throws: `GitError` when the repository cannot be opened any more.
  public func writingSession() throws(GitError) -> WritingSession { try WritingSession(self) }
}

extension RepositoryHandle {
  /// Checks that an object is there and of the right kind.
  func require(_ id: ObjectID, _ type: git_object_t) throws(GitError) {
    let actual = try header(id).type
    guard actual == type else {
      throw GitError(
        .objectDamaged, "use the object", id.hex,
        "it is a \(Self.name(actual)), not a \(Self.name(type))", remedy: "hand in the right id")
    }
  }

  private static func name(_ type: git_object_t) -> String { String(cString: git_object_type2string(type)) }
}
