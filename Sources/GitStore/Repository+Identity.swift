internal import CLibgit2

extension Repository {
  /// Who commits here: `user.name` and `user.email` of the work tree's, the
  /// repository's, the user's or the system's configuration, whichever is nearest.
  /// The variables `GIT_AUTHOR_NAME` and their kin are not read.
  ///
  /// - Throws: `GitError` of kind `identityUnusable` when one of them is not set.
  public func identity() throws(GitError) -> Identity {
    let ownConfiguration = try WorkTreeConfiguration(gitDirectory: gitDirectory)
    return try pool.withHandle { handle throws(GitError) in
      let settings = try make("read the configuration", gitDirectory) {
        git_repository_config_snapshot(&$0, handle.repository)
      }
      defer { git_config_free(settings) }
      func value(_ name: String) throws(GitError) -> String {
        var pointer: UnsafePointer<CChar>?
        let inherited = git_config_get_string(&pointer, settings, name) == 0 ? pointer : nil
        let found = ownConfiguration.value(name) ?? inherited.map { String(cString: $0) } ?? ""
        guard !found.isEmpty else {
          throw GitError(.identityUnusable, "tell who commits", nil, "\(name) is not set")
        }
        return found
      }
      return Identity(name: try value("user.name"), email: try value("user.email"))
    }
  }
}
