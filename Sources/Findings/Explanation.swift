/// Why a line, or a whole file, went or stayed.
public struct Explanation: Hashable, Sendable {
  /// What becomes of it.
  public enum Fate: String, Hashable, Sendable, CaseIterable {
    /// It goes.
    case removed
    /// It goes and something else stands in its place.
    case replaced
    /// A rule or a cascade came by, and a guard or a reference kept it.
    case kept
    /// Nothing in the migration concerns it.
    case untouched
  }

  /// What was asked about, in the base; its text is the line's.
  public var subject: Place
  /// What becomes of it.
  public var fate: Fate
  /// The step that does it; nil where none does.
  public var step: String?
  /// From the edit to the rule that began it; empty where nothing happens.
  public var chain: [Cause]
  /// The references that keep it, with their places.
  public var keptBy: [Finding]

  /// - Parameters:
  ///   - subject: what was asked about, in the base.
  ///   - fate: what becomes of it.
  ///   - step: the step that does it.
  ///   - chain: from the edit to the rule that began it.
  ///   - keptBy: the references that keep it.
  public init(subject: Place, fate: Fate, step: String? = nil, chain: [Cause] = [], keptBy: [Finding] = []) {
    self.subject = subject
    self.fate = fate
    self.step = step
    self.chain = chain
    self.keptBy = keptBy
  }
}
