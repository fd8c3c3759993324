internal import StrictYAML

extension Binding {
  /// Reads a binding.
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - file: its name for messages.
  /// - Returns: the binding.
  /// - Throws: every mistake with its place.
  public static func parse(_ bytes: [UInt8], file: String) throws -> Binding {
    try shape.parse(bytes, file: file)
  }

  static let shape = Shape<Binding>.mapping(
    "binding", "How a repository tells the conformance suite what to start and where to look."
  ) { fields in
    let version = fields.required("version", .integer(1...1), "1.")
    let features = fields.optional(
      "features", .list(of: .word(Feature.self, "feature")), default: [], "Declared optional features.")
    let server = fields.optional("server", .serverBinding, "The backend.")
    let tree = fields.optional("tree", .treeBinding, "Where the static cases look.")
    let client = fields.optional("client", .clientBinding, "The client.")
    let numbers = fields.optional(
      "expect", .declaredNumbers, default: DeclaredNumbers(), "Declared numbers; the plan's when left out.")
    let waivers = fields.optional("waive", .list(of: .waivedCase), default: [], "Expected failures.")
    guard version != nil else { return nil }
    return Binding(
      features: features.map(\.rawValue), server: server, tree: tree, client: client, numbers: numbers,
      waivers: waivers)
  }

  enum Feature: String, CaseIterable, Sendable {
    case sharing, durable, compression, idempotency, retryAction
  }
}

extension Shape where Value == DeclaredNumbers {
  static var declaredNumbers: Shape<DeclaredNumbers> {
    .mapping("declared numbers", "Numbers that cases compare with.") { fields in
      DeclaredNumbers(
        activePoll: fields.optional(
          "activePoll", .integer(100...60_000), default: DeclaredNumbers().activePoll,
          "Milliseconds between two polls of an active client."))
    }
  }
}

extension Shape where Value == WaivedCase {
  static var waivedCase: Shape<WaivedCase> {
    .mapping("waiver", "A case that may fail; when it passes, the waiver must go.") { fields in
      let id = fields.required("id", .caseID, "The case.")
      let reason = fields.required("reason", .line, "Why.")
      let until = fields.required(
        "until",
        Shape<String>.line.checked { text throws(Complaint) in
          guard text.wholeMatch(of: /\d{4}-\d\d-\d\d|\d+(\.\d+)*/) != nil else {
            throw Complaint("an end is a day (\"2027-01-31\") or a step's id (\"8.3\"), in quotes")
          }
          return text
        }, "The last day, or the step that ends it.")
      guard let id, let reason, let until else { return nil }
      return WaivedCase(id: id, reason: reason, until: until)
    }
  }
}

extension Shape where Value == Int {
  /// `250ms`, `20s`, `2m`, as milliseconds.
  static var duration: Shape<Int> {
    Shape<String>.line.checked { text throws(Complaint) in
      guard let match = text.wholeMatch(of: /(\d+)(ms|s|m)/), let number = Int(match.1), number <= 36_000_000
      else { throw Complaint("expected a duration such as 250ms, 20s or 2m") }
      return number * (match.2 == "ms" ? 1 : match.2 == "s" ? 1000 : 60_000)
    }
  }
}
