/// How a command ended; the raw value is the process's exit code.
public enum Outcome: Int32, Sendable, Hashable, Comparable, CaseIterable {
  /// Done, or nothing to do.
  case success = 0
  /// Remnants or failures were found.
  case findings = 1
  /// The command line, the rule file or the environment is wrong.
  case usage = 2
  /// Decisions are open.
  case decisionsOpen = 3
  /// A gate failed.
  case gateFailed = 4
  /// A branch or an edit is in the way.
  case conflict = 5
  /// Reading or writing failed.
  case inputOutput = 6
  /// Interrupted by a signal.
  case interrupted = 130

  /// By exit code.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An error that reaches the user: what happened, where, and what to do.
public protocol UserFacingError: Error, Sendable {
  /// What happened and where.
  var message: String { get }
  /// What to do about it.
  var remedy: String { get }
  /// How the command ends.
  var outcome: Outcome { get }
}
