public import StrictYAML

extension FactLedger {
  /// Names add up over steps, so this file may grow longer than one that is typed.
  private static let byteLimit = 1 << 24

  /// What the format itself says; everything else is a name of the removed subsystem.
  private static let ownWords: Set<String> = ["migrations", "name", "rule", "step", "version"]

  /// The ledger's file: JSON with sorted keys, two spaces of indentation and a last new
  /// line. The same names give the same bytes.
  ///
  /// The names are spelled with escapes: where the subsystem is to be gone, a search by
  /// whatever tool should not find it in the list of what is gone.
  public var bytes: [UInt8] {
    let migrations = migrationIDs.map { migration in
      JSONValue.Member(
        migration,
        .object(
          facts(of: migration).map { fact in
            .init(fact, .array(records(of: fact, in: migration).map(\.json)))
          }))
    }
    return JSONValue.object([.init("migrations", .object(migrations)), .init("version", .integer(1))])
      .bytes { !Self.ownWords.contains($0) }
  }

  /// Reads a ledger's file. JSON is YAML too, so the strict reader serves here as well
  /// and shows each mistake with its place.
  /// - Parameters:
  ///   - bytes: the file's contents; need not be in the form that `bytes` writes.
  ///   - file: its name for messages.
  /// - Returns: the ledger, when nothing at all is wrong.
  /// - Throws: every mistake that could be found, each with its place.
  public static func parse(bytes: [UInt8], file: String) throws(RuleFileErrors) -> FactLedger {
    try shape.parse(bytes, file: file, byteLimit: byteLimit)
  }

  private static let shape = Shape<FactLedger>.mapping("ledger", "The names that steps recorded.") { fields in
    let migrations = fields.required(
      "migrations", .pairs(.slug, .pairs(.identifier, .list(of: RecordedName.shape, atLeast: 1))),
      "By migration and fact.")
    _ = fields.required("version", .integer(1...1), "The version of the format.")
    guard let migrations else { return nil }
    var ledger = FactLedger()
    for (migration, facts) in migrations {
      for (fact, records) in facts {
        for record in records { ledger.insert(record, under: fact, of: migration) }
      }
    }
    return ledger
  }
}

extension RecordedName {
  fileprivate var json: JSONValue {
    .object([.init("name", .string(name)), .init("rule", .string(rule)), .init("step", .string(step))])
  }

  fileprivate static let shape = Shape<RecordedName>.mapping("recorded name", "A name, and who recorded it.")
  {
    fields in
    let name = fields.required("name", .string, "As the fact's kind has it.")
    let rule = fields.required("rule", .identifier, "The rule's id.")
    let step = fields.required("step", .identifier, "The step's id.")
    guard let name, let rule, let step else { return nil }
    return RecordedName(name: name, step: step, rule: rule)
  }
}
