internal import CLibgit2
internal import SourceText

/// libgit2's transaction: locks on refs, and what happens to them on `commit`.
/// Whatever was not committed is unlocked when it goes.
struct ReferenceTransaction: ~Copyable {
  private let raw: OpaquePointer
  private let handle: RepositoryHandle

  init(_ handle: RepositoryHandle) throws(GitError) {
    self.handle = handle
    raw = try make("update the refs") { git_transaction_new(&$0, handle.repository) }
  }

  deinit { git_transaction_free(raw) }

  /// Takes the lock of one ref.
  /// - Throws: `GitError` of kind `referenceLocked`, or `referenceInTheWay` when
  ///   the name is a folder of refs or below a ref.
  func lock(_ name: String) throws(GitError) {
    do throws(GitError) {
      try check("lock the ref", name) { git_transaction_lock_ref(raw, name) }
    } catch {
      guard error.code == GIT_EDIRECTORY.rawValue || error.code == GIT_EEXISTS.rawValue else { throw error }
      throw error.as(.referenceInTheWay)
    }
  }

  /// Has a locked ref moved, made or deleted on `commit`.
  func stage(_ update: ReferenceUpdate, committer: Signature) throws(GitError) {
    guard update.moves else { return }
    guard let target = update.target else {
      try check("delete the ref", update.name) { git_transaction_remove(raw, update.name) }
      return
    }
    let log = try ReferenceLog(update.name, handle).log(for: update)
    defer { git_reflog_free(log) }
    if let log {
      try check("keep the log of", update.name) { git_transaction_set_reflog(raw, update.name, log) }
    }
    let signature = try committer.made()
    defer { git_signature_free(signature) }
    var id = target.raw
    let message = if case .append(let message) = update.log { message } else { "sunset: taken back" }
    try check("move the ref", update.name) {
      git_transaction_set_target(raw, update.name, &id, signature, message)
    }
  }

  /// Moves what was staged, one ref after the other.
  consuming func commit() throws(GitError) {
    try check("update the refs") { git_transaction_commit(raw) }
  }
}

extension Signature {
  /// As libgit2 has it; the caller frees it.
  fileprivate func made() throws(GitError) -> UnsafeMutablePointer<git_signature>? {
    _ = try text()
    var signature: UnsafeMutablePointer<git_signature>?
    try check("sign as", name) {
      git_signature_new(&signature, name, email, seconds, Int32(offsetMinutes))
    }
    return signature
  }
}
