/// Reads a script into blocks and lines.
struct ShellReader {
  private var scanner: ShellScanner
  var rows: RowBuilder
  /// How the values of assignments are written, by unit.
  private(set) var notations: [Int: ShellNotation] = [:]
  /// By `if`: its `elif` and `else`, in order.
  private(set) var branches: [Int: [Int]] = [:]
  /// The branches of `case`.
  private(set) var choices: Set<Int> = []
  private var blocks: [Block] = []

  var tape: SourceTape { scanner.tape }
  private var bytes: [UInt8] { scanner.bytes }

  /// A block that is not closed yet.
  private struct Block {
    let unit: Int
    /// Its `elif` or `else`, or the branch of a `case`, that is being read.
    var branch: Int?
    /// Whether its parts do not stand on lines of their own; then it has none.
    var isOpaque = false
    /// Behind what was read last.
    var end: Int
  }

  init(_ bytes: [UInt8]) {
    scanner = ShellScanner(bytes)
    rows = RowBuilder(bytes, commentMark: RowBytes.hash)
  }

  mutating func read() throws(FormatProblem) {
    var isFirst = true
    while scanner.position < bytes.count {
      let byte = bytes[scanner.position]
      if RowBytes.isWhite(byte) {
        scanner.position += 1
        continue
      }
      let start = scanner.position
      scanner.tape.cut(.space, to: start, of: bytes)
      if byte == RowBytes.hash {
        let end = endOfText(from: start)
        // `#!/bin/sh` says what reads the file; it is no comment.
        let isInterpreter = isFirst && start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "!")
        if !isInterpreter { comment(start..<end) }
        scanner.tape.cut(.comment, to: end, of: bytes)
        scanner.position = end
      } else {
        let line = try scanner.next()
        add(line)
        if let range = line.comment {
          comment(range)
          scanner.tape.cut(.comment, to: range.upperBound, of: bytes)
        }
      }
      isFirst = false
    }
    scanner.tape.cut(.space, to: bytes.count, of: bytes)
    if let open = scanner.unclosed {
      throw FormatProblem("'\(open.opening)' is never closed", at: open.start)
    }
  }

  private func endOfText(from start: Int) -> Int {
    var end = bytes[start...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count
    while end > start, RowBytes.isWhite(bytes[end - 1]) { end -= 1 }
    return end
  }

  private var parent: Int? { blocks.last.map { $0.branch ?? $0.unit } }

  private mutating func comment(_ range: Range<Int>) {
    rows.addComment(range, parent: parent)
    reach(range.upperBound)
  }

  private mutating func reach(_ end: Int) {
    if !blocks.isEmpty { blocks[blocks.count - 1].end = end }
  }

  private mutating func add(_ line: ShellLine) {
    defer { reach(line.range.upperBound) }
    if line.leastDepth < blocks.count {
      close(line)
    } else if line.isIrregular {
      if !blocks.isEmpty { blocks[blocks.count - 1].isOpaque = true }
    } else if line.startsWithPattern {
      beginChoice(line)
    } else if let end = line.branchEnd {
      endChoice(line, end)
    } else if line.keyword == "elif" || line.keyword == "else" {
      changeBranch(line)
    } else if line.startsInHead {
      rows.fence()
    } else if line.opensBlock, line.endDepth > line.depth {
      open(line)
    } else {
      addLeaf(line)
    }
  }

  private mutating func open(_ line: ShellLine) {
    let unit = rows.add(
      .block, name: line.function ?? line.keyword, value: line.function == nil ? head(of: line) : nil,
      range: line.range, parent: parent)
    blocks.append(Block(unit: unit, end: line.range.upperBound))
  }

  private mutating func addLeaf(_ line: ShellLine) {
    if let name = line.function ?? (line.opensBlock ? line.keyword : nil) {
      let start = max(line.range.lowerBound, line.headStart.map { line.function == nil ? $0 : $0 - 1 } ?? 0)
      let body = RowBytes.trimmed(bytes[start..<line.range.upperBound])
      let unit = rows.add(
        .block, name: name, value: ShellText.joined(body), range: line.range, parent: parent)
      rows.place(unit, as: .block)
      return
    }
    addLine(line.range, ShellAssignment(line, in: bytes))
  }

  private mutating func addLine(_ range: Range<Int>, _ assignment: ShellAssignment?) {
    let unit = rows.add(
      .line, name: assignment?.name,
      value: assignment?.value ?? ShellText.joined(RowBytes.trimmed(bytes[range])), range: range,
      parent: parent)
    rows.place(unit, as: .member)
    notations[unit] = assignment?.notation
  }

  private func head(of line: ShellLine) -> String? {
    guard let start = line.headStart, line.keyword != "{" else { return nil }
    var text = RowBytes.trimmed(bytes[start..<max(start, line.headEnd ?? line.range.upperBound)])
    while text.last == UInt8(ascii: ";") { text = RowBytes.trimmed(text.dropLast()) }
    return ShellText.joined(text)
  }

  private mutating func changeBranch(_ line: ShellLine) {
    guard let block = blocks.last else { return }
    closeBranch()
    let unit = rows.add(
      .block, name: line.keyword, value: line.keyword == "elif" ? head(of: line) : nil, range: line.range,
      parent: block.unit)
    branches[block.unit, default: []].append(unit)
    blocks[blocks.count - 1].branch = unit
  }

  private mutating func beginChoice(_ line: ShellLine) {
    guard let block = blocks.last, let patternEnd = line.patternEnd else { return }
    closeBranch()
    var pattern = bytes[line.range.lowerBound..<patternEnd]
    if pattern.first == UInt8(ascii: "(") { pattern = pattern.dropFirst() }
    let body = line.branchEnd.map {
      RowBytes.trimmed(bytes[(patternEnd + 1)..<max(patternEnd + 1, $0.lowerBound)])
    }
    let unit = rows.add(
      .block, name: ShellText.joined(RowBytes.trimmed(pattern)), value: body.map(ShellText.joined),
      range: line.range, parent: block.unit)
    choices.insert(unit)
    if let end = line.branchEnd {
      rows.place(unit, as: .block)
      if end.upperBound < line.range.upperBound { blocks[blocks.count - 1].isOpaque = true }
    } else {
      blocks[blocks.count - 1].branch = unit
    }
  }

  private mutating func endChoice(_ line: ShellLine, _ end: Range<Int>) {
    let content = RowBytes.trimmed(bytes[line.range.lowerBound..<end.lowerBound])
    if !content.isEmpty { addLine(content.startIndex..<content.endIndex, nil) }
    finishChoice(line, end)
  }

  /// Ends a branch of a `case` at its `;;`. What stands behind that belongs to another
  /// branch, so that neither has a line of its own.
  private mutating func finishChoice(_ line: ShellLine, _ end: Range<Int>) {
    reach(end.upperBound)
    closeBranch()
    if end.upperBound < line.range.upperBound, !blocks.isEmpty { blocks[blocks.count - 1].isOpaque = true }
  }

  private mutating func closeBranch() {
    guard let block = blocks.last, let branch = block.branch else { return }
    rows.close(branch, at: block.end)
    rows.place(branch, as: .block)
    blocks[blocks.count - 1].branch = nil
  }

  private static let closers: Set<String> = ["fi", "done", "esac", "}"]

  /// Closes a block; one whose parts share lines with others' ends has none.
  private mutating func close(_ line: ShellLine) {
    let outer = blocks[line.leastDepth]
    let isRegular =
      line.leastDepth + 1 == blocks.count && !outer.isOpaque
      && line.keyword.map(Self.closers.contains) ?? false
    if isRegular {
      closeBranch()
    } else {
      for id in outer.unit..<rows.count {
        notations[id] = nil
        branches[id] = nil
      }
      rows.truncate(to: outer.unit + 1)
    }
    blocks.removeLast(blocks.count - line.leastDepth)
    let end = RowBytes.trimmed(
      bytes[line.range.lowerBound..<(line.branchEnd?.lowerBound ?? line.range.upperBound)])
    rows.close(outer.unit, at: end.endIndex)
    rows.place(outer.unit, as: .block)
    if let end = line.branchEnd { finishChoice(line, end) }
  }
}
