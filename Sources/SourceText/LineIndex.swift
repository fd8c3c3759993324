/// Where the lines of a text begin, to turn offsets into positions and back.
/// Only LF ends a line; a CR before it belongs to the line's end.
public struct LineIndex: Sendable {
  /// The offset of each line's first byte, 0-based; never empty.
  public let starts: [Int]
  /// The length of the text in bytes.
  public let byteCount: Int

  /// - Parameter bytes: the whole text.
  public init(_ bytes: some Collection<UInt8>) {
    var starts = [0]
    var offset = 0
    for byte in bytes {
      offset += 1
      if byte == 0x0A { starts.append(offset) }
    }
    self.starts = starts
    byteCount = offset
  }

  /// The line that holds the byte at `offset` (0-based), counted from 1.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The column of the byte at `offset` in its line, in bytes, counted from 1.
  public func column(at offset: Int) -> Int { offset - starts[line(at: offset) - 1] + 1 }

  /// The bytes of line `line` (counted from 1) with its line end; 0-based, end
  /// exclusive. Empty at the end of the text when there is no such line.
  public func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= starts.count else { return byteCount..<byteCount }
    return starts[line - 1]..<(line < starts.count ? starts[line] : byteCount)
  }
}
