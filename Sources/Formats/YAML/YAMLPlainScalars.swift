extension YAMLReader {
  /// Reads a scalar without quotes, which may go on over several lines.
  mutating func plain(indent: Int, inFlow: Bool) throws(FormatProblem) -> YAMLNode {
    let start = position
    var end = endOfPlain(from: start, inFlow)
    // Brackets allow no lone dash, though the other reader lets some pass.
    guard end > start, !inFlow || end > start + 1 || byte(0) != UInt8(ascii: "-") else {
      throw problem("a value cannot begin with this")
    }
    guard var next = continuation(behind: end, indent, inFlow) else {
      take(.atom, to: end)
      return node(text(start..<end), start..<end)
    }
    var value = Array(bytes[start..<end])
    while true {
      value += next.breaks == 1 ? [0x20] : [UInt8](repeating: 0x0A, count: next.breaks - 1)
      value += bytes[next.text]
      end = next.text.upperBound
      guard let further = continuation(behind: end, indent, inFlow) else { break }
      next = further
    }
    take(.atom, to: end)
    return node(String(decoding: value, as: UTF8.self), start..<end)
  }

  private func node(_ value: String, _ range: Range<Int>) -> YAMLNode {
    YAMLNode(content: .scalar(YAMLScalar(value: value, style: .plain, range: range)), range: range)
  }

  /// The text of the scalar's next line, and how many lines end before it; nil when it
  /// does not go on.
  private func continuation(
    behind end: Int, _ indent: Int, _ inFlow: Bool
  ) -> (breaks: Int, text: Range<Int>)? {
    var next = endOfBlanks(from: end)
    var line = lineStart
    var breaks = 0
    while case let length = breakLength(at: next), length > 0 {
      line = next + length
      next = endOfBlanks(from: line)
      breaks += 1
    }
    guard breaks > 0, next < bytes.count, bytes[next] != UInt8(ascii: "#") else { return nil }
    // In brackets, what only begins like a mark would become one when a comma behind it goes.
    let sign = inFlow ? bytes[next...].prefix(3) : []
    if next == line, isDocumentMark(at: next) || sign.elementsEqual("...".utf8) { return nil }
    guard inFlow || next - line > indent else { return nil }
    let textEnd = endOfPlain(from: next, inFlow)
    return textEnd > next ? (breaks, next..<textEnd) : nil
  }

  /// Where the part of a plain scalar ends that begins at `start` and stands on one
  /// line; `start` itself when no such scalar can begin there.
  private func endOfPlain(from start: Int, _ inFlow: Bool) -> Int {
    var end = start
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte.isYAMLBlank {
        offset += 1
        continue
      }
      if byte == 0x0A || breakLength(at: offset) > 0 { break }
      if byte == UInt8(ascii: ":"), isBlankOrEnd(at: offset + 1) { break }
      if byte == UInt8(ascii: "#"), offset > end || offset == start { break }
      if inFlow {
        if byte.isYAMLFlowIndicator { break }
        if byte == UInt8(ascii: ":"), self.byte(at: offset + 1).isYAMLFlowIndicator { break }
      }
      offset += 1
      end = offset
    }
    return end
  }
}
