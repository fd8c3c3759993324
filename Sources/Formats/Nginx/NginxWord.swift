/// A word of a directive: its name or one of its arguments.
struct NginxWord: Sendable {
  /// Unescaped and without quotes.
  let text: String
  /// With its quotes: byte offsets, 0-based, end exclusive.
  let range: Range<Int>
  /// What it is enclosed in; nil for a bare word.
  let quote: UInt8?

  /// - Parameters:
  ///   - range: with its quotes.
  ///   - quote: what it is enclosed in.
  ///   - bytes: the file.
  init(_ range: Range<Int>, quote: UInt8?, in bytes: [UInt8]) {
    self.range = range
    self.quote = quote
    let inner = quote == nil ? range : (range.lowerBound + 1)..<(range.upperBound - 1)
    text = RowBytes.text(Self.unescaped(bytes[inner]))
  }

  /// Another text in the notation of this word; nil when that cannot hold it.
  func encode(_ value: String) -> [UInt8]? {
    let bytes = Array(value.utf8)
    if let quote {
      return [quote] + Self.escaped(bytes, quote: quote) + [quote]
    }
    guard let first = bytes.first, !Self.beginsOtherwise.contains(first) else { return nil }
    for (index, byte) in bytes.enumerated() {
      if RowBytes.isWhite(byte) || byte == UInt8(ascii: ";") { return nil }
      if byte == UInt8(ascii: "{"), index == 0 || bytes[index - 1] != RowBytes.dollar { return nil }
    }
    return Self.escaped(bytes, quote: nil)
  }

  /// What a bare word cannot begin with.
  private static let beginsOtherwise = Array("#\"'}{;".utf8)

  /// nginx reads these behind a backslash as something else; before all others the
  /// backslash stays, so that regular expressions need none doubled.
  private static func meaning(of byte: UInt8) -> UInt8? {
    switch byte {
    case RowBytes.doubleQuote, RowBytes.singleQuote, RowBytes.backslash: byte
    case UInt8(ascii: "t"): RowBytes.tab
    case UInt8(ascii: "r"): RowBytes.carriageReturn
    case UInt8(ascii: "n"): RowBytes.lineFeed
    default: nil
    }
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(RowBytes.backslash) else { return Array(bytes) }
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = bytes.index(after: index)
      if bytes[index] == RowBytes.backslash, next < bytes.endIndex, let byte = meaning(of: bytes[next]) {
        result.append(byte)
        index = next + 1
      } else {
        result.append(bytes[index])
        index = next
      }
    }
    return result
  }

  private static func escaped(_ bytes: [UInt8], quote: UInt8?) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : quote
      let wouldMeanMore = byte == RowBytes.backslash && (next.flatMap(meaning) != nil || next == nil)
      if byte == quote || wouldMeanMore { result.append(RowBytes.backslash) }
      result.append(byte)
    }
    return result
  }
}
