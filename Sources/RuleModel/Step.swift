public import SourceText

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

  /// - Parameters:
  ///   - id: the plan's number, such as `8.1`.
  ///   - slug: the rest of the branch name: `sunset/<migration>/<id>-<slug>`.
  ///   - title: one line for people.
  ///   - requirement: the plan's requirement.
  ///   - after: the ids of earlier steps that it builds on.
  ///   - subject: the first line of the commit message.
  ///   - body: the rest of the message, above the trailers; may be empty.
  ///   - rules: in the order of the file.
  ///   - gates: commands that must not report anything new on the step's tree.
  ///   - position: where it stands in the rule file.
  public init(
    id: String, slug: String, title: String, requirement: String, after: [String] = [], subject: String,
    body: String, rules: [Rule] = [], gates: [Gate] = [], position: SourcePosition
  ) {
    self.id = id
    self.slug = slug
    self.title = title
    self.requirement = requirement
    self.after = after
    self.subject = subject
    self.body = body
    self.rules = rules
    self.gates = gates
    self.position = position
  }
}
