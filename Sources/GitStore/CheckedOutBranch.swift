internal import CLibgit2

/// A branch that some work tree stands on.
public struct CheckedOutBranch: Hashable, Sendable {
  /// The full name, `refs/heads/main`. The branch need not have a commit yet.
  public let name: String
  /// The work tree's folder, or its git directory when that is all that is known.
  public let workTree: String

  /// - Parameters:
  ///   - name: the full name.
  ///   - workTree: the folder, or the git directory.
  public init(name: String, workTree: String) {
    self.name = name
    self.workTree = workTree
  }
}

extension Repository {
  /// The branches that the main work tree and the linked ones stand on, or return
  /// to after a rebase or a bisection that is under way.
  ///
  /// - Throws: `GitError` when a work tree's state cannot be read.
  public func checkedOutBranches() throws(GitError) -> [CheckedOutBranch] {
    var found: [CheckedOutBranch] = []
    if try !isMainBare() {
      let folder = commonDirectory.hasSuffix("/.git") ? String(commonDirectory.dropLast(5)) : commonDirectory
      found += try Self.branches(gitDirectory: commonDirectory, workTree: folder)
    }
    for name in try FileSystem.list(commonDirectory + "/worktrees") {
      let directory = commonDirectory + "/worktrees/" + name
      let dotGit = try Self.line(directory + "/gitdir") ?? directory
      let folder = dotGit.hasSuffix("/.git") ? String(dotGit.dropLast(5)) : dotGit
      found += try Self.branches(gitDirectory: directory, workTree: folder)
    }
    return found
  }

  /// Whether the common directory is a bare repository, whose HEAD binds nobody.
  private func isMainBare() throws(GitError) -> Bool {
    let own = try WorkTreeConfiguration(gitDirectory: commonDirectory).value("core.bare")
    let shared = try ConfigurationFile(commonDirectory + "/config").value("core.bare")
    return (own ?? shared) == "true"
  }

  private static func branches(
    gitDirectory: String, workTree: String
  ) throws(GitError) -> [CheckedOutBranch] {
    var names: Set<String> = []
    if let head = try line(gitDirectory + "/HEAD"), head.hasPrefix("ref: ") {
      names.insert(String(head.dropFirst("ref: ".count)))
    }
    for file in ["rebase-merge/head-name", "rebase-apply/head-name"] {
      if let name = try line(gitDirectory + "/" + file), name.hasPrefix("refs/heads/") { names.insert(name) }
    }
    if let start = try line(gitDirectory + "/BISECT_START") { names.insert("refs/heads/" + start) }
    return names.sorted().map { CheckedOutBranch(name: $0, workTree: workTree) }
  }

  /// The first line of a file; nil if there is no such file.
  private static func line(_ path: String) throws(GitError) -> String? {
    try FileSystem.read(path).map { bytes in
      String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
  }
}
