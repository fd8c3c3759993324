/// Reads a file into blocks, line by line, by CommonMark's rules with GitHub's tables
/// and footnotes.
///
/// Each line first goes on with the blocks that are open, as far as it can; then it may
/// begin others; what is left is text.
struct MarkdownBlockReader {
  /// Deeper than anybody writes, and little enough for functions that call themselves.
  static let depthLimit = 200

  let source: [UInt8]
  var lines: [MarkdownLine] = []
  var blocks: [MarkdownBlock] = []
  var tokens = MarkdownTokenList()
  var definitions: [Int: MarkdownDefinition] = [:]
  /// The blocks that a line may go on with, the document first.
  var open: [Int] = [0]
  /// How many of them the line goes on with, those included that it began.
  var matched = 1
  /// The line that is read, 0-based.
  var number = 0
  var cursor: MarkdownCursor

  /// - Throws: `FormatProblem` when the bytes are no text, or blocks are nested too deep.
  init(_ source: [UInt8]) throws(FormatProblem) {
    self.source = source
    if let zero = source.firstIndex(of: 0) {
      throw FormatProblem("there is a zero byte, so it is no text", at: zero)
    }
    let start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    tokens.add(.byteOrderMark, of: source, to: start)
    lines = MarkdownLine.lines(of: source, from: start)
    cursor = MarkdownCursor(source, MarkdownLine(start: start, contentEnd: start, end: start))
    blocks.append(MarkdownBlock(kind: .document, parent: nil, lines: 0..<0, range: start..<start))
    readFrontMatter()
    while number < lines.count {
      try readLine()
      endLine()
    }
    close(to: 0)
    for block in blocks {
      for (place, child) in block.children.enumerated() { blocks[child].place = place }
    }
  }

  private mutating func readLine() throws(FormatProblem) {
    cursor = MarkdownCursor(source, lines[number])
    matched = 1
    matching: while matched < open.count {
      switch goOn(with: open[matched]) {
      case .yes: matched += 1
      case .no: break matching
      case .lineIsDone: return
      }
    }
    // Whether a line is blank is asked within the blocks that it lies in.
    lines[number].isBlank = cursor.isBlank
    if takesStarts, try beginBlocks() { return }
    addText()
  }

  private mutating func endLine() {
    tokens.add(.text, of: source, to: lines[number].contentEnd)
    tokens.add(.lineEnd, of: source, to: lines[number].end)
    number += 1
  }

  /// Whether other blocks may begin in what the line goes on with: not in code or HTML.
  private var takesStarts: Bool {
    switch blocks[open[matched - 1]].kind {
    case .document, .quote, .list, .item, .footnote, .paragraph, .table: true
    default: false
    }
  }

  /// What stands between `---` lines at the very beginning.
  private mutating func readFrontMatter() {
    guard let first = lines.first else { return }
    let fence = source[first.start..<first.contentEnd]
    guard fence.elementsEqual("---".utf8) || fence.elementsEqual("+++".utf8) else { return }
    let last = lines.indices.dropFirst().first { index in
      let line = source[lines[index].start..<lines[index].contentEnd]
      return line.elementsEqual(fence) || (fence.first == UInt8(ascii: "-") && line.elementsEqual("...".utf8))
    }
    guard let last else { return }
    begin(.frontMatter, at: first.start)
    while number <= last { endLine() }
    blocks[open[1]].lines = 0..<number
    blocks[open[1]].range = first.start..<lines[last].contentEnd
    close(to: 1)
  }
}

extension MarkdownBlockReader {
  /// Opens a block inside of those that the line goes on with.
  ///
  /// - Parameters:
  ///   - kind: what it is.
  ///   - start: where it begins: a byte offset, 0-based.
  mutating func begin(_ kind: MarkdownBlock.Kind, at start: Int) {
    close(to: matched)
    while let last = open.last, !canHold(kind, in: blocks[last]) { close(to: open.count - 1) }
    let parent = open.last ?? 0
    blocks[parent].children.append(blocks.count)
    open.append(blocks.count)
    blocks.append(MarkdownBlock(kind: kind, parent: parent, lines: number..<number + 1, range: start..<start))
    matched = open.count
  }

  private func canHold(_ kind: MarkdownBlock.Kind, in parent: MarkdownBlock) -> Bool {
    switch (parent.kind, kind) {
    case (.list, .item), (.table, .row): true
    case (_, .item), (_, .row): false
    default: parent.isContainer
    }
  }

  /// Ends what was opened last, until only so many are open.
  mutating func close(to count: Int) {
    while open.count > count, let index = open.popLast() {
      if blocks[index].isParagraph {
        takeDefinitions(from: index)
        if let name = anchorName(blocks[index]) { blocks[index].kind = .anchor(name) }
      }
      if blocks[index].kind == .indentedCode { dropBlankLines(from: index) }
      if blocks[index].kind == .html(.comment), isComment(blocks[index]) { blocks[index].kind = .comment }
      // A container reaches as far as the last of its blocks.
      if let last = blocks[index].children.last { extend(index, to: blocks[last]) }
    }
    matched = min(matched, open.count)
  }

  /// Blank lines behind indented code are none of it.
  private mutating func dropBlankLines(from index: Int) {
    blocks[index].text.removeLast(max(0, blocks[index].text.count - blocks[index].lines.count))
  }

  private mutating func extend(_ index: Int, to part: MarkdownBlock) {
    let block = blocks[index]
    blocks[index].lines = block.lines.lowerBound..<max(block.lines.upperBound, part.lines.upperBound)
    blocks[index].range = block.range.lowerBound..<max(block.range.upperBound, part.range.upperBound)
  }

  /// Adds bytes to a block, which then reaches as far as this line; `isText` tells whether
  /// they are its text, not a mark.
  mutating func add(_ range: Range<Int>, to index: Int, isText: Bool = true) {
    if isText { blocks[index].text.append(range) }
    blocks[index].lines = blocks[index].lines.lowerBound..<number + 1
    blocks[index].range =
      blocks[index].range.lowerBound..<max(blocks[index].range.lowerBound, range.upperBound)
  }

  /// The name that a paragraph gives to what follows, if it does nothing else.
  private func anchorName(_ block: MarkdownBlock) -> String? {
    guard block.text.count == 1, let line = block.text.first, source[line].starts(with: "<a ".utf8),
      let end = HTMLTag.end(in: source[line], from: line.lowerBound)
    else { return nil }
    let tag = source[line.lowerBound..<end]
    let behind = MarkdownByte.trimmed(source[end..<line.upperBound])
    guard behind.isEmpty || behind.elementsEqual("</a>".utf8) else { return nil }
    guard HTMLTag.value(of: "href", in: tag) == nil else { return nil }
    let name = HTMLTag.value(of: "name", in: tag) ?? HTMLTag.value(of: "id", in: tag)
    return name.map { String(decoding: source[$0], as: UTF8.self) }
  }

  private func isComment(_ block: MarkdownBlock) -> Bool {
    let text = source[block.range]
    guard let end = HTMLBlockEnd.find("-->", in: text) else { return false }
    return text[(end + 3)...].allSatisfy(MarkdownByte.isSpace)
  }
}
