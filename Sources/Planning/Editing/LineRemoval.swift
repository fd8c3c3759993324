import SourceText

/// Removes things from a text so that the lines around them look as if the things
/// had never been there: whole lines where a thing has its lines to itself, one
/// blank line where two would meet, none at the edge of a block, and the same last
/// byte as before.
struct LineRemoval {
  private let bytes: [UInt8]
  private let lines: LineIndex
  private var whole: [(range: Range<Int>, cause: CauseID)] = []
  private var inline: [Edit] = []

  init(_ bytes: [UInt8], _ lines: LineIndex) {
    self.bytes = bytes
    self.lines = lines
  }

  /// Removes `range` (byte offsets, 0-based, end exclusive): its lines, if there is
  /// nothing else on them but white space.
  mutating func remove(_ range: Range<Int>, because cause: CauseID) {
    let first = lineStart(of: range.lowerBound)
    let last = lineEnd(of: range.upperBound)
    let isAlone = isBlank(first..<range.lowerBound) && isBlank(range.upperBound..<last)
    if isAlone {
      whole.append((first..<last, cause))
    } else if isBlank(first..<range.lowerBound) {
      inline.append(Edit(range.lowerBound..<skipSpaces(from: range.upperBound), cause: cause))
    } else if isBlank(range.upperBound..<last) {
      inline.append(Edit(skipSpaces(before: range.lowerBound)..<range.upperBound, cause: cause))
    } else {
      let gap = isSpace(range.lowerBound - 1) ? skipSpaces(from: range.upperBound) : range.upperBound
      inline.append(Edit(range.lowerBound..<gap, cause: cause))
    }
  }

  /// Whether nothing else stands on the lines of `range`.
  func isAloneOnItsLines(_ range: Range<Int>) -> Bool {
    isBlank(lineStart(of: range.lowerBound)..<range.lowerBound)
      && isBlank(range.upperBound..<lineEnd(of: range.upperBound))
  }

  /// The edits, with the blank lines around each region put right.
  func edits() -> [Edit] {
    var regions: [(parts: [(range: Range<Int>, cause: CauseID)], range: Range<Int>)] = []
    for part in whole.sorted(by: { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }) {
      if let last = regions.last, part.range.lowerBound <= last.range.upperBound
        || isBlank(last.range.upperBound..<part.range.lowerBound)
      {
        regions[regions.count - 1].parts.append(part)
        regions[regions.count - 1].range =
          last.range.lowerBound..<max(last.range.upperBound, part.range.upperBound)
      } else {
        regions.append(([part], part.range))
      }
    }
    return inline + regions.flatMap { edits(of: $0.parts, over: $0.range) }
  }

  private func edits(of parts: [(range: Range<Int>, cause: CauseID)], over region: Range<Int>) -> [Edit] {
    guard let first = parts.first, let last = parts.last else { return [] }
    var start = region.lowerBound
    var end = region.upperBound
    let before = lastByte(before: start)
    let opens = before.map { [UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "[")].contains($0) } ?? true
    let isBlankBefore = start == 0 || isBlankLine(endingAt: start)
    let isBlankAfter = end == bytes.count || isBlankLine(startingAt: end)
    if isBlankAfter, end < bytes.count, isBlankBefore || opens {
      while end < bytes.count, isBlankLine(startingAt: end) { end = lineEnd(of: end) }
    }
    if isBlankBefore, end == bytes.count || closes(at: end) {
      while start > 0, isBlankLine(endingAt: start) { start = lineStart(of: start - 1) }
    }
    if end == bytes.count, start > 0, bytes.last != 0x0A, bytes[start - 1] == 0x0A {
      start -= start > 1 && bytes[start - 2] == 0x0D ? 2 : 1
    }
    // Each part keeps its own cause; what lies between goes with the part after it.
    var edits: [Edit] = []
    var position = start
    for (index, part) in parts.enumerated() {
      let upper = index == parts.count - 1 ? end : min(part.range.upperBound, end)
      if upper > position { edits.append(Edit(position..<upper, cause: part.cause)) }
      position = max(position, upper)
    }
    return edits.isEmpty && end > start ? [Edit(start..<end, cause: first.cause)] : edits.isEmpty ? [] : edits + (position < end ? [Edit(position..<end, cause: last.cause)] : [])
  }

  // MARK: Looking at lines

  private func lineStart(of offset: Int) -> Int { lines.range(ofLine: lines.line(at: offset)).lowerBound }

  /// The offset after the line end of the line that holds the byte before `offset`.
  private func lineEnd(of offset: Int) -> Int {
    var position = offset
    if position > 0, bytes[position - 1] == 0x0A, position != lines.range(ofLine: lines.line(at: position)).lowerBound {
      return position
    }
    while position < bytes.count {
      position += 1
      if bytes[position - 1] == 0x0A { break }
    }
    return position
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  private func isSpace(_ offset: Int) -> Bool {
    bytes.indices.contains(offset) && (bytes[offset] == 0x20 || bytes[offset] == 0x09)
  }

  private func skipSpaces(from offset: Int) -> Int {
    var position = offset
    while isSpace(position) { position += 1 }
    return position
  }

  private func skipSpaces(before offset: Int) -> Int {
    var position = offset
    while isSpace(position - 1) { position -= 1 }
    return position
  }

  private func isBlankLine(startingAt offset: Int) -> Bool {
    offset < bytes.count && isBlank(offset..<lineEnd(of: offset))
  }

  private func isBlankLine(endingAt offset: Int) -> Bool {
    offset > 0 && isBlank(lineStart(of: offset - 1)..<offset)
  }

  private func lastByte(before offset: Int) -> UInt8? {
    bytes[..<offset].last { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
  }

  private func closes(at offset: Int) -> Bool {
    let rest = bytes[skipSpaces(from: offset)...]
    guard let first = rest.first else { return true }
    return [UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]")].contains(first)
      || rest.starts(with: Array("</".utf8))
  }
}
