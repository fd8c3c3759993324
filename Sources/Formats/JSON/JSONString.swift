/// How JSON writes strings.
enum JSONString {
  private static let short: [(letter: UInt8, byte: UInt8)] = [
    (UInt8(ascii: "\""), UInt8(ascii: "\"")), (UInt8(ascii: "\\"), UInt8(ascii: "\\")),
    (UInt8(ascii: "/"), UInt8(ascii: "/")), (UInt8(ascii: "b"), 0x08), (UInt8(ascii: "f"), 0x0C),
    (UInt8(ascii: "n"), 0x0A), (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "t"), 0x09),
  ]

  /// How many bytes the escape sequence has that begins at `index`; nil for none.
  static func lengthOfEscape(in bytes: [UInt8], at index: Int) -> Int? {
    guard index + 1 < bytes.count else { return nil }
    if bytes[index + 1] == UInt8(ascii: "u") { return codeUnit(in: bytes, at: index) == nil ? nil : 6 }
    return short.contains { $0.letter == bytes[index + 1] } ? 2 : nil
  }

  /// What a literal says. Half a surrogate pair becomes U+FFFD, as it has no text.
  /// - Parameter literal: with its quotes; its escape sequences are right.
  /// - Returns: its text.
  static func value(of literal: [UInt8]) -> String {
    let inner = literal.dropFirst().dropLast()
    guard inner.contains(JSONByte.backslash) else { return String(decoding: inner, as: UTF8.self) }
    var units: [UInt16] = []
    var text = ""
    var index = inner.startIndex
    while index < inner.endIndex {
      if let unit = codeUnit(in: literal, at: index) {
        units.append(unit)
        index += 6
        continue
      }
      flush(&units, into: &text)
      if literal[index] == JSONByte.backslash, index + 1 < inner.endIndex {
        let byte = short.first { $0.letter == literal[index + 1] }?.byte ?? literal[index + 1]
        text.unicodeScalars.append(Unicode.Scalar(byte))
        index += 2
      } else {
        let plain = inner[index...].prefix { $0 != JSONByte.backslash }
        text += String(decoding: plain, as: UTF8.self)
        index += max(plain.count, 1)
      }
    }
    flush(&units, into: &text)
    return text
  }

  /// Surrogates come in twos, so code units are decoded together.
  private static func flush(_ units: inout [UInt16], into text: inout String) {
    guard !units.isEmpty else { return }
    text += String(decoding: units, as: UTF16.self)
    units = []
  }

  /// The number behind `\u`.
  private static func codeUnit(in bytes: [UInt8], at index: Int) -> UInt16? {
    guard index + 5 < bytes.count, bytes[index] == JSONByte.backslash, bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[index + 2..<index + 6] {
      let letter = (byte | 0x20) &- UInt8(ascii: "a")
      guard JSONByte.isDigit(byte) || letter < 6 else { return nil }
      unit = unit << 4 | UInt16(JSONByte.isDigit(byte) ? byte - JSONByte.zero : letter + 10)
    }
    return unit
  }

  /// A literal that says `value`, with as few escape sequences as there can be.
  static func literal(for value: String) -> [UInt8] {
    var out: [UInt8] = [JSONByte.quote]
    for byte in value.utf8 {
      switch byte {
      case JSONByte.slash: out.append(byte)
      case JSONByte.quote, JSONByte.backslash, 0..<JSONByte.blank:
        if let escape = short.first(where: { $0.byte == byte }) {
          out += [JSONByte.backslash, escape.letter]
        } else {
          out += Array((byte < 0x10 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
        }
      default: out.append(byte)
      }
    }
    return out + [JSONByte.quote]
  }
}
