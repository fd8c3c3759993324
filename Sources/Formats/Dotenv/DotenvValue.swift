/// The value of a setting.
struct DotenvValue {
  /// Unquoted and unescaped.
  let text: String
  /// Its bytes without the quotes: 0-based, end exclusive.
  let inner: Range<Int>
  /// Behind it, without blanks or a comment.
  let end: Int
  let style: DotenvNotation.Style
  let references: [String]

  /// Reads the value that begins at an offset.
  /// - Throws: `FormatProblem` when its quotes are not closed.
  init(at start: Int, of bytes: [UInt8]) throws(FormatProblem) {
    guard start < bytes.count, DotenvNotation.quotes.contains(bytes[start]) else {
      let end = Self.endOfBare(from: start, in: bytes)
      self.init(bytes[start..<end], inner: start..<end, end: end, style: .bare)
      return
    }
    let quote = bytes[start]
    let isDouble = quote == RowBytes.doubleQuote
    var cursor = start + 1
    while cursor < bytes.count, bytes[cursor] != quote {
      cursor += isDouble && bytes[cursor] == RowBytes.backslash ? 2 : 1
    }
    guard cursor < bytes.count else { throw FormatProblem("quotes are not closed", at: start) }
    let inner = (start + 1)..<cursor
    let end = Self.endOfBare(from: cursor + 1, in: bytes)
    let decoded = isDouble ? Self.unescaped(bytes[inner]) : Array(bytes[inner])
    let hasMore = end > cursor + 1
    self.init(
      decoded[...] + bytes[(cursor + 1)..<end], inner: hasMore ? start..<end : inner, end: end,
      style: hasMore ? .mixed : .quoted(quote),
      references: quote == RowBytes.singleQuote ? [] : Self.references(in: bytes[inner]))
  }

  private init(
    _ text: ArraySlice<UInt8>, inner: Range<Int>, end: Int, style: DotenvNotation.Style,
    references: [String]? = nil
  ) {
    self.text = RowBytes.text(text)
    self.inner = inner
    self.end = end
    self.style = style
    self.references = references ?? Self.references(in: text)
  }

  /// Up to the line's end, or to a comment: a `#` behind a blank.
  private static func endOfBare(from start: Int, in bytes: [UInt8]) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != RowBytes.lineFeed {
      let isComment = bytes[end] == RowBytes.hash && end > 0 && RowBytes.isGap(bytes[end - 1])
      if isComment { break }
      end += 1
    }
    while end > start, RowBytes.isWhite(bytes[end - 1]) { end -= 1 }
    return end
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
        switch byte {
        case UInt8(ascii: "n"): result.append(RowBytes.lineFeed)
        case UInt8(ascii: "r"): result.append(RowBytes.carriageReturn)
        case UInt8(ascii: "t"): result.append(RowBytes.tab)
        case RowBytes.doubleQuote, RowBytes.backslash, RowBytes.dollar, UInt8(ascii: "`"):
          result.append(byte)
        default: result += [RowBytes.backslash, byte]
        }
      } else if byte == RowBytes.backslash {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    return isEscaped ? result + [RowBytes.backslash] : result
  }

  /// The names behind `$` and in `${…}`, also those in the defaults of others.
  private static func references(in bytes: ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == RowBytes.backslash {
        index += 2
        continue
      }
      guard bytes[index] == RowBytes.dollar else {
        index += 1
        continue
      }
      index += 1
      if index < bytes.endIndex, bytes[index] == UInt8(ascii: "{") { index += 1 }
      let name = bytes[index...].prefix(while: RowBytes.isWord)
      if let first = name.first, !RowBytes.isDigit(first) { names.append(RowBytes.text(name)) }
      index = name.endIndex
    }
    return names
  }
}
