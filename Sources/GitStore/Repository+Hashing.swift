public import SourceText
internal import CLibgit2

extension Repository {
  /// The id that git gives to a blob of these bytes, whether it is stored or not:
  /// a digest that anybody can compute again with `git hash-object`.
  ///
  /// - Parameter bytes: the contents.
  /// - Returns: the same for the same bytes.
  /// - Throws: `GitError` when there is no memory for it.
  public func blobID(of bytes: [UInt8]) throws(GitError) -> ObjectID {
    var raw = git_oid()
    try check("compute a digest", nil) {
      bytes.withUnsafeBytes { git_odb_hash(&raw, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) }
    }
    return ObjectID(raw)
  }
}
