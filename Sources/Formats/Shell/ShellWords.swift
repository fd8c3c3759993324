extension ShellScanner {
  mutating func beginWord(isPlain: Bool) {
    if word == nil {
      word = position
      self.isPlain = isPlain
    } else if !isPlain {
      self.isPlain = false
    }
  }

  /// Enters what `opening` begins; the word around it goes on behind it.
  mutating func push(_ kind: ShellContext.Kind, at start: Int, _ opening: String) {
    var context = ShellContext(kind: kind, start: start, opening: opening)
    context.word = word
    context.wasAtCommand = isAtCommand
    if let top = stack.last {
      context.isQuoted = top.kind == .quotes || (top.kind == .parameter && top.isQuoted)
    }
    stack.append(context)
    guard kind == .subshell || kind == .list else { return }
    word = nil
    isAtCommand = kind == .subshell
    expectsMore = false
  }

  /// Leaves what is neither a block nor a line.
  mutating func pop() {
    guard let context = stack.popLast() else { return }
    word = context.word
    isPlain = false
    isAtCommand = context.word == nil && context.kind == .arithmetic
    expectsMore = false
    if context.word != nil { isAtCommand = context.wasAtCommand }
  }

  /// Ends the word that is being read, and acts on it where it is a reserved one.
  mutating func endWord() throws(FormatProblem) {
    guard let start = word else { return }
    word = nil
    expectsMore = false
    tape.cut(.sign, to: start, of: bytes)
    tape.cut(.word, to: position, of: bytes)
    if stack.count == line.depth, line.words.count < 3 { line.words.append(start..<position) }
    let text = isPlain && position - start <= 64 ? RowBytes.text(bytes[start..<position]) : nil
    lastCommand = nil
    if expectsFunction {
      expectsFunction = false
      defineFunction(named: RowBytes.text(bytes[start..<position]))
      return
    }
    if let top = stack.indices.last, stack[top].kind == .choice, stack[top].isInHead || stack[top].isInPattern
    {
      if stack[top].isInHead, text == "in" {
        stack[top].isInHead = false
        stack[top].isInPattern = true
        endHead(at: start)
      } else if stack[top].isInPattern, text == "esac" {
        try reserved("esac", at: start)
      }
      return
    }
    if try endLoopHead(text, at: start) { return }
    guard isAtCommand else { return }
    isAtCommand = false
    guard let text else { return }
    if Self.reservedWords.contains(text) {
      try reserved(text, at: start)
    } else {
      lastCommand = text
    }
  }

  /// `for NAME do`: there the word is reserved although no command could begin.
  private mutating func endLoopHead(_ text: String?, at start: Int) throws(FormatProblem) -> Bool {
    guard let top = stack.indices.last, stack[top].isInHead, ["for", "select"].contains(stack[top].opening)
    else {
      return false
    }
    stack[top].words += 1
    guard stack[top].words == 2, text == "do" else { return false }
    try reserved("do", at: start)
    return true
  }

  static let reservedWords: Set<String> = [
    "if", "then", "elif", "else", "fi", "for", "while", "until", "select", "do", "done", "case", "esac", "{",
    "}",
    "!", "time", "function", "[[",
  ]

  private mutating func reserved(_ text: String, at start: Int) throws(FormatProblem) {
    if start == line.range.lowerBound { line.keyword = text }
    isAtCommand = true
    switch text {
    case "if": open(.conditional, text, at: start)
    case "while", "until": open(.loop, text, at: start)
    case "for", "select":
      open(.loop, text, at: start)
      isAtCommand = false
    case "case":
      open(.choice, text, at: start)
      isAtCommand = false
    case "{": open(.group, text, at: start)
    case "then": try enterBody(of: .conditional, text, at: start)
    case "do": try enterBody(of: .loop, text, at: start)
    case "elif", "else": try changeBranch(text, at: start)
    case "fi": try close(.conditional, text, at: start)
    case "done": try close(.loop, text, at: start)
    case "esac": try close(.choice, text, at: start)
    case "}": try close(.group, text, at: start)
    case "function":
      expectsFunction = true
      isAtCommand = false
    case "[[":
      push(.test, at: start, text)
      isAtCommand = false
    default: break
    }
  }

  private mutating func open(_ kind: ShellContext.Kind, _ text: String, at start: Int) {
    let isFirst = start == line.range.lowerBound || (line.function != nil && line.headStart == nil)
    if stack.count == line.depth, line.leastDepth == line.depth, isFirst {
      line.opensBlock = true
      line.headStart = position
      if kind == .group { line.headEnd = start }
    }
    var context = ShellContext(kind: kind, start: start, opening: text)
    context.isInHead = kind != .group
    stack.append(context)
  }

  private mutating func enterBody(
    of kind: ShellContext.Kind, _ text: String, at start: Int
  ) throws(FormatProblem) {
    guard let top = stack.indices.last, stack[top].kind == kind, stack[top].isInHead else {
      throw FormatProblem("'\(text)' stands where nothing asks for it", at: start)
    }
    stack[top].isInHead = false
    endHead(at: start)
  }

  private mutating func endHead(at start: Int) {
    if line.headEnd == nil, stack.count <= line.depth + 1 { line.headEnd = start }
  }

  private mutating func changeBranch(_ text: String, at start: Int) throws(FormatProblem) {
    guard let top = stack.indices.last, stack[top].kind == .conditional, !stack[top].isInHead else {
      throw FormatProblem("'\(text)' without 'if'", at: start)
    }
    stack[top].isInHead = text == "elif"
    guard stack.count == line.depth, line.leastDepth == line.depth else { return }
    if start == line.range.lowerBound { line.headStart = position } else { line.isIrregular = true }
  }

  private mutating func close(_ kind: ShellContext.Kind, _ text: String, at start: Int) throws(FormatProblem)
  {
    guard let top = stack.last, top.kind == kind, kind == .choice || !top.isInHead else {
      throw FormatProblem("'\(text)' ends what did not begin", at: start)
    }
    stack.removeLast()
    line.leastDepth = min(line.leastDepth, stack.count)
  }

  /// Behind `name()` or `function name`: the body follows, on the next line perhaps.
  mutating func defineFunction(named name: String) {
    if stack.count == line.depth, line.function == nil { line.function = name }
    lastCommand = nil
    isAtCommand = true
    expectsMore = true
  }
}
