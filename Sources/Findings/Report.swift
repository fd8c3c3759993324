public import SourceText

/// What a command has to tell. Reporting turns it into text, a patch or JSON;
/// nothing in it depends on how it is shown, and nothing in it is a time of day.
public struct Report: Hashable, Sendable {
  /// The commands that report.
  public enum Command: String, Hashable, Sendable, CaseIterable {
    case plan, apply, verify, conform, explain, status, undo
  }

  /// A commit and the name by which the user called it.
  public struct Revision: Hashable, Sendable {
    /// As the user wrote it: `HEAD`, a branch, an id.
    public var name: String
    /// The commit that it names.
    public var id: ObjectID

    /// - Parameters:
    ///   - name: as the user wrote it.
    ///   - id: the commit that it names.
    public init(name: String, id: ObjectID) {
      self.name = name
      self.id = id
    }
  }

  /// Which migration it is about.
  public struct MigrationName: Hashable, Sendable {
    /// The id in branch names.
    public var id: String
    /// One line for people.
    public var title: String
    /// The rule file as the user named it.
    public var ruleFile: String

    /// - Parameters:
    ///   - id: the id in branch names.
    ///   - title: one line for people.
    ///   - ruleFile: as the user named it.
    public init(id: String, title: String, ruleFile: String) {
      self.id = id
      self.title = title
      self.ruleFile = ruleFile
    }
  }

  /// What ran.
  public var command: Command
  /// How it ended.
  public var outcome: Outcome
  /// The repository as the user named it.
  public var repository: String
  /// The commit that was read: the base of a plan, the commit that was verified.
  public var revision: Revision?
  /// The migration.
  public var migration: MigrationName?
  /// In the order of the migration.
  public var steps: [StepReport] = []
  /// The base against what the last step leaves, in order of paths. It cannot be
  /// told from the steps' own differences where two steps change the same file.
  public var netDifferences: [FileDifference] = []
  /// What concerns the whole run rather than one step. Remnants are not among
  /// them; they stand in `verification`.
  public var findings: [Finding] = []
  /// What `verify` read and found.
  public var verification: VerificationReport?
  /// What the conformance suite found out, of `conform` and of `apply` with a binding: of
  /// the last tree that it ran on.
  public var conformance: ConformanceReport?
  /// What `explain` was asked, line by line.
  public var explanations: [Explanation] = []
  /// What the user should do now: one sentence or command a line, in order.
  public var nextSteps: [String] = []
  /// What is worth knowing and needs nothing done: `conformance was left out`.
  public var notes: [String] = []

  /// A report to be filled.
  /// - Parameters:
  ///   - command: what ran.
  ///   - outcome: how it ended.
  ///   - repository: as the user named it.
  ///   - revision: the commit that was read.
  ///   - migration: the migration.
  public init(
    command: Command, outcome: Outcome = .success, repository: String, revision: Revision? = nil,
    migration: MigrationName? = nil
  ) {
    self.command = command
    self.outcome = outcome
    self.repository = repository
    self.revision = revision
    self.migration = migration
  }
}
