/// Parts what a comment says into sentences. Where that is in doubt, two stay one.
enum CommentSentences {
  static func of(_ lines: [CommentBlock.Line], in bytes: [UInt8]) -> [CommentBlock.Sentence] {
    var sentences: [CommentBlock.Sentence] = []
    var ranges: [Range<Int>] = []
    /// How far the row of a table is indented that may go on.
    var row: Int?
    func close() {
      let text = ranges.map { RowBytes.text(bytes[$0]) }.joined(separator: " ")
      if !ranges.isEmpty { sentences.append(CommentBlock.Sentence(text: text, ranges: ranges)) }
      ranges = []
    }
    for line in lines {
      guard !line.isFixed, !line.body.isEmpty else {
        row = nil
        close()
        continue
      }
      if CommentText.isRuler(line.range, body: line.body, in: bytes) {
        // The heading of a section speaks for itself.
        close()
        ranges.append(line.body)
        close()
        row = nil
        continue
      }
      let column = line.body.lowerBound - line.range.lowerBound
      if beginsItem(bytes[line.body]) || row.map({ column <= $0 }) ?? false { close() }
      if isRow(bytes[line.body]) {
        close()
        row = column
      } else if row.map({ column <= $0 }) ?? false {
        row = nil
      }
      var start = line.body.lowerBound
      for end in ends(of: line.body, in: bytes) {
        ranges.append(start..<end)
        close()
        start = end
        while start < line.body.upperBound, RowBytes.isGap(bytes[start]) { start += 1 }
      }
      if start < line.body.upperBound { ranges.append(start..<line.body.upperBound) }
    }
    close()
    return sentences
  }

  /// Where sentences end within a line, behind their stops.
  private static func ends(of body: Range<Int>, in bytes: [UInt8]) -> [Int] {
    var ends: [Int] = []
    var depth = 0
    var isCode = false
    var index = body.lowerBound
    var start = index
    while index < body.upperBound {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "`") { isCode.toggle() }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth = max(0, depth - 1) }
      guard !isCode, depth == 0, stops.contains(byte) else { continue }
      var end = index
      while end < body.upperBound, closers.contains(bytes[end]) { end += 1 }
      var next = end
      while next < body.upperBound, RowBytes.isGap(bytes[next]) { next += 1 }
      guard next == body.upperBound || next > end && begins(bytes[next]) else { continue }
      let word = bytes[start..<(index - 1)].split(whereSeparator: RowBytes.isGap).last ?? []
      if byte == UInt8(ascii: "."), next < body.upperBound, Abbreviations.contains(word) { continue }
      ends.append(end)
      (index, start) = (next, next)
    }
    return ends
  }

  private static let stops = Array(".!?".utf8)
  private static let closers = Array("\"')".utf8)

  /// What begins small goes on.
  private static func begins(_ byte: UInt8) -> Bool {
    !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  /// `name   what it is`: in columns.
  private static func isRow(_ text: ArraySlice<UInt8>) -> Bool {
    let word = text.prefix { !RowBytes.isGap($0) }
    let gap = text[word.endIndex...].prefix { RowBytes.isGap($0) }
    guard let last = word.last, gap.endIndex < text.endIndex else { return false }
    return gap.count > 1 && !".!?,;".utf8.contains(last)
  }

  /// `- item`, `* item`, `1. item`, `key: …` in a list of settings.
  private static func beginsItem(_ text: ArraySlice<UInt8>) -> Bool {
    let word = text.prefix { !RowBytes.isGap($0) }
    guard word.count < text.count else { return false }
    if word.count == 1, let sign = word.first, "-*+•".utf8.contains(sign) { return true }
    return word.count < 4 && (word.last == UInt8(ascii: ".") || word.last == UInt8(ascii: ")"))
      && word.dropLast().allSatisfy(RowBytes.isDigit)
  }
}
