/// The lines of a block of fenced code, without what the list or quote around it puts
/// before each, and the way back to where they stand in the file.
struct MarkdownCodeLines: Sendable {
  /// The code; each line ends with one line feed.
  let bytes: [UInt8]
  /// Where each line begins here, and one behind the last.
  private let starts: [Int]
  /// Where the text of each line stands in the file.
  private let texts: [Range<Int>]
  /// Where each line of the file begins, and the one behind the code.
  private let lineStarts: [Int]
  /// What ends the lines of the file, with what stands before the text of the next.
  private let joint: [UInt8]

  /// Nil for what is no fenced code, and for code without lines.
  init?(of block: MarkdownBlock, in document: MarkdownDocument, source: [UInt8]) {
    guard case .fencedCode = block.kind, !block.text.isEmpty else { return nil }
    var bytes: [UInt8] = []
    var starts: [Int] = []
    var lineStarts: [Int] = []
    for line in block.text {
      starts.append(bytes.count)
      lineStarts.append(document.lines[document.line(of: line.lowerBound)].start)
      bytes += source[line] + [UInt8(ascii: "\n")]
    }
    let last = document.line(of: block.text[block.text.count - 1].lowerBound)
    let first = document.lines[document.line(of: block.text[0].lowerBound)]
    self.bytes = bytes
    self.starts = starts + [bytes.count]
    self.lineStarts = lineStarts + [document.lines[last].end]
    texts = block.text
    joint = Array(source[first.contentEnd..<first.end] + source[first.start..<block.text[0].lowerBound])
  }

  /// Where a part of the code stands in the file: bytes, 0-based, end exclusive.
  func range(of part: Range<Int>) -> Range<Int> {
    let start = offset(of: part.lowerBound)
    return part.isEmpty ? start..<start : start..<max(start, offset(of: part.upperBound - 1) + 1)
  }

  /// The same for a part that changes: where it holds whole lines, with what stands before
  /// them.
  func range(ofChange part: Range<Int>) -> Range<Int> {
    let end = line(of: part.upperBound)
    if starts[line(of: part.lowerBound)] == part.lowerBound, starts[end] == part.upperBound {
      return lineStarts[line(of: part.lowerBound)]..<lineStarts[end]
    }
    return offset(of: part.lowerBound)..<max(offset(of: part.lowerBound), offset(of: part.upperBound))
  }

  /// Code as it is written in the file: with its line ends, and with what stands before lines.
  func written(_ code: [UInt8]) -> [UInt8] {
    code.flatMap { $0 == UInt8(ascii: "\n") ? joint : [$0] }
  }

  private func offset(of place: Int) -> Int {
    let number = line(of: place)
    guard number < texts.count else { return lineStarts[number] }
    return min(texts[number].lowerBound + place - starts[number], texts[number].upperBound)
  }

  /// The line that holds a byte; one behind the last for the end.
  private func line(of place: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }
}
