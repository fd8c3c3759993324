extension DrawnTree {
  /// Deletes entries with what hangs on them. Where the last of a folder's entries goes,
  /// the one before it gets its branch. A line that lies in one box with others goes whole;
  /// where another box stands beside it, its text makes room for blanks, so that every edge
  /// stays in its column.
  ///
  /// - Parameters:
  ///   - deleted: places in `entries`.
  ///   - unit: the unit that is the reason.
  /// - Returns: disjoint and ordered changes of the whole text.
  public func deleting(_ deleted: Set<Int>, unit: Int) -> [TextChange] {
    var gone = Array(repeating: false, count: entries.count)
    for place in entries.indices {
      gone[place] = deleted.contains(place) || (entries[place].parent.map { gone[$0] } ?? false)
    }
    var changes: [TextChange] = []
    for place in entries.indices where gone[place] && !(entries[place].parent.map { gone[$0] } ?? false) {
      for line in entries[place].line..<ends[place] { changes.append(removal(of: line, unit)) }
    }
    let siblings = Dictionary(grouping: entries.indices) { entries[$0].parent }
    for places in siblings.values {
      guard let last = places.last, gone[last], let newLast = places.last(where: { !gone[$0] }) else {
        continue
      }
      changes += spacers(before: entries[last].line, behind: newLast).map { removal(of: $0, unit) }
      changes += closing(newLast, like: last, gone: gone, unit)
    }
    var cuts = MarkdownCuts(source)
    for change in changes { cuts.add(change) }
    return cuts.joined()
  }

  private func removal(of number: Int, _ unit: Int) -> TextChange {
    let line = lines[number]
    guard let entry = entry(on: number), let cell = sharedCell(of: entry) else {
      return TextChange(line.start..<line.end, unit: unit)
    }
    let width = DrawnWidth.of(source[cell])
    return TextChange(cell, replacement: Array(repeating: UInt8(ascii: " "), count: width), unit: unit)
  }

  private func entry(on line: Int) -> Entry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].line < line { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].line == line ? entries[low] : nil
  }

  /// From the branch to the next edge, if there is anything else to read on the line.
  private func sharedCell(of entry: Entry) -> Range<Int>? {
    let start = entry.sign.lowerBound
    let behind = source[entry.sign.upperBound..<entry.range.upperBound]
    let edge = Array("│".utf8)
    let end = behind.indices.first { behind[$0...].starts(with: edge) || behind[$0] == UInt8(ascii: "|") }
    let left = source[entry.range.lowerBound..<start]
    let right = end.map { source[$0..<entry.range.upperBound] } ?? []
    let hasWords = (left + right).contains { MarkdownByte.isLetter($0) || MarkdownByte.isDigit($0) }
    return hasWords ? start..<(end ?? entry.range.upperBound) : nil
  }

  /// Lines with nothing but trunks between an entry's tree and what follows it.
  private func spacers(before line: Int, behind entry: Int) -> [Int] {
    var first = line
    while first > entries[entry].line + 1, isSpacer(first - 1) { first -= 1 }
    return Array(first..<line)
  }

  private func isSpacer(_ number: Int) -> Bool {
    let text = String(decoding: source[lines[number].start..<lines[number].contentEnd], as: UTF8.self)
    return text.allSatisfy { $0 == " " || $0 == "│" || $0 == "|" }
  }

  /// Makes an entry the last of its folder: its branch ends the trunk, which is blank below.
  private func closing(_ place: Int, like old: Int, gone: [Bool], _ unit: Int) -> [TextChange] {
    let sign = source[entries[old].sign]
    guard !sign.elementsEqual(source[entries[place].sign]) else { return [] }
    var changes = [TextChange(entries[place].sign, replacement: Array(sign), unit: unit)]
    for line in (entries[place].line + 1)..<max(ends[place], entries[place].line + 1) {
      guard let trunk = trunk(at: entries[place].column, of: line) else { continue }
      changes.append(TextChange(trunk, replacement: [UInt8(ascii: " ")], unit: unit))
    }
    return changes
  }

  private func trunk(at column: Int, of number: Int) -> Range<Int>? {
    var index = lines[number].start
    let end = lines[number].contentEnd
    var left = column
    while index < end, left > 0 {
      index += 1
      while index < end, source[index] & 0xC0 == 0x80 { index += 1 }
      left -= 1
    }
    guard index < end else { return nil }
    if source[index] == UInt8(ascii: "|") { return index..<index + 1 }
    let trunk = Array("│".utf8)
    return source[index..<end].starts(with: trunk) ? index..<index + trunk.count : nil
  }
}

/// Boxes that are drawn with lines.
public enum DrawnBox {
  /// Deletes a part of a line. Where an edge follows, blanks take its place, so that the box
  /// keeps its width.
  ///
  /// - Parameters:
  ///   - range: within one line; 0-based byte offsets, end exclusive.
  ///   - source: the whole text.
  ///   - unit: the unit that is the reason.
  /// - Returns: the change.
  public static func deleting(_ range: Range<Int>, in source: [UInt8], unit: Int) -> TextChange {
    let range = range.clamped(to: source.indices)
    let rest = source[range.upperBound...].prefix { $0 != 0x0A && $0 != 0x0D }
    let edges = ["│", "┃", "║", "|", "┐", "┘", "┤"].map { Array($0.utf8) }
    let hasEdge = rest.indices.contains { index in edges.contains { rest[index...].starts(with: $0) } }
    let width = hasEdge ? DrawnWidth.of(source[range]) : 0
    return TextChange(range, replacement: Array(repeating: UInt8(ascii: " "), count: width), unit: unit)
  }
}

/// How many columns a text takes.
enum DrawnWidth {
  static func of(_ text: ArraySlice<UInt8>) -> Int {
    String(decoding: text, as: UTF8.self).unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0x1F300...0x1FAFF:
      2
    default: 1
    }
  }
}

extension MarkdownDocument {
  /// The tree that is drawn in code.
  ///
  /// - Parameter id: of a `.code` unit.
  /// - Returns: with offsets of this file; nil when there is none.
  public func drawnTree(in id: Int) -> DrawnTree? {
    guard units.indices.contains(id), units[id].kind == .code else { return nil }
    return DrawnTree(in: serialised(), range: units[id].range)
  }
}
