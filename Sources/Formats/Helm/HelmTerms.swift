/// A word of an action.
enum HelmTerm {
  /// `.a.b`, `$.a.b`, `$x.a.b` or `$x`, `$`, `.`.
  case operand(base: String, fields: [String])
  case string(String)
  case word(String)
  /// A parenthesis, a bar, a comma, `:=` or `=`.
  case sign(String)
}

/// Parts the text of an action into words.
struct HelmTerms {
  private(set) var all: [(term: HelmTerm, range: Range<Int>)] = []
  private let bytes: [UInt8]
  private let end: Int

  /// - Parameters:
  ///   - bytes: the file.
  ///   - range: of the action's text.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    end = range.upperBound
    var offset = range.lowerBound
    while offset < end {
      guard !bytes[offset].isHelmBlank else {
        offset += 1
        continue
      }
      let (term, next) = term(at: offset)
      all.append((term, offset..<next))
      offset = max(next, offset + 1)
    }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func term(at start: Int) -> (HelmTerm, Int) {
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "'"):
      let close = endOfString(start)
      let inner = start + 1..<max(start + 1, close - 1)
      let quotes = bytes[start] == UInt8(ascii: "\"") ? HelmQuotes.double : nil
      return (.string(quotes?.meaning(of: bytes[inner]) ?? text(inner)), close)
    case UInt8(ascii: "$"), UInt8(ascii: "."):
      let baseEnd = bytes[start] == UInt8(ascii: "$") ? endOfName(start + 1) : start
      var fields: [String] = []
      var next = baseEnd
      while next < end, bytes[next] == UInt8(ascii: ".") {
        let fieldEnd = endOfName(next + 1)
        if fieldEnd > next + 1 { fields.append(text(next + 1..<fieldEnd)) }
        next = fieldEnd
      }
      return (.operand(base: text(start..<baseEnd), fields: fields), next)
    case UInt8(ascii: ":") where start + 1 < end && bytes[start + 1] == UInt8(ascii: "="):
      return (.sign(":="), start + 2)
    default:
      var next = endOfName(start)
      guard next > start else { return (.sign(text(start..<start + 1)), start + 1) }
      // The fields of something that was computed are not followed.
      while next < end, bytes[next] == UInt8(ascii: ".") { next = endOfName(next + 1) }
      return (.word(text(start..<next)), next)
    }
  }

  private func endOfString(_ start: Int) -> Int {
    var offset = start + 1
    while offset < end, bytes[offset] != bytes[start] {
      offset += bytes[offset] == UInt8(ascii: "\\") && bytes[start] != UInt8(ascii: "`") ? 2 : 1
    }
    return min(offset + 1, end)
  }

  private func endOfName(_ start: Int) -> Int {
    var offset = start
    while offset < end,
      bytes[offset].isYAMLName && bytes[offset] != UInt8(ascii: "-") || bytes[offset] >= 0x80
    {
      offset += 1
    }
    return offset
  }
}
