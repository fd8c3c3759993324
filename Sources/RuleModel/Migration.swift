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

  /// - Parameters:
  ///   - id: used in branch names: lower-case letters, digits and `-`.
  ///   - title: one line for people.
  ///   - steps: in the order of the file; each step comes after those it names in `after`.
  ///   - remnants: what `verify` looks for.
  ///   - allowances: what `verify` lets stand.
  public init(id: String, title: String, steps: [Step] = [], remnants: Remnants, allowances: [Allowance] = [])
  {
    self.id = id
    self.title = title
    self.steps = steps
    self.remnants = remnants
    self.allowances = allowances
  }
}
