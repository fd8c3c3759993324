internal import CLibgit2
internal import SourceText

/// Moves refs: all of them, or none.
struct ReferenceUpdater {
  private let repository: Repository
  private let handle: RepositoryHandle
  private let committer: Signature

  init(_ repository: Repository, _ handle: RepositoryHandle, committer: Signature) {
    self.repository = repository
    self.handle = handle
    self.committer = committer
  }

  /// - Parameters:
  ///   - updates: at most one for a ref.
  ///   - staged: called when every lock is held and every expectation is met,
  ///     before the first ref moves.
  /// - Throws: `GitError`. If it is of `commit` some refs may have moved, else none has.
  func run(_ updates: [ReferenceUpdate], staged: () throws(GitError) -> Void) throws(GitError) {
    let updates = updates.sorted(by: ReferenceUpdate.isInOrder)
    try checkNames(updates)
    try checkNobodyStandsOn(updates)
    try checkConflicts(updates)
    _ = try committer.text()
    let folders = ReferenceFolders(updates.map(\.name), in: repository.commonDirectory)
    do throws(GitError) {
      let transaction = try ReferenceTransaction(handle)
      for update in updates { try transaction.lock(update.name) }
      for update in updates { try checkExpectation(update) }
      try checkConflicts(updates)
      for update in updates { try transaction.stage(update, committer: committer) }
      try staged()
      try transaction.commit()
    } catch {
      folders.removeNewAndEmpty()
      throw error
    }
    for update in updates where update.moves { try clearLog(update) }
    folders.removeNewAndEmpty()
    ReferenceFolders.removeEmpty(
      updates.filter { $0.target == nil }.map(\.name), in: repository.commonDirectory)
  }

  /// A deleted ref's log goes with it, and so does one that `takeBack` emptied.
  /// Not before all refs have moved: until then it may still be needed.
  func clearLog(_ update: ReferenceUpdate) throws(GitError) {
    let log = ReferenceLog(update.name, handle)
    guard log.exists else { return }
    if update.target == nil {
      try log.remove()
    } else if update.log == .takeBack, try log.isEmpty() {
      try log.remove()
    }
  }

  private func checkNames(_ updates: [ReferenceUpdate]) throws(GitError) {
    for update in updates where !update.name.hasPrefix("refs/") || !isValidReferenceName(update.name) {
      throw GitError(.referenceNameRefused, "update the ref", update.name, "git does not allow this name")
    }
    for (one, other) in zip(updates, updates.dropFirst()) where one.name == other.name {
      throw GitError(
        .referenceNameRefused, "update the ref", one.name, "it is to be moved twice",
        remedy: "ask for one update of each ref")
    }
  }

  private func checkNobodyStandsOn(_ updates: [ReferenceUpdate]) throws(GitError) {
    let names = Set(updates.filter(\.moves).map(\.name))
    for branch in try repository.checkedOutBranches() where names.contains(branch.name) {
      throw GitError(
        .branchCheckedOut, "move the branch", branch.name, "it is checked out in '\(branch.workTree)'")
    }
  }

  private func checkExpectation(_ update: ReferenceUpdate) throws(GitError) {
    let operation = update.target == nil ? "delete the ref" : "update the ref"
    let actual = try handle.directReference(update.name)
    guard actual == update.expecting.id else {
      throw GitError(
        .referenceMoved, operation, update.name,
        "it \(Self.place(actual)), but was expected to \(Self.expected(update.expecting.id))")
    }
    guard let target = update.target, update.moves else { return }
    if update.name.hasPrefix("refs/heads/") {
      try handle.require(target, GIT_OBJECT_COMMIT)
    } else {
      _ = try handle.header(target)
    }
  }

  /// git keeps refs as files, so `a` excludes `a/b`. libgit2 looks for that among
  /// the loose refs only.
  private func checkConflicts(_ updates: [ReferenceUpdate]) throws(GitError) {
    let made = updates.filter { $0.expecting == .absent && $0.moves }.map(\.name)
    guard !made.isEmpty else { return }
    let names = Set(try handle.referenceNames() + made)
    for name in made {
      if let other = names.filter({ $0.hasPrefix(name + "/") || name.hasPrefix($0 + "/") }).min() {
        throw GitError(
          .referenceInTheWay, "make the ref", name,
          "there is a ref '\(other)'; one would have to be the other's folder")
      }
    }
  }

  private static func place(_ id: ObjectID?) -> String { id.map { "is at \($0)" } ?? "does not exist" }

  private static func expected(_ id: ObjectID?) -> String { id.map { "be at \($0)" } ?? "be absent" }
}

extension RepositoryHandle {
  /// What a ref names by itself; nil if there is none.
  /// - Throws: also for a symbolic ref, which is not ours to move.
  func directReference(_ name: String) throws(GitError) -> ObjectID? {
    var reference: OpaquePointer?
    let code = git_reference_lookup(&reference, repository, name)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try check("read the ref", name) { code }
    defer { git_reference_free(reference) }
    guard let id = git_reference_target(reference) else {
      let leads = git_reference_symbolic_target(reference).map { String(cString: $0) } ?? "nowhere"
      throw GitError(.referenceMoved, "update the ref", name, "it is a symbolic ref to '\(leads)'")
    }
    return ObjectID(id.pointee)
  }
}
