internal import CLibgit2
internal import SourceText

/// The log of one ref.
struct ReferenceLog {
  private let name: String
  private let handle: RepositoryHandle

  init(_ name: String, _ handle: RepositoryHandle) {
    self.name = name
    self.handle = handle
  }

  var exists: Bool { git_reference_has_log(handle.repository, name) == 1 }

  /// The whole log that the ref should have after `update`; nil to let libgit2 add
  /// its line. The caller frees it.
  func log(for update: ReferenceUpdate) throws(GitError) -> OpaquePointer? {
    guard exists else { return nil }
    switch update.log {
    case .append: return nil
    case .keep: return try read()
    case .takeBack:
      let log = try read()
      guard endsWithMove(log, from: update.target, to: update.expecting.id) else {
        git_reflog_free(log)
        return nil
      }
      git_reflog_drop(log, 0, 0)
      return log
    }
  }

  /// Takes away a line that was written for a move that then did not happen.
  func dropUnfinishedMove(from old: ObjectID?, to new: ObjectID?) throws(GitError) {
    guard exists else { return }
    let log = try read()
    defer { git_reflog_free(log) }
    guard endsWithMove(log, from: old, to: new) else { return }
    try check("correct the log of", name) { git_reflog_drop(log, 0, 0) }
    try check("correct the log of", name) { git_reflog_write(log) }
  }

  /// Removes the log and the folders that are empty without it.
  func remove() throws(GitError) {
    guard exists else { return }
    try check("delete the log of", name) { git_reflog_delete(handle.repository, name) }
  }

  /// Whether nothing is in it.
  func isEmpty() throws(GitError) -> Bool {
    let log = try read()
    defer { git_reflog_free(log) }
    return git_reflog_entrycount(log) == 0
  }

  private func read() throws(GitError) -> OpaquePointer {
    try make("read the log of", name) { git_reflog_read(&$0, handle.repository, name) }
  }

  /// Whether the newest line tells of this move.
  private func endsWithMove(_ log: OpaquePointer, from old: ObjectID?, to new: ObjectID?) -> Bool {
    guard let newest = git_reflog_entry_byindex(log, 0), let from = git_reflog_entry_id_old(newest),
      let to = git_reflog_entry_id_new(newest)
    else { return false }
    return ObjectID(from.pointee) == old ?? .zero && ObjectID(to.pointee) == new ?? .zero
  }
}
