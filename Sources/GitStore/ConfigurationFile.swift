internal import CLibgit2

/// One file of git's configuration, read by itself.
struct ConfigurationFile {
  private let values: [String: String]

  /// - Parameter path: a file that need not exist; then there are no values.
  /// - Throws: `GitError` when it cannot be read.
  init(_ path: String) throws(GitError) {
    var values: [String: String] = [:]
    guard FileSystem.exists(path) else {
      self.values = values
      return
    }
    let configuration = try make("read the configuration", path) { git_config_open_ondisk(&$0, path) }
    defer { git_config_free(configuration) }
    let iterator = try make("read the configuration", path) { git_config_iterator_new(&$0, configuration) }
    defer { git_config_iterator_free(iterator) }
    while true {
      var entry: UnsafeMutablePointer<git_config_entry>?
      let code = git_config_next(&entry, iterator)
      if code == GIT_ITEROVER.rawValue { break }
      try check("read the configuration", path) { code }
      guard let name = entry?.pointee.name, let value = entry?.pointee.value else { continue }
      values[String(cString: name)] = String(cString: value)
    }
    self.values = values
  }

  /// The last value of `name`, whose section and key are in lower case.
  func value(_ name: String) -> String? { values[name] }
}

/// What `config.worktree` says about one work tree. libgit2 does not read that
/// file; where it exists, it overrules the repository's configuration.
struct WorkTreeConfiguration {
  private let file: ConfigurationFile

  /// - Parameter gitDirectory: of the work tree.
  /// - Throws: `GitError` when the file cannot be read.
  init(gitDirectory: String) throws(GitError) {
    file = try ConfigurationFile(gitDirectory + "/config.worktree")
  }

  /// The value of `name`, if the file sets it.
  func value(_ name: String) -> String? { file.value(name) }
}
