/// Where one line of a file lies: 0-based byte offsets, ends exclusive.
struct MarkdownLine: Sendable {
  /// Its first byte.
  let start: Int
  /// Where its line end begins.
  let contentEnd: Int
  /// Behind its line end.
  let end: Int
  /// Whether it holds nothing but blanks and the marks of what it lies in.
  var isBlank = true

  /// - Parameters:
  ///   - source: the whole file.
  ///   - start: where the first line begins, behind a byte-order mark.
  /// - Returns: all lines; none is empty of bytes.
  static func lines(of source: [UInt8], from start: Int) -> [MarkdownLine] {
    var lines: [MarkdownLine] = []
    var position = start
    while position < source.count {
      var end = position
      while end < source.count, source[end] != UInt8(ascii: "\n"), source[end] != UInt8(ascii: "\r") {
        end += 1
      }
      var next = min(end + 1, source.count)
      if end + 1 < source.count, source[end] == UInt8(ascii: "\r"), source[end + 1] == UInt8(ascii: "\n") {
        next = end + 2
      }
      lines.append(MarkdownLine(start: position, contentEnd: end, end: next))
      position = next
    }
    return lines
  }
}
