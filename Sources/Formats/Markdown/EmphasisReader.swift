/// Finds which `*`, `_` and `~~` are marks, and which are text.
struct EmphasisReader {
  private struct Delimiter {
    let sign: UInt8
    let start: Int
    var count: Int
    /// Of what was opened, what is left to close begins here.
    var end: Int { start + count }
  }

  private let bytes: [UInt8]
  private var open: [Delimiter] = []
  private var marks: [Range<Int>] = []
  private var emphases: [Range<Int>] = []

  /// Adds marks and what lies between them to a text that was read otherwise.
  static func read(_ text: inout MarkdownInline) {
    guard text.run.bytes.contains(where: MarkdownByte.isEmphasis) else { return }
    var reader = EmphasisReader(text.run.bytes)
    reader.read(pieces: text.pieces, links: text.links.filter { !$0.text.isEmpty && $0.form != .html })
    text.emphases = reader.emphases
    guard !reader.marks.isEmpty else { return }
    text.pieces += reader.marks.map { MarkdownInline.Piece(.mark, $0) }
    text.pieces.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func read(pieces: [MarkdownInline.Piece], links: [MarkdownInline.Link]) {
    var next = 0
    // Emphasis lies within a link's text, or around the link.
    var floors: [(end: Int, floor: Int)] = []
    var link = 0
    var index = 0
    while index < bytes.count {
      while let inner = floors.last, inner.end <= index {
        open.removeLast(max(0, open.count - inner.floor))
        floors.removeLast()
      }
      while link < links.count, links[link].text.lowerBound <= index {
        floors.append((links[link].text.upperBound, open.count))
        link += 1
      }
      if next < pieces.count, pieces[next].range.lowerBound <= index {
        index = max(index + 1, pieces[next].range.upperBound)
        next += 1
      } else if MarkdownByte.isEmphasis(bytes[index]) {
        let length = bytes[index...].prefix { $0 == bytes[index] }.count
        readDelimiter(index..<index + length, floor: floors.last?.floor ?? 0)
        index += length
      } else {
        index += 1
      }
    }
  }

  private mutating func readDelimiter(_ range: Range<Int>, floor: Int) {
    let sign = bytes[range.lowerBound]
    guard sign != UInt8(ascii: "~") || range.count <= 2 else { return }
    let before = CharacterClass(before: range.lowerBound, in: bytes)
    let after = CharacterClass(at: range.upperBound, in: bytes)
    let isLeft = after != .space && (after != .punctuation || before != .other)
    let isRight = before != .space && (before != .punctuation || after != .other)
    let isUnderscore = sign == UInt8(ascii: "_")
    let canOpen = isLeft && (!isUnderscore || !isRight || before == .punctuation)
    let canClose = isRight && (!isUnderscore || !isLeft || after == .punctuation)
    var rest = range
    if canClose { rest = close(rest, floor: floor) }
    if canOpen, !rest.isEmpty {
      open.append(Delimiter(sign: sign, start: rest.lowerBound, count: rest.count))
    }
  }

  /// Pairs marks with those that are open.
  ///
  /// - Returns: what is left of them.
  private mutating func close(_ range: Range<Int>, floor: Int) -> Range<Int> {
    var rest = range
    let sign = bytes[range.lowerBound]
    while !rest.isEmpty, let place = lastOpen(sign, rest.count, floor: floor) {
      let count = min(2, rest.count, open[place].count)
      // What was opened in between and never closed is text.
      open.removeLast(open.count - place - 1)
      let opening = open[place].end - count..<open[place].end
      marks += [opening, rest.lowerBound..<rest.lowerBound + count]
      emphases.append(opening.lowerBound..<rest.lowerBound + count)
      open[place].count -= count
      if open[place].count == 0 { open.removeLast() }
      rest = rest.lowerBound + count..<rest.upperBound
    }
    return rest
  }

  /// How far back an opening mark is looked for; so that marks which nothing closes do
  /// not make reading quadratic.
  private static let reach = 32

  private func lastOpen(_ sign: UInt8, _ count: Int, floor: Int) -> Int? {
    let lowest = max(floor, open.count - Self.reach)
    guard lowest < open.count else { return nil }
    return (lowest..<open.count).last {
      open[$0].sign == sign && (sign != UInt8(ascii: "~") || open[$0].count == count)
    }
  }
}

/// What emphasis asks of the characters beside its marks.
private enum CharacterClass {
  case space, punctuation, other

  init(before index: Int, in bytes: [UInt8]) {
    guard index > 0 else {
      self = .space
      return
    }
    var start = index - 1
    while start > 0, index - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    self.init(at: start, in: bytes)
  }

  init(at index: Int, in bytes: [UInt8]) {
    guard index < bytes.count else {
      self = .space
      return
    }
    let byte = bytes[index]
    if byte < 0x80 {
      self = MarkdownByte.isSpace(byte) ? .space : MarkdownByte.isPunctuation(byte) ? .punctuation : .other
    } else {
      let character = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
        .unicodeScalars.first
      switch character?.properties.generalCategory {
      case .spaceSeparator: self = .space
      case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
        self = .punctuation
      default: self = .other
      }
    }
  }
}
