/// Leads each byte of an edited text back to the text it came from, through any
/// number of edit sets.
public struct OriginMap: Hashable, Sendable {
  /// A run of bytes that was kept as it is.
  private struct Run: Hashable, Sendable {
    let start: Int
    let origin: Int
    let count: Int
  }

  private var runs: [Run]

  /// The map of a text that nothing has changed.
  /// - Parameter byteCount: its length in bytes.
  public init(identity byteCount: Int) {
    runs = byteCount > 0 ? [Run(start: 0, origin: 0, count: byteCount)] : []
  }

  /// The offset in the first text of the byte at `offset` in the newest; nil for
  /// a byte that an edit put in. Both 0-based.
  public func origin(of offset: Int) -> Int? {
    guard let run = runs.last(where: { $0.start <= offset }), offset < run.start + run.count else {
      return nil
    }
    return run.origin + (offset - run.start)
  }

  /// The map after `edits`, whose ranges are offsets into the newest text.
  public func applying(_ edits: EditSet) -> OriginMap {
    var result = self
    result.runs = []
    var removed = edits.edits[...]
    var shift = 0
    for run in runs {
      var position = run.start
      let end = run.start + run.count
      while position < end {
        while let edit = removed.first, edit.range.upperBound <= position {
          shift += edit.replacement.count - edit.range.count
          removed = removed.dropFirst()
        }
        guard let edit = removed.first, edit.range.lowerBound < end else {
          result.append(position..<end, of: run, shift: shift)
          break
        }
        if edit.range.lowerBound > position {
          result.append(position..<edit.range.lowerBound, of: run, shift: shift)
        }
        position = max(position, min(end, edit.range.upperBound))
        if edit.range.upperBound > end { break }
      }
    }
    return result
  }

  private mutating func append(_ range: Range<Int>, of run: Run, shift: Int) {
    runs.append(
      Run(
        start: range.lowerBound + shift, origin: run.origin + (range.lowerBound - run.start),
        count: range.count))
  }
}
