internal import CLibgit2
internal import SourceText

/// An open `git_repository` with its object database.
///
/// Unchecked because the compiler cannot see the rule that makes it safe: a handle
/// may wander between threads, but only one uses it at a time. The pool lends each
/// handle to one borrower, and a writing session keeps its own behind a mutex.
final class RepositoryHandle: @unchecked Sendable {
  let repository: OpaquePointer
  let database: OpaquePointer

  /// - Parameter gitDirectory: the git directory itself; nothing is searched.
  /// - Throws: `GitError` when it cannot be opened.
  init(gitDirectory: String) throws(GitError) {
    try Libgit2.start()
    let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
    repository = try make("open the repository", gitDirectory) {
      git_repository_open_ext(&$0, gitDirectory, flags, nil)
    }
    do throws(GitError) {
      let repository = repository
      database = try make("open the object database", gitDirectory) { git_repository_odb(&$0, repository) }
    } catch {
      git_repository_free(repository)
      throw error
    }
  }

  deinit {
    git_odb_free(database)
    git_repository_free(repository)
  }
}

extension ObjectID {
  init(_ raw: git_oid) {
    let bytes = withUnsafeBytes(of: raw.id) { Array($0) }
    self = ObjectID(bytes: bytes) ?? .zero
  }

  /// The id as libgit2 has it.
  var raw: git_oid {
    var raw = git_oid()
    withUnsafeMutableBytes(of: &raw.id) { $0.copyBytes(from: bytes) }
    return raw
  }
}
