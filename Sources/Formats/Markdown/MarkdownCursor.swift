/// A place in one line, with the column that tabs bring it to.
///
/// A tab reaches to the next column that is a multiple of four, and a block may take
/// only a part of it.
struct MarkdownCursor {
  let source: [UInt8]
  /// Where the line's content ends, without its line end.
  let end: Int
  private(set) var offset: Int
  private(set) var column = 0

  /// The next byte that is no blank, and its column; valid after `look()`.
  private(set) var next: Int
  private(set) var nextColumn = 0

  init(_ source: [UInt8], _ line: MarkdownLine) {
    self.source = source
    end = line.contentEnd
    offset = line.start
    next = line.start
    look()
  }

  /// Columns between here and the next byte that is no blank.
  var indentation: Int { nextColumn - column }
  /// From four columns on it is code, where nothing else takes it.
  var isIndented: Bool { indentation >= 4 }
  /// Whether only blanks are left.
  var isBlank: Bool { next >= end }
  /// The next byte that is no blank.
  var nextByte: UInt8? { next < end ? source[next] : nil }
  /// Whether a blank stands here.
  var isAtBlank: Bool { offset < end && MarkdownByte.isBlank(source[offset]) }
  /// What is left of the line from the next byte that is no blank.
  var rest: ArraySlice<UInt8> { source[next..<end] }

  /// Looks for the next byte that is no blank.
  mutating func look() {
    next = offset
    nextColumn = column
    while next < end, MarkdownByte.isBlank(source[next]) {
      nextColumn += source[next] == UInt8(ascii: "\t") ? 4 - nextColumn % 4 : 1
      next += 1
    }
  }

  /// Moves over blanks to the next byte that is none.
  mutating func skipBlanks() {
    offset = next
    column = nextColumn
  }

  /// Moves on by bytes that are no tabs.
  mutating func advance(bytes: Int) {
    offset = min(offset + bytes, end)
    column += bytes
    look()
  }

  /// Moves on by columns, over a part of a tab if need be.
  mutating func advance(columns: Int) {
    var left = columns
    while left > 0, offset < end {
      if source[offset] == UInt8(ascii: "\t") {
        let width = 4 - column % 4
        column += min(left, width)
        if width <= left { offset += 1 }
        left -= min(left, width)
      } else {
        column += 1
        offset += 1
        left -= 1
      }
    }
    look()
  }
}
