/// A `go.mod` file.
///
/// Units:
/// - `.requirement`: a required module, alone (`require PATH VERSION`) or in a block;
///   its name is the module's path, its value the version.
/// - `.directive`: every other line, alone or in a block: `module`, `go`, `toolchain`,
///   `replace`, `exclude`, `retract`, `tool` and their like; its value is its arguments,
///   parted by one blank and unquoted.
/// - `.block`: `require ( … )` and its like, named by its verb. It goes with its last line.
/// - `.comment`: comments on lines of their own, and behind others on the same line.
public struct GoModDocument: StructuredDocument {
  /// All parts: blocks before their lines, and otherwise in the order of the file.
  public let units: [Unit]
  private let tape: SourceTape
  private let layout: RowLayout
  private let scalars: [Int: Range<Int>]
  private let indirect: Set<Int>

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` for an unknown verb, for a requirement without a version,
  ///   and for quotes or blocks that are not closed.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var reader = GoModReader(bytes)
    try reader.read()
    tape = reader.tape
    let (units, layout, comments) = reader.rows.finish()
    self.units = units
    self.layout = layout
    indirect = reader.indirect
    scalars = reader.versions.merging(comments) { own, _ in own }
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes lines with their comments, and blocks that have no lines left.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let going = layout.going(ids) { _, hasMembers, _ in !hasMembers }
    return Deletion(changes: layout.changes(going), units: Set(units.indices.filter { going[$0] }))
  }

  /// Gives a requirement another version, or a comment of one line another text.
  /// - Returns: nil for other units, and for a version with blanks or quotes.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    guard let range = scalars[id] else { return nil }
    let bytes = Array(value.utf8)
    let isVersion = units[id].kind == .requirement
    let isHeld =
      isVersion
      ? !bytes.isEmpty && !bytes.contains { RowBytes.isWhite($0) || Self.quotes.contains($0) }
      : !bytes.contains(RowBytes.lineFeed) && !bytes.contains(RowBytes.carriageReturn)
    return isHeld ? held(TextChange(range, replacement: bytes, unit: id), as: value) : nil
  }

  /// Whether a requirement bears the comment `// indirect`.
  /// - Parameter id: of one of `units`.
  /// - Returns: true when no package of this module imports the required one.
  public func isIndirect(_ id: Int) -> Bool { indirect.contains(id) }

  private static let quotes = Array("\"`".utf8)
}
