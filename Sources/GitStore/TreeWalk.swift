internal import SourceText

/// Every file below a tree, and every folder that could not be entered.
struct TreeWalk {
  private(set) var entries: [SnapshotEntry] = []
  private(set) var unreadable: [UnreadableContents] = []

  /// - Parameters:
  ///   - root: a tree.
  ///   - handle: where to read.
  /// - Throws: when the root itself cannot be read.
  init(_ root: ObjectID, _ handle: RepositoryHandle) throws(GitError) {
    collect(try handle.tree(root), at: [], handle)
    // The order of trees is that of whole paths, unless a tree is malformed.
    for (left, right) in zip(entries, entries.dropFirst()) where right.path < left.path {
      entries.sort { $0.path < $1.path }
      break
    }
  }

  /// Walks with a stack of its own, as deep as memory allows.
  private mutating func collect(_ root: TreeObject, at path: [UInt8], _ handle: RepositoryHandle) {
    var pending: [(path: [UInt8], entries: ArraySlice<TreeObject.Entry>)] = [(path, root.entries[...])]
    while let last = pending.indices.last {
      guard let entry = pending[last].entries.popFirst() else {
        pending.removeLast()
        continue
      }
      let path = pending[last].path + entry.name
      guard EntryName.canStandInPath(entry.name) else {
        report(path, .damaged("its folder holds an entry with a name that git does not allow"))
        continue
      }
      guard entry.isFolder else {
        entries.append(SnapshotEntry(path: RepositoryPath(bytes: path), mode: entry.fileMode, id: entry.id))
        continue
      }
      do throws(GitError) {
        pending.append((path + [UInt8(ascii: "/")], try handle.tree(entry.id).entries[...]))
      } catch {
        report(path, UnreadableContents.Reason(error))
      }
    }
  }

  private mutating func report(_ path: [UInt8], _ reason: UnreadableContents.Reason) {
    unreadable.append(UnreadableContents(path: RepositoryPath(bytes: path), reason: reason))
  }
}

extension UnreadableContents.Reason {
  init(_ error: GitError) {
    self = error.kind == .objectMissing ? .missing : .damaged(error.detail)
  }
}
