/// Takes links and comments out of sentences that stay.
struct MarkdownLinkCuts {
  private let selection: MarkdownSelection
  private let document: MarkdownDocument
  private let source: [UInt8]

  init(_ selection: MarkdownSelection) {
    self.selection = selection
    document = selection.document
    source = selection.source
  }

  func add(to cuts: inout MarkdownCuts) {
    for unit in selection.unlinked.sorted() where !isInGone(unit) {
      for change in document.unlinking(unit) { cuts.cut(change.range, for: unit) }
    }
    // What stands side by side goes together, with one blank.
    var group: (range: Range<Int>, unit: Int)?
    for unit in selection.goneUnits.sorted() where !isInGone(unit) {
      let range = withMarks(document.units[unit].range)
      if let last = group, last.range.upperBound <= range.lowerBound,
        source[last.range.upperBound..<range.lowerBound].allSatisfy(MarkdownByte.isBlank)
      {
        group = (last.range.lowerBound..<range.upperBound, last.unit)
      } else {
        if let last = group { cut(last.range, last.unit, from: &cuts) }
        group = (range, unit)
      }
    }
    if let last = group { cut(last.range, last.unit, from: &cuts) }
  }

  private func cut(_ range: Range<Int>, _ unit: Int, from cuts: inout MarkdownCuts) {
    if let block = block(of: unit), selection.isOpenCell(range, of: block) {
      cuts.replace(range, by: [UInt8(ascii: "|")], for: unit)
    } else {
      cuts.cut(withSeparator(range, unit), for: unit)
    }
  }

  /// Whether a unit goes with what it is in, or is no link or comment at all.
  private func isInGone(_ unit: Int) -> Bool {
    guard let block = block(of: unit), !selection.isBlockGone[block] else { return true }
    guard let parent = document.units[unit].parent else { return false }
    if case .block = document.places[parent] { return false }
    return selection.isGone(parent)
  }

  private func block(of unit: Int) -> Int? {
    switch document.places[unit] {
    case .link(let link): link.block
    case .comment(let block): block
    case .block, .sentence: nil
    }
  }

  /// With the emphasis and the parentheses that are around nothing else.
  private func withMarks(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while range.lowerBound > 0, range.upperBound < source.count,
      areMarks(source[range.lowerBound - 1], source[range.upperBound])
    {
      range = range.lowerBound - 1..<range.upperBound + 1
    }
    return range
  }

  private func areMarks(_ before: UInt8, _ after: UInt8) -> Bool {
    before == after && MarkdownByte.isEmphasis(after)
      || before == UInt8(ascii: "(") && after == UInt8(ascii: ")")
  }

  /// With what parts it from the words beside it.
  private func withSeparator(_ range: Range<Int>, _ unit: Int) -> Range<Int> {
    let line = document.line(of: range.upperBound - 1)
    let end = document.lines[line].contentEnd
    let lineStart = document.lines[document.line(of: range.lowerBound)].start
    let before = source[lineStart..<range.lowerBound]
    let after = source[range.upperBound..<end]
    if let block = block(of: unit),
      let referral = MarkdownReferral(document, source: source).range(around: range, in: block)
    {
      return referral
    }
    if let list = withConjunction(range, before, after) { return list }
    if let block = block(of: unit), let bar = withBar(range, before, after, in: document.blocks[block]) {
      return bar
    }
    let blanksBefore = before.reversed().prefix(while: MarkdownByte.isBlank).count
    let blanksAfter = after.prefix(while: MarkdownByte.isBlank).count
    if isTextStart(before) {
      let behind = separatorEnd(in: after.dropFirst(blanksAfter)) ?? range.upperBound + blanksAfter
      guard behind == end else { return range.lowerBound..<behind }
      return wholeLine(range.lowerBound, lineStart, end, unit)
    }
    if range.upperBound + blanksAfter == end { return range.lowerBound - blanksBefore..<end }
    // Emphasis does not end behind a blank.
    let isBeforePunctuation =
      after.first.map { ".,;:!?)|".utf8.contains($0) || MarkdownByte.isEmphasis($0) } ?? false
    if blanksBefore > 0, blanksAfter > 0 || isBeforePunctuation {
      return range.lowerBound - blanksBefore..<range.upperBound
    }
    return range
  }

  /// Whether only marks of items, quotes and cells stand before a text.
  private func isTextStart(_ before: ArraySlice<UInt8>) -> Bool {
    before.allSatisfy { MarkdownByte.isBlank($0) || MarkdownByte.isDigit($0) || ">-+*.)".utf8.contains($0) }
  }

  /// Lines with nothing else go whole; behind the mark of an item the next line takes
  /// its place.
  private func wholeLine(_ start: Int, _ lineStart: Int, _ end: Int, _ unit: Int) -> Range<Int> {
    let isMarked = !source[lineStart..<start].allSatisfy {
      MarkdownByte.isBlank($0) || $0 == UInt8(ascii: ">")
    }
    let lines = block(of: unit).map { document.blocks[$0].text } ?? []
    if isMarked {
      guard let next = lines.first(where: { $0.lowerBound > end }) else { return start..<end }
      return start..<next.lowerBound
    }
    return lineStart..<document.lines[document.line(of: max(start, end - 1))].end
  }

  /// The end of a dash, colon or comma and the blanks behind it, which part a link from what
  /// is said about it.
  private func separatorEnd(in text: ArraySlice<UInt8>) -> Int? {
    for sign in ["-", "–", "—", ":", ","] where text.starts(with: sign.utf8) {
      let behind = text.dropFirst(sign.utf8.count)
      let blanks = behind.prefix(while: MarkdownByte.isBlank).count
      return blanks > 0 || behind.isEmpty ? behind.startIndex + blanks : nil
    }
    return nil
  }

  /// With the sign that parts it from the next link of a row of links: `[a](b) · [c](d)`.
  private func withBar(
    _ range: Range<Int>, _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, in block: MarkdownBlock
  ) -> Range<Int>? {
    for sign in ["·", "•", "|", "/"] {
      // A pipe in a row of a table ends the cell.
      if sign == "|", case .row = block.kind { continue }
      let bar = " \(sign) "
      if before.suffix(bar.utf8.count).elementsEqual(bar.utf8) {
        return range.lowerBound - bar.utf8.count..<range.upperBound
      }
      if isTextStart(before), after.starts(with: bar.utf8) {
        return range.lowerBound..<range.upperBound + bar.utf8.count
      }
    }
    return nil
  }

  /// With the comma or the word that joins it to the others of an enumeration.
  private func withConjunction(
    _ range: Range<Int>, _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>
  ) -> Range<Int>? {
    let rest = after.drop(while: MarkdownByte.isBlank)
    let isCellEnd = rest.first.map { $0 == UInt8(ascii: "|") } ?? true
    let isLast = isCellEnd || (after.first.map { ".;:!?)".utf8.contains($0) } ?? true)
    for word in [", and ", ", or ", " and ", " or "]
    where isLast && before.suffix(word.utf8.count).elementsEqual(word.utf8) {
      return range.lowerBound - word.utf8.count..<range.upperBound
    }
    let words = [",", " and ", " or "]
    if before.suffix(2).elementsEqual(", ".utf8),
      isLast || words.contains(where: { after.starts(with: $0.utf8) })
    {
      return range.lowerBound - 2..<range.upperBound
    }
    for word in [", ", " and ", " or "] where after.starts(with: word.utf8) {
      let next = after.dropFirst(word.utf8.count).drop { $0 == UInt8(ascii: "*") }
      if let sign = next.first, "[<`".utf8.contains(sign) {
        return range.lowerBound..<range.upperBound + word.utf8.count
      }
    }
    return nil
  }
}
