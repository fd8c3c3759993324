extension ShellScanner {
  /// Passes what a quote, a `$` or a backtick begins, or enters it.
  mutating func passExpansion() throws(FormatProblem) {
    let start = position
    switch bytes[start] {
    case RowBytes.singleQuote: try pass(to: RowBytes.singleQuote, escaped: false, from: start + 1)
    case UInt8(ascii: "`"): try pass(to: UInt8(ascii: "`"), escaped: true, from: start + 1)
    case RowBytes.doubleQuote:
      position += 1
      push(.quotes, at: start, "\"")
    default: try passDollar()
    }
  }

  private mutating func passDollar() throws(FormatProblem) {
    let start = position
    let isQuoted = stack.last?.kind == .quotes
    let next = start + 1 < bytes.count ? bytes[start + 1] : 0
    switch next {
    case UInt8(ascii: "{"):
      position += 2
      push(.parameter, at: start, "${")
    case UInt8(ascii: "("):
      let isArithmetic = beginsArithmetic(at: start + 1)
      position += isArithmetic ? 3 : 2
      push(isArithmetic ? .arithmetic : .subshell, at: start, isArithmetic ? "$((" : "$(")
    case RowBytes.singleQuote where !isQuoted:
      try pass(to: RowBytes.singleQuote, escaped: true, from: start + 2)
    case RowBytes.dollar, RowBytes.hash: position += 2
    default: position += 1
    }
  }

  /// Whether `((` begins arithmetic, not two subshells: then `))` ends it.
  func beginsArithmetic(at start: Int) -> Bool {
    let opening = UInt8(ascii: "(")
    let closing = UInt8(ascii: ")")
    guard start + 1 < bytes.count, bytes[start + 1] == opening else { return false }
    var depth = 0
    // Nobody calculates at greater length; a limit keeps this linear.
    for index in (start + 2)..<max(start + 2, min(bytes.count, start + 1000)) {
      if bytes[index] == opening {
        depth += 1
      } else if bytes[index] == closing {
        if depth == 0 { return index + 1 < bytes.count && bytes[index + 1] == closing }
        depth -= 1
      }
    }
    return false
  }

  private mutating func pass(to end: UInt8, escaped: Bool, from start: Int) throws(FormatProblem) {
    let quote = position
    position = start
    while position < bytes.count, bytes[position] != end {
      position += escaped && bytes[position] == RowBytes.backslash ? 2 : 1
    }
    guard position < bytes.count else {
      throw FormatProblem("'\(RowBytes.text([end]))' is never closed", at: quote)
    }
    position += 1
  }

  mutating func passInQuotes() throws(FormatProblem) {
    switch bytes[position] {
    case RowBytes.backslash: position = min(position + 2, bytes.count)
    case RowBytes.doubleQuote:
      position += 1
      pop()
    case RowBytes.dollar, UInt8(ascii: "`"): try passExpansion()
    default: position += 1
    }
  }

  mutating func passInParameter() throws(FormatProblem) {
    switch bytes[position] {
    case RowBytes.backslash: position = min(position + 2, bytes.count)
    case UInt8(ascii: "}"):
      position += 1
      pop()
    // In quotes, `${x:-it's}` has an apostrophe.
    case RowBytes.singleQuote where stack.last?.isQuoted ?? false: position += 1
    case RowBytes.singleQuote, RowBytes.doubleQuote, RowBytes.dollar, UInt8(ascii: "`"): try passExpansion()
    default: position += 1
    }
  }

  mutating func passInArithmetic() throws(FormatProblem) {
    switch bytes[position] {
    case UInt8(ascii: "("):
      stack[stack.count - 1].parentheses += 1
      position += 1
    case UInt8(ascii: ")"):
      position += 1
      if stack[stack.count - 1].parentheses > 0 {
        stack[stack.count - 1].parentheses -= 1
      } else {
        if position < bytes.count, bytes[position] == UInt8(ascii: ")") { position += 1 }
        pop()
      }
    case RowBytes.backslash: position = min(position + 2, bytes.count)
    case RowBytes.singleQuote, RowBytes.doubleQuote, RowBytes.dollar, UInt8(ascii: "`"): try passExpansion()
    default: position += 1
    }
  }

  /// Passes over `[[ … ]]`, in which `<`, `(` and `&&` are no signs of the command.
  mutating func passInTest() throws(FormatProblem) {
    switch bytes[position] {
    case RowBytes.backslash: position = min(position + 2, bytes.count)
    case RowBytes.singleQuote, RowBytes.doubleQuote, RowBytes.dollar, UInt8(ascii: "`"): try passExpansion()
    case UInt8(ascii: "]") where closesTest:
      position += 2
      pop()
    default: position += 1
    }
  }

  private var closesTest: Bool {
    guard position + 1 < bytes.count, bytes[position + 1] == bytes[position] else { return false }
    let isBehindBlank = position > 0 && RowBytes.isWhite(bytes[position - 1])
    let isBeforeEnd = position + 2 >= bytes.count || !RowBytes.isWord(bytes[position + 2])
    return isBehindBlank && isBeforeEnd
  }
}
