internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Finds repositories, and says why one cannot be used: libgit2 refuses most of
/// these with one code and a few words.
enum RepositoryDiscovery {
  private static let operation = "open the repository"

  /// The git directory that serves `path`.
  static func gitDirectory(of path: String) throws(GitError) -> String {
    var found = git_buf()
    defer { git_buf_dispose(&found) }
    do throws(GitError) {
      try check("find a repository", path) { git_repository_discover(&found, path, 0, nil) }
    } catch {
      guard error.code == GIT_ENOTFOUND.rawValue else { throw error }
      throw error.as(.notARepository, detail: "neither it nor a folder above it is a git repository")
    }
    guard let pointer = found.ptr, let directory = String(validatingCString: pointer) else {
      throw GitError(
        .unsupportedRepository, operation, path, "the path of its git directory is not UTF-8",
        remedy: "move the repository")
    }
    return directory
  }

  /// Refuses the formats that libgit2 would refuse with few words, and partial
  /// clones, in which it would miss most of the files.
  static func refuseUnsupported(_ gitDirectory: String) throws(GitError) {
    let settings = try ConfigurationFile(commonDirectory(of: gitDirectory) + "/config")
    if let format = settings.value("extensions.objectformat"), format.lowercased() != "sha1" {
      throw GitError(
        .unsupportedRepository, operation, gitDirectory,
        "its objects have \(format) ids; only sha1 can be read",
        remedy: "work on a clone that was made with: git init --object-format=sha1")
    }
    if let storage = settings.value("extensions.refstorage"), storage.lowercased() != "files" {
      throw GitError(
        .unsupportedRepository, operation, gitDirectory,
        "its refs are kept as \(storage); only the format 'files' can be read",
        remedy: "convert it with: git refs migrate --ref-format=files, or work on a fresh clone")
    }
    if let remote = settings.value("extensions.partialclone") {
      throw GitError(
        .unsupportedRepository, operation, gitDirectory,
        "it is a partial clone: objects stay with the remote '\(remote)' until git fetches them",
        remedy: "work on a full clone (git clone without --filter), so that every file can be read")
    }
  }

  /// Puts the user's words in place of libgit2's.
  static func explained(_ error: GitError, gitDirectory: String) -> GitError {
    let missesSafeDirectory =
      error.code == GIT_ENOTFOUND.rawValue && error.detail.contains("safe.directory")
    guard missesSafeDirectory || error.kind == .foreignOwner else {
      if error.detail.contains("unsupported extension") || error.detail.contains("repository version") {
        return error.as(.unsupportedRepository)
      }
      return error.kind == .objectMissing ? error.as(.notARepository) : error
    }
    let directory = workTree(of: gitDirectory) ?? gitDirectory
    return GitError(
      .foreignOwner, operation, directory, "it belongs to another user", code: error.code,
      remedy: "if you trust it: git config --global --add safe.directory '\(directory)' "
        + "(the path itself; '*' is not understood)")
  }

  /// The git directory that a linked work tree shares with the others; the
  /// directory itself if it is not one of a linked work tree.
  static func commonDirectory(of gitDirectory: String) throws(GitError) -> String {
    guard let bytes = try FileSystem.read(gitDirectory + "/commondir") else { return gitDirectory }
    let named = firstLine(bytes)
    return named.hasPrefix("/") ? named : gitDirectory + "/" + named
  }

  /// The folder whose ownership git asks for; nil for a bare repository.
  private static func workTree(of gitDirectory: String) -> String? {
    let trimmed = gitDirectory.hasSuffix("/") ? String(gitDirectory.dropLast()) : gitDirectory
    if let pointer = try? FileSystem.read(trimmed + "/gitdir") {
      let dotGit = firstLine(pointer)
      return dotGit.hasSuffix("/.git") ? String(dotGit.dropLast(5)) : nil
    }
    return trimmed.hasSuffix("/.git") ? String(trimmed.dropLast(5)) : nil
  }

  private static func firstLine(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
