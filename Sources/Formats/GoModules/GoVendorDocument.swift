/// A `vendor/modules.txt`: the modules whose packages are kept in the repository.
///
/// Units: `.block`, one for each module: its line (`# PATH VERSION`, or with `=> …` where
/// it is replaced) and the lines below it; its name is the module's path, its value what
/// stands behind that.
public struct GoVendorDocument: StructuredDocument {
  /// The modules in the order of the file.
  public let units: [Unit]
  private let tape: SourceTape
  private let size: Int

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` for a line before the first module.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var tape = SourceTape()
    var starts: [(name: String, value: String, offset: Int)] = []
    for line in LineTable(bytes).lines {
      let text = bytes[line.start..<line.textEnd]
      if text.starts(with: "# ".utf8) {
        let words = text.dropFirst(2).split(whereSeparator: RowBytes.isWhite)
        guard let name = words.first else { throw FormatProblem("a module has no path", at: line.start) }
        let value = words.dropFirst().map { RowBytes.text($0) }.joined(separator: " ")
        starts.append((RowBytes.text(name), value, line.start))
      } else if starts.isEmpty, !line.isBlank, !text.starts(with: "## workspace".utf8) {
        throw FormatProblem("a package stands before any module", at: line.start)
      }
      tape.cut(.word, to: line.textEnd, of: bytes)
      tape.cut(.space, to: line.end, of: bytes)
    }
    self.tape = tape
    size = bytes.count
    units = starts.enumerated().map { id, start in
      let end = id + 1 < starts.count ? starts[id + 1].offset : bytes.count
      return Unit(
        id: id, parent: nil, kind: .block, name: start.name, value: start.value, range: start.offset..<end)
    }
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes modules with their packages.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let gone = ids.filter(units.indices.contains)
    return Deletion(changes: gone.sorted().map { TextChange(units[$0].range, unit: $0) }, units: gone)
  }

  /// Nil: what is kept cannot become another version by its name.
  public func changing(_ id: Int, to value: String) -> TextChange? { nil }
}
