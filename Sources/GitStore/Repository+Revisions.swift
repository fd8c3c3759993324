public import SourceText
internal import CLibgit2

/// What HEAD is.
public struct Head: Hashable, Sendable {
  /// The full name of the branch, `refs/heads/main`; nil when HEAD is detached.
  public let branch: String?
  /// The commit; nil while the branch has none.
  public let commit: ObjectID?

  /// - Parameters:
  ///   - branch: the full name; nil when HEAD is detached.
  ///   - commit: nil while the branch has none.
  public init(branch: String?, commit: ObjectID?) {
    self.branch = branch
    self.commit = commit
  }
}

extension Repository {
  /// What HEAD of this work tree is.
  ///
  /// - Throws: `GitError` when HEAD cannot be read.
  public func head() throws(GitError) -> Head {
    try pool.withHandle { handle throws(GitError) in
      let reference = try make("read", "HEAD") { git_reference_lookup(&$0, handle.repository, "HEAD") }
      defer { git_reference_free(reference) }
      let branch = git_reference_symbolic_target(reference).map { String(cString: $0) }
      var id = git_oid()
      let code = git_reference_name_to_id(&id, handle.repository, "HEAD")
      if code == GIT_ENOTFOUND.rawValue { return Head(branch: branch, commit: nil) }
      try check("read", "HEAD") { code }
      return Head(branch: branch, commit: ObjectID(id))
    }
  }

  /// The commit that a revision names, as in `git rev-parse REV^{commit}`: a
  /// branch, a tag (followed to its commit), an id or the beginning of one, `HEAD~2`.
  ///
  /// - Parameter revision: in git's notation.
  /// - Returns: the commit's id.
  /// - Throws: `GitError` of kind `unknownRevision` or `ambiguousRevision`.
  public func resolve(_ revision: String) throws(GitError) -> ObjectID {
    try pool.withHandle { handle throws(GitError) in
      let object: OpaquePointer
      do throws(GitError) {
        object = try make("resolve the revision", revision) {
          git_revparse_single(&$0, handle.repository, revision)
        }
      } catch {
        throw Self.explained(error, isShallow: isShallow)
      }
      defer { git_object_free(object) }
      do throws(GitError) {
        let commit = try make("resolve the revision", revision) {
          git_object_peel(&$0, object, GIT_OBJECT_COMMIT)
        }
        defer { git_object_free(commit) }
        guard let id = git_object_id(commit) else {
          throw GitError(.unknownRevision, "resolve the revision", revision, "it names nothing")
        }
        return ObjectID(id.pointee)
      } catch {
        let type = String(cString: git_object_type2string(git_object_type(object)))
        throw error.as(.unknownRevision, detail: "it names a \(type), not a commit", remedy: "name a commit")
      }
    }
  }

  private static func explained(_ error: GitError, isShallow: Bool) -> GitError {
    switch error.code {
    case GIT_EAMBIGUOUS.rawValue: error.as(.ambiguousRevision, detail: "several objects' ids begin so")
    case GIT_EINVALIDSPEC.rawValue: error.as(.unknownRevision, detail: "that is not a revision")
    case GIT_ENOTFOUND.rawValue:
      error.as(
        .unknownRevision,
        detail: isShallow
          ? "nothing has that name here; the clone is shallow and its history ends early"
          : "nothing has that name here")
    default: error
    }
  }
}
