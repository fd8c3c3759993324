/// Puts the comments of a file together from where they stand.
struct CommentReader {
  private let bytes: [UInt8]
  private let table: LineTable

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    table = LineTable(bytes)
  }

  /// - Parameters:
  ///   - ranges: of comments, each from its mark; in order. Several lines are several
  ///     ranges or one.
  ///   - units: the document's units that are comments.
  /// - Returns: lines of one column, one below the other, as one comment.
  func blocks(_ ranges: [Range<Int>], units: [Unit]) -> [CommentBlock] {
    var blocks: [CommentBlock] = []
    var open: [CommentBlock.Line] = []
    var isTrailing = false
    func close() {
      if !open.isEmpty { blocks.append(block(open, isTrailing, units)) }
      open = []
    }
    for range in ranges {
      let first = table.index(at: range.lowerBound)
      let stands = bytes[table.lines[first].start..<range.lowerBound].allSatisfy(RowBytes.isWhite)
      if ["/*", "{{", "<#"].contains(where: { bytes[range].starts(with: $0.utf8) }) {
        close()
        open = enclosed(range)
        isTrailing = !stands
        close()
        continue
      }
      // What a ruler heads may be a comment of its own.
      if let last = open.last, CommentText.isRuler(last.range, body: last.body, in: bytes),
        units.contains(where: { $0.range.lowerBound == range.lowerBound })
      {
        close()
      }
      for line in lines(of: range) {
        let number = table.index(at: line.range.lowerBound)
        let follows = open.last.map { last in
          table.index(at: last.range.lowerBound) + 1 == number && !isTrailing
            && column(of: last) == column(of: line)
        }
        if !stands || !(follows ?? true) { close() }
        open.append(line)
        isTrailing = !stands
        if isTrailing { close() }
      }
    }
    close()
    return blocks
  }

  private func column(of line: CommentBlock.Line) -> Int {
    line.range.lowerBound - table.lines[table.index(at: line.range.lowerBound)].start
  }

  /// The lines of comments that begin with a mark each.
  private func lines(of range: Range<Int>) -> [CommentBlock.Line] {
    var lines: [CommentBlock.Line] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: RowBytes.lineFeed) ?? range.upperBound
      let text = RowBytes.trimmed(bytes[start..<end])
      if let mark = text.first {
        let body = CommentText.body(of: text.startIndex..<text.endIndex, mark: mark, in: bytes)
        lines.append(line(text.startIndex..<text.endIndex, body))
      }
      start = end + 1
    }
    return lines
  }

  /// The lines of `/* … */`, and of a template's comment.
  private func enclosed(_ range: Range<Int>) -> [CommentBlock.Line] {
    let isPowerShell = bytes[range].first == UInt8(ascii: "<")
    let marks = Array((isPowerShell ? "<#> \t\r" : "/*{}- \t\r").utf8)
    var lines: [CommentBlock.Line] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: RowBytes.lineFeed) ?? range.upperBound
      let text = RowBytes.trimmed(bytes[start..<end])
      var body = text
      let isFirst = start == range.lowerBound
      while let byte = body.first,
        isFirst ? marks.contains(byte) : byte == UInt8(ascii: "*") || RowBytes.isGap(byte)
      {
        if !isFirst, byte == UInt8(ascii: "*"), body.dropFirst().first == UInt8(ascii: "/") { break }
        body = body.dropFirst()
      }
      if end == range.upperBound {
        while let byte = body.last, marks.contains(byte) { body = body.dropLast() }
      }
      lines.append(line(text.startIndex..<text.endIndex, body.startIndex..<body.endIndex))
      start = end + 1
    }
    return lines
  }

  private func line(_ range: Range<Int>, _ body: Range<Int>) -> CommentBlock.Line {
    let text = RowBytes.text(bytes[body])
    // `//go:build`, `#nosec`: without a blank behind the mark.
    let bare = RowBytes.text(bytes[range].drop { $0 == bytes[range.lowerBound] })
    let isFixed =
      !body.isEmpty && CommentText.isRuler(range, body: body, in: bytes) && text.allSatisfy { !$0.isLetter }
      || CommentPragmas.holds(text, bare: bare)
    return CommentBlock.Line(range: range, body: body, isFixed: isFixed)
  }

  private func block(_ lines: [CommentBlock.Line], _ isTrailing: Bool, _ units: [Unit]) -> CommentBlock {
    let text = lines.map { RowBytes.text(bytes[$0.body]) }.joined(separator: "\n")
    let start = lines[0].range.lowerBound
    let end = lines[lines.count - 1].range.upperBound
    let unit = units.first { $0.range.lowerBound == start && $0.range.upperBound == end }
    return CommentBlock(
      lines: lines, isTrailing: isTrailing, isLegal: CommentPragmas.isLegal(text), unit: unit?.id,
      sentences: CommentSentences.of(lines, in: bytes))
  }
}

extension StructuredDocument {
  /// Where comments stand, for formats whose comments are units.
  public var commentRanges: [Range<Int>] {
    // A setting that was put out of use is no text.
    units.filter { $0.kind == .comment && $0.name == nil }.map(\.range)
  }

  /// The comments of the file with their sentences.
  ///
  /// - Parameter bytes: the file.
  /// - Returns: in the order of the file.
  public func comments(in bytes: [UInt8]) -> [CommentBlock] {
    CommentReader(bytes).blocks(
      commentRanges.sorted { $0.lowerBound < $1.lowerBound }, units: units.filter { $0.kind == .comment })
  }
}
