extension MarkdownSelection {
  /// Whether a range is all of a cell that needs a pipe once it is empty: of a row's first
  /// one without a pipe before it, since the next cell would be the first; of a header's
  /// last one without a pipe behind it, since the header would lack a cell.
  func isOpenCell(_ range: Range<Int>, of block: Int) -> Bool {
    guard case .row(let row) = document.blocks[block].kind else { return false }
    let cells = document.blocks[block].text
    guard
      let index = cells.firstIndex(where: {
        range.lowerBound <= $0.lowerBound && $0.upperBound <= range.upperBound && !$0.isEmpty
      })
    else { return false }
    let line = document.lines[document.line(of: range.lowerBound)]
    let hasPipe = { (bytes: Range<Int>) in source[bytes].contains(UInt8(ascii: "|")) }
    return index == 0 && !hasPipe(line.start..<range.lowerBound)
      || row == .header && index == cells.count - 1 && !hasPipe(range.upperBound..<line.contentEnd)
  }
}

/// Rows of tables.
enum TableCells {
  /// Whether a line parts a table's header from its body: `|:---|---:|`.
  static func isDelimiter(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, "|-:".utf8.contains(first), line.contains(UInt8(ascii: "-")) else {
      return false
    }
    guard line.allSatisfy({ "|-:".utf8.contains($0) || MarkdownByte.isBlank($0) }) else { return false }
    let all = MarkdownByte.trimmed(line)
    let hasPipe = all.contains(UInt8(ascii: "|")) || all.contains(UInt8(ascii: ":"))
    return hasPipe && ranges(in: Array(all), 0..<all.count).allSatisfy { isDelimiterCell(all, $0) }
  }

  private static func isDelimiterCell(_ line: ArraySlice<UInt8>, _ range: Range<Int>) -> Bool {
    var cell = line[(line.startIndex + range.lowerBound)..<(line.startIndex + range.upperBound)]
    if cell.first == UInt8(ascii: ":") { cell.removeFirst() }
    if cell.last == UInt8(ascii: ":") { cell.removeLast() }
    return !cell.isEmpty && cell.allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// The cells of a row, without the pipes and the blanks around them. A pipe behind a
  /// backslash parts nothing.
  ///
  /// - Parameters:
  ///   - source: the whole file.
  ///   - line: the row's bytes.
  /// - Returns: in order; none for a row of one pipe.
  static func ranges(in source: [UInt8], _ line: Range<Int>) -> [Range<Int>] {
    let row = MarkdownByte.trimmed(source[line])
    var cells: [Range<Int>] = []
    var start = row.startIndex
    if row.first == UInt8(ascii: "|") { start += 1 }
    var index = start
    while index < row.endIndex {
      if row[index] == UInt8(ascii: "\\") {
        index += 1
      } else if row[index] == UInt8(ascii: "|") {
        cells.append(trimmed(source, start..<index))
        start = index + 1
      }
      index += 1
    }
    if start < row.endIndex { cells.append(trimmed(source, start..<row.endIndex)) }
    return cells
  }

  private static func trimmed(_ source: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let cell = MarkdownByte.trimmed(source[range])
    return cell.startIndex..<cell.endIndex
  }
}
