internal import CLibgit2
internal import SourceText

/// Makes trees out of other trees, folder by folder; only folders with a change
/// in them are read and written.
struct TreeWriter {
  private let overlay: ObjectOverlay

  init(_ overlay: ObjectOverlay) { self.overlay = overlay }

  func write(base: ObjectID?, _ changes: [RepositoryPath: FileChange]) throws(GitError) -> ObjectID {
    let root = try base.map { base throws(GitError) in try overlay.handle.treeID(of: base) }
    if let root, changes.isEmpty { return root }
    let changed = try folder(root, try ChangeTree(changes), at: [])
    if let changed { return changed }
    return try overlay.write([], as: GIT_OBJECT_TREE, naming: [])
  }

  /// The folder with its changes; nil when nothing is left in it.
  private func folder(
    _ id: ObjectID?, _ changes: ChangeTree, at path: [UInt8]
  ) throws(GitError) -> ObjectID? {
    let before = try id.map { id throws(GitError) in try read(id, at: path) } ?? TreeObject()
    var after = before
    // In order, so that of several errors it is always the same that is thrown.
    for (name, change) in changes.children.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let index = after.entries.firstIndex { $0.name == name }
      let old = index.map { after.entries[$0] }
      let new = try entry(old, name, change, at: path + name)
      if let index { after.entries.remove(at: index) }
      if let new { after.entries.insert(new, at: index ?? after.entries.endIndex) }
    }
    if after.entries.isEmpty { return nil }
    if let id, after == before { return id }
    return try overlay.write(after.bytes, as: GIT_OBJECT_TREE, naming: after.entries.map(\.id))
  }

  /// What stands under a name after its change; nil for nothing.
  private func entry(
    _ old: TreeObject.Entry?, _ name: [UInt8], _ change: ChangeTree, at path: [UInt8]
  ) throws(GitError) -> TreeObject.Entry? {
    let here = RepositoryPath(bytes: path)
    if old == nil, change.isWrite || change.writesBelow, let objection = EntryName.objection(to: name) {
      throw .refused(here, objection)
    }
    guard !change.children.isEmpty else { return try file(old, name, change.change, here) }

    // A file that stands in the way of a folder must be deleted in as many words.
    if let old, !old.isFolder, change.change == nil {
      guard change.writesBelow else { return old }
      throw .refused(here, "it is a file, and a file is to be written below it")
    }
    let isFolder = old?.isFolder ?? false
    let rest = try folder(isFolder ? old?.id : nil, change, at: path + [UInt8(ascii: "/")])
    guard let rest else { return try file(nil, name, change.change, here) }
    guard !change.isWrite else { throw .refused(here, "it would be a file and a folder at once") }
    if let old, old.isFolder { return TreeObject.Entry(mode: old.mode, name: name, id: rest) }
    return TreeObject.Entry(mode: TreeObject.folderMode, name: name, id: rest)
  }

  private func file(
    _ old: TreeObject.Entry?, _ name: [UInt8], _ change: FileChange?, _ path: RepositoryPath
  ) throws(GitError) -> TreeObject.Entry? {
    if let old, old.isFolder, change != nil { throw .refused(path, "it is a folder, not a file") }
    switch change {
    case nil: return old
    case .delete: return nil
    case .write(let bytes, let mode):
      if mode == .symlink, name.elementsEqual(".gitmodules".utf8) {
        throw .refused(path, "git refuses a link of this name")
      }
      let id = try overlay.write(bytes, as: GIT_OBJECT_BLOB, naming: [])
      // A mode that git writes differently today is not rewritten for its own sake.
      let kept = old.flatMap { $0.fileMode == mode ? $0.mode : nil }
      return TreeObject.Entry(mode: kept ?? mode.rawValue, name: name, id: id)
    }
  }

  private func read(_ id: ObjectID, at path: [UInt8]) throws(GitError) -> TreeObject {
    do throws(GitError) {
      return try overlay.handle.tree(id)
    } catch {
      guard !path.isEmpty else { throw error }
      let folder = RepositoryPath(bytes: Array(path.dropLast()))
      throw GitError(error.kind, "read the folder", folder.description, "\(error.detail) (tree \(id))")
    }
  }
}
