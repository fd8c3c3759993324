/// The parts that links are made of.
enum LinkSyntax {
  /// A label with its brackets: no bracket inside that has no backslash before it.
  ///
  /// - Parameters:
  ///   - text: without what its lines begin with.
  ///   - start: where `[` stands.
  /// - Returns: nil when none is closed.
  static func label(in text: [UInt8], from start: Int) -> Range<Int>? {
    var index = start + 1
    while index < text.count, index - start <= 1000 {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "]"): return start..<index + 1
      default: index += 1
      }
    }
    return nil
  }

  /// Where a link points to.
  ///
  /// - Returns: its bytes without angle brackets, and where it ends with them.
  static func destination(in text: [UInt8], from start: Int) -> (range: Range<Int>, end: Int)? {
    var index = start
    if index < text.count, text[index] == UInt8(ascii: "<") {
      index += 1
      while index < text.count {
        switch text[index] {
        case UInt8(ascii: "\\"): index += 2
        case UInt8(ascii: "<"), UInt8(ascii: "\n"): return nil
        case UInt8(ascii: ">"): return (start + 1..<index, index + 1)
        default: index += 1
        }
      }
      return nil
    }
    var depth = 0
    scan: while index < text.count, !MarkdownByte.isSpace(text[index]) {
      switch text[index] {
      case UInt8(ascii: "\\") where index + 1 < text.count && MarkdownByte.isPunctuation(text[index + 1]):
        index += 1
      case UInt8(ascii: "("):
        depth += 1
        if depth > 32 { return nil }
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      default: break
      }
      index += 1
    }
    return depth == 0 ? (start..<index, index) : nil
  }

  /// Where a title ends that begins at `start`; nil when none begins there.
  static func title(in text: [UInt8], from start: Int) -> Int? {
    guard start < text.count else { return nil }
    let close: UInt8
    switch text[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): close = text[start]
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var index = start + 1
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 1
      case close: return index + 1
      case UInt8(ascii: "("): if close == UInt8(ascii: ")") { return nil }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// What stands behind the text of a link, from where `(` would stand:
  /// `(destination "title")`.
  static func tail(in text: [UInt8], from start: Int) -> (destination: Range<Int>, end: Int)? {
    guard start < text.count, text[start] == UInt8(ascii: "(") else { return nil }
    var index = start + 1
    skipSpaces(in: text, &index)
    guard let destination = destination(in: text, from: index) else { return nil }
    index = destination.end
    skipSpaces(in: text, &index)
    if index > destination.end, let end = title(in: text, from: index) {
      index = end
      skipSpaces(in: text, &index)
    }
    guard index < text.count, text[index] == UInt8(ascii: ")") else { return nil }
    return (destination.range, index + 1)
  }

  static func skipSpaces(in text: [UInt8], _ index: inout Int) {
    while index < text.count, MarkdownByte.isSpace(text[index]) { index += 1 }
  }

  /// The line end behind blanks, or the end of the text; nil when something else stands
  /// there.
  static func lineEnd(in text: [UInt8], from start: Int) -> Int? {
    var index = start
    while index < text.count, MarkdownByte.isBlank(text[index]) { index += 1 }
    return index == text.count || text[index] == UInt8(ascii: "\n") ? index : nil
  }
}
