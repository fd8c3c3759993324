/// A `go.sum` file: the hashes of modules.
///
/// Units: `.requirement`, one for each line; its name is the module's path, its value
/// the version, with `/go.mod` behind it where the hash is of that file alone.
public struct GoSumDocument: StructuredDocument {
  /// The lines in the order of the file.
  public let units: [Unit]
  private let tape: SourceTape
  private let layout: RowLayout

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` for a line that is not module, version and hash.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var tape = SourceTape()
    var rows = RowBuilder(bytes, commentMark: UInt8(ascii: "/"))
    for line in LineTable(bytes).lines where !line.isBlank {
      let words = bytes[line.start..<line.textEnd].split(whereSeparator: RowBytes.isWhite)
      guard words.count == 3 else {
        throw FormatProblem("a line is a module, a version and a hash", at: line.start)
      }
      for word in words {
        tape.cut(.space, to: word.startIndex, of: bytes)
        tape.cut(.word, to: word.endIndex, of: bytes)
      }
      let unit = rows.add(
        .requirement, name: RowBytes.text(words[0]), value: RowBytes.text(words[1]),
        range: words[0].startIndex..<words[2].endIndex, parent: nil)
      rows.place(unit, as: .member)
    }
    tape.cut(.space, to: bytes.count, of: bytes)
    self.tape = tape
    (units, layout, _) = rows.finish()
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes lines.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let going = layout.going(ids) { _, _, _ in false }
    return Deletion(changes: layout.changes(going), units: Set(units.indices.filter { going[$0] }))
  }

  /// Nil: a hash belongs to its version, so neither can be changed alone.
  public func changing(_ id: Int, to value: String) -> TextChange? { nil }

  /// The lines of modules that are no longer in the module graph: every version, and the
  /// hashes of their `go.mod` files with them.
  ///
  /// A module that something else still requires is no such module, even if `go.mod` does
  /// not name it any more: its lines are needed to check what is read of it.
  ///
  /// - Parameter modules: the paths of modules that go.
  /// - Returns: ids of `units`.
  public func requirements(ofModules modules: Set<String>) -> Set<Int> {
    Set(units.lazy.filter { $0.name.map(modules.contains) ?? false }.map(\.id))
  }
}
