/// A stretch of a text that spells something else than its bytes: an escape such as
/// `\u0077`, `%77` or `&#119;`, or the joint of a string that goes on elsewhere.
struct Escape: Hashable {
  /// What stands in its place once it is read.
  enum Spelling: Hashable {
    case nothing
    case byte(UInt8)
    case scalar(Unicode.Scalar)
  }

  /// Byte offsets in the text, 0-based, end exclusive; never empty.
  let range: Range<Int>
  let spelling: Spelling
}

/// Finds the escapes of all formats in one pass, whatever the file's format is: what
/// the pass finds too much only adds places to search.
///
/// Out of reach are encodings in which no part of a name looks like text (Base64,
/// quoted-printable, Punycode), escapes inside escapes, names that a program puts
/// together from parts by other means than `+`, and entities that a file declares.
struct EscapeScanner {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next escape; none overlaps the one before it.
  mutating func next() -> Escape? {
    while let sign = nextSign() {
      let escape: Escape? =
        switch bytes[sign] {
        case UInt8(ascii: "\\"): backslash(at: sign)
        case UInt8(ascii: "%"): percent(at: sign)
        case UInt8(ascii: "&"): entity(at: sign)
        default: joint(at: sign)
        }
      if let escape, escape.range.lowerBound >= offset {
        offset = escape.range.upperBound
        return escape
      }
      offset = sign + 1
    }
    return nil
  }

  /// The next `\`, `%`, `&` or `+`. Every byte of every file comes by here, so eight are
  /// looked at together.
  private func nextSign() -> Int? {
    var position = offset
    while position + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let found =
        Self.zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C) | Self.zeros(word ^ 0x2525_2525_2525_2525)
        | Self.zeros(word ^ 0x2626_2626_2626_2626) | Self.zeros(word ^ 0x2B2B_2B2B_2B2B_2B2B)
      if found != 0 { return position + found.trailingZeroBitCount / 8 }
      position += 8
    }
    while position < bytes.count {
      if [0x5C, 0x25, 0x26, 0x2B].contains(bytes[position]) { return position }
      position += 1
    }
    return nil
  }

  /// The high bit of each byte that is zero; of those above the lowest one it may err.
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}

extension EscapeScanner {
  /// `\u0077`, `\u{77}`, `\U00000077`, `\x77`, `\167`, `\/`, and a line that goes on in the
  /// middle of a word.
  private func backslash(at sign: Int) -> Escape? {
    guard sign + 1 < bytes.count else { return nil }
    switch bytes[sign + 1] {
    case UInt8(ascii: "u"):
      if sign + 2 < bytes.count, bytes[sign + 2] == UInt8(ascii: "{") {
        guard let (value, end) = number(at: sign + 3, base: 16, digits: 1...6), end < bytes.count,
          bytes[end] == UInt8(ascii: "}")
        else { return nil }
        return character(value, sign..<(end + 1))
      }
      return number(at: sign + 2, base: 16, digits: 4...4).flatMap { character($0, sign..<$1) }
    case UInt8(ascii: "U"):
      return number(at: sign + 2, base: 16, digits: 8...8).flatMap { character($0, sign..<$1) }
    case UInt8(ascii: "x"):
      return number(at: sign + 2, base: 16, digits: 2...2).flatMap { byte($0, sign..<$1) }
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      return number(at: sign + 1, base: 8, digits: 3...3).flatMap { byte($0, sign..<$1) }
    case UInt8(ascii: "/"): return Escape(range: sign..<(sign + 2), spelling: .byte(UInt8(ascii: "/")))
    case 0x0A, 0x0D: return continuation(at: sign)
    default: return nil
    }
  }

  /// `%77`.
  private func percent(at sign: Int) -> Escape? {
    number(at: sign + 1, base: 16, digits: 2...2).flatMap { byte($0, sign..<$1) }
  }

  /// `&#119;`, `&#x77;` and what HTML calls the signs around names.
  private func entity(at sign: Int) -> Escape? {
    guard sign + 1 < bytes.count else { return nil }
    if bytes[sign + 1] == UInt8(ascii: "#") {
      let isHexadecimal = sign + 2 < bytes.count && bytes[sign + 2] | 0x20 == UInt8(ascii: "x")
      let start = sign + (isHexadecimal ? 3 : 2)
      guard let (value, end) = number(at: start, base: isHexadecimal ? 16 : 10, digits: 1...7) else {
        return nil
      }
      let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
      return character(value, sign..<(isClosed ? end + 1 : end))
    }
    for (name, spelling) in Self.entities where bytes[(sign + 1)...].starts(with: name) {
      return Escape(range: sign..<(sign + 1 + name.count), spelling: spelling)
    }
    return nil
  }

  /// `" + "`, also over the end of a line: with both quotation marks.
  private func joint(at sign: Int) -> Escape? {
    var start = sign
    while start > offset, sign - start < Self.jointLimit, Self.isBlank(bytes[start - 1]) { start -= 1 }
    var end = sign + 1
    while end < bytes.count, end - sign < Self.jointLimit, Self.isBlank(bytes[end]) { end += 1 }
    guard start > offset, end < bytes.count, Self.isQuote(bytes[start - 1]), Self.isQuote(bytes[end]) else {
      return nil
    }
    return Escape(range: (start - 1)..<(end + 1), spelling: .nothing)
  }

  /// Only inside a word: arguments that stand on lines of their own are no word.
  private func continuation(at sign: Int) -> Escape? {
    let feed = bytes[sign + 1] == 0x0D ? sign + 2 : sign + 1
    guard sign > offset, feed + 1 < bytes.count, bytes[feed] == 0x0A else { return nil }
    var end = feed + 1
    while end < bytes.count, end - sign < Self.jointLimit, bytes[end] == 0x20 || bytes[end] == 0x09 {
      end += 1
    }
    guard end < bytes.count, SoughtName.isWordByte(bytes[sign - 1]), SoughtName.isWordByte(bytes[end]) else {
      return nil
    }
    return Escape(range: sign..<end, spelling: .nothing)
  }

  /// Blanks on each side of a `+`, a line end and an indentation among them.
  private static let jointLimit = 200

  private static let entities: [([UInt8], Escape.Spelling)] =
    [
      ("amp;", "&"), ("apos;", "'"), ("colon;", ":"), ("lowbar;", "_"), ("nbsp;", " "), ("num;", "#"),
      ("period;", "."), ("quot;", "\""), ("sol;", "/"),
    ].map { (Array($0.0.utf8), .scalar($0.1)) } + [(Array("shy;".utf8), .nothing)]

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private static func isQuote(_ byte: UInt8) -> Bool { "\"'`".utf8.contains(byte) }

  /// Control characters are left as they are: what they spell is no part of a name.
  private func byte(_ value: UInt32, _ range: Range<Int>) -> Escape? {
    guard (0x20...0xFF).contains(value), value != 0x7F else { return nil }
    return Escape(range: range, spelling: .byte(UInt8(value)))
  }

  private func character(_ value: UInt32, _ range: Range<Int>) -> Escape? {
    guard value >= 0x20, value != 0x7F, let scalar = Unicode.Scalar(value) else { return nil }
    return Escape(range: range, spelling: .scalar(scalar))
  }

  /// As many digits as there are, and the offset behind them.
  private func number(at start: Int, base: UInt32, digits: ClosedRange<Int>) -> (UInt32, end: Int)? {
    var value: UInt32 = 0
    var end = start
    while end < bytes.count, end - start < digits.upperBound, let digit = Self.digit(bytes[end]),
      digit < base
    {
      value = value &* base &+ digit
      end += 1
    }
    return end - start >= digits.lowerBound ? (value, end) : nil
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
