extension YAMLReader {
  mutating func singleQuoted() throws(FormatProblem) -> YAMLNode {
    try quoted(.singleQuoted) { (reader, offset, value) in
      // Two quotes are one; a single one ends the scalar.
      guard reader.byte(at: offset + 1) == UInt8(ascii: "'") else { return nil }
      value.append(UInt8(ascii: "'"))
      return offset + 2
    }
  }

  mutating func doubleQuoted() throws(FormatProblem) -> YAMLNode {
    try quoted(.doubleQuoted) { _, _, _ in nil }
  }

  /// Reads to the closing mark. `atQuote` reads on at a quotation mark and says behind
  /// what; nil where the scalar ends.
  private mutating func quoted(
    _ style: YAMLScalar.Style,
    atQuote: (YAMLReader, Int, inout [UInt8]) -> Int?
  ) throws(FormatProblem) -> YAMLNode {
    let quote = byte(0)
    let start = position
    var offset = start + 1
    var value: [UInt8] = []
    while true {
      guard offset < bytes.count else { throw problem("this quotation mark is never closed") }
      let byte = bytes[offset]
      if byte == quote {
        guard let behind = atQuote(self, offset, &value) else { break }
        offset = behind
      } else if byte == UInt8(ascii: "\\"), style == .doubleQuoted {
        offset = try escape(at: offset, into: &value)
      } else if byte.isYAMLBlank || breakLength(at: offset) > 0 {
        offset = fold(from: offset, into: &value)
      } else {
        value.append(byte)
        offset += 1
      }
    }
    take(.atom, to: offset + 1)
    let range = start..<position
    let scalar = YAMLScalar(value: String(decoding: value, as: UTF8.self), style: style, range: range)
    return YAMLNode(content: .scalar(scalar), range: range)
  }

  /// Blanks stay as they are within a line; around line ends they count for nothing, and
  /// a single line end means a blank.
  private func fold(from start: Int, into value: inout [UInt8]) -> Int {
    var offset = endOfBlanks(from: start)
    guard breakLength(at: offset) > 0 else {
      value += bytes[start..<offset]
      return offset
    }
    offset += breakLength(at: offset)
    let behind = skipBlankLines(from: offset, into: &value)
    if behind.breaks == 0 { value.append(0x20) }
    return behind.offset
  }

  /// Goes behind line ends and indentation; every line end counts.
  private func skipBlankLines(
    from start: Int, into value: inout [UInt8]
  ) -> (offset: Int, breaks: Int) {
    var offset = endOfBlanks(from: start)
    var breaks = 0
    while case let length = breakLength(at: offset), length > 0 {
      value.append(0x0A)
      breaks += 1
      offset = endOfBlanks(from: offset + length)
    }
    return (offset, breaks)
  }

  private func escape(at offset: Int, into value: inout [UInt8]) throws(FormatProblem) -> Int {
    let length = breakLength(at: offset + 1)
    if length > 0 { return skipBlankLines(from: offset + 1 + length, into: &value).offset }
    let letter = byte(at: offset + 1)
    let digits: Int
    switch letter {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default:
      guard let meant = Self.escapes[letter] else {
        throw FormatProblem("'\\' cannot stand before this", at: offset)
      }
      value += Array(meant.utf8)
      return offset + 2
    }
    let end = offset + 2 + digits
    guard end <= bytes.count, let number = UInt32(text(offset + 2..<end), radix: 16),
      let scalar = Unicode.Scalar(number)
    else { throw FormatProblem("this is not the code of a character", at: offset) }
    value += Array(String(scalar).utf8)
    return end
  }

  private static let escapes: [UInt8: String] = [
    UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "t"): "\t", 0x09: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{B}",
    UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}",
    UInt8(ascii: " "): " ", UInt8(ascii: "\""): "\"", UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\",
    UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}", UInt8(ascii: "L"): "\u{2028}",
    UInt8(ascii: "P"): "\u{2029}",
  ]
}
