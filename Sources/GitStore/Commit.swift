public import SourceText
internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A commit, copied out of the object database.
public struct Commit: Hashable, Sendable {
  /// Its id.
  public let id: ObjectID
  /// The id of its tree.
  public let tree: ObjectID
  /// The ids of its parents, in order.
  public let parents: [ObjectID]
  /// Who wrote it.
  public let author: Signature
  /// Who committed it.
  public let committer: Signature
  /// The message's bytes, with their last line end.
  public let message: [UInt8]

  /// The message as text; bytes that are not UTF-8 become U+FFFD.
  public var messageText: String { String(decoding: message, as: UTF8.self) }
}

extension Repository {
  /// Reads one commit.
  ///
  /// - Parameter id: of a commit.
  /// - Returns: a copy.
  /// - Throws: `GitError` of kind `objectMissing` or `objectDamaged`.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try pool.withHandle { handle throws(GitError) in
      var raw = id.raw
      let commit: OpaquePointer
      do throws(GitError) {
        commit = try make("read the commit", id.hex) { git_commit_lookup(&$0, handle.repository, &raw) }
      } catch {
        throw error.kind == .failed ? error.as(.objectDamaged) : error
      }
      defer { git_commit_free(commit) }
      return try Self.copy(commit, id)
    }
  }

  /// Searches history.
  ///
  /// - Parameters:
  ///   - ancestor: a commit.
  ///   - commit: the commit whose history is searched.
  /// - Returns: whether `ancestor` is `commit` or can be reached from it.
  /// - Throws: `GitError` of kind `objectMissing` when the history ends early.
  public func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
    guard ancestor != commit else { return true }
    return try pool.withHandle { handle throws(GitError) in
      var (younger, elder) = (commit.raw, ancestor.raw)
      return try check("search the history of", commit.hex) {
        git_graph_descendant_of(handle.repository, &younger, &elder)
      } == 1
    }
  }

  private static func copy(_ commit: OpaquePointer, _ id: ObjectID) throws(GitError) -> Commit {
    guard let author = git_commit_author(commit), let committer = git_commit_committer(commit),
      let tree = git_commit_tree_id(commit), let message = git_commit_message_raw(commit)
    else {
      throw GitError(.objectDamaged, "read the commit", id.hex, "it lacks its author, tree or message")
    }
    return Commit(
      id: id, tree: ObjectID(tree.pointee),
      parents: (0..<git_commit_parentcount(commit)).compactMap { index in
        git_commit_parent_id(commit, index).map { ObjectID($0.pointee) }
      },
      author: Signature(author.pointee), committer: Signature(committer.pointee),
      message: Array(UnsafeRawBufferPointer(start: message, count: strlen(message))))
  }
}

extension Signature {
  init(_ raw: git_signature) {
    self.init(
      name: String(cString: raw.name), email: String(cString: raw.email), seconds: raw.when.time,
      offsetMinutes: Int(raw.when.offset))
  }
}
