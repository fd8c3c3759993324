/// A ref update that a crash, or a full disk, stopped half-way.
public struct UnfinishedUpdate: Hashable, Sendable {
  /// How far it came.
  public enum State: Hashable, Sendable {
    /// No ref has moved.
    case untouched
    /// Some refs have moved, the others have not.
    case partial
    /// All refs have moved; only the journal is left.
    case complete
    /// These refs are neither where they were nor where they were to go.
    case disturbed([String])
  }

  /// How far it came.
  public let state: State
  /// What was to happen, in order of the names.
  public let updates: [ReferenceUpdate]
  /// The refs that have moved, in order.
  public let moved: [String]
}

/// How to deal with an unfinished update.
public enum Recovery: Hashable, Sendable {
  /// The refs that have not moved do so now.
  case finish
  /// The refs that have moved go back, and their logs are as before.
  case takeBack
  /// Everything stays as it is; the update is forgotten.
  case leave
}

extension Repository {
  /// Makes, moves and deletes refs: all of them, or none. All locks are taken
  /// first, the values under the locks are compared with what is expected, and a
  /// journal in the git directory lets `recover` end what a crash interrupts.
  ///
  /// - Parameters:
  ///   - updates: in any order, at most one for a ref; targets must be on the disk.
  ///   - committer: who does it and when, for the refs' logs.
  ///   - lock: of this repository.
  /// - Throws: `GitError` of kind `referenceMoved`, `referenceLocked`,
  ///   `referenceInTheWay`, `branchCheckedOut`, `referenceNameRefused`,
  ///   `objectMissing`, `diskFull` or `accessDenied`, when no ref has moved;
  ///   `updateUnfinished` when there is a journal, from before or from now.
  public func updateReferences(
    _ updates: [ReferenceUpdate], committer: Signature, holding lock: ExclusiveLock
  ) throws(GitError) {
    try requireHeld(lock, "update the refs")
    if let earlier = try unfinishedUpdate() { throw .unfinished(earlier) }
    guard !updates.isEmpty else { return }
    try pool.withHandle { handle throws(GitError) in
      let updater = ReferenceUpdater(self, handle, committer: committer)
      do throws(GitError) {
        try updater.run(updates) { () throws(GitError) in
          try UpdateJournal(updates.filter(\.moves), in: commonDirectory).write(in: ownFolder)
        }
      } catch {
        // A full disk shows only when the refs are written: take back what moved.
        guard try unfinishedUpdate() != nil else { throw error }
        do throws(GitError) {
          try recover(.takeBack, committer: committer, holding: lock)
        } catch let second {
          throw error.as(.updateUnfinished, detail: "\(error.detail); then \(second.message)")
        }
        throw error
      }
      try UpdateJournal.remove(in: ownFolder)
    }
  }

  /// The update that an earlier run left unfinished; nil if there is none. Without
  /// the lock it may also be one that another process is about to complete.
  ///
  /// - Throws: `GitError` when the journal or a ref cannot be read.
  public func unfinishedUpdate() throws(GitError) -> UnfinishedUpdate? {
    guard let journal = try UpdateJournal.read(in: ownFolder) else { return nil }
    return try pool.withHandle { handle throws(GitError) in
      var (moved, stayed, disturbed): ([String], [String], [String]) = ([], [], [])
      for update in journal.updates {
        let actual = try handle.directReference(update.name)
        switch actual {
        case update.target: moved.append(update.name)
        case update.expecting.id: stayed.append(update.name)
        default: disturbed.append(update.name)
        }
      }
      let state: UnfinishedUpdate.State =
        if !disturbed.isEmpty { .disturbed(disturbed) } else if moved.isEmpty {
          .untouched
        } else if stayed.isEmpty {
          .complete
        } else { .partial }
      return UnfinishedUpdate(state: state, updates: journal.updates, moved: moved)
    }
  }

  /// Ends an unfinished update; without one nothing happens.
  ///
  /// - Parameters:
  ///   - way: how. An update of which all refs have moved can only be finished or left.
  ///   - committer: who does it and when, for the refs' logs.
  ///   - lock: of this repository.
  /// - Throws: `GitError` of kind `updateUnfinished` when refs were moved by
  ///   someone else meanwhile, and as `updateReferences` does. The journal stays.
  public func recover(_ way: Recovery, committer: Signature, holding lock: ExclusiveLock) throws(GitError) {
    try requireHeld(lock, "recover")
    guard let journal = try UpdateJournal.read(in: ownFolder), let update = try unfinishedUpdate() else {
      return
    }
    try journal.removeOwnLocks(in: commonDirectory)
    if way != .leave {
      if case .disturbed = update.state { throw .unfinished(update) }
      try pool.withHandle { handle throws(GitError) in
        let remaining = try remainingUpdates(update, way)
        try clearTraces(update, handle)
        let updater = ReferenceUpdater(self, handle, committer: committer)
        try updater.run(remaining) {}
        for update in update.updates where way == .finish { try updater.clearLog(update) }
      }
    }
    ReferenceFolders.removeEmpty(update.updates.map(\.name), in: commonDirectory)
    try UpdateJournal.remove(in: ownFolder)
  }

  private func remainingUpdates(
    _ update: UnfinishedUpdate, _ way: Recovery
  ) throws(GitError) -> [ReferenceUpdate] {
    let moved = Set(update.moved)
    switch (way, update.state) {
    case (.finish, _): return update.updates.filter { !moved.contains($0.name) }
    case (_, .complete):
      throw GitError(
        .updateUnfinished, "take the update back", nil, "all of its refs have moved",
        remedy: "finish it, and undo it then")
    default: return update.updates.filter { moved.contains($0.name) }.map(\.inverse)
    }
  }

  /// The log of a ref is written before the ref, so it may tell of a move that
  /// did not happen.
  private func clearTraces(_ update: UnfinishedUpdate, _ handle: RepositoryHandle) throws(GitError) {
    let moved = Set(update.moved)
    for update in update.updates where !moved.contains(update.name) && update.target != nil {
      let log = ReferenceLog(update.name, handle)
      if update.expecting == .absent {
        try log.remove()
      } else {
        try log.dropUnfinishedMove(from: update.expecting.id, to: update.target)
      }
    }
  }
}

extension GitError {
  fileprivate static func unfinished(_ update: UnfinishedUpdate) -> GitError {
    if case .disturbed(let names) = update.state {
      return GitError(
        .updateUnfinished, "update the refs", names.joined(separator: ", "),
        "an update was interrupted, and these refs have been moved since",
        remedy: "put them where you want them, then have the interrupted update forgotten")
    }
    let progress = "\(update.moved.count) of \(update.updates.count) refs had moved"
    let names = update.updates.map(\.name).joined(separator: ", ")
    return GitError(
      .updateUnfinished, "update the refs", nil,
      "an earlier update was interrupted when \(progress): \(names)")
  }
}
