public import RuleModel

/// The names of the branches that steps are committed on.
public enum BranchNames {
  /// `sunset/<migration>/<step>-<slug>`.
  public static func branch(of step: Step, in migration: Migration) -> String {
    "sunset/\(migration.id)/\(step.id)-\(step.slug)"
  }

  /// The full name of a branch's ref.
  public static func reference(_ branch: String) -> String { "refs/heads/\(branch)" }
}
