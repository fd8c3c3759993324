/// What a line of a template is, as far as its text tells.
struct HelmShape {
  /// A key or a dash, or both, or further dashes.
  struct Part {
    /// Nil for a dash.
    let name: String?
    /// Where it begins.
    let start: Int
    /// Behind the dash or colon.
    let end: Int
    let column: Int

    var rank: Int { IndentedLines.rank(column: column, isItem: name == nil) }
  }

  /// Outermost first; empty for text without YAML's shape.
  var parts: [Part] = []
  /// What stands behind the last part, without a comment.
  var value: Range<Int>
  /// Where the line's text begins.
  let start: Int

  /// - Parameters:
  ///   - bytes: the file.
  ///   - range: the line without its line end.
  ///   - actions: those on it.
  init(_ bytes: [UInt8], _ range: Range<Int>, _ actions: ArraySlice<HelmAction>) {
    let line = HelmLineText(bytes: bytes, range: range, actions: actions)
    var offset = line.endOfBlanks(from: range.lowerBound)
    start = offset
    let end = line.endOfContent(from: offset)
    while offset < end, bytes[offset] == UInt8(ascii: "-"), offset + 1 == end || bytes[offset + 1].isYAMLBlank
    {
      parts.append(Part(name: nil, start: offset, end: offset + 1, column: offset - range.lowerBound))
      offset = min(line.endOfBlanks(from: offset + 1), end)
    }
    if let colon = line.colon(from: offset, to: end) {
      let name = line.unquoted(offset..<colon)
      parts.append(Part(name: name, start: offset, end: colon + 1, column: offset - range.lowerBound))
      offset = min(line.endOfBlanks(from: colon + 1), end)
    }
    value = offset..<max(offset, end)
  }
}

/// The text of one line, in which actions count as one character each.
struct HelmLineText {
  let bytes: [UInt8]
  let range: Range<Int>
  let actions: ArraySlice<HelmAction>

  func endOfBlanks(from offset: Int) -> Int {
    var end = offset
    while end < range.upperBound, bytes[end].isYAMLBlank { end += 1 }
    return end
  }

  private func action(at offset: Int) -> HelmAction? {
    let index = actions.partitioningIndex { $0.range.lowerBound >= offset }
    return index < actions.endIndex && actions[index].range.lowerBound == offset ? actions[index] : nil
  }

  /// Goes from one character to the next, over actions and quoted text as a whole.
  private func next(behind offset: Int, start: Int) -> Int {
    if let action = action(at: offset) { return action.range.upperBound }
    let byte = bytes[offset]
    let isQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    guard isQuote, offset == start || bytes[offset - 1].isYAMLBlank || bytes[offset - 1].isYAMLFlowIndicator
    else {
      return offset + 1
    }
    var end = offset + 1
    while end < range.upperBound {
      if let action = action(at: end) {
        end = action.range.upperBound
      } else if bytes[end] == byte {
        return end + 1
      } else {
        end += bytes[end] == UInt8(ascii: "\\") && byte == UInt8(ascii: "\"") ? 2 : 1
      }
    }
    // Without an end it is an apostrophe.
    return offset + 1
  }

  /// Where the content ends: before a comment and the blanks before that.
  func endOfContent(from start: Int) -> Int {
    var end = start
    var offset = start
    while offset < range.upperBound {
      if bytes[offset] == UInt8(ascii: "#"), offset == range.lowerBound || bytes[offset - 1].isYAMLBlank {
        break
      }
      let next = next(behind: offset, start: start)
      if !bytes[offset].isYAMLBlank { end = min(next, range.upperBound) }
      offset = next
    }
    return end
  }

  /// The colon that ends a key.
  func colon(from start: Int, to end: Int) -> Int? {
    var offset = start
    // A collection in brackets is a value.
    guard start < end, bytes[start] != UInt8(ascii: "["), !isBrace(start) else { return nil }
    while offset < end {
      if bytes[offset] == UInt8(ascii: ":"), offset > start,
        offset + 1 >= end || bytes[offset + 1].isYAMLBlank
      {
        return offset
      }
      offset = next(behind: offset, start: start)
    }
    return nil
  }

  private func isBrace(_ offset: Int) -> Bool {
    bytes[offset] == UInt8(ascii: "{") && action(at: offset) == nil
  }

  /// The text without quotes around all of it.
  func unquoted(_ range: Range<Int>) -> String {
    var text = bytes[range]
    while let last = text.last, last.isYAMLBlank { text.removeLast() }
    if text.count > 1, let quote = text.first, quote == text.last, let style = HelmQuotes(quote) {
      return style.meaning(of: text.dropFirst().dropLast())
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The quotation marks around a scalar of one line.
enum HelmQuotes {
  case single, double

  init?(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "'"): self = .single
    case UInt8(ascii: "\""): self = .double
    default: return nil
    }
  }

  /// Two single quotes mean one; of the escapes in double quotes, those that hide a quote
  /// or a backslash.
  func meaning(of text: ArraySlice<UInt8>) -> String {
    let escape: UInt8 = self == .single ? UInt8(ascii: "'") : UInt8(ascii: "\\")
    var meaning: [UInt8] = []
    var isEscaped = false
    for byte in text {
      let hides =
        byte == UInt8(ascii: "'") && self == .single || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: "\\")
      if isEscaped, hides {
        meaning[meaning.count - 1] = byte
        isEscaped = false
      } else {
        meaning.append(byte)
        isEscaped = byte == escape
      }
    }
    return String(decoding: meaning, as: UTF8.self)
  }
}
