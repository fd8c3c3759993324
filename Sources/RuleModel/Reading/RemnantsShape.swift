internal import Findings
internal import StrictYAML

extension RemnantPattern {
  static let shape = Shape<RemnantPattern>.mapping("remnant pattern", "A trace of what goes.") { fields in
    let id = fields.required("id", .identifier, "Unique in the migration.")
    let regex = fields.required(
      "regex", .pattern, "In PCRE2's syntax, over bytes: '.' matches no line end, '(?i)' folds ASCII letters."
    )
    let why = fields.required("why", .text, "What it finds, for the reviewer.")
    guard let id, let regex, let why else { return nil }
    return RemnantPattern(id: id, regex: regex, why: why)
  }
}

extension Remnants {
  static let shape = Shape<Remnants>.mapping("remnants section", "What must be absent in the end.") {
    fields in
    let patterns = fields.optional(
      "patterns", .list(of: RemnantPattern.shape), default: [],
      "Searched in contents, paths and link targets.")
    let facts = fields.optional(
      "facts", .list(of: .identifier), default: [], "Facts whose recorded names must be absent.")
    if !fields.has("patterns"), !fields.has("facts") {
      fields.report("remnants need 'patterns', 'facts' or both")
    }
    fields.reportRepeated(patterns.map(\.id), "pattern id") { ["patterns", .index($0), "id"] }
    fields.reportRepeated(facts, "fact") { ["facts", .index($0)] }
    return Remnants(patterns: patterns, facts: facts)
  }
}

extension Allowance {
  static let shape = Shape<Allowance>.mapping("allowance", "A reasoned exception for 'sunset verify'.") {
    fields in
    let id = fields.required("id", .identifier, "Unique in the migration and the answers file together.")
    let paths = fields.required("path", .glob, "The files it holds for.")
    let classes = fields.optional(
      "class", .oneOrMore(of: .word(FileClass.self, "class of files")),
      "The classes of files it holds for; every class when left out.")
    let match = fields.optional(
      "match", .pattern, "What of a line it lets stand; every remnant in those files when left out.")
    let name = fields.optional("name", .line, "The recorded name that it lets stand, and nothing else.")
    let onZeroMatches = fields.optional(
      "onZeroMatches", .word(ZeroMatches.self, "answer to no matches"), default: .error,
      "What it means that it matches nothing; 'ok' is for migrations, which serve any repository.")
    let reason = fields.required("reason", .text, "Why.")
    let owner = fields.required("owner", .text, "Who answers for it.")
    let expires = fields.optional("expires", .day, "The last day on which it holds, YYYY-MM-DD.")
    guard let id, let paths, let reason, let owner else { return nil }
    let isNarrow = ["class", "match", "name"].contains(where: fields.has)
    if ["**", "**/*"].contains(paths.source), !isNarrow {
      fields.report(
        "this lets everything stand in every file; name the files, their class, or what may stand in 'match' or 'name'",
        at: ["path"])
    }
    return Allowance(
      id: id, paths: paths, classes: classes.map(Set.init), match: match, name: name,
      mayBeUnused: onZeroMatches != .error, reason: reason, owner: owner, expires: expires,
      position: fields.position)
  }
}
