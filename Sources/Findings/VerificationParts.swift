/// Parts of what `verify` reports.
extension VerificationReport {
  /// A pattern, or a fact whose recorded names are searched for.
  public struct Sought: Hashable, Sendable {
    /// The pattern's id or the fact.
    public var id: String
    /// What it finds, for the reviewer.
    public var why: String

    /// - Parameters:
    ///   - id: the pattern's id or the fact.
    ///   - why: what it finds.
    public init(id: String, why: String) {
      self.id = id
      self.why = why
    }
  }

  /// What became of the names that were recorded under a fact.
  public struct FactClosure: Hashable, Sendable {
    /// The fact.
    public var fact: String
    /// Names that stand nowhere.
    public var absent: Int
    /// Names that stand only where allowances let them.
    public var allowed: Int
    /// Names that stand where nothing lets them, the baseline's among them.
    public var left: Int

    /// - Parameters:
    ///   - fact: the fact.
    ///   - absent: names that stand nowhere.
    ///   - allowed: names that stand only where allowances let them.
    ///   - left: names that stand where nothing lets them.
    public init(fact: String, absent: Int, allowed: Int, left: Int) {
      self.fact = fact
      self.absent = absent
      self.allowed = allowed
      self.left = left
    }
  }

  /// A remnant that allowances let stand.
  public struct AllowedRemnant: Hashable, Sendable {
    /// What stands.
    public var remnant: Remnant
    /// The allowances that are in force, in the order of the report's; never empty.
    public var allowances: [AllowanceUse]

    /// - Parameters:
    ///   - remnant: what stands.
    ///   - allowances: those that are in force; not empty.
    public init(remnant: Remnant, allowances: [AllowanceUse]) {
      self.remnant = remnant
      self.allowances = allowances
    }
  }
}
