/// Changes as they are found, in any order, and what they come to together.
struct MarkdownCuts {
  private let source: [UInt8]
  private var cuts: [TextChange] = []

  init(_ source: [UInt8]) { self.source = source }

  mutating func cut(_ range: Range<Int>, for unit: Int) {
    if !range.isEmpty { cuts.append(TextChange(range, unit: unit)) }
  }

  mutating func add(_ change: TextChange) { cuts.append(change) }

  mutating func replace(_ range: Range<Int>, by text: [UInt8], for unit: Int) {
    cuts.append(TextChange(range, replacement: text, unit: unit))
  }

  /// Disjoint and ordered. Where two meet, what goes goes once, and a replacement in what
  /// goes anyway is none.
  func joined() -> [TextChange] {
    let ordered = cuts.sorted {
      ($0.range.lowerBound, -$0.range.upperBound, $0.unit) < (
        $1.range.lowerBound, -$1.range.upperBound, $1.unit
      )
    }
    var joined: [TextChange] = []
    for cut in ordered {
      guard let last = joined.last, cut.range.lowerBound < last.range.upperBound else {
        joined.append(cut)
        continue
      }
      guard cut.range.upperBound > last.range.upperBound else { continue }
      let rest = last.range.upperBound..<cut.range.upperBound
      joined.append(TextChange(rest, replacement: cut.replacement, unit: cut.unit))
    }
    return withoutNewLineEnd(joined)
  }

  /// Where the last line has no line end, none is left at the end either.
  private func withoutNewLineEnd(_ changes: [TextChange]) -> [TextChange] {
    guard let byte = source.last, byte != 0x0A, byte != 0x0D, let last = changes.last,
      last.range.upperBound == source.count, last.replacement.isEmpty
    else { return changes }
    var changes = changes
    var place = changes.count - 1
    while place > 0, changes[place - 1].range.upperBound == changes[place].range.lowerBound,
      changes[place - 1].replacement.isEmpty
    {
      place -= 1
    }
    var start = changes[place].range.lowerBound
    if start > 0, source[start - 1] == 0x0A { start -= 1 }
    if start > 0, source[start - 1] == 0x0D { start -= 1 }
    if place > 0 { start = max(start, changes[place - 1].range.upperBound) }
    changes[place] = TextChange(start..<changes[place].range.upperBound, unit: changes[place].unit)
    return changes
  }
}
