/// A file of paths, one a line: `.gitignore` and its like, `.gitattributes`, `CODEOWNERS`.
///
/// Units:
/// - `.line`: a pattern; its name is the pattern as written, with `!` and `/`, its value what
///   stands behind it (owners, attributes).
/// - `.comment`: comments on lines of their own, and behind a pattern's owners.
public struct PathListDocument: StructuredDocument {
  /// The lines in the order of the file.
  public let units: [Unit]
  private let tape: SourceTape
  private let layout: RowLayout

  /// - Parameter bytes: the whole file.
  /// - Throws: never: any text is a list of paths.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var tape = SourceTape()
    var rows = RowBuilder(bytes, commentMark: RowBytes.hash)
    for line in LineTable(bytes).lines where !line.isBlank {
      let text = RowBytes.trimmed(bytes[line.start..<line.textEnd])
      tape.cut(.space, to: text.startIndex, of: bytes)
      if text.first == RowBytes.hash {
        rows.addComment(text.startIndex..<text.endIndex, parent: nil)
        tape.cut(.comment, to: text.endIndex, of: bytes)
        continue
      }
      let end = Self.endOfPattern(text)
      let value = RowBytes.trimmed(text[end...])
      let unit = rows.add(
        .line, name: RowBytes.text(text[..<end]), value: value.isEmpty ? nil : RowBytes.text(value),
        range: text.startIndex..<text.endIndex, parent: nil)
      // A comment among patterns speaks of all that follow it.
      rows.place(unit, as: .member, kin: "pattern")
      tape.cut(.word, to: text.endIndex, of: bytes)
    }
    tape.cut(.space, to: bytes.count, of: bytes)
    self.tape = tape
    (units, layout, _) = rows.finish()
  }

  /// A blank behind a backslash belongs to the pattern.
  private static func endOfPattern(_ text: ArraySlice<UInt8>) -> Int {
    var end = text.startIndex
    while end < text.endIndex, !RowBytes.isGap(text[end]) {
      end += text[end] == RowBytes.backslash && end + 1 < text.endIndex ? 2 : 1
    }
    return end
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes lines with their comments.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let going = layout.going(ids) { _, _, _ in false }
    return Deletion(changes: layout.changes(going), units: Set(units.indices.filter { going[$0] }))
  }

  /// Nil: a pattern is no value.
  public func changing(_ id: Int, to value: String) -> TextChange? { nil }
}
