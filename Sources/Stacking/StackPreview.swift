public import Findings
public import GitStore
public import Planning
public import RuleModel
public import SourceText

/// The stack that a plan makes, with the ids that its trees and commits will have.
/// Nothing of it is on the disk.
public struct StackPreview: Sendable {
  /// One step of the stack.
  public struct Layer: Sendable {
    /// What was planned.
    public let planned: PlannedStep
    /// The branch that it goes to.
    public let branch: String
    /// The tree that it leaves; that of the layer below if it changes nothing.
    public let tree: ObjectID
    /// Its commit; nil if it changes nothing, or without an identity.
    public let commit: ObjectID?
    /// What it changes, file by file.
    public let differences: [FileDifference]
  }

  /// The commit that the stack stands on.
  public let base: Commit
  /// In order.
  public let layers: [Layer]
  /// From the base to the last layer.
  public let netDifferences: [FileDifference]
  let session: WritingSession

  /// Computes trees, commits and differences in memory.
  ///
  /// - Parameters:
  ///   - plan: over `base`.
  ///   - migration: that was planned.
  ///   - repository: that holds `base`.
  ///   - base: the commit's id.
  ///   - author: who commits; the time is the base commit's, so that the same input
  ///     gives the same ids. Nil leaves out the commits.
  ///   - digests: of the rule file and the answers file.
  /// - Throws: `GitError`.
  public init(
    _ plan: Plan, of migration: Migration, in repository: Repository, base: ObjectID, author: Identity?,
    digests: Digests
  ) throws(GitError) {
    let session = try repository.writingSession()
    let baseCommit = try repository.commit(base)
    let signature = author.map {
      Signature(
        $0, seconds: baseCommit.committer.seconds, offsetMinutes: baseCommit.committer.offsetMinutes)
    }
    var tree = baseCommit.tree
    var parent = base
    var layers: [Layer] = []
    for planned in plan.steps {
      let branch = BranchNames.branch(of: planned.step, in: migration)
      guard !planned.changes.isEmpty else {
        layers.append(Layer(planned: planned, branch: branch, tree: tree, commit: nil, differences: []))
        continue
      }
      let next = try session.writeTree(base: tree, changes: planned.changes)
      let differences = try session.differences(from: tree, to: next)
      var commit: ObjectID?
      if let signature {
        let id = try session.writeCommit(
          tree: next, parents: [parent], author: signature, committer: signature,
          message: CommitMessage.text(for: planned, of: migration, digests))
        commit = id
        parent = id
      }
      layers.append(
        Layer(planned: planned, branch: branch, tree: next, commit: commit, differences: differences))
      tree = next
    }
    self.base = baseCommit
    self.layers = layers
    self.session = session
    netDifferences = try layers.isEmpty ? [] : session.differences(from: baseCommit.tree, to: tree)
  }

  /// The tree of the last layer, or the base's.
  public var tip: ObjectID { layers.last?.tree ?? base.tree }
}

extension StackPreview.Layer {
  /// What a report says of this layer.
  ///
  /// - Parameter status: as the command found it.
  /// - Returns: everything but what gates found.
  public func report(_ status: StepStatus) -> StepReport {
    var report = StepReport(
      id: planned.step.id, title: planned.step.title, requirement: planned.step.requirement, branch: branch,
      status: status)
    report.tree = planned.changes.isEmpty ? nil : tree
    report.commit = commit
    report.differences = differences
    report.causes = planned.causes
    report.decisions = planned.decisions
    report.findings = planned.findings
    report.facts = planned.facts
    report.ruleMatches = planned.matches
    report.files = differences.map { difference in
      let counts = difference.counts
      return FileReport(
        path: difference.path, change: difference.status, added: counts.added, removed: counts.removed,
        isBinary: difference.isBinary, causes: causes(of: difference.path))
    }
    return report
  }

  /// What the plan says of this layer before anything is committed.
  public var plannedStatus: StepStatus {
    switch planned.work {
    case .nothing: .nothingToDo
    case .done: .empty
    case .changes: planned.decisions.contains(where: \.isOpen) ? .provisional : .planned
    }
  }

  private func causes(of path: RepositoryPath) -> [CauseID] {
    if let cause = planned.deletions[path] { return [cause] }
    var seen: Set<CauseID> = []
    return (planned.edits[path]?.edits ?? []).map(\.cause).filter { seen.insert($0).inserted }
  }
}
