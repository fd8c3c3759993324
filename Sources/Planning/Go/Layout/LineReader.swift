import SourceText
import SyntaxTrees

/// Divides a Go file into sections of lines, and lines into cells.
struct LineReader {
  private(set) var sections: [[LayoutLine]] = []

  private let bytes: [UInt8]
  private let tokens: [GoToken]
  private let marks: ColumnMarks
  /// For each token the line of the next one that is no comment; counted from 1.
  private var lineOfNextCode: [Int]
  private var open: [LayoutLine] = []
  private var line: LayoutLine?
  /// Whether the line holds a token that goes on below: it has no further cells, and
  /// its section ends with it.
  private var isCutShort = false

  init(_ tree: SyntaxTree) {
    let lines = LineIndex(tree.source)
    bytes = tree.source
    tokens = GoToken.all(of: tree, lines)
    marks = ColumnMarks(tree, lines)
    lineOfNextCode = Array(repeating: .max, count: tokens.count)
    var next = Int.max
    for index in tokens.indices.reversed() {
      lineOfNextCode[index] = next
      if !tokens[index].isComment { next = tokens[index].firstLine }
    }
  }

  mutating func read() {
    for index in tokens.indices {
      if index > 0, tokens[index - 1].lastLine == tokens[index].firstLine {
        continueLine(at: index)
      } else {
        beginLine(at: index)
      }
      append(tokens[index])
    }
    endLine()
    endSection()
  }

  private mutating func beginLine(at index: Int) {
    endLine()
    if index > 0, endsSection(at: index) { endSection() }
    let start = tokens[index].range.lowerBound
    let spaces = bytes[..<start].reversed().prefix { $0 == 0x09 || $0 == 0x20 }
    let tabs = spaces.prefix { $0 == 0x09 }.count
    isCutShort = false
    line = LayoutLine(start: start, indentation: tabs, isIndentedByTabs: tabs == spaces.count)
  }

  /// Whether no column goes on over the line break before a token.
  private func endsSection(at index: Int) -> Bool {
    let token = tokens[index]
    let previous = tokens[index - 1]
    let followsComment =
      previous.isComment && (index == 1 || tokens[index - 2].lastLine < previous.firstLine)
    return token.isComment || followsComment || isCutShort || token.firstLine > previous.lastLine + 1
      || marks.breaks.contains(token.range.lowerBound)
  }

  private mutating func continueLine(at index: Int) {
    let token = tokens[index]
    let previous = tokens[index - 1]
    let gap = previous.range.upperBound..<token.range.lowerBound
    if isCutShort {
      appendText(gap)
    } else if token.isComment {
      if lineOfNextCode[index] == token.firstLine {
        appendText(gap)
      } else {
        let stops = previous.isComment ? 0 : marks.commentStops[gap.lowerBound] ?? 0
        endCells(max(stops, 1), in: gap, isHard: stops == 0)
      }
    } else if !previous.isComment, let stops = marks.stops[token.range.lowerBound] {
      endCells(stops, in: gap, isHard: false)
    } else {
      appendText(gap)
    }
  }

  private mutating func append(_ token: GoToken) {
    appendText(token.range)
    line?.end(at: token.range.upperBound)
    isCutShort = isCutShort || token.spansLines
  }

  private mutating func appendText(_ range: Range<Int>) {
    // Continuation bytes of UTF-8 begin no character.
    addWidth(bytes[range].count { $0 & 0xC0 != 0x80 })
  }

  private mutating func addWidth(_ width: Int) {
    guard let last = line?.cells.indices.last else { return }
    line?.cells[last].width += width
  }

  /// Ends the cell with tab stops, or puts one blank when there are none.
  private mutating func endCells(_ stops: Int, in gap: Range<Int>, isHard: Bool) {
    guard let last = line?.cells.indices.last else { return }
    line?.gaps.append((gap, last..<last + stops))
    guard stops > 0 else { return addWidth(1) }
    line?.cells[last].isHard = isHard
    line?.cells += Array(repeating: TabCell(), count: stops)
  }

  private mutating func endLine() {
    if let line { open.append(line) }
    line = nil
  }

  private mutating func endSection() {
    if !open.isEmpty { sections.append(open) }
    open = []
  }
}
