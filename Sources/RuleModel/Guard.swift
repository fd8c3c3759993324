public import Patterns

/// A condition for an action.
public struct Guard: Sendable, Hashable {
  /// What must hold.
  public enum Condition: Sendable, Hashable {
    /// Only these files may refer to it.
    case onlyReferencedBy([Glob])
    /// Nothing that stays may refer to it.
    case notImported
    /// No source file may hold its name as a word: for settings and the like.
    case unread
    /// Of a comment, or a sentence of one: it can go without the rest losing its sense.
    case separable
    /// No file but documents may hold, as a word, what the expression matches in its text:
    /// as long as anything uses what a document explains, the document has readers.
    case namedNowhere(Pattern)
    /// A person must have said so: it never holds by itself.
    case confirmed
    /// The expression must match in every part of a section: paragraph, item, row, code and,
    /// in code for a shell, command.
    case throughout(Pattern)
    /// The expression may match nowhere in its text.
    case without(Pattern)
  }
  /// What to do when it does not hold.
  public enum Otherwise: String, Sendable, Hashable, CaseIterable {
    case ask
    case keepAndReport = "keep-and-report"
    case fail
  }
  /// What must hold.
  public var condition: Condition
  /// What to do when it does not.
  public var otherwise: Otherwise

  /// - Parameters:
  ///   - condition: what must hold.
  ///   - otherwise: what to do when it does not.
  public init(condition: Condition, otherwise: Otherwise) {
    self.condition = condition
    self.otherwise = otherwise
  }
}
