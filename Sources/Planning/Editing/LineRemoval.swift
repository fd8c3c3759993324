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
  /// Where, besides behind brackets, a block begins: 0-based byte offsets.
  private let openings: Set<Int>

  init(_ bytes: [UInt8], _ lines: LineIndex, openings: Set<Int> = []) {
    self.bytes = bytes
    self.lines = lines
    self.openings = openings
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
    for part in whole.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      if let last = regions.last,
        part.range.lowerBound <= last.range.upperBound
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
    let (range, kept) = withBlankLines(region, parts.map(\.range))
    // Each part keeps its own cause; what lies between goes with the part after it.
    var edits: [Edit] = []
    var position = range.lowerBound
    for (index, part) in parts.enumerated() {
      let end = index == parts.count - 1 ? range.upperBound : min(part.range.upperBound, range.upperBound)
      guard end > position else { continue }
      if let kept, position <= kept.lowerBound, kept.upperBound <= end {
        edits.append(Edit(position..<kept.lowerBound, cause: part.cause))
        position = kept.upperBound
      }
      edits.append(Edit(position..<end, cause: part.cause))
      position = end
    }
    return edits
  }

  /// A region with the blank lines that go with it, which would be doubled or stand
  /// at the edge of a block, and the one inside of it that stays.
  private func withBlankLines(
    _ region: Range<Int>, _ parts: [Range<Int>]
  ) -> (region: Range<Int>, kept: Range<Int>?) {
    var kept: Range<Int>?
    var start = region.lowerBound
    var end = region.upperBound
    let opens = lastOffset(before: start).map {
      [UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "[")].contains(bytes[$0])
        || openings.contains($0 + 1)
    }
    let isFirst = start == textStart
    let isBlankBefore = isFirst || isBlankLine(endingAt: start)
    let isBlankAfter = end == bytes.count || isBlankLine(startingAt: end)
    if isBlankAfter, isBlankBefore || opens ?? true {
      while end < bytes.count, isBlankLine(startingAt: end) { end = lineEnd(of: end) }
    }
    let isAtEnd = end == bytes.count || closes(at: end)
    if isBlankBefore, isAtEnd || opens ?? false {
      while start > textStart, isBlankLine(endingAt: start) { start = lineStart(of: start - 1) }
    } else if !isBlankBefore, !isBlankAfter, !isAtEnd, !(opens ?? false) {
      // A blank line that parted what went still parts what stays.
      kept = lastGap(between: parts)
    }
    if end == bytes.count, start > textStart, bytes.last != 0x0A, bytes[start - 1] == 0x0A {
      start -= start > 1 && bytes[start - 2] == 0x0D ? 2 : 1
    }
    return (start..<end, kept)
  }

  /// The last line that is blank between two parts.
  private func lastGap(between parts: [Range<Int>]) -> Range<Int>? {
    for (part, next) in zip(parts, parts.dropFirst()).reversed() where part.upperBound < next.lowerBound {
      return part.upperBound..<lineEnd(of: part.upperBound)
    }
    return nil
  }
  // MARK: Looking at lines

  private func lineStart(of offset: Int) -> Int {
    max(lines.range(ofLine: lines.line(at: offset)).lowerBound, offset >= textStart ? textStart : 0)
  }

  /// Where the text begins: behind a byte order mark.
  private var textStart: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The offset after the line end of the line that holds the byte before `offset`.
  private func lineEnd(of offset: Int) -> Int {
    var position = offset
    if position > 0, bytes[position - 1] == 0x0A,
      position != lines.range(ofLine: lines.line(at: position)).lowerBound
    {
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

  private func lastOffset(before offset: Int) -> Int? {
    bytes[..<offset].lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
  }

  private func closes(at offset: Int) -> Bool {
    let rest = bytes[skipSpaces(from: offset)...]
    guard let first = rest.first else { return true }
    return [UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]")].contains(first)
      || rest.starts(with: Array("</".utf8))
  }
}
