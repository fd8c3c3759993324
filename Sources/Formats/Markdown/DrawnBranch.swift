/// The branch that a line of a drawn tree begins with, and what hangs on it.
struct DrawnBranch {
  /// Where it stands, in characters from the line's beginning.
  let column: Int
  /// Its first character.
  let sign: Range<Int>
  let name: String

  private static let signs = ["├", "└", "╰", "|", "`", "+", "\\"].map { Array($0.utf8) }
  private static let stops = ["  ", "\t", " #", " //", " ←", " <-", "│", " |"].map { Array($0.utf8) }
  private static let dashes = [Array("─".utf8), Array("-".utf8), Array("━".utf8)]

  /// Nil when the line has no branch.
  ///
  /// - Parameter line: without its line end.
  init?(in line: ArraySlice<UInt8>) {
    var index = line.startIndex
    var column = 0
    while index < line.endIndex {
      let isFree = index == line.startIndex || MarkdownByte.isBlank(line[index - 1]) || line[..<index].hasBar
      if isFree, let sign = Self.signs.first(where: { line[index...].starts(with: $0) }),
        let text = Self.textStart(in: line, behind: index + sign.count)
      {
        self.column = column
        self.sign = index..<index + sign.count
        name = Self.name(in: line[text...])
        guard !name.isEmpty else { return nil }
        return
      }
      index += 1
      while index < line.endIndex, line[index] & 0xC0 == 0x80 { index += 1 }
      column += 1
    }
    return nil
  }

  /// Behind the dashes of a branch and one blank; nil when there are none, as in the edge
  /// of a box.
  private static func textStart(in line: ArraySlice<UInt8>, behind start: Int) -> Int? {
    var index = start
    var count = 0
    while let dash = dashes.first(where: { line[index...].starts(with: $0) }), count < 5 {
      index += dash.count
      count += 1
    }
    guard (1...4).contains(count), index < line.endIndex, MarkdownByte.isBlank(line[index]) else {
      return nil
    }
    // A lone dash behind a pipe is a table or a list.
    if count == 1, line[start] == UInt8(ascii: "-") { return nil }
    return index + 1
  }

  /// The name that a text begins with: what is said about it stands behind two blanks, or
  /// behind `#`, `//`, `←` or an edge.
  static func name(in text: ArraySlice<UInt8>) -> String {
    var end = text.startIndex
    while end < text.endIndex, !stops.contains(where: { text[end...].starts(with: $0) }) { end += 1 }
    return String(decoding: MarkdownByte.trimmed(text[..<end]), as: UTF8.self)
  }

  /// Where the text of a line begins behind blanks and trunks, in characters; nil when it
  /// has none.
  static func textColumn(in line: ArraySlice<UInt8>) -> Int? {
    var column = 0
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      if scalar != " ", scalar != "│", scalar != "|" {
        return "└├┌┘┐┤`+".unicodeScalars.contains(scalar) ? nil : column
      }
      column += 1
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// Whether the last character is a trunk or the edge of a box.
  fileprivate var hasBar: Bool { last == UInt8(ascii: "|") || suffix(3).elementsEqual("│".utf8) }
}
