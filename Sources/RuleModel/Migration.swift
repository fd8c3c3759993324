public import Findings
public import Patterns
public import SourceText

/// A rule file: what is removed, in which steps, and what must be absent afterwards.
public struct Migration: Sendable, Hashable {
  /// Used in branch names: lower-case letters, digits and `-`.
  public var id: String
  /// One line for people.
  public var title: String
  /// In the order of the file; each step comes after those it names in `after`.
  public var steps: [Step]
  /// What `verify` looks for.
  public var remnants: Remnants
  /// What `verify` lets stand.
  public var allowances: [Allowance]
}

/// One commit on one branch.
public struct Step: Sendable, Hashable {
  /// The plan's number, such as `8.1`.
  public var id: String
  /// The rest of the branch name: `sunset/<migration>/<id>-<slug>`.
  public var slug: String
  /// One line for people.
  public var title: String
  /// The plan's requirement.
  public var requirement: String
  /// The ids of earlier steps that it builds on.
  public var after: [String]
  /// The first line of the commit message.
  public var subject: String
  /// The rest of the message, above the trailers; may be empty.
  public var body: String
  /// In the order of the file.
  public var rules: [Rule]
  /// Commands that must not report anything new on the step's tree.
  public var gates: [Gate]
  /// Where it stands in the rule file.
  public var position: SourcePosition
}

/// Selector and action, with what belongs to them.
public struct Rule: Sendable, Hashable {
  /// Unique in the migration.
  public var id: String
  /// The weight of what it finds.
  public var severity: Severity
  /// Why, for the reviewer.
  public var explain: String
  /// Its own requirement, or its step's.
  public var requirement: String
  /// What it is about.
  public var selector: Selector
  /// What happens to that.
  public var action: Action
  /// Under which conditions the action is allowed.
  public var guards: [Guard]
  /// Which languages repair what pointed at it.
  public var cascades: [CascadeLanguage]
  /// Names to remember for later rules.
  public var records: [FactRecord]
  /// What finding nothing means.
  public var onZeroMatches: ZeroMatches
  /// How many matches are expected.
  public var expected: ClosedRange<Int>?
  /// Examples that `sunset rules test` runs.
  public var tests: [RuleTest]
  /// Where it stands in the rule file.
  public var position: SourcePosition
}

/// What a rule is about.
public enum Selector: Sendable, Hashable {
  /// Files by glob.
  case files(FileSelector)
}

/// Files by their paths.
public struct FileSelector: Sendable, Hashable {
  /// At least one; a path must match one of them. `**` crosses folders.
  public var include: [Glob]
  /// A path must match none of them.
  public var exclude: [Glob]
  /// If set, the contents must hold one of the names recorded under this fact.
  public var naming: String?
}

/// What happens to what a rule selected.
public enum Action: Sendable, Hashable {
  /// The whole file goes.
  case deleteFile
}

/// A condition for an action.
public struct Guard: Sendable, Hashable {
  /// What must hold.
  public enum Condition: Sendable, Hashable {
    /// Only these files may refer to it.
    case onlyReferencedBy([Glob])
    /// Nothing that stays may refer to it.
    case notImported
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
}

/// A language whose cascade runs after a rule.
public enum CascadeLanguage: String, Sendable, Hashable, CaseIterable {
  case typescript
}

/// A name to remember.
public struct FactRecord: Sendable, Hashable {
  /// Such as `ws.files`.
  public var fact: String
  /// What is recorded.
  public var source: FactSource
}

/// What a rule can record of what it deletes.
public enum FactSource: String, Sendable, Hashable, CaseIterable {
  /// The paths of deleted files.
  case path
  /// The names that deleted files export.
  case exportedNames = "exported-names"
}

/// What it means that a selector finds nothing.
public enum ZeroMatches: String, Sendable, Hashable, CaseIterable {
  case error, note, ok
}

/// A declared command.
public struct Gate: Sendable, Hashable {
  /// Unique in its step.
  public var id: String
  /// The program and its arguments; no shell.
  public var command: [String]
  /// The folder to run in, from the tree's root; empty for the root.
  public var directory: String
  /// Runs only if the base tree has a file that matches; always if nil.
  public var when: Glob?
  /// In seconds.
  public var timeout: Int
  /// How lines of its output are told apart.
  public var diagnostics: GateDiagnostics
}

/// How a gate's output is read.
public enum GateDiagnostics: String, Sendable, Hashable, CaseIterable {
  /// `path(line,column): error TSnnnn: text`.
  case typescript
  /// `path:line:column: text`.
  case colon
  /// Only the exit code counts.
  case none
}

/// An example of a rule.
public struct RuleTest: Sendable, Hashable {
  /// Unique in its rule.
  public var name: String
  /// The files before.
  public var before: [RepositoryPath: String]
  /// The files after, all of them; equal to `before` if nothing may change.
  public var after: [RepositoryPath: String]
}

/// What must be absent in the end.
public struct Remnants: Sendable, Hashable {
  /// Searched in contents, paths and link targets.
  public var patterns: [RemnantPattern]
  /// Facts whose recorded names must be absent.
  public var facts: [String]
}

/// One pattern of the technology that goes.
public struct RemnantPattern: Sendable, Hashable {
  /// Unique in the migration.
  public var id: String
  /// Matched against bytes; `.` does not match a line end.
  public var regex: Pattern
  /// What it finds, for the reviewer.
  public var why: String
}

/// A reasoned exception for `verify`.
public struct Allowance: Sendable, Hashable {
  /// Unique in the migration and the answers file together.
  public var id: String
  /// The files it holds for.
  public var paths: Glob
  /// What of a line it lets stand; nil for every remnant in those files.
  public var match: Pattern?
  /// Why; never empty.
  public var reason: String
  /// Who answers for it; never empty.
  public var owner: String
  /// The last day on which it holds, `YYYY-MM-DD`.
  public var expires: CalendarDay?
  /// Where it stands.
  public var position: SourcePosition
}

/// A repository's own decisions and allowances.
public struct Answers: Sendable, Hashable {
  /// The migration they belong to.
  public var migration: String
  /// In the order of the file.
  public var decisions: [Answer]
  /// In the order of the file.
  public var allowances: [Allowance]

  /// Answers that say nothing.
  public static func none(for migration: String) -> Answers {
    Answers(migration: migration, decisions: [], allowances: [])
  }
}

/// The answer to one decision.
public struct Answer: Sendable, Hashable {
  /// The decision's id.
  public var decision: String
  /// The id of one of its choices.
  public var choice: String
  /// Why; may be empty.
  public var reason: String
  /// Where it stands in the answers file.
  public var position: SourcePosition
}
