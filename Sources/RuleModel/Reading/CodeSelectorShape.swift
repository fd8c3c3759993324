internal import StrictYAML

extension CodeSelector {
  /// What is sought, without the files, which stand beside it.
  static let shape = Shape<Sought>.mapping("code", "Parts of source code; one of three keys.") { fields in
    let declaration = fields.optional(
      "declaration", TextCondition.shape, "A declaration, by its name, or 'Owner.name' if it is a member.")
    let kinds = fields.optional(
      "kind", .oneOrMore(of: .word(DeclarationKind.self, "kind of declaration")), default: [],
      "With 'declaration': what kinds of declarations; any if not given.")
    let imported = fields.optional(
      "import", TextCondition.shape, "Imports of a package or module, by its path, and what uses them.")
    let pattern = fields.optional(
      "match", .string,
      "Code of this shape: $X stands for one node, $$$X for any number of elements, and within a string for a part of it."
    )
    let variables = fields.optional(
      "where", .pairs(.string, TextCondition.shape), default: [],
      "With 'match': what must hold for the text of a metavariable.")
    let within = fields.optional(
      "within", TextCondition.shape,
      "With 'match': what must hold for the text of the list, call or other code that it is one part of.")
    let given = ["declaration", "import", "match"].filter(fields.has)
    guard given.count == 1 else {
      fields.report("code is selected by one of the keys 'declaration', 'import' and 'match'")
      return nil
    }
    if fields.has("kind"), !fields.has("declaration") {
      fields.report("'kind' belongs to 'declaration'", at: [.keyItself("kind")])
    }
    for key in ["where", "within"] where fields.has(key) && !fields.has("match") {
      fields.report("'\(key)' belongs to 'match'", at: [.keyItself(key)])
    }
    for variable in variables where pattern.map({ !Self.names($0, variable.key) }) ?? false {
      fields.report("the pattern has no '$\(variable.key)'", at: ["where", .keyItself(variable.key)])
    }
    if let declaration { return .declaration(declaration, kinds: kinds) }
    if let imported { return .imported(imported) }
    return pattern.map { pattern in
      .pattern(
        pattern, variables: variables.map { Variable(name: $0.key, condition: $0.value) }, within: within)
    }
  }

  /// Whether a pattern has a metavariable of this name.
  private static func names(_ pattern: String, _ name: String) -> Bool {
    pattern.split(separator: "$", omittingEmptySubsequences: false).dropFirst().contains { rest in
      rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" } == name
    }
  }
}
