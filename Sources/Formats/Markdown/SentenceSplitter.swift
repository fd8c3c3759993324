/// Parts a text into sentences. Where that is in doubt, two stay one: half a sentence
/// must never be taken for a whole one.
struct SentenceSplitter {
  private let text: MarkdownInline
  private let bytes: [UInt8]
  /// For each place, how many links, code spans, emphases and parentheses it lies in.
  private var depths: [Int32]
  /// Where emphases end, by their beginnings.
  private let emphasisEnds: [Int: Int]
  /// Where comments end, by their beginnings.
  private let comments: [Int: Int]
  private var sentences: [Range<Int>] = []
  private var start: Int

  /// - Parameters:
  ///   - text: a paragraph, an item's text or a cell.
  ///   - start: where its first sentence may begin.
  /// - Returns: the sentences without the blanks between them.
  static func sentences(of text: MarkdownInline, from start: Int = 0) -> [Range<Int>] {
    var splitter = SentenceSplitter(text, start)
    splitter.split()
    return splitter.sentences
  }

  private init(_ text: MarkdownInline, _ start: Int) {
    self.text = text
    self.start = start
    bytes = text.run.bytes
    emphasisEnds = Dictionary(text.emphases.map { ($0.lowerBound, $0.upperBound) }, uniquingKeysWith: max)
    comments = Dictionary(text.comments.map { ($0.lowerBound, $0.upperBound) }, uniquingKeysWith: max)
    depths = Array(repeating: 0, count: bytes.count + 1)
    var changes = depths
    let closed =
      text.pieces.filter { $0.kind == .code || $0.kind == .html || $0.kind == .escape }.map(\.range)
      + text.links.map(\.range) + text.emphases
    for range in closed + parentheses(outside: closed) where !range.isEmpty {
      changes[range.lowerBound + 1] += 1
      changes[range.upperBound] -= 1
    }
    var depth: Int32 = 0
    for index in depths.indices {
      depth += changes[index]
      depths[index] = depth
    }
  }

  /// Pairs of parentheses. One that has no partner on its side is a sign like any other.
  private func parentheses(outside closed: [Range<Int>]) -> [Range<Int>] {
    var isClosed = Array(repeating: false, count: bytes.count)
    for piece in text.pieces where piece.kind != .softBreak && piece.kind != .hardBreak {
      for index in piece.range { isClosed[index] = true }
    }
    var open: [Int] = []
    var pairs: [Range<Int>] = []
    for index in bytes.indices where !isClosed[index] {
      if bytes[index] == UInt8(ascii: "(") {
        open.append(index)
      } else if bytes[index] == UInt8(ascii: ")"), let start = open.popLast() {
        pairs.append(start..<index + 1)
      }
    }
    return pairs
  }

  private mutating func split() {
    var breaks = text.pieces.filter { $0.kind == .hardBreak || $0.kind == .softBreak || isBreakTag($0) }[...]
    var index = start
    while index < bytes.count {
      if let next = breaks.first, next.range.lowerBound <= index {
        breaks.removeFirst()
        let isBreak = next.kind != .softBreak || beginsLabel(next.range.upperBound)
        if depths[next.range.lowerBound] == 0, isBreak {
          finish(at: next.range.lowerBound, next: next.range.upperBound)
        }
        index = max(index, next.range.upperBound)
      } else if isEnd(bytes[index]) {
        index = endSentence(at: index)
      } else {
        index += 1
      }
    }
    finish(at: bytes.count, next: bytes.count)
  }

  /// `<br>`, which cells have for line ends.
  private func isBreakTag(_ piece: MarkdownInline.Piece) -> Bool {
    piece.kind == .html && bytes[piece.range].starts(with: "<br".utf8)
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  /// Ends the sentence at a stop, if it is one.
  ///
  /// - Returns: where to go on.
  private mutating func endSentence(at stop: Int) -> Int {
    var end = stop
    while end < bytes.count, isEnd(bytes[end]) { end += 1 }
    let behindStops = end
    while end < bytes.count, let width = closingWidth(at: end) { end += width }
    var next = end
    while next < bytes.count, MarkdownByte.isSpace(bytes[next]) { next += 1 }
    guard depths[end] == 0, next > end || end == bytes.count else { return behindStops }
    if next < bytes.count {
      if bytes[stop] == UInt8(ascii: "."), behindStops == stop + 1, isAbbreviation(before: stop, next: next) {
        return behindStops
      }
      if behindStops > stop + 1 || bytes[stop] != UInt8(ascii: "."), MarkdownByte.isLowercase(bytes[next]) {
        return behindStops
      }
    }
    // A comment behind a sentence belongs to it.
    if let comment = comments[next], !bytes[end..<next].contains(UInt8(ascii: "\n")) {
      finish(at: comment, next: comment)
      return comment
    }
    finish(at: end, next: next)
    // Line ends between sentences are yet to be looked at.
    return end
  }

  /// Quotes, brackets and marks that belong to the sentence that ends before them.
  private func closingWidth(at index: Int) -> Int? {
    if "\"')]*_~".utf8.contains(bytes[index]) { return 1 }
    let rest = bytes[index...]
    for sign in ["”", "’", "»"] where rest.starts(with: sign.utf8) { return sign.utf8.count }
    return nil
  }

  private func isAbbreviation(before stop: Int, next: Int) -> Bool {
    var first = stop
    while first > start, !MarkdownByte.isSpace(bytes[first - 1]), !"(\"'*_".utf8.contains(bytes[first - 1]) {
      first -= 1
    }
    let word = bytes[first..<stop]
    let isAtStart = first == start
    // The number of a step, of a heading.
    if isAtStart, !word.isEmpty, word.allSatisfy({ MarkdownByte.isDigit($0) || $0 == UInt8(ascii: ".") }) {
      return true
    }
    if Abbreviations.contains(word) { return true }
    if MarkdownByte.isDigit(bytes[next]) { return Abbreviations.canContinue(word) }
    // What begins small goes on, unless a whole word stands before it.
    guard MarkdownByte.isLowercase(bytes[next]) else { return false }
    return word.count < 5 && !word.contains(UInt8(ascii: "`")) || word.contains(UInt8(ascii: "."))
      || Abbreviations.canContinue(word)
  }

  /// Whether a line begins with `**Label**:` or `**Label:**`, which its author meant to
  /// stand apart.
  private func beginsLabel(_ index: Int) -> Bool {
    guard let end = emphasisEnds[index], end - index > 4, bytes[index + 1] == bytes[index] else {
      return false
    }
    return bytes[end - 3] == UInt8(ascii: ":") || bytes[end...].first == UInt8(ascii: ":")
  }

  private mutating func finish(at end: Int, next: Int) {
    let sentence = MarkdownByte.trimmed(bytes[min(start, end)..<end])
    if !sentence.isEmpty { sentences.append(sentence.startIndex..<sentence.endIndex) }
    start = max(start, next)
  }
}
