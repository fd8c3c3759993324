public import SourceText

/// Where a step stands.
public enum StepStatus: String, Hashable, Sendable, CaseIterable {
  /// Its commit can be made.
  case planned
  /// Planned as far as it goes; decisions are open.
  case provisional
  /// Earlier steps have done all its work; it gets no branch.
  case empty
  /// Its rules match nothing in this repository.
  case nothingToDo = "nothing-to-do"
  /// Its commit was made and its branch moved.
  case committed
  /// Its branch already is what it would become.
  case unchanged
  /// Its branch is what an earlier run made from another base, rule file or answers.
  case stale
  /// Somebody has committed to its branch.
  case edited
  /// Its commit is part of the base.
  case merged
  /// Its branch was made and is gone.
  case missing
  /// Its branch was taken back.
  case removed
  /// It has no branch yet, or none was moved.
  case notApplied = "not-applied"
}

/// What became of one step.
public struct StepReport: Hashable, Sendable {
  /// The plan's number: `8.1`.
  public var id: String
  /// One line for people.
  public var title: String
  /// The plan's requirement.
  public var requirement: String
  /// The whole branch name without `refs/heads/`.
  public var branch: String
  /// Where it stands.
  public var status: StepStatus
  /// The tree that it leaves; nil where none was computed.
  public var tree: ObjectID?
  /// Its commit; nil where none was made.
  public var commit: ObjectID?
  /// What its branch pointed at before; nil if it did not exist.
  public var previousCommit: ObjectID?
  /// Against the step before it, in order of paths.
  public var differences: [FileDifference] = []
  /// The same files with their reasons, in order of paths.
  public var files: [FileReport] = []
  /// The table that `CauseID`s of this step index.
  public var causes: [Cause] = []
  /// Its questions, answered or open, in order of ids.
  public var decisions: [Decision] = []
  /// What it reports.
  public var findings: [Finding] = []
  /// The names that it recorded, sorted, by fact.
  public var facts: [String: [String]] = [:]
  /// In the order of the rule file.
  public var gates: [GateReport] = []
  /// How many things each rule selected, in the order of the rule file.
  public var ruleMatches: [RuleMatches] = []

  /// A step to be filled.
  /// - Parameters:
  ///   - id: the plan's number.
  ///   - title: one line for people.
  ///   - requirement: the plan's requirement.
  ///   - branch: without `refs/heads/`.
  ///   - status: where it stands.
  public init(id: String, title: String, requirement: String, branch: String, status: StepStatus) {
    self.id = id
    self.title = title
    self.requirement = requirement
    self.branch = branch
    self.status = status
  }

  /// The cause that `id` names; nil where the table has no such entry.
  public func cause(_ id: CauseID) -> Cause? {
    causes.indices.contains(id.index) ? causes[id.index] : nil
  }

  /// The links from `id` to the rule that began it, nearest first. A table that
  /// runs in a circle is followed once round.
  public func chain(from id: CauseID) -> [Cause] {
    var seen: Set<CauseID> = []
    var links: [Cause] = []
    var next: CauseID? = id
    while let current = next, seen.insert(current).inserted, let link = cause(current) {
      links.append(link)
      next = link.because
    }
    return links
  }
}

/// How many things a rule selected.
public struct RuleMatches: Hashable, Sendable {
  /// The rule's id.
  public var rule: String
  /// How many things its selector matched.
  public var count: Int

  /// - Parameters:
  ///   - rule: its id.
  ///   - count: how many things it selected.
  public init(rule: String, count: Int) {
    self.rule = rule
    self.count = count
  }
}
