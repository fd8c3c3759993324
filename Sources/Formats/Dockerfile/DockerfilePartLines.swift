/// Which lines the parts of an instruction have for themselves.
struct DockerfilePartLines {
  private let bytes: [UInt8]
  private let escape: UInt8
  private let start: Int
  /// By the beginning of a line: that of the line above it, where that is a comment.
  private var commentAbove: [Int: Int] = [:]

  init(_ instruction: DockerfileInstruction, escape: UInt8, in bytes: [UInt8]) {
    self.bytes = bytes
    self.escape = escape
    start = instruction.offsets.first ?? 0
    for comment in instruction.comments {
      let next = (bytes[comment.upperBound...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count) + 1
      commentAbove[next] = beginning(before: comment.lowerBound)
    }
  }

  /// A part with the lines around it.
  func part(_ unit: Int, _ range: Range<Int>) -> DockerfileList.Part {
    var lineStart = beginning(before: range.lowerBound)
    while let start = lineStart, let comment = commentAbove[start] { lineStart = comment }
    let lineEnd = endOfContinuation(from: range.upperBound)
    var next = lineEnd ?? bytes.count
    while next < bytes.count, RowBytes.isWhite(bytes[next]) { next += 1 }
    return DockerfileList.Part(
      unit: unit, range: range, lineStart: lineStart, lineEnd: lineEnd,
      commentFollows: next < bytes.count && bytes[next] == RowBytes.hash)
  }

  /// Where a line begins on which nothing stands before an offset.
  private func beginning(before offset: Int) -> Int? {
    var index = offset
    while index > start, RowBytes.isGap(bytes[index - 1]) { index -= 1 }
    return index > start && bytes[index - 1] == RowBytes.lineFeed ? index : nil
  }

  /// Behind the line's end, where nothing but a continuation stands before it.
  private func endOfContinuation(from offset: Int) -> Int? {
    var index = offset
    while index < bytes.count, RowBytes.isGap(bytes[index]) { index += 1 }
    guard index < bytes.count, bytes[index] == escape else { return nil }
    index += 1
    while index < bytes.count, bytes[index] != RowBytes.lineFeed {
      guard RowBytes.isWhite(bytes[index]) else { return nil }
      index += 1
    }
    return min(index + 1, bytes.count)
  }
}
