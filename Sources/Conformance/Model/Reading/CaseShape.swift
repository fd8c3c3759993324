import Findings
internal import StrictYAML

/// A file of cases: one group of the catalogue.
struct CaseFile: Sendable {
  let title: String
  let cases: [ConformanceCase]
}

extension CaseFile {
  static let shape = Shape<CaseFile>.mapping("case file", "A group of cases.") { fields in
    let title = fields.required("title", .line, "What the group is about.")
    let cases = fields.required("cases", .list(of: .conformanceCase, atLeast: 1), "In their order.")
    guard let title, let cases else { return nil }
    return CaseFile(title: title, cases: cases)
  }
}

extension Shape where Value == ConformanceCase {
  static var conformanceCase: Shape<ConformanceCase> {
    .mapping("case", "One numbered case.") { fields in
      let id = fields.required("id", .caseID, "AREA-GROUP-NNN; never used again.")
      let level = fields.required(
        "level", .word(ConformanceReport.Level.self, "level"), "How much it weighs.")
      let proves = fields.required("proves", .line, "Tasks and requirements: T1 R1.2.")
      let text = fields.required("text", .text, "The requirement in words.")
      let phase = fields.optional("phase", .phase, default: .any, "any, before, or after and a step's id.")
      let features = fields.optional(
        "features", .list(of: .line), default: [], "Must be declared, or skipped.")
      let without = fields.optional(
        "without", .list(of: .line), default: [], "Must not be declared, or not applicable.")
      let needs = fields.optional(
        "needs", .list(of: .need), default: [], "Parts of the binding: history, seed or skip.")
      let mustWith = fields.optional("must-with", .constant("durable"), "durable: then it is a MUST.")
      let server = fields.optional("server", .serverWish, default: ServerWish(), "Which server.")
      let given = fields.optional("given", .list(of: .step), default: [], "What must work before.")
      let steps = fields.optional("steps", .list(of: .step, atLeast: 1), "What is done and expected.")
      let happens = fields.optional(
        "happens", .pairs(.line, .integer(1...1_000_000), atLeast: 1),
        "How often things must have happened: answered, or a status such as 429.")
      let check = fields.optional("check", .treeCheck, "What is looked for in the tree.")
      let client = fields.optional("client", .clientScript, "What happens to the client.")
      guard let id, let level, let proves, let text else { return nil }
      let conditions = CaseConditions(features: features, without: without, needs: needs, mustWith: mustWith)
      let body: CaseBody
      switch (steps, check, client) {
      case (let steps?, nil, nil):
        guard let happens else {
          fields.report("a case with steps needs the key 'happens': what must have happened for a pass")
          return nil
        }
        body = .server(
          ServerScript(
            server: server, given: given, steps: steps, happens: happens.map { ($0.key, $0.value) }))
      case (nil, let check?, nil): body = .tree(check)
      case (nil, nil, let client?): body = .client(client)
      default:
        fields.report("a case has one of 'steps', 'check' and 'client'")
        return nil
      }
      return ConformanceCase(
        id: id, level: level, proves: proves, text: text, phase: phase, conditions: conditions, body: body)
    }
  }
}

extension Shape where Value == String {
  static var caseID: Shape<String> {
    line.checked { text throws(Complaint) in
      guard text.wholeMatch(of: /(SRV|CLI|E2E|STA)(-[A-Z]+)?-\d{3}/) != nil else {
        throw Complaint("a case's id has the form AREA-GROUP-NNN")
      }
      return text
    }
  }
}

extension Shape where Value == CasePhase {
  static var phase: Shape<CasePhase> {
    Shape<String>.line.checked { text throws(Complaint) in
      switch text {
      case "any": return .any
      case "before": return .before
      case _ where text.hasPrefix("after "): return .after(step: String(text.dropFirst(6)))
      default: throw Complaint("a phase is any, before, or after and a step's id, such as 'after 8.2'")
      }
    }
  }
}

extension Shape where Value == CaseConditions.Need {
  /// `seed or skip`, `history or not-applicable`; without words behind it, skip.
  static var need: Shape<CaseConditions.Need> {
    Shape<String>.line.checked { text throws(Complaint) in
      let words = text.split(separator: " ").map(String.init)
      let absence = words.count == 3 && words[1] == "or" ? words[2] : words.count == 1 ? "skip" : ""
      guard let part = words.first.flatMap({ BindingPart(rawValue: $0) }),
        let absence = CaseConditions.Absence(rawValue: absence)
      else {
        throw Complaint(
          "a need is one of \(BindingPart.allCases.map(\.rawValue).joined(separator: ", ")), with 'or not-applicable' behind it if the product may lack it"
        )
      }
      return CaseConditions.Need(part: part, absence: absence)
    }
  }
}

extension Shape where Value == ServerWish {
  static var serverWish: Shape<ServerWish> {
    .mapping("server wish", "Which server a case wants.") { fields in
      ServerWish(
        variant: fields.optional("variant", .line, "A variant of the binding: roomy, assistant."),
        environment: Dictionary(
          fields.optional("env", .pairs(.line, .string), default: [], "Variables on top of the binding's.")
            .map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }),
        isOwn: fields.optional("own", .boolean, default: false, "No other case may use it."))
    }
  }
}
