internal import SourceText
internal import StrictYAML

extension RuleTest {
  static let shape = Shape<RuleTest>.mapping(
    "test", "An example: files before and after, byte for byte, or files that the rule leaves alone."
  ) { fields in
    let name = fields.required("name", .line, "Unique in its rule.")
    let facts = fields.optional(
      "facts", .pairs(.identifier, .list(of: .text, atLeast: 1)), default: [],
      "The names that earlier rules are taken to have recorded, by fact.")
    let asks = fields.optional(
      "asks", .integer(0...Int.max), default: 0,
      "How many questions have to be asked; the example goes on with the recommended answers.")
    let finds = fields.optional(
      "finds", .list(of: .line), default: [],
      "What findings must say: a part of each one's message, in order.")
    let before = fields.optional("before", files(atLeast: 1), "The files before: path and contents.")
    let after = fields.optional("after", files(atLeast: 0), "All files after; '{}' when none is left.")
    let untouched = fields.optional(
      "untouched", files(atLeast: 1), "Files that stay as they are; instead of the other two.")
    guard let name else { return nil }
    let known = Dictionary(uniqueKeysWithValues: facts.map { ($0.key, $0.value) })
    if fields.has("untouched") {
      for key in ["before", "after"] where fields.has(key) {
        fields.report(
          "'untouched' stands for 'before' and 'after'; leave one or the other out", at: [.keyItself(key)])
      }
      return untouched.map {
        RuleTest(name: name, before: $0, after: $0, facts: known, asks: asks, finds: finds)
      }
    }
    guard fields.has("before"), fields.has("after") else {
      fields.report("a test needs 'before' and 'after', or 'untouched'")
      return nil
    }
    guard let before, let after else { return nil }
    if before == after { fields.report("nothing changes here; write 'untouched'", at: [.keyItself("after")]) }
    return RuleTest(name: name, before: before, after: after, facts: known, asks: asks, finds: finds)
  }

  private static func files(atLeast least: Int) -> Shape<[RepositoryPath: String]> {
    Shape.pairs(.path, .string, atLeast: least).checked { pairs throws(Complaint) in
      Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
    }
  }
}
