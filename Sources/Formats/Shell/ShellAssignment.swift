/// A line that gives one variable a value: `NAME=…`, `export NAME=…`.
struct ShellAssignment {
  let name: String
  /// Unquoted, where it is in one pair of quotes or in none; otherwise as it is written.
  let value: String
  /// Nil when the value is put together from several parts.
  let notation: ShellNotation?

  private static let words: Set<String> = ["export", "readonly", "local", "declare", "typeset"]

  /// - Parameters:
  ///   - line: nil comes back unless it is a single assignment and nothing else.
  ///   - bytes: the file.
  init?(_ line: ShellLine, in bytes: [UInt8]) {
    guard line.isSimple, let first = line.words.first, let last = line.words.last, line.words.count < 3,
      last.upperBound == line.range.upperBound
    else { return nil }
    if line.words.count == 2, !Self.words.contains(RowBytes.text(bytes[first])) { return nil }
    let name = bytes[last].prefix(while: RowBytes.isWord)
    guard let letter = name.first, !RowBytes.isDigit(letter), name.endIndex < last.upperBound,
      bytes[name.endIndex] == RowBytes.equals
    else { return nil }
    self.name = RowBytes.text(name)
    let range = (name.endIndex + 1)..<last.upperBound
    notation = ShellNotation(range, in: bytes)
    value = notation?.decoded(bytes) ?? ShellText.joined(bytes[range])
  }
}

/// How the value of an assignment is written, and where.
struct ShellNotation: Sendable {
  /// Without its quotes: byte offsets, 0-based, end exclusive.
  let range: Range<Int>
  /// What encloses it; nil when nothing does.
  let quote: UInt8?

  /// - Parameters:
  ///   - range: of the value with its quotes; nil comes back when it has several parts.
  ///   - bytes: the file.
  init?(_ range: Range<Int>, in bytes: [UInt8]) {
    guard let first = bytes[range].first, first == RowBytes.singleQuote || first == RowBytes.doubleQuote
    else {
      guard bytes[range].allSatisfy(Self.isPlain) else { return nil }
      self.range = range
      quote = nil
      return
    }
    var index = range.lowerBound + 1
    while index < range.upperBound, bytes[index] != first {
      if first == RowBytes.doubleQuote, bytes[index] == RowBytes.backslash { index += 1 }
      index += 1
    }
    guard index == range.upperBound - 1 else { return nil }
    self.range = (range.lowerBound + 1)..<index
    quote = first
  }

  /// The value without escapes.
  func decoded(_ bytes: [UInt8]) -> String {
    guard quote == RowBytes.doubleQuote else { return RowBytes.text(bytes[range]) }
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let next = index + 1
      if bytes[index] == RowBytes.backslash, next < range.upperBound, Self.escaped.contains(bytes[next]) {
        index = next
      }
      result.append(bytes[index])
      index += 1
    }
    return RowBytes.text(result)
  }

  /// A value in this notation; nil when it cannot hold the value.
  func encode(_ value: String) -> [UInt8]? {
    let bytes = Array(value.utf8)
    guard let quote else { return bytes.allSatisfy(Self.isPlain) ? bytes : nil }
    if quote == RowBytes.singleQuote { return bytes.contains(quote) ? nil : bytes }
    // What a `$` would begin could not be told from a sign of the value.
    if bytes.contains(RowBytes.dollar) || bytes.contains(UInt8(ascii: "`")) { return nil }
    return bytes.flatMap { Self.escaped.contains($0) ? [RowBytes.backslash, $0] : [$0] }
  }

  private static let escaped = Array("\"\\$`".utf8)
  private static let plain = Array("./:,@%+=-".utf8)
  private static func isPlain(_ byte: UInt8) -> Bool { RowBytes.isWord(byte) || plain.contains(byte) }
}
