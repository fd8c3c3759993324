/// One `NAME=value`, taken apart.
struct DotenvSetting {
  let name: String
  /// Behind the name: a byte offset, 0-based.
  let nameEnd: Int
  /// Nil when there is only a name.
  private(set) var value: String?
  private(set) var notation: DotenvNotation?
  /// Behind the value, without blanks or a comment.
  private(set) var end: Int

  /// The name's first word: neighbours that share it are one group.
  var kin: String? { name.split(separator: "_").first.map(String.init) }

  /// Reads the setting that begins at an offset.
  /// - Returns: nil when there is none.
  /// - Throws: `FormatProblem` when its quotes are not closed.
  init?(at start: Int, of bytes: [UInt8]) throws(FormatProblem) {
    var cursor = Self.behindExport(start, bytes[...])
    let nameStart = cursor
    while cursor < bytes.count, Self.belongsToName(bytes[cursor]) { cursor += 1 }
    guard cursor > nameStart, !RowBytes.isDigit(bytes[nameStart]) else { return nil }
    name = RowBytes.text(bytes[nameStart..<cursor])
    nameEnd = cursor
    end = cursor
    while cursor < bytes.count, RowBytes.isGap(bytes[cursor]) { cursor += 1 }
    guard cursor < bytes.count, bytes[cursor] == RowBytes.equals else {
      // A name alone: the value comes from whoever reads the file.
      let rest = bytes[cursor...].prefix { $0 != RowBytes.lineFeed }
      if rest.allSatisfy(RowBytes.isWhite) || rest.first == RowBytes.hash { return }
      return nil
    }
    cursor += 1
    while cursor < bytes.count, RowBytes.isGap(bytes[cursor]) { cursor += 1 }
    let read = try DotenvValue(at: cursor, of: bytes)
    value = read.text
    end = read.end
    notation = DotenvNotation(range: read.inner, style: read.style, references: read.references)
  }

  /// Reads a comment as a setting that is commented out: a name in capitals, directly
  /// followed by `=` and a value that does not go on as a sentence would.
  /// - Parameter comment: from its mark to the end of its text, as a part of the file.
  init?(commentedOut comment: ArraySlice<UInt8>) {
    var start = comment.startIndex
    while start < comment.endIndex, comment[start] == RowBytes.hash || RowBytes.isGap(comment[start]) {
      start += 1
    }
    let text = comment[Self.behindExport(start, comment)...]
    let word = text.prefix { RowBytes.isWord($0) && !($0 >= UInt8(ascii: "a")) || $0 == UInt8(ascii: "_") }
    let rest = text[word.endIndex...]
    guard let first = word.first, !RowBytes.isDigit(first), rest.first == RowBytes.equals else { return nil }
    let line = Array(comment)
    let offset = comment.startIndex
    guard let read = try? DotenvValue(at: word.endIndex + 1 - offset, of: line) else { return nil }
    let behind = RowBytes.trimmed(line[read.end...])
    guard behind.isEmpty || behind.first == RowBytes.hash else { return nil }
    if case .bare = read.style, read.text.contains(" ") { return nil }
    name = RowBytes.text(word)
    nameEnd = word.endIndex
    value = read.text
    end = read.end + offset
    notation = DotenvNotation(
      range: (read.inner.lowerBound + offset)..<(read.inner.upperBound + offset), style: read.style)
  }

  private static let export = Array("export".utf8)

  private static func behindExport(_ start: Int, _ bytes: ArraySlice<UInt8>) -> Int {
    guard bytes[start...].starts(with: export) else { return start }
    var cursor = start + export.count
    guard cursor < bytes.endIndex, RowBytes.isGap(bytes[cursor]) else { return start }
    while cursor < bytes.endIndex, RowBytes.isGap(bytes[cursor]) { cursor += 1 }
    return cursor
  }

  private static func belongsToName(_ byte: UInt8) -> Bool {
    RowBytes.isWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }
}
