internal import StrictYAML

extension Gate {
  /// An hour: a build that takes longer is not a gate.
  private static let longest = 3600

  static let shape = Shape<Gate>.mapping(
    "gate", "A command that must report nothing new on the step's tree, compared with the base tree."
  ) { fields in
    let id = fields.required("id", .identifier, "Unique in its step.")
    let command = fields.required(
      "run", .list(of: .text, atLeast: 1), "The program and its arguments; no shell reads them.")
    let directory = fields.optional(
      "in", .folder, default: "", "The folder to run in, from the tree's root; the root when left out.")
    let when = fields.optional(
      "when", .glob, "Runs only if the base tree has a file that matches; always when left out.")
    let timeout = fields.optional(
      "timeout", .integer(1...longest), default: 300, "In seconds; 300 when left out.")
    let diagnostics = fields.optional(
      "diagnostics", .word(GateDiagnostics.self, "kind of diagnostics"), default: .none,
      "How the lines of its output are told apart; when left out only the exit code counts.")
    let each = fields.optional(
      "each", .glob, "In place of 'in': it runs in the folder of each file of the base tree that matches.")
    let except = fields.optional(
      "except", .list(of: .glob), default: [], "With 'each': files that are left out.")
    let configurations = fields.optional(
      "configurations", .word(GateConfigurations.self, "kind of configurations"),
      "It runs once more for each system, architecture and tag that the sources name.")
    let unavailable = fields.optional(
      "unavailable", .word(GateUnavailability.self, "thing to do"), default: .fail,
      "Where its program, or what that would have to fetch, is missing: 'fail' when left out.")
    if fields.has("each"), fields.has("in") {
      fields.report(
        "a gate runs 'in' one folder or in that of 'each' file, not both", at: [.keyItself("each")])
    }
    if fields.has("except"), !fields.has("each") {
      fields.report("'except' belongs to 'each'", at: [.keyItself("except")])
    }
    guard let id, let command else { return nil }
    return Gate(
      id: id, command: command, directory: directory, when: when, timeout: timeout, diagnostics: diagnostics,
      each: each, except: except, configurations: configurations, unavailable: unavailable)
  }
}
