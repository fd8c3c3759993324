public import SourceText
internal import CLibgit2

/// A ref and the object that it names.
public struct Reference: Hashable, Sendable {
  /// The full name, `refs/heads/main`.
  public let name: String
  /// What it names; for a symbolic ref, what that leads to.
  public let target: ObjectID

  /// - Parameters:
  ///   - name: the full name.
  ///   - target: what it names.
  public init(name: String, target: ObjectID) {
    self.name = name
    self.target = target
  }
}

extension Repository {
  /// What a ref names.
  ///
  /// - Parameter name: the full name, `refs/heads/main`.
  /// - Returns: the object; nil if there is no such ref.
  /// - Throws: `GitError` of kind `referenceNameRefused`, or when the ref cannot be read.
  public func reference(_ name: String) throws(GitError) -> ObjectID? {
    try pool.withHandle { handle throws(GitError) in try handle.reference(name) }
  }

  /// The refs whose names begin with `prefix`.
  ///
  /// - Parameter prefix: such as `refs/heads/sunset/`.
  /// - Returns: the refs, sorted by name; without those that lead nowhere.
  /// - Throws: `GitError` when the refs cannot be read.
  public func references(withPrefix prefix: String) throws(GitError) -> [Reference] {
    try pool.withHandle { handle throws(GitError) in
      var found: [Reference] = []
      for name in try handle.referenceNames() where name.hasPrefix(prefix) {
        if let target = try handle.reference(name) { found.append(Reference(name: name, target: target)) }
      }
      return found
    }
  }
}

extension RepositoryHandle {
  func reference(_ name: String) throws(GitError) -> ObjectID? {
    guard isValidReferenceName(name) else {
      throw GitError(.referenceNameRefused, "read the ref", name, "git does not allow this name")
    }
    var id = git_oid()
    let code = git_reference_name_to_id(&id, repository, name)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try check("read the ref", name) { code }
    return ObjectID(id)
  }

  /// Every ref, sorted by name.
  func referenceNames() throws(GitError) -> [String] {
    let iterator = try make("list the refs") { git_reference_iterator_new(&$0, repository) }
    defer { git_reference_iterator_free(iterator) }
    var names: [String] = []
    while true {
      var name: UnsafePointer<CChar>?
      let code = git_reference_next_name(&name, iterator)
      if code == GIT_ITEROVER.rawValue { return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
      try check("list the refs") { code }
      if let name { names.append(String(cString: name)) }
    }
  }
}

/// Whether git allows the name.
func isValidReferenceName(_ name: String) -> Bool {
  var valid: Int32 = 0
  return git_reference_name_is_valid(&valid, name) == 0 && valid == 1
}
