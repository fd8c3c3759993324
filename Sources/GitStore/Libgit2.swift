internal import CLibgit2

/// The library's process-wide state. It starts with the first repository that is
/// opened, since starting it costs milliseconds that `--help` should not pay, and
/// it never shuts down: the process ends first.
enum Libgit2 {
  private static let started: Result<Void, GitError> = Result { () throws(GitError) in
    try check("start libgit2") { git_libgit2_init() }
    try check("set up libgit2") { sunset_git_skip_hash_verification() }
    try check("set up libgit2") { sunset_git_enable_fsync() }
    try check("set up libgit2") { sunset_git_accept_harmless_extensions() }
  }

  static func start() throws(GitError) { try started.get() }
}
