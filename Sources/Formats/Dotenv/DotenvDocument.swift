/// A file of settings for the environment: `NAME=value`, one below the other.
///
/// Units:
/// - `.variable`: a setting, with `export` or without; its value unquoted and unescaped,
///   nil for a name alone. Quotes may go on over several lines.
/// - `.comment`: lines of comment one below the other; their text. A setting that is
///   commented out (`# NAME=value`) is a comment of its own, with the name and the value
///   that it would have.
///
/// A comment directly above a setting goes with it; one above a group goes with the
/// group's last member, and a ruler (`# --- Chat ---`) with everything up to the next.
public struct DotenvDocument: StructuredDocument {
  /// All parts in the order of the file; none has parts of its own.
  public let units: [Unit]
  private let tape: SourceTape
  private let layout: RowLayout
  private let notations: [Int: DotenvNotation]

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` for a line that is neither a setting nor a comment, and
  ///   for quotes that are not closed.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var reader = DotenvReader(bytes)
    try reader.read()
    tape = reader.tape
    let (units, layout, scalars) = reader.rows.finish()
    self.units = units
    self.layout = layout
    notations = reader.notations.merging(scalars.mapValues { DotenvNotation(range: $0, style: .comment) }) {
      own, _ in own
    }
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes settings and comments with their lines.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let going = layout.going(ids) { _, _, _ in false }
    return Deletion(changes: layout.changes(going), units: Set(units.indices.filter { going[$0] }))
  }

  /// Gives a setting another value in the quotes that it has, or a comment of one line
  /// another text.
  /// - Returns: nil when there is no value, or when the notation cannot hold it: an
  ///   unquoted value cannot hold ` #`, one in single quotes no single quote.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    guard let notation = notations[id], let bytes = notation.encode(value) else { return nil }
    return held(TextChange(notation.range, replacement: bytes, unit: id), as: value)
  }

  /// A variable that a setting's value refers to: `${NAME}`, `${NAME:-default}`, `$NAME`.
  public struct Use: Sendable, Hashable {
    /// Of the variable.
    public let name: String
    /// The id of the setting.
    public let unit: Int
  }

  /// The variables that the values of settings refer to, in the order of the file. What
  /// is in single quotes, escaped, or commented out refers to nothing.
  public func uses() -> [Use] {
    units.flatMap { unit in (notations[unit.id]?.references ?? []).map { Use(name: $0, unit: unit.id) } }
  }
}
