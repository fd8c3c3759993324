import SourceText
import SyntaxTrees

/// How gofmt lays out the columns of a Go file.
struct GoLayout {
  /// White space that the layout decides on, between two tokens of one line.
  struct Gap {
    /// UTF-8 byte offsets, 0-based, end exclusive.
    let range: Range<Int>
    /// How many blanks gofmt puts there.
    let width: Int
  }

  /// Neighbouring lines; no column goes on beyond them.
  struct Section {
    /// From the first token to the end of the last; UTF-8 byte offsets, 0-based.
    let range: Range<Int>
    let gaps: [Gap]
    /// Whether the tabs before each line are those that its syntax asks for.
    let isIndented: Bool

    /// Whether the text is laid out like this already.
    func isAligned(in bytes: [UInt8]) -> Bool {
      isIndented
        && gaps.allSatisfy { gap in
          gap.range.count == gap.width && bytes[gap.range].allSatisfy { $0 == 0x20 }
        }
    }
  }

  /// In order.
  let sections: [Section]

  init(of tree: SyntaxTree) {
    var reader = LineReader(tree)
    reader.read()
    sections = reader.sections.map(Self.section)
  }

  private static func section(of lines: [LayoutLine]) -> Section {
    let widths = TabColumns.widths(of: lines.map(\.cells))
    var gaps: [Gap] = []
    var isIndented = true
    for (line, widths) in zip(lines, widths) {
      // Empty cells at the beginning of a line become tabs, eight characters wide.
      let tabs = widths.prefix(line.indentation).reduce(0) { $0 + max(1, ($1 + 7) / 8) }
      isIndented = isIndented && line.isIndentedByTabs && tabs == line.indentation
      for gap in line.gaps {
        let padding = widths[gap.cells].reduce(0, +)
        let text = gap.cells.first.map { line.cells[$0].width } ?? -1
        gaps.append(Gap(range: gap.range, width: padding - text))
      }
    }
    return Section(
      range: (lines.first?.range.lowerBound ?? 0)..<(lines.last?.range.upperBound ?? 0), gaps: gaps,
      isIndented: isIndented)
  }
}

/// A line as a tab writer sees it: a string literal that goes on below is a part of it.
struct LayoutLine {
  /// From its first token to the end of its last; UTF-8 byte offsets, 0-based.
  private(set) var range: Range<Int>
  /// How many tabs stand before it; each is an empty cell.
  let indentation: Int
  let isIndentedByTabs: Bool
  var cells: [TabCell]
  /// White space with the cells that end in it; none where it is one blank.
  var gaps: [(range: Range<Int>, cells: Range<Int>)] = []

  init(start: Int, indentation: Int, isIndentedByTabs: Bool) {
    range = start..<start
    self.indentation = indentation
    self.isIndentedByTabs = isIndentedByTabs
    cells = Array(repeating: TabCell(isHard: true), count: indentation) + [TabCell()]
  }

  mutating func end(at offset: Int) { range = range.lowerBound..<offset }
}
