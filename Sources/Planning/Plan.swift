public import Findings
public import RuleModel
public import SourceText

/// What a migration does to one repository: its steps with their edits, in memory.
public struct Plan: Sendable {
  /// In the order in which they are stacked.
  public let steps: [PlannedStep]
  /// What concerns the whole run, not one step.
  public let findings: [Finding]

  /// Every decision that nobody has answered.
  public var openDecisions: [Decision] { steps.flatMap(\.decisions).filter(\.isOpen) }

  /// Whether no step changes anything.
  public var isEmpty: Bool { steps.allSatisfy { $0.changes.isEmpty } }
}

/// One step, planned over the tree that the step before it leaves.
public struct PlannedStep: Sendable {
  /// Why a step changes what it does.
  public enum Work: Sendable, Hashable {
    /// It changes something.
    case changes
    /// Earlier steps' repairs, or an earlier run, have done all of it.
    case done
    /// Nothing of what it names was ever there.
    case nothing
  }

  /// The step of the rule file.
  public let step: Step
  /// Whether it changes something, and if not, why.
  public let work: Work
  /// Against the tree that the step before leaves, by path.
  public let changes: [RepositoryPath: FileChange]
  /// The edits of the files that stay, as offsets into the tree before the step.
  public let edits: [RepositoryPath: EditSet]
  /// The files that go, with the cause.
  public let deletions: [RepositoryPath: CauseID]
  /// The reasons that edits and deletions name.
  public let causes: [Cause]
  /// How many files each rule selected, in the order of the rules.
  public let matches: [RuleMatches]
  /// What was recorded in this step: names in order, by fact.
  public let facts: [String: [String]]
  /// What only a person can decide.
  public let decisions: [Decision]
  /// What was found on the way.
  public let findings: [Finding]
  /// What lost a use and stays, with the place that still needs it: for `explain`.
  public let keepers: [Finding]
  /// Leads the bytes of each file that was edited so far back to the base.
  public let origins: [RepositoryPath: OriginMap]
}

/// Why there is no plan.
public enum PlanningError: Error, Sendable {
  /// A rule selects nothing although others of its migration do.
  case nothingMatches(rule: String, position: SourcePosition, globs: [String])
  /// A rule selects another number of files than it expects.
  case unexpectedCount(rule: String, position: SourcePosition, count: Int, expected: ClosedRange<Int>)
  /// A guard that says `else: fail` does not hold.
  case guardFailed(rule: String, position: SourcePosition, path: RepositoryPath, users: [Place])
  /// An answer to a question that is not asked, or a choice that is not offered.
  case staleAnswer(decision: String, choice: String, position: SourcePosition, offered: [String])
  /// Two rules of a step want different things of the same bytes.
  case conflict(step: String, path: RepositoryPath, place: Place?, first: Cause, second: Cause)
  /// A file that a rule selected cannot be read.
  case unreadable(UnreadableContents)
  /// An expression of a rule takes too long in a file.
  case searchGivenUp(rule: String, position: SourcePosition, path: RepositoryPath)
  /// A rule's pattern is no code of the language of a file that it looks at.
  case malformedPattern(rule: String, position: SourcePosition, path: RepositoryPath)
  /// A fault in an edge of the cascade: it did not come to an end.
  case boundReached(step: String, removals: Int)
}

extension PlanningError: UserFacingError {
  /// How the command ends.
  public var outcome: Outcome {
    switch self {
    case .nothingMatches, .unexpectedCount, .staleAnswer, .searchGivenUp, .malformedPattern, .boundReached:
      .usage
    case .guardFailed, .conflict: .conflict
    case .unreadable: .inputOutput
    }
  }

  /// What happened and where.
  public var message: String {
    switch self {
    case .nothingMatches(let rule, let position, let globs):
      "\(position): rule '\(rule)' matches no file (\(globs.joined(separator: ", "))), though other rules match"
    case .unexpectedCount(let rule, let position, let count, let expected):
      "\(position): rule '\(rule)' matches \(count) files; it expects \(expected.lowerBound) to \(expected.upperBound)"
    case .guardFailed(let rule, let position, let path, let users):
      "\(position): rule '\(rule)' may not delete '\(path)', which is still used in "
        + users.map { "\($0.path):\($0.line ?? 1)" }.joined(separator: ", ")
    case .staleAnswer(let decision, let choice, let position, let offered):
      offered.isEmpty
        ? "\(position): nothing asks '\(decision)' any more"
        : "\(position): '\(decision)' offers no '\(choice)'"
    case .conflict(let step, let path, let place, let first, let second):
      "step \(step): two edits of '\(path)'\(place?.line.map { ":\($0)" } ?? "") exclude each other: "
        + "\(first.summary) (rule \(first.rule)) and \(second.summary) (rule \(second.rule))"
    case .unreadable(let unreadable):
      "'\(unreadable.path)' cannot be read: \(unreadable.reason)"
    case .searchGivenUp(let rule, let position, let path):
      "\(position): an expression of rule '\(rule)' takes too long in '\(path)'"
    case .malformedPattern(let rule, let position, let path):
      "\(position): the pattern of rule '\(rule)' does not parse in the language of '\(path)'"
    case .boundReached(let step, let removals):
      "step \(step): the cascade did not come to an end after \(removals) removals"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .nothingMatches:
      "correct the globs, or let the rule say 'onZeroMatches: note' if it may find nothing"
    case .searchGivenUp: "write the expression without nested repetition, or leave the file out by 'except'"
    case .malformedPattern:
      "write a whole expression, statement or declaration, or leave files of other languages out by 'except'"
    case .unexpectedCount: "correct the globs or the rule's 'expect'"
    case .guardFailed: "remove those uses in an earlier step, or loosen the guard"
    case .staleAnswer(_, _, _, let offered):
      offered.isEmpty
        ? "take the answer out of the answers file" : "choose one of: \(offered.joined(separator: ", "))"
    case .conflict: "move one of the rules to another step, or narrow its selector"
    case .unreadable: "fetch the missing object or repair the repository (git fsck), then run again"
    case .boundReached: "this is a fault in sunset; please report it with the rule file"
    }
  }
}
