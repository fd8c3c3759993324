/// Words that lead up to a link and say nothing without it: `, see [x](y)`, `(see [x](y))`.
struct MarkdownReferral {
  private static let words = ["see also", "see", "siehe auch", "siehe"]
  private static let signs = [",", ";", ":", " -", " –", " —"]

  private let document: MarkdownDocument
  private let source: [UInt8]

  init(_ document: MarkdownDocument, source: [UInt8]) {
    self.document = document
    self.source = source
  }

  /// What goes when a link goes that words lead up to; nil when there are none, or when
  /// something follows that the words belong to as well.
  ///
  /// - Parameters:
  ///   - range: of the link.
  ///   - block: that it stands in.
  /// - Returns: from the sign before the words to the link's end, or to the parenthesis.
  func range(around range: Range<Int>, in block: Int) -> Range<Int>? {
    let lines = document.blocks[block].text
    guard let line = lines.firstIndex(where: { $0.contains(range.lowerBound) }),
      let last = lines.firstIndex(where: { $0.contains(range.upperBound - 1) })
    else { return nil }
    // The words may stand at the end of the line above.
    var before = source[lines[line].lowerBound..<range.lowerBound]
    if MarkdownByte.trimmed(before).isEmpty {
      guard line > 0 else { return nil }
      before = source[lines[line - 1]]
    }
    before = withoutBlanks(before)
    let after = source[range.upperBound..<lines[last].upperBound]
    guard let word = Self.words.first(where: { ends(before, with: $0) }) else { return nil }
    let opening = before.dropLast(word.utf8.count)
    if opening.last == UInt8(ascii: "(") {
      guard after.first == UInt8(ascii: ")") else { return nil }
      return withoutBlanks(opening.dropLast()).endIndex..<range.upperBound + 1
    }
    let isLast = after.first.map { ".;!?|)".utf8.contains($0) } ?? (last == lines.count - 1)
    let text = withoutBlanks(opening)
    guard isLast, text.endIndex < opening.endIndex,
      let sign = Self.signs.first(where: { text.suffix($0.utf8.count).elementsEqual($0.utf8) })
    else { return nil }
    let start = withoutBlanks(text.dropLast(sign.utf8.count)).endIndex
    return start > text.startIndex ? start..<range.upperBound : nil
  }

  private func withoutBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let last = text.last, MarkdownByte.isBlank(last) { text.removeLast() }
    return text
  }

  private func ends(_ text: ArraySlice<UInt8>, with word: String) -> Bool {
    let end = text.suffix(word.utf8.count)
    guard end.map({ $0 | 0x20 }).elementsEqual(word.utf8) else { return false }
    return text.dropLast(word.utf8.count).last.map { !MarkdownByte.isLetter($0) } ?? true
  }
}

extension MarkdownDocument {
  /// Whether words lead up to a link that say nothing without it, and so go with it.
  ///
  /// - Parameter id: of a link in a text.
  /// - Returns: also false for what is no link.
  public func isReferredTo(_ id: Int) -> Bool {
    guard units.indices.contains(id), case .link(let link) = places[id] else { return false }
    return MarkdownReferral(self, source: serialised()).range(around: units[id].range, in: link.block) != nil
  }
}
