internal import Patterns
internal import StrictYAML

extension TextCondition {
  /// `{in: FACT}`.
  static let factReference = Shape<String>.mapping("fact reference", "The names that a fact holds.") {
    fields in
    fields.required("in", .identifier, "The fact; an earlier rule must record it.")
  }

  static let shape = Shape<TextCondition>.mapping("condition", "What must hold for a text; one key.") {
    fields in
    let texts = fields.optional("is", .oneOrMore(of: .string), "It is one of these.")
    let pattern = fields.optional("matches", .pattern, "This expression matches somewhere in it.")
    let fact = fields.optional("in", .identifier, "It is one of the names that this fact holds.")
    let mentioned = fields.optional(
      "mentions", .identifier, "It holds one of the names of this fact, as a word of its own.")
    let first = fields.optional(
      "begins", .identifier, "It begins with one of the names of this fact, as a word of its own.")
    let given = ["is", "matches", "in", "mentions", "begins"].filter(fields.has)
    guard given.count == 1 else {
      fields.report("a condition has one of the keys 'is', 'matches', 'in', 'mentions' and 'begins'")
      return nil
    }
    return texts.map(TextCondition.among) ?? pattern.map(TextCondition.matches)
      ?? fact.map(TextCondition.inFact) ?? mentioned.map(TextCondition.mentions)
      ?? first.map(TextCondition.begins)
  }
}

extension UnitSelector {
  /// Without its files, which stand beside it.
  static let shape = Shape<UnitSelector>.mapping(
    "unit", "Parts of configuration and documents."
  ) { fields in
    let kinds = fields.required(
      "kind", .oneOrMore(of: .word(UnitKind.self, "kind of unit")), "What kinds of parts.")
    let name = fields.optional("name", TextCondition.shape, "What must hold for its name.")
    let value = fields.optional("value", TextCondition.shape, "What must hold for its value.")
    let text = fields.optional("text", TextCondition.shape, "What must hold for its bytes, parts included.")
    let unless = fields.optional("unless", TextCondition.shape, "What must not hold for its bytes.")
    let under = fields.optional(
      "under", .list(of: TextCondition.shape, atLeast: 1), default: [],
      "Names of units around it, from the outside in.")
    let with = fields.optional(
      "with", .pairs(.string, TextCondition.shape), default: [], "Entries among its parts, and their values.")
    let serves = fields.optional(
      "serves", TextCondition.factReference, "A route that the nginx location around it must serve.")
    let within = fields.optional(
      "within", TextCondition.shape, "What must hold for the bytes of the document around it.")
    if !["name", "value", "text", "with"].contains(where: fields.has) {
      fields.report("without 'name', 'value', 'text' or 'with' every part of that kind would go")
    }
    guard let kinds else { return nil }
    if kinds.contains(where: \.isSeries) {
      let needed = kinds == [.metric] ? ["name"] : ["name", "value"]
      let other = ["name", "value", "text", "under", "with", "serves"].filter { !needed.contains($0) }
      if kinds.count > 1 || !needed.allSatisfy(fields.has) || other.contains(where: fields.has) {
        fields.report(
          "a metric is selected by its 'name', a label by 'name' and 'value', and by nothing else")
      }
    }
    return UnitSelector(
      files: FileSelector(), kinds: kinds, name: name, value: value, text: text, unless: unless, under: under,
      with: with.map { PartCondition(name: $0.key, value: $0.value) }, serves: serves, within: within)
  }
}
