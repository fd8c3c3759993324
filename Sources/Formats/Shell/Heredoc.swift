/// A document that a command reads from the lines below it: `<<EOF`, `<<-'EOF'`.
struct Heredoc {
  /// The line that ends it.
  let delimiter: [UInt8]
  /// Whether tabs may stand before the delimiter: `<<-`.
  let stripsTabs: Bool

  /// Reads the mark that stands at an offset; nil when there is none. `<<<` is none.
  /// - Parameters:
  ///   - index: of the first `<`; moved behind the mark.
  ///   - bytes: a line, or several.
  init?(at index: inout Int, in bytes: [UInt8]) {
    let less = UInt8(ascii: "<")
    guard index + 2 < bytes.count, bytes[index] == less, bytes[index + 1] == less, bytes[index + 2] != less
    else { return nil }
    var cursor = index + 2
    stripsTabs = bytes[cursor] == UInt8(ascii: "-")
    if stripsTabs { cursor += 1 }
    while cursor < bytes.count, RowBytes.isGap(bytes[cursor]) { cursor += 1 }
    var delimiter: [UInt8] = []
    var quote: UInt8?
    while cursor < bytes.count, bytes[cursor] != RowBytes.lineFeed, bytes[cursor] != RowBytes.carriageReturn {
      let byte = bytes[cursor]
      if let open = quote {
        if byte == open { quote = nil } else { delimiter.append(byte) }
      } else if byte == RowBytes.singleQuote || byte == RowBytes.doubleQuote {
        quote = byte
      } else if byte == RowBytes.backslash {
        // Quotes the next sign.
      } else if RowBytes.isGap(byte) || Self.endsWord.contains(byte) {
        break
      } else {
        delimiter.append(byte)
      }
      cursor += 1
    }
    guard quote == nil, !delimiter.isEmpty else { return nil }
    self.delimiter = delimiter
    index = cursor
  }

  private static let endsWord = Array(";&|()<>".utf8)

  /// Where the delimiter ends below which the document stands.
  /// - Parameters:
  ///   - start: of the document's first line.
  ///   - bytes: the file.
  /// - Returns: behind the delimiter, before the line's end; nil when there is none.
  func end(from start: Int, in bytes: [UInt8]) -> Int? {
    var lineStart = start
    while lineStart < bytes.count {
      var textStart = lineStart
      if stripsTabs { while textStart < bytes.count, bytes[textStart] == RowBytes.tab { textStart += 1 } }
      let lineEnd = bytes[textStart...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count
      var textEnd = lineEnd
      if textEnd > textStart, bytes[textEnd - 1] == RowBytes.carriageReturn { textEnd -= 1 }
      if bytes[textStart..<textEnd].elementsEqual(delimiter) { return textEnd }
      lineStart = lineEnd + 1
    }
    return nil
  }
}
