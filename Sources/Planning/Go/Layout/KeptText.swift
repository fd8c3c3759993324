import SourceText

/// What edits leave of a text, with its places before and after.
struct KeptText {
  /// Ranges of bytes that stay, none of them empty, and their first bytes' offsets
  /// after the edits; in order.
  private var pieces: [(before: Range<Int>, after: Int)] = []
  private let edits: EditSet

  /// - Parameters:
  ///   - edits: of the text.
  ///   - count: the text's length before, in bytes.
  init(_ edits: EditSet, of count: Int) {
    self.edits = edits
    var position = 0
    var shift = 0
    for edit in edits.edits {
      keep(position..<edit.range.lowerBound, shift)
      position = edit.range.upperBound
      shift += edit.replacement.count - edit.range.count
    }
    keep(position..<count, shift)
  }

  private mutating func keep(_ range: Range<Int>, _ shift: Int) {
    if !range.isEmpty { pieces.append((range, range.lowerBound + shift)) }
  }

  /// The bytes of `range`, which counts in the text after the edits, that stood in the
  /// text before, in offsets of that; 0-based, end exclusive.
  func ranges(of range: Range<Int>) -> [Range<Int>] {
    let first = pieces.partitioningIndex { $0.after + $0.before.count > range.lowerBound }
    return pieces[first...].prefix { $0.after < range.upperBound }.map { piece in
      let shift = piece.before.lowerBound - piece.after
      let start = max(piece.before.lowerBound, range.lowerBound + shift)
      return start..<min(piece.before.upperBound, range.upperBound + shift)
    }
  }

  /// Edits of the text before that make the blanks at `gap`, which counts in the text
  /// after the other edits, `width` bytes long; none where other edits wrote there.
  func edits(making gap: Range<Int>, ofWidth width: Int) -> [Edit] {
    let ranges = ranges(of: gap)
    guard ranges.reduce(0, { $0 + $1.count }) == gap.count else { return [] }
    guard let first = ranges.first else {
      // Behind what went: an edit before it would meet its beginning.
      let next = self.ranges(of: gap.upperBound..<gap.upperBound + 1).first
      return next.map { edit($0.lowerBound..<$0.lowerBound, ofWidth: width) } ?? []
    }
    if ranges.count == 1, width < gap.count {
      return edit(first.lowerBound + width..<first.upperBound, ofWidth: 0)
    }
    return edit(first, ofWidth: width) + ranges.dropFirst().flatMap { edit($0, ofWidth: 0) }
  }

  private func edit(_ range: Range<Int>, ofWidth width: Int) -> [Edit] {
    guard let cause = nearestCause(to: range) else { return [] }
    return [Edit(range, replacement: Array(repeating: 0x20, count: width), cause: cause)]
  }

  /// The cause of the edit that is the fewest bytes away.
  private func nearestCause(to range: Range<Int>) -> CauseID? {
    let next = edits.edits.partitioningIndex { $0.range.lowerBound >= range.upperBound }
    let after = next < edits.edits.count ? edits.edits[next] : nil
    let before = next > 0 ? edits.edits[next - 1] : nil
    guard let after, let before else { return (after ?? before)?.cause }
    let isAfterNearer =
      after.range.lowerBound - range.upperBound < range.lowerBound - before.range.upperBound
    return (isAfterNearer ? after : before).cause
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element is one that `belongs` to the second part, in a
  /// collection where all of these stand behind the others; its end when there is none.
  func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
