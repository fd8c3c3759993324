import Planning
import RuleModel

/// The digests by which a commit says what it was made from.
public struct Digests: Hashable, Sendable {
  /// Of the rule file's bytes.
  public var migration: String
  /// Of the answers file's bytes; nil if there was none.
  public var answers: String?

  /// - Parameters:
  ///   - migration: of the rule file's bytes.
  ///   - answers: of the answers file's bytes.
  public init(migration: String, answers: String?) {
    self.migration = migration
    self.answers = answers
  }
}

/// The message of a step's commit: the rule file's words, then trailers.
enum CommitMessage {
  static func text(for planned: PlannedStep, of migration: Migration, _ digests: Digests) -> String {
    let step = planned.step
    var paragraphs = [step.subject.isEmpty ? "\(step.id): \(step.title)" : step.subject]
    let body = step.body.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n")
    if !body.allSatisfy(\.isWhitespace) { paragraphs.append(trimmed(body)) }
    paragraphs.append(trailers(planned, migration, digests).joined(separator: "\n"))
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  private static func trailers(
    _ planned: PlannedStep, _ migration: Migration, _ digests: Digests
  ) -> [String] {
    let rules = planned.step.rules.map(\.id).joined(separator: ", ")
    var lines = [
      "Sunset-Migration: \(migration.id) \(digests.migration)",
      "Sunset-Step: \(planned.step.id)",
      "Sunset-Requirement: \(oneLine(planned.step.requirement))",
      "Sunset-Rules: \(rules)",
    ]
    if let answers = digests.answers { lines.insert("Sunset-Answers: \(answers)", at: 1) }
    let facts = planned.facts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.count)" }
    if !facts.isEmpty { lines.append("Sunset-Facts: \(facts.joined(separator: ", "))") }
    return lines
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isNewline == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
