internal import CLibgit2

/// An open git repository: where it lies and what kind it is.
///
/// The variables by which git is told of another repository (`GIT_DIR`,
/// `GIT_WORK_TREE`, `GIT_OBJECT_DIRECTORY`, `GIT_CONFIG` and their kin) are not
/// read: the path that is handed in decides alone.
public final class Repository: Sendable {
  /// The git directory of this work tree, absolute, without a slash at the end.
  /// In a linked work tree it is `…/worktrees/NAME` in the common directory.
  public let gitDirectory: String
  /// The git directory that all work trees share: refs, objects, configuration.
  public let commonDirectory: String
  /// The folder with the files, absolute, without a slash at the end; nil in a bare repository.
  public let workTree: String?
  /// Whether the history ends early.
  public let isShallow: Bool

  /// Whether there is no work tree.
  public var isBare: Bool { workTree == nil }

  let pool: HandlePool

  /// Opens the repository that `path` lies in, as git would: the folder itself or
  /// the nearest one above it, on the same file system.
  ///
  /// - Parameter path: a work tree or a folder in it, a bare repository, or a git directory.
  /// - Returns: the repository.
  /// - Throws: `GitError` of kind `notARepository`, `unsupportedRepository`,
  ///   `foreignOwner` or `accessDenied`.
  public static func open(_ path: String) throws(GitError) -> Repository {
    try Libgit2.start()
    let gitDirectory = try RepositoryDiscovery.gitDirectory(of: path)
    try RepositoryDiscovery.refuseUnsupported(gitDirectory)
    let handle: RepositoryHandle
    do throws(GitError) {
      handle = try RepositoryHandle(gitDirectory: gitDirectory)
    } catch {
      throw RepositoryDiscovery.explained(error, gitDirectory: gitDirectory)
    }
    return try Repository(handle)
  }

  private init(_ handle: RepositoryHandle) throws(GitError) {
    let repository = handle.repository
    gitDirectory = try Self.path(git_repository_path(repository), "find the git directory")
    commonDirectory = try Self.path(git_repository_commondir(repository), "find the common git directory")
    let declaredBare = try WorkTreeConfiguration(gitDirectory: gitDirectory).value("core.bare") == "true"
    workTree =
      git_repository_workdir(repository) == nil || declaredBare
      ? nil : try Self.path(git_repository_workdir(repository), "find the work tree")
    isShallow = git_repository_is_shallow(repository) == 1
    pool = HandlePool(gitDirectory: gitDirectory, first: handle)
  }

  /// Copies a path, without the slash that libgit2 puts at its end.
  private static func path(
    _ pointer: UnsafePointer<CChar>?, _ operation: String
  ) throws(GitError) -> String {
    guard let pointer, var path = String(validatingCString: pointer) else {
      throw GitError(
        .unsupportedRepository, operation, nil, "its path is not UTF-8", remedy: "move the repository")
    }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
