/// The lines of a file. LF ends a line; a CR before it belongs to the line's end.
struct LineTable: Sendable {
  /// Offsets are of bytes, 0-based, ends exclusive.
  struct Line: Sendable {
    /// Of the first byte; behind a byte-order mark, so that the mark is never deleted.
    let start: Int
    /// Behind the last byte before the line's end.
    let textEnd: Int
    /// Behind the line's end.
    let end: Int
    /// Whether there is nothing but white space.
    let isBlank: Bool
  }

  private(set) var lines: [Line] = []

  init(_ bytes: [UInt8]) {
    var start = bytes.starts(with: RowBytes.byteOrderMark) ? RowBytes.byteOrderMark.count : 0
    var isBlank = true
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == RowBytes.lineFeed {
        let hasReturn = index > start && bytes[index - 1] == RowBytes.carriageReturn
        lines.append(
          Line(start: start, textEnd: hasReturn ? index - 1 : index, end: index + 1, isBlank: isBlank))
        start = index + 1
        isBlank = true
      } else if !RowBytes.isWhite(byte) {
        isBlank = false
      }
    }
    if start < bytes.count {
      lines.append(Line(start: start, textEnd: bytes.count, end: bytes.count, isBlank: isBlank))
    }
  }

  /// Whether the last line has no line end.
  var endsOpen: Bool { lines.last.map { $0.textEnd == $0.end } ?? false }

  /// The index of the line that holds a byte: 0-based, of the last line when the offset
  /// lies behind it.
  func index(at offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].start <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
