/// A text that may go over several lines, without what each line begins with, and the
/// way back to where it stands in the file.
struct MarkdownRun {
  /// The text; lines are parted by one line feed each.
  private(set) var bytes: [UInt8] = []
  /// Where each line begins, here and in the file.
  private var starts: [(here: Int, source: Int)] = []

  /// - Parameters:
  ///   - source: the whole file.
  ///   - lines: the bytes of each line.
  init(_ source: [UInt8], _ lines: [Range<Int>]) {
    for line in lines {
      if !starts.isEmpty { bytes.append(UInt8(ascii: "\n")) }
      starts.append((bytes.count, line.lowerBound))
      bytes += source[line]
    }
  }

  /// Where a byte of the text stands in the file.
  func offset(of index: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle].here <= index { low = middle } else { high = middle }
    }
    return starts.isEmpty ? 0 : starts[low].source + index - starts[low].here
  }

  /// Where a part of the text stands in the file.
  func range(of part: Range<Int>) -> Range<Int> {
    let start = offset(of: part.lowerBound)
    return part.isEmpty ? start..<start : start..<offset(of: part.upperBound - 1) + 1
  }
}
