internal import CLibgit2
internal import SourceText

extension RepositoryHandle {
  /// Lends the bytes of an object while `body` runs.
  func withObject<Result>(
    _ id: ObjectID, _ type: git_object_t, _ operation: String,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(GitError) -> Result {
    var raw = id.raw
    let object: OpaquePointer
    do throws(GitError) {
      object = try make(operation, id.hex) { git_odb_read(&$0, database, &raw) }
    } catch {
      if error.kind == .objectMissing {
        throw error.as(.objectMissing, detail: "the object database lacks it")
      }
      throw error.kind == .failed ? error.as(.objectDamaged) : error
    }
    defer { git_odb_object_free(object) }
    let actual = git_odb_object_type(object)
    guard actual == type else {
      throw GitError(
        .objectDamaged, operation, id.hex, "it is a \(String(cString: git_object_type2string(actual)))")
    }
    return body(
      UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  func tree(_ id: ObjectID) throws(GitError) -> TreeObject {
    let tree = try withObject(id, GIT_OBJECT_TREE, "read the tree") { TreeObject($0) }
    guard let tree else {
      throw GitError(.objectDamaged, "read the tree", id.hex, "its entries are malformed")
    }
    return tree
  }

  /// The tree of a commit; the id itself if it is a tree's.
  func treeID(of id: ObjectID) throws(GitError) -> ObjectID {
    let (_, type) = try header(id)
    guard type == GIT_OBJECT_COMMIT else {
      guard type == GIT_OBJECT_TREE else {
        throw GitError(.objectDamaged, "read the tree", id.hex, "it is neither a commit nor a tree")
      }
      return id
    }
    let tree = try withObject(id, GIT_OBJECT_COMMIT, "read the commit") { bytes -> ObjectID? in
      let prefix = Array("tree ".utf8)
      guard bytes.starts(with: prefix) else { return nil }
      return ObjectID(hex: String(decoding: bytes.dropFirst(prefix.count).prefix(40), as: UTF8.self))
    }
    guard let tree else { throw GitError(.objectDamaged, "read the commit", id.hex, "it names no tree") }
    return tree
  }

  /// Size in bytes and type of an object.
  func header(_ id: ObjectID) throws(GitError) -> (size: Int, type: git_object_t) {
    var raw = id.raw
    var size = 0
    var type = GIT_OBJECT_INVALID
    do throws(GitError) {
      try check("read the object", id.hex) { git_odb_read_header(&size, &type, database, &raw) }
    } catch {
      throw error.kind == .failed ? error.as(.objectDamaged) : error
    }
    return (size, type)
  }
}
