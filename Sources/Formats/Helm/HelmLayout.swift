/// A template in blocks of lines.
struct HelmLayout {
  let bytes: [UInt8]
  let actions: [HelmAction]
  let conditionals: [HelmConditional]
  private(set) var elements: [HelmElement] = []
  /// Where each line begins.
  let starts: [Int]

  init(_ bytes: [UInt8], _ actions: [HelmAction]) throws(FormatProblem) {
    self.bytes = bytes
    self.actions = actions
    // A byte-order mark is no part of the first line.
    var starts = bytes.isEmpty ? [] : [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A && offset + 1 < bytes.count {
      starts.append(offset + 1)
    }
    self.starts = starts
    let found = try HelmBlocks(actions, lineStarts: starts) { Self.isAlone($0, bytes, actions) }
    conditionals = found.conditionals
    var structure: [Int: HelmElement.Kind] = [:]
    for (index, conditional) in conditionals.enumerated() where conditional.holdsLines {
      structure[conditional.open] = .open(index)
      for branch in conditional.branches { structure[branch] = .branch }
      structure[conditional.end] = .end
    }
    elements = found.blocks.map { element($0, structure) }
    HelmElement.rank(&elements)
  }

  /// Where a line's text ends.
  func textEnd(_ line: Int) -> Int {
    var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    if end > starts[line], bytes[end - 1] == 0x0A { end -= 1 }
    if end > starts[line], bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  /// The number of the line that holds a byte.
  func line(of offset: Int) -> Int { max(0, starts.partitioningIndex { $0 > offset } - 1) }

  /// The elements that begin the documents of a template with several: marks outside of
  /// all conditionals, and what stands before the first one.
  func marks() -> Set<Int> {
    var depth = 0
    var marks: [Int] = []
    var first: Int?
    for (index, element) in elements.enumerated() {
      switch element.kind {
      case .open: depth += 1
      case .end: depth -= 1
      case .mark where depth == 0: marks.append(index)
      default: break
      }
      switch element.kind {
      case .blank, .comment, .action(hasOutput: false): break
      default: first = first ?? index
      }
    }
    guard let mark = marks.first, let first else { return [] }
    if first < mark { marks.append(first) }
    return marks.count > 1 ? Set(marks) : []
  }

  /// Whether a value is the header of a block scalar.
  func isBlockHeader(_ value: Range<Int>) -> Bool {
    guard let first = bytes[value].first, first == UInt8(ascii: "|") || first == UInt8(ascii: ">") else {
      return false
    }
    return YAMLBlockHeader(bytes, at: value.lowerBound).end == value.upperBound
  }

  private func element(_ block: HelmBlock, _ structure: [Int: HelmElement.Kind]) -> HelmElement {
    let start = starts[block.lines.lowerBound]
    let range = start..<textEnd(block.lines.upperBound)
    let isOneLine = block.lines.count == 1
    var shape = HelmShape(bytes, range, actions[block.actions])
    let own = block.actions.lazy.compactMap { structure[$0] }.first
    let kind = own ?? kind(block, range, shape, isOneLine)
    if case .shape = kind {} else { shape.parts = [] }
    let column = shape.start - start
    var rank = shape.parts.first?.rank ?? IndentedLines.rank(column: column, isItem: false)
    if case .mark = kind { rank = -1 }
    if case .action = kind, let indentation = block.actions.lazy.compactMap({ actions[$0].indentation }).last
    {
      rank = IndentedLines.rank(column: indentation, isItem: false)
    }
    return HelmElement(
      kind: kind, block: block, shape: shape, end: range.upperBound, column: column, rank: rank)
  }

  private func kind(
    _ block: HelmBlock, _ range: Range<Int>, _ shape: HelmShape, _ isOneLine: Bool
  ) -> HelmElement.Kind {
    let own = actions[block.actions]
    let begins = shape.start
    if begins >= range.upperBound { return .blank }
    let isControlled = own.contains { $0.kind != .comment && $0.kind != .other }
    if holdsOnly(own, range) {
      if own.allSatisfy({ $0.kind == .comment }) { return .comment }
      return isControlled ? .text : .action(hasOutput: own.contains(where: \.hasOutput))
    }
    guard isOneLine else { return .text }
    if bytes[begins] == UInt8(ascii: "#"), !isControlled { return .comment }
    if range.count >= 3, bytes[begins..<range.upperBound].starts(with: "---".utf8), begins == range.lowerBound
    {
      return .mark
    }
    // A conditional that takes more than a value decides on the shape itself.
    let isTorn =
      isControlled && own.contains { $0.kind == .open && !shape.value.contains($0.range.lowerBound) }
    return shape.parts.isEmpty || isTorn ? .text : .shape
  }

  /// Whether there is nothing but actions and blanks.
  private func holdsOnly(_ own: ArraySlice<HelmAction>, _ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    for action in own {
      if !bytes[offset..<action.range.lowerBound].allSatisfy(\.isHelmBlank) { return false }
      offset = action.range.upperBound
    }
    return !own.isEmpty && bytes[min(offset, range.upperBound)..<range.upperBound].allSatisfy(\.isHelmBlank)
  }

  /// Whether nothing but blanks and comments of the template stands around an action.
  private static func isAlone(_ index: Int, _ bytes: [UInt8], _ actions: [HelmAction]) -> Bool {
    var start = actions[index].range.lowerBound
    var previous = index - 1
    while start > 0, bytes[start - 1] != 0x0A {
      if bytes[start - 1].isHelmBlank {
        start -= 1
      } else if previous >= 0, actions[previous].range.upperBound == start, actions[previous].kind == .comment
      {
        start = actions[previous].range.lowerBound
        previous -= 1
      } else {
        return false
      }
    }
    var end = actions[index].range.upperBound
    var next = index + 1
    while end < bytes.count, bytes[end] != 0x0A {
      if bytes[end].isHelmBlank {
        end += 1
      } else if next < actions.count, actions[next].range.lowerBound == end, actions[next].kind == .comment {
        end = actions[next].range.upperBound
        next += 1
      } else {
        return false
      }
    }
    return true
  }
}
