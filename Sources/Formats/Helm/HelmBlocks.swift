/// An action with its `end`, and its `else`s between them: indices of actions.
struct HelmConditional: Sendable {
  let open: Int
  var branches: [Int] = []
  var end: Int
  /// Whether each of its actions has a line for itself, so that it holds whole lines.
  var holdsLines = false
}

/// One or more lines that belong together: because an action goes on over line ends, or
/// because a conditional begins or ends in the middle of a line.
struct HelmBlock: Sendable {
  /// Line numbers, 0-based.
  var lines: ClosedRange<Int>
  /// Indices of the actions in it.
  var actions: Range<Int>
}

/// Which action ends which, and which lines belong together.
struct HelmBlocks {
  private(set) var conditionals: [HelmConditional] = []
  private(set) var blocks: [HelmBlock] = []

  /// - Parameters:
  ///   - actions: in the order of the file.
  ///   - starts: where each line begins.
  ///   - isAlone: whether nothing but blanks stands around an action on its lines.
  /// - Throws: `FormatProblem` when an action has no end or an end no action.
  init(
    _ actions: [HelmAction], lineStarts starts: [Int], isAlone: (Int) -> Bool
  ) throws(FormatProblem) {
    conditionals = try Self.pairs(actions)
    let line = { (offset: Int) in starts.partitioningIndex { $0 > offset } - 1 }
    var spans = actions.map { line($0.range.lowerBound)...line($0.range.upperBound - 1) }
    for index in conditionals.indices {
      let members = [conditionals[index].open, conditionals[index].end] + conditionals[index].branches
      conditionals[index].holdsLines = members.allSatisfy(isAlone)
      if !conditionals[index].holdsLines {
        spans.append(spans[conditionals[index].open].lowerBound...spans[conditionals[index].end].upperBound)
      }
    }
    blocks = Self.merged(spans, lineCount: starts.count, actions: spans.prefix(actions.count))
    for index in conditionals.indices where conditionals[index].holdsLines {
      // Inside of one that is torn, lines cannot be told apart.
      let open = conditionals[index].open
      let block = blocks[blocks.partitioningIndex { $0.actions.upperBound > open }]
      conditionals[index].holdsLines = block.actions.allSatisfy { $0 == open || actions[$0].kind == .comment }
    }
  }

  private static func pairs(_ actions: [HelmAction]) throws(FormatProblem) -> [HelmConditional] {
    var conditionals: [HelmConditional] = []
    var open: [Int] = []
    for (index, action) in actions.enumerated() {
      switch action.kind {
      case .open:
        open.append(conditionals.count)
        conditionals.append(HelmConditional(open: index, end: index))
      case .otherwise:
        guard let last = open.last else { throw problem("'else' belongs to nothing", action) }
        conditionals[last].branches.append(index)
      case .end:
        guard let last = open.popLast() else { throw problem("'end' belongs to nothing", action) }
        conditionals[last].end = index
      case .comment, .other: break
      }
    }
    if let last = open.last { throw problem("this has no 'end'", actions[conditionals[last].open]) }
    return conditionals
  }

  private static func problem(_ message: String, _ action: HelmAction) -> FormatProblem {
    FormatProblem(message, at: action.range.lowerBound)
  }

  /// Lines by lines; those that one span covers are one.
  private static func merged(
    _ spans: [ClosedRange<Int>], lineCount: Int, actions: ArraySlice<ClosedRange<Int>>
  ) -> [HelmBlock] {
    var blocks: [HelmBlock] = []
    var sorted = spans.sorted { $0.lowerBound < $1.lowerBound }[...]
    var action = 0
    var line = 0
    while line < lineCount {
      var last = line
      while let span = sorted.first, span.lowerBound <= last {
        last = max(last, span.upperBound)
        sorted.removeFirst()
      }
      let first = action
      while action < actions.count, actions[action].lowerBound <= last { action += 1 }
      blocks.append(HelmBlock(lines: line...last, actions: first..<action))
      line = last + 1
    }
    return blocks
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element belongs to the second part; all that do stand behind
  /// all that do not.
  func partitioningIndex(_ belongsToSecond: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
