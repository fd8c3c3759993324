/// A `vendor/modules.txt`: the modules whose packages are kept in the repository.
///
/// Units: `.block`, one for each module: its line (`# PATH VERSION`, or with `=> …` where
/// it is replaced) and the lines below it; its name is the module's path, its value what
/// stands behind that.
public struct GoVendorDocument: StructuredDocument {
  /// The modules in the order of the file.
  public let units: [Unit]
  private let tape: SourceTape
  private let layout: RowLayout

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` for a package before the first module.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var tape = SourceTape()
    var rows = RowBuilder(bytes, commentMark: RowBytes.hash)
    var open: Int?
    func close(_ end: Int) {
      guard let unit = open else { return }
      rows.close(unit, at: end)
      rows.place(unit, as: .member)
    }
    var end = 0
    for line in LineTable(bytes).lines where !line.isBlank {
      let text = RowBytes.trimmed(bytes[line.start..<line.textEnd])
      if text.starts(with: "# ".utf8) {
        close(end)
        let words = text.dropFirst(2).split(whereSeparator: RowBytes.isWhite)
        let value = words.dropFirst().map { RowBytes.text($0) }.joined(separator: " ")
        open = rows.add(
          .block, name: RowBytes.text(words.first ?? []), value: value,
          range: text.startIndex..<text.endIndex, parent: nil)
      } else if open == nil, !text.starts(with: "## workspace".utf8) {
        throw FormatProblem("a package stands before any module", at: line.start)
      }
      end = text.endIndex
      tape.cut(.space, to: text.startIndex, of: bytes)
      tape.cut(.word, to: text.endIndex, of: bytes)
    }
    close(end)
    tape.cut(.space, to: bytes.count, of: bytes)
    self.tape = tape
    (units, layout, _) = rows.finish()
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes modules with their packages.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let going = layout.going(ids) { _, _, _ in false }
    return Deletion(changes: layout.changes(going), units: Set(units.indices.filter { going[$0] }))
  }

  /// Nil: what is kept cannot become another version by its name.
  public func changing(_ id: Int, to value: String) -> TextChange? { nil }
}
