/// What a line can begin, in the order in which CommonMark tries it.
extension MarkdownBlockReader {
  /// What began: nothing, a block in which others can begin on the same line, one whose
  /// text the rest of the line is, or one that took the whole line.
  private enum Start { case none, container, leaf, wholeLine }

  /// Begins as many blocks as the line does.
  ///
  /// - Returns: whether nothing is left of the line.
  /// - Throws: `FormatProblem` when they are nested too deep.
  mutating func beginBlocks() throws(FormatProblem) -> Bool {
    while true {
      guard open.count <= Self.depthLimit else {
        throw FormatProblem(
          "lists and quotes are nested more than \(Self.depthLimit) deep", at: cursor.offset)
      }
      switch beginBlock() {
      case .container: continue
      case .leaf, .none: return false
      case .wholeLine: return true
      }
    }
  }

  private mutating func beginBlock() -> Start {
    if cursor.isBlank { return .none }
    if cursor.isIndented { return beginIndentedCode() }
    let start = cursor.next
    if cursor.nextByte == UInt8(ascii: ">") {
      begin(.quote, at: start)
      _ = takeQuoteMark()
      return .container
    }
    if beginHeading() || beginFence() { return .wholeLine }
    if beginHTML() { return .leaf }
    if endAsSetextHeading() || beginThematicBreak() { return .wholeLine }
    if beginItem() || beginFootnote() { return .container }
    return beginTable() ? .wholeLine : .none
  }

  private mutating func beginIndentedCode() -> Start {
    guard let last = open.last, !blocks[last].isParagraph else { return .none }
    cursor.advance(columns: 4)
    tokens.add(.prefix, of: source, to: cursor.offset)
    begin(.indentedCode, at: cursor.offset)
    return .leaf
  }

  private mutating func beginHeading() -> Bool {
    let level = cursor.rest.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level) else { return false }
    var text = cursor.rest.dropFirst(level)
    guard text.first.map(MarkdownByte.isBlank) ?? true else { return false }
    begin(.heading(level: level), at: cursor.next)
    tokens.add(.prefix, of: source, to: cursor.next)
    let end = MarkdownByte.trimmed(cursor.rest).endIndex
    text = MarkdownByte.trimmed(text)
    // Signs at the end belong to the heading's mark, if a blank parts them from its text.
    let closing = text.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let before = text.dropLast(closing)
    if before.last.map(MarkdownByte.isBlank) ?? true { text = MarkdownByte.trimmed(before) }
    if text.isEmpty { text = source[end..<end] }
    tokens.add(.mark, of: source, to: text.startIndex)
    tokens.add(.text, of: source, to: text.endIndex)
    tokens.add(.mark, of: source, to: end)
    addWhole(text.startIndex..<text.endIndex, end: end)
    return true
  }

  /// Fills a block of one line and closes it.
  private mutating func addWhole(_ text: Range<Int>?, end: Int) {
    guard let index = open.last else { return }
    if let text { blocks[index].text = [text] }
    add(end..<end, to: index, isText: false)
    close(to: open.count - 1)
  }

  private mutating func beginFence() -> Bool {
    guard let sign = cursor.nextByte, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else {
      return false
    }
    let length = cursor.rest.prefix { $0 == sign }.count
    let info = MarkdownByte.trimmed(cursor.rest.dropFirst(length))
    guard length >= 3, sign == UInt8(ascii: "~") || !info.contains(sign) else { return false }
    let fence = MarkdownFence(
      sign: sign, length: length, indentation: cursor.indentation, info: info.startIndex..<info.endIndex)
    let start = cursor.next
    begin(.fencedCode(fence), at: start)
    tokens.add(.prefix, of: source, to: start)
    tokens.add(.mark, of: source, to: cursor.end)
    if let index = open.last { add(start..<cursor.end, to: index, isText: false) }
    return true
  }

  private mutating func beginHTML() -> Bool {
    guard let end = HTMLBlockEnd(beginning: cursor.rest) else { return false }
    if end == .blankLineAlone, let last = open.last, blocks[last].isParagraph { return false }
    tokens.add(.prefix, of: source, to: cursor.next)
    begin(.html(end), at: cursor.next)
    return true
  }

  /// A line of `=` or `-` below a paragraph makes a heading of it.
  private mutating func endAsSetextHeading() -> Bool {
    guard let index = open.last, matched == open.count, blocks[index].isParagraph,
      let sign = cursor.nextByte, sign == UInt8(ascii: "=") || sign == UInt8(ascii: "-")
    else { return false }
    let length = cursor.rest.prefix { $0 == sign }.count
    guard cursor.rest.dropFirst(length).allSatisfy(MarkdownByte.isBlank) else { return false }
    takeDefinitions(from: index)
    guard !blocks[index].text.isEmpty else { return false }
    blocks[index].kind = .heading(level: sign == UInt8(ascii: "=") ? 1 : 2)
    tokens.add(.prefix, of: source, to: cursor.next)
    tokens.add(.mark, of: source, to: cursor.end)
    addWhole(nil, end: cursor.next + length)
    return true
  }

  private mutating func beginThematicBreak() -> Bool {
    guard let sign = cursor.nextByte, "*-_".utf8.contains(sign) else { return false }
    let signs = cursor.rest.filter { !MarkdownByte.isBlank($0) }
    guard signs.count >= 3, signs.allSatisfy({ $0 == sign }) else { return false }
    begin(.thematicBreak, at: cursor.next)
    tokens.add(.prefix, of: source, to: cursor.next)
    tokens.add(.mark, of: source, to: cursor.end)
    addWhole(nil, end: MarkdownByte.trimmed(cursor.rest).endIndex)
    return true
  }
}
