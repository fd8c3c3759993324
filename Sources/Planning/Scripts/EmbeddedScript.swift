import Formats
import SourceText

/// Commands that stand as a value in a YAML file.
struct EmbeddedScript {
  private let script: ShellDocument
  private let text: [UInt8]
  private let file: [UInt8]
  /// Where each line of the text begins in the file, and where it begins in the text.
  private let lines: [(source: Int, text: Int)]

  /// What the loss of files comes to.
  struct Result {
    /// Why all of it goes.
    var whole: CauseID?
    /// Ranges of the file.
    var cuts: [(ranges: [Range<Int>], cause: CauseID)] = []
    /// Why a person has to look at it.
    var unclear: CauseID?
  }

  /// Nil for a value that the file does not hold byte for byte, such as one that is folded.
  init?(of unit: Formats.Unit, _ value: String, in document: LoadedDocument) {
    text = Array(value.utf8)
    guard let lines = Self.lines(of: text, in: document.source, unit.range),
      let script = try? ShellDocument(parsing: text)
    else { return nil }
    (self.lines, self.script, file) = (lines, script, document.source)
  }

  /// Finds the lines of a value one below the other, each with its own indentation.
  private static func lines(
    of text: [UInt8], in source: [UInt8], _ range: Range<Int>
  ) -> [(source: Int, text: Int)]? {
    let parts = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard let first = parts.first(where: { !$0.isEmpty }) else { return nil }
    // The key itself may stand before it on the line.
    var position = ScriptChange.offset(of: Array(first), in: source, range)
    var lines: [(Int, Int)] = []
    for (number, part) in parts.enumerated() {
      guard !part.isEmpty else { continue }
      if number > 0, let end = lines.last, let next = position {
        let line = source[end.0..<next].firstIndex(of: 0x0A) ?? next
        position = ScriptChange.offset(of: Array(part), in: source, line..<max(line, range.upperBound))
      }
      guard let found = position else { return nil }
      lines.append((found, part.startIndex))
      position = min(found + part.count + 1, source.count)
    }
    return lines
  }

  func edit(_ change: ScriptChange, from folders: [String]) -> Result {
    var result = Result()
    var gone: [Int: CauseID] = [:]
    for unit in script.units where unit.kind == .line || unit.kind == .block {
      if let parent = unit.parent, gone[parent] != nil {
        gone[unit.id] = gone[parent]
        continue
      }
      edit(unit, change, folders, &gone, &result)
    }
    let deletion = script.deleting(Set(gone.keys))
    guard let cause = gone.min(by: { $0.key < $1.key })?.value else { return result }
    let stays = script.units.contains { !deletion.units.contains($0.id) && $0.kind != .comment }
    if !stays {
      result.whole = cause
      return result
    }
    guard deletion.changes.allSatisfy(\.replacement.isEmpty), keepsIndentation(deletion.changes) else {
      result.unclear = cause
      return result
    }
    result.cuts += deletion.changes.map { ([source($0.range)], gone[$0.unit] ?? cause) }
    return result
  }

  private func edit(
    _ unit: Formats.Unit, _ change: ScriptChange, _ folders: [String], _ gone: inout [Int: CauseID],
    _ result: inout Result
  ) {
    var bytes = Array(text[unit.range])
    if unit.kind == .block {
      bytes = Array(bytes.prefix { $0 != 0x0A })
      if let loop = LoopHead(bytes) {
        let lost = loop.words.compactMap { word in
          change.cause(of: word.text, from: folders).map { (word, $0) }
        }
        guard let cause = lost.first?.1 else { return }
        if lost.count == loop.words.count {
          gone[unit.id] = cause
        } else {
          let ranges = loop.ranges(without: lost.map(\.0), at: unit.range.lowerBound)
          result.cuts.append((ranges.map(source), cause))
        }
        return
      }
    }
    let (cut, cause) = change.cut(bytes, from: folders)
    guard let cause else { return }
    switch cut {
    case .untouched: break
    case .whole where unit.kind == .line && unit.name == nil: gone[unit.id] = cause
    case .parts(let parts) where unit.kind == .line:
      let start = unit.range.lowerBound
      result.cuts.append(
        (parts.map { source(($0.lowerBound + start)..<($0.upperBound + start)) }, cause))
    default: result.unclear = cause
    }
  }

  /// Where bytes of the text stand in the file. What begins at a line's beginning begins
  /// there in the file, too, before its indentation.
  private func source(_ range: Range<Int>) -> Range<Int> {
    offset(range.lowerBound)..<offset(range.upperBound)
  }

  private func offset(_ offset: Int) -> Int {
    guard let index = lines.lastIndex(where: { $0.text <= offset }) else { return lines[0].source }
    let line = lines[index]
    return offset == line.text ? lineStart(line.source) : line.source + (offset - line.text)
  }

  /// Where the line of a byte begins in the file, if only blanks stand before it there.
  private func lineStart(_ offset: Int) -> Int {
    var start = offset
    while start > 0, file[start - 1] == 0x20 || file[start - 1] == 0x09 { start -= 1 }
    return start > 0 && file[start - 1] == 0x0A ? start : offset
  }

  /// The first line of a block of text says how far all of it is indented.
  private func keepsIndentation(_ changes: [TextChange]) -> Bool {
    guard let first = changes.first, first.range.lowerBound == 0 else { return true }
    return text[first.range.upperBound...].first.map { $0 > 0x20 } ?? true
  }
}
