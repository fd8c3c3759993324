public import StrictYAML

extension Migration {
  private struct Metadata: Sendable {
    let id: String
    let title: String
  }

  private static let metadata = Shape<Metadata>.mapping("metadata section", "What the migration is called.") {
    fields in
    let id = fields.required("id", .slug, "Used in branch names.")
    let title = fields.required("title", .line, "One line for people.")
    guard let id, let title else { return nil }
    return Metadata(id: id, title: title)
  }

  static let shape = Shape<Migration>.mapping("migration", "What is removed, and in which steps.") { fields in
    fields.header(kind: "Migration")
    let metadata = fields.required("metadata", metadata, "What it is called.")
    let remnants = fields.required("remnants", Remnants.shape, "What must be absent in the end.")
    let allowances = fields.optional(
      "allow", .list(of: Allowance.shape), default: [],
      "Exceptions that hold for any repository; a repository's own stand in its answers file.")
    let steps = fields.required(
      "steps", .list(of: Step.shape, atLeast: 1), "In the order in which they are carried out.")
    guard let metadata, let remnants, let steps else { return nil }
    let migration = Migration(
      id: metadata.id, title: metadata.title, steps: steps, remnants: remnants, allowances: allowances)
    MigrationChecks(migration: migration).report(to: fields)
    return migration
  }

  /// Reads a rule file.
  /// - Parameters:
  ///   - bytes: the file's contents.
  ///   - file: its name for messages.
  /// - Returns: the migration, when nothing at all is wrong.
  /// - Throws: every mistake that could be found, each with its place.
  public static func parse(bytes: [UInt8], file: String) throws(RuleFileErrors) -> Migration {
    try shape.parse(bytes, file: file)
  }
}

/// The JSON Schema of rule files.
public enum MigrationSchema {
  /// The schema (draft 2020-12) as UTF-8 with a last new line.
  /// - Returns: the same bytes for the same version of Sunset.
  public static func json() -> [UInt8] {
    Migration.shape.jsonSchema(id: "urn:sunset:schema:migration:v1", title: "Sunset migration")
  }
}
