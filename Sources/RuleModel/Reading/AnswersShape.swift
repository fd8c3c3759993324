public import StrictYAML

extension Answer {
  static let shape = Shape<Answer>.mapping("answer", "The answer to one decision.") { fields in
    let decision = fields.required("decision", .line, "The decision's id, as 'sunset plan' prints it.")
    let choice = fields.required("choice", .line, "The id of one of its choices.")
    let reason = fields.optional("reason", .string, default: "", "Why.")
    let text = fields.optional("text", .line, "The words, for the choice 'reword'.")
    guard let decision, let choice else { return nil }
    if (choice == "reword") != fields.has("text") {
      fields.report("the choice 'reword' needs 'text': the new words; no other choice has any")
    }
    return Answer(decision: decision, choice: choice, reason: reason, text: text, position: fields.position)
  }
}

extension Answers {
  /// - Parameter expected: the migration that they must belong to; nil to describe any.
  /// - Returns: the shape of an answers file.
  static func shape(for expected: Migration?) -> Shape<Answers> {
    .mapping("answers file", "A repository's own decisions and allowances.") { fields in
      fields.header(kind: "Answers")
      let migration = fields.required("migration", .slug, "The id of the migration that they belong to.")
      let decisions = fields.optional(
        "decisions", .list(of: Answer.shape), default: [], "The answers to decisions.")
      let allowances = fields.optional(
        "allow", .list(of: Allowance.shape), default: [], "Exceptions for 'sunset verify'.")
      guard let migration else { return nil }
      fields.reportRepeated(decisions.map(\.decision), "decision") { ["decisions", .index($0), "decision"] }
      fields.reportRepeated(allowances.map(\.id), "allowance id") { ["allow", .index($0), "id"] }
      let answers = Answers(migration: migration, decisions: decisions, allowances: allowances)
      if let expected { answers.checkFit(to: expected, fields) }
      return answers
    }
  }

  private func checkFit(to expected: Migration, _ fields: Fields) {
    if migration != expected.id {
      fields.report(
        "these answers are for '\(migration)', the migration is '\(expected.id)'", at: ["migration"])
    }
    let taken = Set(expected.allowances.map(\.id))
    for (index, allowance) in allowances.enumerated() where allowance.mayBeUnused {
      fields.report(
        "an allowance of one repository has to match something: leave 'onZeroMatches' out",
        at: ["allow", .index(index), "onZeroMatches"])
    }
    for (index, allowance) in allowances.enumerated() where taken.contains(allowance.id) {
      fields.report(
        "the allowance id '\(allowance.id)' is used by the migration", at: ["allow", .index(index), "id"])
    }
  }

  /// Reads an answers file. It comes from the target repository, so it may choose and
  /// allow, but holds no key that names a command.
  /// - Parameters:
  ///   - bytes: the file's contents.
  ///   - file: its name for messages.
  ///   - migration: the migration that it must belong to.
  /// - Returns: the answers, when nothing at all is wrong.
  /// - Throws: every mistake that could be found, each with its place.
  public static func parse(
    bytes: [UInt8], file: String, migration: Migration
  ) throws(RuleFileErrors) -> Answers {
    try shape(for: migration).parse(bytes, file: file)
  }
}

/// The JSON Schema of answers files.
public enum AnswersSchema {
  /// The schema (draft 2020-12) as UTF-8 with a last new line.
  /// - Returns: the same bytes for the same version of Sunset.
  public static func json() -> [UInt8] {
    Answers.shape(for: nil).jsonSchema(id: "urn:sunset:schema:answers:v1", title: "Sunset answers")
  }
}
