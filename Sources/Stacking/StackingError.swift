public import Findings
public import SourceText

/// Why a stack could not be made or taken back.
public enum StackingError: UserFacingError, Hashable {
  /// A branch of the stack is not what `apply` made.
  case branchEdited(branch: String, found: ObjectID, expected: ObjectID?)
  /// Gates found something new; what they found is in the report.
  case recordDamaged(path: String)
  /// A stack's branch is checked out, so moving it would change the work tree.
  case branchCheckedOut(branch: String, workTree: String)
  /// `--replace` named a commit that no branch of the stack is on.
  case nothingToReplace(id: ObjectID)
  /// A temporary folder could not be made or written.
  case checkoutFailed(path: String, detail: String)
  /// A gate's program lacks what it needs to judge the base.
  case gateUnavailable(gate: String, command: String, detail: String)

  /// How the command ends.
  public var outcome: Outcome {
    switch self {
    case .branchEdited, .branchCheckedOut, .nothingToReplace: .conflict
    case .recordDamaged, .checkoutFailed: .inputOutput
    case .gateUnavailable: .usage
    }
  }

  /// What happened and where.
  public var message: String {
    switch self {
    case .branchEdited(let branch, let found, let expected):
      "branch '\(branch)' is on \(found.short), which sunset did not make"
        + (expected.map { " (it made \($0.short))" } ?? "")
    case .recordDamaged(let path): "the record '\(path)' cannot be read"
    case .branchCheckedOut(let branch, let workTree):
      "branch '\(branch)' is checked out in '\(workTree)'"
    case .nothingToReplace(let id): "--replace \(id.short): no branch of the stack is on that commit"
    case .checkoutFailed(let path, let detail): "cannot write the checkout '\(path)': \(detail)"
    case .gateUnavailable(let gate, let command, let detail):
      "gate '\(gate)' cannot judge the base: '\(command)' says: \(detail)"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .branchEdited(let branch, let found, _):
      "nothing was changed; keep the work by renaming the branch (git branch -m \(branch) NEW), or give it up "
        + "with: sunset apply --replace \(found.hex)"
    case .recordDamaged: "move the file away; sunset will then take the branches for a person's own"
    case .branchCheckedOut: "switch that work tree to another branch, then run again"
    case .nothingToReplace: "see the commits that the branches are on with: sunset status"
    case .checkoutFailed: "make room below TMPDIR, or point TMPDIR elsewhere"
    case .gateUnavailable:
      "give it what it misses (for Go, 'go mod download' where there is a network), "
        + "or leave the gates out with --no-gate"
    }
  }
}
