/// Finds its way through a script of PowerShell: where texts, comments, brackets and
/// statements end.
struct PowerShellScanner {
  let bytes: [UInt8]
  /// Comments within brackets, which are no statements' neighbours.
  private(set) var innerComments: [Range<Int>] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Words that begin something with a body in braces.
  static let heads: Set<String> = [
    "if", "foreach", "for", "while", "do", "try", "function", "filter", "begin", "process", "end", "trap",
  ]
  /// Words that go on after such a body.
  private static let links: Set<String> = ["else", "elseif", "catch", "finally", "while", "until"]

  func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  func skipWhite(_ offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count, RowBytes.isWhite(bytes[offset]) { offset += 1 }
    return offset
  }

  /// The letters that begin at a place, in lower case.
  func word(at offset: Int) -> String {
    RowBytes.text(bytes[min(offset, bytes.count)...].prefix { RowBytes.isWord($0) }).lowercased()
  }

  /// Behind a comment; nil where none begins.
  func endOfComment(_ offset: Int) throws(FormatProblem) -> Int? {
    if byte(offset) == UInt8(ascii: "<"), byte(offset + 1) == RowBytes.hash {
      var end = offset + 2
      while end + 1 < bytes.count {
        if bytes[end] == RowBytes.hash, bytes[end + 1] == UInt8(ascii: ">") { return end + 2 }
        end += 1
      }
      throw FormatProblem("'<#' is never closed", at: offset)
    }
    guard byte(offset) == RowBytes.hash, begins(at: offset) else { return nil }
    var end = offset
    while end < bytes.count, bytes[end] != RowBytes.lineFeed { end += 1 }
    while end > offset, RowBytes.isWhite(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// Whether a word would begin there.
  private func begins(at offset: Int) -> Bool {
    guard offset > 0 else { return true }
    let before = bytes[offset - 1]
    return RowBytes.isWhite(before) || ";{}()[]|,".utf8.contains(before) || before == 0xBF
  }

  /// Behind a text in quotes; nil where none begins.
  func endOfText(_ offset: Int) throws(FormatProblem) -> Int? {
    let quote = byte(offset)
    if quote == UInt8(ascii: "@"), isQuote(byte(offset + 1)), isLineEnd(offset + 2) {
      let mark = [RowBytes.lineFeed, byte(offset + 1), UInt8(ascii: "@")]
      var end = offset + 2
      while end + 2 < bytes.count {
        if bytes[end] == mark[0], bytes[end + 1] == mark[1], bytes[end + 2] == mark[2] { return end + 3 }
        end += 1
      }
      throw FormatProblem("this text is never closed", at: offset)
    }
    guard isQuote(quote) else { return nil }
    var end = offset + 1
    while end < bytes.count {
      if bytes[end] == quote {
        guard byte(end + 1) == quote else { return end + 1 }
        end += 2
      } else if quote == RowBytes.doubleQuote, bytes[end] == UInt8(ascii: "`") {
        end += 2
      } else if quote == RowBytes.doubleQuote, bytes[end] == RowBytes.dollar,
        byte(end + 1) == UInt8(ascii: "(")
      {
        var inner = self
        end = try inner.endOfBrackets(end + 1)
      } else {
        end += 1
      }
    }
    throw FormatProblem("this text is never closed", at: offset)
  }

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == RowBytes.singleQuote || byte == RowBytes.doubleQuote
  }

  private func isLineEnd(_ offset: Int) -> Bool {
    byte(offset) == RowBytes.lineFeed
      || byte(offset) == RowBytes.carriageReturn && byte(offset + 1) == RowBytes.lineFeed
  }

  /// Behind the bracket that closes the one at a place.
  mutating func endOfBrackets(_ start: Int) throws(FormatProblem) -> Int {
    var open: [UInt8] = []
    var offset = start
    while offset < bytes.count {
      if let end = try endOfText(offset) {
        offset = end
        continue
      }
      if let end = try endOfComment(offset) {
        innerComments.append(offset..<end)
        offset = end
        continue
      }
      switch bytes[offset] {
      case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard open.popLast() == bytes[offset] else {
          throw FormatProblem("brackets do not match", at: offset)
        }
        if open.isEmpty { return offset + 1 }
      case UInt8(ascii: "`"): offset += 1
      default: break
      }
      offset += 1
    }
    throw FormatProblem("this bracket is never closed", at: start)
  }

  /// Where a statement ends, and where its bodies in braces stand.
  mutating func statement(
    from start: Int
  ) throws(FormatProblem) -> (end: Int, bodies: [Range<Int>]) {
    let isHead = Self.heads.contains(word(at: start))
    var bodies: [Range<Int>] = []
    var offset = start
    var end = start
    while offset < bytes.count {
      if let next = try endOfText(offset) {
        (offset, end) = (next, next)
        continue
      }
      if try endOfComment(offset) != nil { return (end, bodies) }
      let byte = bytes[offset]
      switch byte {
      case RowBytes.lineFeed:
        guard goesOn(behind: end, from: start) || isHead && bodies.isEmpty && isBrace(behind: offset) else {
          return (end, bodies)
        }
        offset += 1
      case UInt8(ascii: ";"), UInt8(ascii: "}"): return (end, bodies)
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        let next = try endOfBrackets(offset)
        let isBody = byte == UInt8(ascii: "{") && isHead && self.byte(offset - 1) != UInt8(ascii: "@")
        if isBody { bodies.append(offset..<next) }
        (offset, end) = (next, next)
        guard isBody else { continue }
        let link = skipWhite(next)
        guard Self.links.contains(word(at: link)) else { return (end, bodies) }
        offset = link
      case UInt8(ascii: "`"): offset = min(offset + 2, bytes.count)
      default:
        offset += 1
        if !RowBytes.isWhite(byte) { end = offset }
      }
      if byte == UInt8(ascii: "`") { end = offset }
    }
    return (end, bodies)
  }

  /// Whether a line goes on: it ends with what asks for more.
  private func goesOn(behind end: Int, from start: Int) -> Bool {
    guard end > start else { return false }
    let last = bytes[end - 1]
    if last == RowBytes.lineFeed || last == RowBytes.carriageReturn { return true }
    return "|,=+".utf8.contains(last)
  }

  private func isBrace(behind offset: Int) -> Bool { byte(skipWhite(offset)) == UInt8(ascii: "{") }
}
