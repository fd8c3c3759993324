public import Findings
public import GitStore
public import RuleModel
public import SourceText

/// The branches of one migration in one repository.
public struct Stack: Sendable {
  private let repository: Repository
  private let migration: Migration

  /// - Parameters:
  ///   - migration: whose branches.
  ///   - repository: where they are.
  public init(of migration: Migration, in repository: Repository) {
    self.migration = migration
    self.repository = repository
  }

  /// What `apply` did to one branch.
  public enum Move: Hashable, Sendable {
    case created, moved(from: ObjectID), unchanged, deleted(from: ObjectID)
  }

  // MARK: Applying

  /// The moves that would put every branch on its layer's commit. Changes nothing.
  ///
  /// - Parameters:
  ///   - preview: with commits.
  ///   - replacing: commits of persons that may be given up.
  /// - Returns: in the order of the steps; a step without a branch is left out.
  /// - Throws: `StackingError.branchEdited` when a branch is on something else.
  public func moves(
    to preview: StackPreview, replacing: Set<ObjectID> = []
  ) throws -> [(branch: String, step: String, move: Move, target: ObjectID?)] {
    let record = try StackRecord.read(migration.id, in: repository)
    var moves: [(branch: String, step: String, move: Move, target: ObjectID?)] = []
    var found: Set<ObjectID> = []
    for layer in preview.layers {
      let current = try repository.reference(BranchNames.reference(layer.branch))
      let ours = record.branch(layer.branch)?.commitIDs ?? []
      if let current { found.insert(current) }
      let isOurs = current.map { ours.contains($0) || $0 == layer.commit || replacing.contains($0) } ?? true
      guard isOurs else {
        throw StackingError.branchEdited(branch: layer.branch, found: current ?? .zero, expected: ours.last)
      }
      switch (layer.commit, current) {
      case (nil, nil): break
      case (nil, let current?):
        moves.append((layer.branch, layer.planned.step.id, .deleted(from: current), nil))
      case (let target?, nil): moves.append((layer.branch, layer.planned.step.id, .created, target))
      case (let target?, let current?):
        let move: Move = target == current ? .unchanged : .moved(from: current)
        moves.append((layer.branch, layer.planned.step.id, move, target))
      }
    }
    if let unknown = replacing.subtracting(found).min() { throw StackingError.nothingToReplace(id: unknown) }
    return moves
  }

  /// Puts every branch on its layer's commit: all of them, or none.
  ///
  /// - Parameters:
  ///   - preview: with commits; every gate has passed.
  ///   - replacing: commits of persons that may be given up.
  /// - Returns: what happened to each branch, by its name.
  /// - Throws: `StackingError`, or `GitError`; then every branch is where it was.
  public func apply(_ preview: StackPreview, replacing: Set<ObjectID> = []) throws -> [String: Move] {
    let lock = try repository.lock()
    defer { lock.release() }
    try endUnfinished(holding: lock, preview.base.committer)
    let moves = try moves(to: preview, replacing: replacing)
    let result = Dictionary(uniqueKeysWithValues: moves.map { ($0.branch, $0.move) })
    let updates = moves.compactMap { update(for: $0) }
    guard !updates.isEmpty else { return result }
    try refuseCheckedOut(updates)
    _ = try preview.session.persist(preview.layers.compactMap(\.commit))
    // Before the refs: a crash in between must not make our own branches look foreign.
    let name = StackRecord.stateName(of: migration.id)
    let recorded = try repository.readState(name)
    var record = try StackRecord.read(migration.id, in: repository)
    record.base = preview.base.id.hex
    for (branch, step, move, target) in moves {
      guard let target else { continue }
      if case .moved(let old) = move {
        record.note(target, on: branch, step: step, replacing: old)
      } else {
        record.note(target, on: branch, step: step, replacing: nil)
      }
    }
    try repository.writeState(record.bytes(), as: name, holding: lock)
    do {
      try repository.updateReferences(updates, committer: preview.base.committer, holding: lock)
    } catch {
      // The record is still needed if some refs have moved, or may have.
      let hasMoved = (try? repository.unfinishedUpdate().map { !$0.moved.isEmpty } ?? false) ?? true
      if hasMoved { throw error }
      if let recorded {
        try? repository.writeState(recorded, as: name, holding: lock)
      } else {
        try? repository.removeState(name, holding: lock)
      }
      throw error
    }
    return result
  }

  private func update(
    for item: (branch: String, step: String, move: Move, target: ObjectID?)
  ) -> ReferenceUpdate? {
    let name = BranchNames.reference(item.branch)
    let log = ReferenceUpdate.Log.append("sunset apply: step \(item.step)")
    switch item.move {
    case .unchanged: return nil
    case .created: return ReferenceUpdate(name, to: item.target, expecting: .absent, log: log)
    case .moved(let old): return ReferenceUpdate(name, to: item.target, expecting: .id(old), log: log)
    case .deleted(let old): return ReferenceUpdate(name, to: nil, expecting: .id(old), log: log)
    }
  }

  private func refuseCheckedOut(_ updates: [ReferenceUpdate]) throws {
    let names = Set(updates.map(\.name))
    for branch in try repository.checkedOutBranches() where names.contains(branch.name) {
      throw StackingError.branchCheckedOut(branch: short(branch.name), workTree: branch.workTree)
    }
  }

  private func short(_ name: String) -> String {
    name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
  }

  // MARK: Taking back

  /// Removes the branches that are still exactly what `apply` made, and the record;
  /// what `--replace` gave up comes back.
  ///
  /// - Parameter committer: for the logs of branches that come back.
  /// - Returns: the branches that were removed with the commits they were on, and
  ///   those that had gone before.
  /// - Throws: `StackingError.branchEdited`, when nothing at all is removed, or
  ///   `GitError`.
  public func undo(committer: Signature) throws -> (
    removed: [(branch: String, commit: ObjectID)], missing: [String]
  ) {
    let lock = try repository.lock()
    defer { lock.release() }
    try endUnfinished(holding: lock, committer)
    let record = try StackRecord.read(migration.id, in: repository)
    var removed: [(branch: String, commit: ObjectID)] = []
    var missing: [String] = []
    var updates: [ReferenceUpdate] = []
    for branch in record.branches {
      let name = BranchNames.reference(branch.name)
      guard let current = try repository.reference(name) else {
        missing.append(branch.name)
        continue
      }
      guard branch.commitIDs.contains(current) else {
        throw StackingError.branchEdited(
          branch: branch.name, found: current, expected: branch.commitIDs.last)
      }
      removed.append((branch.name, current))
      let before = branch.replaced.flatMap { ObjectID(hex: $0) }
      updates.append(
        ReferenceUpdate(
          name, to: before, expecting: .id(current),
          log: before == nil ? .append("sunset undo") : .takeBack))
    }
    try refuseCheckedOut(updates)
    try repository.updateReferences(updates, committer: committer, holding: lock)
    try repository.removeState(StackRecord.stateName(of: migration.id), holding: lock)
    return (removed, missing)
  }

  /// Ends what an interrupted run left: what had begun to move moves on, since its
  /// gates had passed; what had not is forgotten.
  private func endUnfinished(holding lock: ExclusiveLock, _ committer: Signature) throws {
    guard let unfinished = try repository.unfinishedUpdate() else { return }
    switch unfinished.state {
    case .untouched, .complete: try repository.recover(.leave, committer: committer, holding: lock)
    case .partial: try repository.recover(.finish, committer: committer, holding: lock)
    case .disturbed(let names):
      guard let name = names.first, let found = try repository.reference(name) else {
        try repository.recover(.leave, committer: committer, holding: lock)
        return
      }
      throw StackingError.branchEdited(branch: short(name), found: found, expected: nil)
    }
  }

  // MARK: Looking

  /// How each step's branch stands to what would be made now.
  ///
  /// - Parameter preview: with commits.
  /// - Returns: by the steps' ids, with the commit that the branch is on.
  /// - Throws: `GitError`, or `StackingError.recordDamaged`.
  public func statuses(against preview: StackPreview) throws -> [String: (
    status: StepStatus, commit: ObjectID?
  )] {
    let record = try StackRecord.read(migration.id, in: repository)
    var result: [String: (status: StepStatus, commit: ObjectID?)] = [:]
    for layer in preview.layers {
      let current = try repository.reference(BranchNames.reference(layer.branch))
      let known = record.branch(layer.branch)
      result[layer.planned.step.id] = (try status(layer, current, known, preview.base.id), current)
    }
    return result
  }

  private func status(
    _ layer: StackPreview.Layer, _ current: ObjectID?, _ known: StackRecord.Branch?, _ base: ObjectID
  ) throws -> StepStatus {
    guard let current else {
      if known != nil { return .missing }
      switch layer.planned.work {
      case .nothing: return .nothingToDo
      case .done: return .merged
      case .changes: return .notApplied
      }
    }
    if current == layer.commit { return .committed }
    if layer.planned.work != .changes, try repository.isAncestor(current, of: base) { return .merged }
    guard let known, known.commitIDs.contains(current) else { return .edited }
    return layer.planned.work == .changes ? .stale : .merged
  }
}
