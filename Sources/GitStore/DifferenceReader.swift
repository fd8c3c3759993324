internal import CLibgit2
internal import SourceText

/// Reads how two trees differ.
struct DifferenceReader {
  private let handle: RepositoryHandle

  init(_ handle: RepositoryHandle) { self.handle = handle }

  func differences(from old: ObjectID?, to new: ObjectID) throws(GitError) -> [FileDifference] {
    let oldTree = try old.map { old throws(GitError) in try lookUp(old) }
    defer { git_tree_free(oldTree) }
    let newTree = try lookUp(new)
    defer { git_tree_free(newTree) }

    var options = git_diff_options()
    try check("compare trees") { git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)) }
    options.flags = GIT_DIFF_SHOW_BINARY.rawValue | GIT_DIFF_INDENT_HEURISTIC.rawValue
    options.id_abbrev = 40
    options.context_lines = 3
    let diff = try make("compare trees", new.hex) {
      git_diff_tree_to_tree(&$0, handle.repository, oldTree, newTree, &options)
    }
    defer { git_diff_free(diff) }

    var differences: [FileDifference] = []
    for index in 0..<git_diff_num_deltas(diff) {
      let difference = try self.difference(diff, index)
      // A file that became a link is shown as git shows it: one goes, one comes.
      if let last = differences.last, last.path == difference.path {
        differences[differences.count - 1] = last.replaced(by: difference)
      } else {
        differences.append(difference)
      }
    }
    return differences
  }

  private func lookUp(_ id: ObjectID) throws(GitError) -> OpaquePointer {
    var raw = try handle.treeID(of: id).raw
    return try make("read the tree", id.hex) { git_tree_lookup(&$0, handle.repository, &raw) }
  }

  private func difference(_ diff: OpaquePointer, _ index: Int) throws(GitError) -> FileDifference {
    guard let delta = git_diff_get_delta(diff, index)?.pointee else {
      throw GitError(.failed, "compare trees", nil, "difference \(index) vanished")
    }
    let deleted = delta.status == GIT_DELTA_DELETED
    let bytes = UnsafeRawBufferPointer.ofCString(deleted ? delta.old_file.path : delta.new_file.path)
    let path = RepositoryPath(bytes: Array(bytes))
    var patch: OpaquePointer?
    do throws(GitError) {
      try check("compare the file", path.description) { git_patch_from_diff(&patch, diff, index) }
    } catch {
      throw error.kind == .failed ? error.as(.objectDamaged) : error
    }
    defer { git_patch_free(patch) }
    let section = PatchSection()
    try check("compare the file", path.description) {
      git_patch_print(
        patch, { PatchSection.receive($2, into: $3) }, Unmanaged.passUnretained(section).toOpaque())
    }
    let status: FileDifference.Status =
      switch delta.status {
      case GIT_DELTA_ADDED: .added
      case GIT_DELTA_DELETED: .deleted
      default: .modified
      }
    return FileDifference(
      path: path, status: status, isBinary: section.isBinary, hunks: section.hunks, patch: section.bytes)
  }
}

extension FileDifference {
  /// The two halves of a change of kind, as one.
  fileprivate func replaced(by other: FileDifference) -> FileDifference {
    FileDifference(
      path: path, status: .typeChanged, isBinary: isBinary || other.isBinary, hunks: hunks + other.hunks,
      patch: patch + other.patch)
  }
}
