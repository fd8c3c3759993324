internal import CLibgit2
internal import SourceText

/// Writes objects as one pack.
struct PackWriter {
  private let handle: RepositoryHandle

  init(_ handle: RepositoryHandle) { self.handle = handle }

  /// Packs exactly `objects`, which need not be on the disk, and writes their index.
  ///
  /// - Parameters:
  ///   - objects: what to pack.
  ///   - folder: `objects/pack`.
  /// - Throws: `GitError`; then no pack has appeared.
  func write(_ objects: [ObjectID], into folder: String) throws(GitError) {
    let builder = try make("pack the objects") { git_packbuilder_new(&$0, handle.repository) }
    defer { git_packbuilder_free(builder) }
    for object in objects {
      var raw = object.raw
      try check("pack the object", object.hex) { git_packbuilder_insert(builder, &raw, nil) }
    }
    try check("write the objects to", folder) { git_packbuilder_write(builder, folder, 0, nil, nil) }
  }
}
