internal import StrictYAML

extension Step {
  private struct Message: Sendable {
    let subject: String
    let body: String
  }

  private static let message = Shape<Message>.mapping("commit message", "The message of the step's commit.") {
    fields in
    let subject = fields.required("subject", .line, "The first line.")
    let body = fields.optional("body", .string, default: "", "The rest, above the trailers.")
    return subject.map { Message(subject: $0, body: body) }
  }

  static let shape = Shape<Step>.mapping("step", "One commit on one branch.") { fields in
    let id = fields.required("id", .identifier, "The plan's number, in quotes: \"8.1\".")
    let slug = fields.required("slug", .slug, "The end of the branch name: sunset/<migration>/<id>-<slug>.")
    let title = fields.required("title", .line, "One line for people.")
    let requirement = fields.required("requirement", .line, "The plan's requirement.")
    let after = fields.optional(
      "after", .list(of: .identifier), default: [], "The earlier steps that it builds on.")
    let message = fields.required("commit", message, "The commit's message.")
    let gates = fields.optional(
      "gates", .list(of: Gate.shape), default: [], "Commands that must report nothing new on the step's tree."
    )
    let rules = fields.required("rules", .list(of: RuleDraft.shape, atLeast: 1), "At least one.")
    guard let id, let slug, let title, let requirement, let message, let rules else { return nil }
    fields.reportRepeated(gates.map(\.id), "gate id") { ["gates", .index($0), "id"] }
    return Step(
      id: id, slug: slug, title: title, requirement: requirement, after: after, subject: message.subject,
      body: message.body, rules: rules.map { $0.completed(stepRequirement: requirement) }, gates: gates,
      position: fields.position)
  }
}
