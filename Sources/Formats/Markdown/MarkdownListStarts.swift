/// Items of lists, footnotes and tables that a line begins.
extension MarkdownBlockReader {
  mutating func beginItem() -> Bool {
    guard var mark = listMark() else { return false }
    let start = cursor.next
    let inParagraph = open.last.map { matched == open.count && blocks[$0].isParagraph } ?? false
    if inParagraph, mark.number ?? 1 != 1 { return false }
    if inParagraph, cursor.rest.dropFirst(mark.width).allSatisfy(MarkdownByte.isBlank) { return false }
    tokens.add(.prefix, of: source, to: start)
    cursor.skipBlanks()
    cursor.advance(bytes: mark.width)
    let afterMark = cursor
    // The content stands where it begins, but for code, and for a mark without any.
    let blanks = cursor.indentation
    if cursor.isBlank || !(1...4).contains(blanks) {
      cursor = afterMark
      if cursor.isAtBlank { cursor.advance(columns: 1) }
      mark = mark.padded(by: 1)
    } else {
      cursor.advance(columns: blanks)
      mark = mark.padded(by: blanks)
    }
    if !isInList(of: mark) { begin(.list(mark), at: start) }
    begin(.item(mark), at: start)
    if let index = open.last { add(start..<start + mark.width, to: index, isText: false) }
    tokens.add(.mark, of: source, to: start + mark.width)
    tokens.add(.prefix, of: source, to: cursor.offset)
    return true
  }

  private func isInList(of mark: MarkdownListMark) -> Bool {
    guard case .list(let list) = blocks[open[matched - 1]].kind else { return false }
    return mark.continues(list)
  }

  /// The mark that the line begins with, with a padding yet to be measured.
  private func listMark() -> MarkdownListMark? {
    guard let sign = cursor.nextByte else { return nil }
    let digits = cursor.rest.prefix(10).prefix(while: MarkdownByte.isDigit)
    let width: Int
    if digits.isEmpty {
      guard "-+*".utf8.contains(sign) else { return nil }
      width = 1
    } else {
      guard digits.count <= 9, let end = cursor.rest.dropFirst(digits.count).first, ".)".utf8.contains(end)
      else { return nil }
      width = digits.count + 1
    }
    let behind = cursor.rest.dropFirst(width).first
    guard behind.map(MarkdownByte.isBlank) ?? true else { return nil }
    return MarkdownListMark(
      number: digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) },
      sign: source[cursor.next + width - 1], width: width, indentation: cursor.indentation, padding: width)
  }

  /// `[^label]:` begins a footnote.
  mutating func beginFootnote() -> Bool {
    let rest = cursor.rest
    guard rest.starts(with: "[^".utf8), let close = rest.firstIndex(of: UInt8(ascii: "]")),
      close > rest.startIndex + 2, close + 1 < rest.endIndex, source[close + 1] == UInt8(ascii: ":")
    else { return false }
    let label = source[(rest.startIndex + 2)..<close]
    guard !label.contains(where: MarkdownByte.isSpace) else { return false }
    let start = cursor.next
    begin(.footnote(String(decoding: label, as: UTF8.self)), at: start)
    if let index = open.last { add(start..<close + 2, to: index, isText: false) }
    tokens.add(.prefix, of: source, to: start)
    cursor.skipBlanks()
    cursor.advance(bytes: close + 2 - start)
    tokens.add(.mark, of: source, to: cursor.offset)
    cursor.skipBlanks()
    tokens.add(.prefix, of: source, to: cursor.offset)
    return true
  }

  /// A row of dashes below a line with as many cells makes a table of both.
  mutating func beginTable() -> Bool {
    guard let index = open.last, matched == open.count, blocks[index].isParagraph,
      let header = blocks[index].text.last, TableCells.isDelimiter(cursor.rest)
    else { return false }
    let cells = TableCells.ranges(in: source, header)
    let delimiters = TableCells.ranges(in: source, cursor.next..<cursor.end)
    guard cells.count == delimiters.count else { return false }
    let line = number
    dropLastLine(of: index)
    number = line - 1
    begin(.table, at: header.lowerBound)
    addRow(.header, header)
    number = line
    addRow(.delimiter, cursor.next..<cursor.end)
    return true
  }

  /// Takes a paragraph's last line from it, and the paragraph away when that was all.
  private mutating func dropLastLine(of index: Int) {
    let block = blocks[index]
    open.removeLast()
    matched = open.count
    guard block.text.count > 1, let last = block.text.dropLast().last else {
      if let parent = block.parent { blocks[parent].children.removeLast() }
      return
    }
    blocks[index].text.removeLast()
    blocks[index].lines = block.lines.lowerBound..<number - 1
    blocks[index].range = block.range.lowerBound..<last.upperBound
    takeDefinitions(from: index)
  }

  /// Adds the rest of the line as a row.
  mutating func addRow(to table: Int) {
    tokens.add(.prefix, of: source, to: cursor.next)
    addRow(.body, cursor.next..<cursor.end)
  }

  private mutating func addRow(_ kind: MarkdownBlock.Row, _ line: Range<Int>) {
    begin(.row(kind), at: line.lowerBound)
    guard let index = open.last else { return }
    blocks[index].text = TableCells.ranges(in: source, line)
    add(line.upperBound..<line.upperBound, to: index, isText: false)
    close(to: open.count - 1)
  }
}

extension MarkdownListMark {
  /// The same with so many columns between mark and content.
  func padded(by blanks: Int) -> MarkdownListMark {
    MarkdownListMark(
      number: number, sign: sign, width: width, indentation: indentation, padding: width + blanks)
  }
}
