/// A Dockerfile.
///
/// Units:
/// - `.instruction`: its name in capitals; its arguments, with continued lines joined and
///   without the comments between them. Documents that a `RUN`, `COPY` or `ADD` reads from
///   the lines below (`<<EOF`) belong to it.
/// - `.variable`, within `ENV`, `ARG` and `LABEL`: each pair, with its value unquoted; nil
///   for an `ARG` without a default.
/// - `.item`, within `EXPOSE` and `VOLUME`: each argument; within `COPY` and `ADD`: each
///   source. What is written as a JSON list has no parts.
/// - `.comment`: comments between instructions. `# syntax=…`, `# escape=…` and `# check=…`
///   at the beginning are none: what follows depends on them.
///
/// An instruction goes with its last part.
public struct DockerfileDocument: StructuredDocument {
  /// All parts: instructions before their parts, and otherwise in the order of the file.
  public let units: [Unit]
  private let tape: SourceTape
  private let layout: RowLayout
  private let lists: [DockerfileList]
  private let notations: [Int: DockerfileNotation]

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` for an instruction that there is not, and for a document
  ///   in the lines below that does not end.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var reader = DockerfileReader(bytes)
    try reader.read()
    tape = reader.tape
    lists = reader.lists
    let (units, layout, comments) = reader.rows.finish()
    self.units = units
    self.layout = layout
    notations = reader.notations.merging(
      comments.mapValues { DockerfileNotation(range: $0, quote: nil, isWord: false, escape: reader.escape) }
    ) { own, _ in own }
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes instructions with their comments, and parts of instructions with the lines
  /// that they have for themselves.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let going = layout.going(ids) { _, hasMembers, _ in !hasMembers }
    let parts = lists.filter { !going[$0.instruction] }.flatMap { $0.changes(going) }
    let changes = (layout.changes(going) + parts).sorted { $0.range.lowerBound < $1.range.lowerBound }
    return Deletion(changes: changes, units: Set(units.indices.filter { going[$0] }))
  }

  /// Gives a variable another value in the quotes that it has, or an item, an instruction
  /// of one line without parts, or a comment of one line another text.
  /// - Returns: nil for other units, and when the notation cannot hold the value.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    guard let notation = notations[id], let bytes = notation.encode(value) else { return nil }
    return held(TextChange(notation.range, replacement: bytes, unit: id), as: value)
  }
}
