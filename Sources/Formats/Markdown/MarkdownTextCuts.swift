/// Takes sentences out of texts that stay.
struct MarkdownTextCuts {
  private let selection: MarkdownSelection
  private let document: MarkdownDocument
  private let source: [UInt8]

  init(_ selection: MarkdownSelection) {
    self.selection = selection
    document = selection.document
    source = selection.source
  }

  func add(to cuts: inout MarkdownCuts) {
    guard !selection.goneUnits.isEmpty else { return }
    for text in document.texts where !selection.isBlockGone[text.block] {
      cutSentences(of: text, from: &cuts)
    }
  }

  private func cutSentences(of text: MarkdownText, from cuts: inout MarkdownCuts) {
    let units = text.sentences
    var place = 0
    while place < units.count {
      guard selection.goneUnits.contains(units[place]) else {
        place += 1
        continue
      }
      var end = place
      while end < units.count, selection.goneUnits.contains(units[end]) { end += 1 }
      let range =
        document.units[units[place]].range.lowerBound..<document.units[units[end - 1]].range.upperBound
      let before = place > 0 ? document.units[units[place - 1]].range.upperBound : nil
      let after = end < units.count ? document.units[units[end]].range : nil
      if before == nil, after == nil, selection.isOpenCell(range, of: text.block) {
        cuts.replace(range, by: [UInt8(ascii: "|")], for: units[place])
      } else {
        cut(range, before: before, after: after, for: units[place], from: &cuts)
      }
      place = end
    }
  }

  /// Takes sentences out, with one of the separators beside them. A line end is kept
  /// before a blank, so that the lines around stay as they were broken.
  private func cut(
    _ range: Range<Int>, before: Int?, after: Range<Int>?, for unit: Int, from cuts: inout MarkdownCuts
  ) {
    switch (before, after) {
    case (nil, nil): cuts.cut(range, for: unit)
    case (nil, let after?):
      let guardMark: [UInt8] = looksLikeMark(after.lowerBound) ? [UInt8(ascii: "\\")] : []
      cuts.replace(range.lowerBound..<after.lowerBound, by: guardMark, for: unit)
    case (let before?, nil): cuts.cut(before..<range.upperBound, for: unit)
    case (let before?, let after?):
      let beginsLine = hasLineEnd(before..<range.lowerBound)
      let endsLine = hasLineEnd(range.upperBound..<after.lowerBound)
      if !beginsLine, endsLine {
        cuts.cut(before..<range.upperBound, for: unit)
      } else if !beginsLine, let end = lastLineEnd(in: range), isTooLong(before, after, range) {
        // The line end within goes on parting what would be too long a line.
        cuts.cut(before..<document.lines[end].contentEnd, for: unit)
        cuts.cut(contentStart(of: end + 1, before: range.upperBound)..<after.lowerBound, for: unit)
      } else {
        cuts.cut(range.lowerBound..<after.lowerBound, for: unit)
      }
    }
  }

  /// Whether a text that comes to stand at the beginning of its block would be read as the
  /// mark of another one.
  private func looksLikeMark(_ start: Int) -> Bool {
    let rest = source[start...]
    let signs = rest.prefix { $0 == UInt8(ascii: "#") }.count
    let isAlone = rest.dropFirst(max(1, signs)).first.map(MarkdownByte.isSpace) ?? true
    guard let sign = rest.first else { return false }
    return sign == UInt8(ascii: ">") || (isAlone && "#-+*".utf8.contains(sign))
  }

  private func hasLineEnd(_ range: Range<Int>) -> Bool {
    source[range].contains { $0 == 0x0A || $0 == 0x0D }
  }

  /// The last line whose line end lies in a range.
  private func lastLineEnd(in range: Range<Int>) -> Int? {
    let last = document.line(of: range.upperBound - 1)
    return last > document.line(of: range.lowerBound) ? last - 1 : nil
  }

  /// Where the sentence goes on in its last line: behind what that line begins with.
  private func contentStart(of line: Int, before end: Int) -> Int {
    var start = document.lines[line].start
    while start < end, MarkdownByte.isBlank(source[start]) || source[start] == UInt8(ascii: ">") {
      start += 1
    }
    return start
  }

  /// Whether a line made of what stands before and after is longer than the lines around.
  private func isTooLong(_ before: Int, _ after: Range<Int>, _ gone: Range<Int>) -> Bool {
    let first = document.lines[document.line(of: before - 1)]
    let last = document.lines[document.line(of: after.lowerBound)]
    let length = width(first.start..<before) + 1 + width(after.lowerBound..<last.contentEnd)
    let longest = (document.line(of: gone.lowerBound)...document.line(of: gone.upperBound - 1)).map {
      width(document.lines[$0].start..<document.lines[$0].contentEnd)
    }
    return length > longest.max() ?? 0
  }

  private func width(_ range: Range<Int>) -> Int { source[range].count { $0 & 0xC0 != 0x80 } }
}
