/// Cuts a script into lines as a shell reads them. No more than it takes to know where
/// commands, quotes, comments and blocks begin and end.
struct ShellScanner {
  /// Scripts do not nest deeper.
  static let depthLimit = 500

  let bytes: [UInt8]
  var position = 0
  var tape = SourceTape()
  var stack: [ShellContext] = []
  var line = ShellLine(range: 0..<0, depth: 0, leastDepth: 0, startsInHead: false, startsWithPattern: false)
  /// Where the word begins that is being read.
  var word: Int?
  /// Whether that word has no quotes and nothing to expand.
  var isPlain = true
  /// Whether a reserved word would be one here.
  var isAtCommand = true
  /// Whether the next line continues this one: behind `|`, `&&`, `name()`.
  var expectsMore = false
  /// The word that may turn out to be a function's name.
  var lastCommand: String?
  /// Whether the next word is a function's name: behind `function`.
  var expectsFunction = false
  private var heredocs: [(document: Heredoc, start: Int)] = []
  private var heredocEnd: Int?
  /// Behind the last backslash that continued a line.
  private var continuation: Int?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: RowBytes.byteOrderMark) { position = RowBytes.byteOrderMark.count }
  }

  /// Reads the line that begins at `position`, which is neither white nor a comment.
  /// - Returns: the line; `position` is behind it, before its line end.
  /// - Throws: `FormatProblem` for quotes, parentheses and documents that do not end, and
  ///   for words that end what did not begin.
  mutating func next() throws(FormatProblem) -> ShellLine {
    line = ShellLine(
      range: position..<position, depth: stack.count, leastDepth: stack.count,
      startsInHead: stack.last?.isInHead ?? false, startsWithPattern: stack.last?.isInPattern ?? false)
    isAtCommand = true
    lastCommand = nil
    heredocEnd = nil
    var isDone = false
    while !isDone, position < bytes.count {
      guard stack.count <= Self.depthLimit else {
        throw FormatProblem("more than \(Self.depthLimit) blocks inside blocks", at: position)
      }
      switch stack.last?.kind {
      case .quotes: try passInQuotes()
      case .parameter: try passInParameter()
      case .arithmetic: try passInArithmetic()
      case .test: try passInTest()
      default: isDone = try passInCommand()
      }
    }
    if !isDone { try finishFile() }
    return finishLine()
  }

  /// What is still open at the end of the file.
  var unclosed: ShellContext? { stack.last }

  private mutating func finishFile() throws(FormatProblem) {
    try endWord()
    if let open = stack.last(where: { !$0.isCompound }) {
      throw FormatProblem("'\(open.opening)' is never closed", at: open.start)
    }
    if let heredoc = heredocs.first {
      throw FormatProblem("the document below does not end", at: heredoc.start)
    }
    if line.leastDepth < stack.count, !line.opensBlock || stack.count > line.leastDepth + 1,
      let open = stack.last
    {
      throw FormatProblem("'\(open.opening)' is never closed", at: open.start)
    }
  }

  private mutating func finishLine() -> ShellLine {
    var end = heredocEnd ?? line.comment?.lowerBound ?? position
    while end > line.range.lowerBound, RowBytes.isWhite(bytes[end - 1]) { end -= 1 }
    if heredocEnd != nil { line.comment = nil }
    if end == continuation {
      // Nothing follows the backslash but a blank line or a comment. That has to stay as
      // long as the backslash does: it would continue to what comes next.
      end = line.comment?.upperBound ?? min(position + 1, bytes.count)
      line.comment = nil
      position = end
    }
    line.range = line.range.lowerBound..<end
    line.endDepth = stack.count
    tape.cut(.sign, to: end, of: bytes)
    return line
  }

  /// Passes the next sign of a command.
  /// - Returns: whether the line ends before it.
  private mutating func passInCommand() throws(FormatProblem) -> Bool {
    let byte = bytes[position]
    switch byte {
    case RowBytes.lineFeed: return try passLineEnd()
    case RowBytes.blank, RowBytes.tab, RowBytes.carriageReturn:
      try endWord()
      position += 1
    case RowBytes.hash where word == nil: passComment()
    case RowBytes.backslash: passEscape()
    case RowBytes.singleQuote, RowBytes.doubleQuote, UInt8(ascii: "`"), RowBytes.dollar:
      beginWord(isPlain: false)
      try passExpansion()
    case UInt8(ascii: "("), UInt8(ascii: ")"): try passParenthesis(byte)
    case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"): try passOperator(byte)
    case UInt8(ascii: "<"), UInt8(ascii: ">"): try passRedirection(byte)
    default:
      beginWord(isPlain: true)
      position += 1
    }
    return false
  }

  private mutating func passLineEnd() throws(FormatProblem) -> Bool {
    try endWord()
    let comment = line.comment
    for heredoc in heredocs {
      let start = max(position + 1, heredocEnd.map(behindLine) ?? 0)
      guard let end = heredoc.document.end(from: start, in: bytes) else {
        throw FormatProblem("the document below does not end", at: heredoc.start)
      }
      tape.cut(.sign, to: position, of: bytes)
      tape.cut(.opaque, to: end, of: bytes)
      heredocEnd = end
    }
    if !heredocs.isEmpty, let end = heredocEnd { position = end }
    heredocs = []
    let openBlocks = stack.count - line.leastDepth
    let isWhole = openBlocks == 0 || (openBlocks == 1 && line.opensBlock && line.leastDepth == line.depth)
    if stack.last?.isCompound ?? true, !expectsMore, isWhole { return true }
    if position < bytes.count, bytes[position] == RowBytes.lineFeed { position += 1 }
    if stack.last?.kind != .list { isAtCommand = true }
    // What follows shows that the comment was in the middle.
    if comment != nil { line.comment = nil }
    heredocEnd = nil
    return false
  }

  private func behindLine(_ end: Int) -> Int {
    (bytes[end...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count - 1) + 1
  }

  private mutating func passComment() {
    let start = position
    while position < bytes.count, bytes[position] != RowBytes.lineFeed { position += 1 }
    var end = position
    while end > start, RowBytes.isWhite(bytes[end - 1]) { end -= 1 }
    line.comment = start..<end
  }

  private mutating func passEscape() {
    var next = position + 1
    if next < bytes.count, bytes[next] == RowBytes.carriageReturn { next += 1 }
    if next < bytes.count, bytes[next] == RowBytes.lineFeed {
      continuation = position + 1
      position = next + 1
    } else {
      beginWord(isPlain: false)
      position = min(position + 2, bytes.count)
    }
  }

  private mutating func passRedirection(_ byte: UInt8) throws(FormatProblem) {
    if stack.count == line.depth { line.isSimple = false }
    if byte == UInt8(ascii: "<"), position + 1 < bytes.count, bytes[position + 1] == byte {
      let start = position
      try endWord()
      var end = position
      if let heredoc = Heredoc(at: &end, in: bytes) {
        heredocs.append((heredoc, start))
        position = end
      } else {
        position += position + 2 < bytes.count && bytes[position + 2] == byte ? 3 : 2
      }
      return
    }
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0
    if next == UInt8(ascii: "(") {
      beginWord(isPlain: false)
      position += 2
      push(.subshell, at: position - 1, "(")
      return
    }
    try endWord()
    // `>&2` and `>|file` are no operators.
    position += next == UInt8(ascii: "&") || next == UInt8(ascii: "|") ? 2 : 1
  }
}
