extension ShellScanner {
  mutating func passParenthesis(_ byte: UInt8) throws(FormatProblem) {
    if byte == UInt8(ascii: ")") {
      try passClosing()
      return
    }
    let previous = position > 0 ? bytes[position - 1] : 0
    if word != nil, Self.beforeList.contains(previous) {
      isPlain = false
      position += 1
      push(.list, at: position - 1, "(")
      return
    }
    if stack.count == line.depth { line.isSimple = false }
    let isFor = word == nil && stack.last?.kind == .loop && stack.last?.isInHead == true && !isAtCommand
    let wasAtCommand = isAtCommand
    try endWord()
    if stack.last?.kind == .choice, stack.last?.isInPattern == true {
      // `(pattern)`, as it may be written.
      position += 1
    } else if let end = endOfEmptyParentheses, let name = lastCommand {
      position = end
      defineFunction(named: name)
    } else if let end = endOfEmptyParentheses, expectsMore, line.function != nil {
      // `function name ()`.
      position = end
    } else if wasAtCommand || isFor, beginsArithmetic(at: position) {
      position += 2
      push(.arithmetic, at: position - 2, "((")
    } else {
      position += 1
      push(.subshell, at: position - 1, "(")
    }
  }

  /// What a list of words may stand behind: `name=(`, and `@(` and its like in patterns.
  private static let beforeList = Array("=?*+@!".utf8)

  /// Behind `()`, where the parentheses hold nothing but blanks.
  private var endOfEmptyParentheses: Int? {
    var end = position + 1
    while end < bytes.count, RowBytes.isGap(bytes[end]) { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: ")") ? end + 1 : nil
  }

  private mutating func passClosing() throws(FormatProblem) {
    try endWord()
    guard let top = stack.indices.last else { throw FormatProblem("')' without '('", at: position) }
    switch stack[top].kind {
    case .subshell, .list:
      position += 1
      pop()
      lastCommand = nil
    case .choice where stack[top].isInPattern:
      stack[top].isInPattern = false
      if line.patternEnd == nil, stack.count == line.depth { line.patternEnd = position }
      position += 1
      isAtCommand = true
    default: throw FormatProblem("')' without '('", at: position)
    }
  }

  mutating func passOperator(_ byte: UInt8) throws(FormatProblem) {
    try endWord()
    if stack.count == line.depth { line.isSimple = false }
    lastCommand = nil
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0
    let isDoubled = next == byte
    isAtCommand = true
    switch byte {
    case UInt8(ascii: ";"):
      let ampersand = UInt8(ascii: "&")
      guard isDoubled || next == ampersand else {
        position += 1
        return
      }
      let start = position
      position += 2
      if isDoubled, position < bytes.count, bytes[position] == ampersand { position += 1 }
      try endBranch(start..<position)
    case UInt8(ascii: "|"):
      position += isDoubled || next == UInt8(ascii: "&") ? 2 : 1
      expectsMore = true
    default:
      expectsMore = isDoubled
      // `&>file` redirects.
      position += isDoubled || next == UInt8(ascii: ">") ? 2 : 1
      if next == UInt8(ascii: ">") { isAtCommand = false }
    }
  }

  /// Behind `;;`, `;&` or `;;&`.
  private mutating func endBranch(_ range: Range<Int>) throws(FormatProblem) {
    guard let top = stack.indices.last, stack[top].kind == .choice, !stack[top].isInHead else {
      throw FormatProblem("'\(RowBytes.text(bytes[range]))' without 'case'", at: range.lowerBound)
    }
    stack[top].isInPattern = true
    guard stack.count == line.leastDepth else { return }
    if line.branchEnd != nil { line.isIrregular = true }
    line.branchEnd = range
  }
}
