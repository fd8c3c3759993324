internal import CLibgit2
internal import SourceText

/// An object database with new objects laid over it in memory. Reading sees both;
/// nothing reaches the disk.
final class ObjectOverlay {
  let handle: RepositoryHandle
  /// What each object that was written here names: a tree its entries, a commit
  /// its tree and parents. Objects that the disk already held are not in it.
  private(set) var written: [ObjectID: [ObjectID]] = [:]

  init(gitDirectory: String) throws(GitError) {
    handle = try RepositoryHandle(gitDirectory: gitDirectory)
    let backend = try make("prepare objects in memory") { git_mempack_new(&$0) }
    // Before all others, so that it is the one that takes what is written. From
    // here on the database owns it.
    try check("prepare objects in memory") { git_odb_add_backend(handle.database, backend, 1_000) }
  }

  /// Keeps an object, unless it exists already.
  ///
  /// - Parameters:
  ///   - bytes: without the header.
  ///   - type: of the object.
  ///   - names: the objects that it names.
  /// - Returns: its id.
  /// - Throws: `GitError` when memory runs out.
  func write(_ bytes: [UInt8], as type: git_object_t, naming names: [ObjectID]) throws(GitError) -> ObjectID {
    var raw = git_oid()
    try check("compute the id of an object") { git_odb_hash(&raw, bytes, bytes.count, type) }
    let id = ObjectID(raw)
    // libgit2 would touch the file of an object that exists; a dry run must not.
    guard git_odb_exists(handle.database, &raw) == 0 else { return id }
    try check("keep an object in memory", id.hex) {
      git_odb_write(&raw, handle.database, bytes, bytes.count, type)
    }
    written[id] = names
    return id
  }

  /// The objects written here that can be reached from `roots`: each after what
  /// named it first.
  func reachable(from roots: [ObjectID]) -> [ObjectID] {
    var seen: Set<ObjectID> = []
    var order: [ObjectID] = []
    var pending = Array(roots.reversed())
    while let id = pending.popLast() {
      guard let names = written[id], seen.insert(id).inserted else { continue }
      order.append(id)
      pending += names.reversed()
    }
    return order
  }

  /// Called when these objects have reached the disk.
  func forget(_ ids: [ObjectID]) {
    for id in ids { written[id] = nil }
  }
}
