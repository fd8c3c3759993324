extension YAMLReader {
  /// Reads what is neither a block collection nor a block scalar. `indent` is the column
  /// of the block collection around it, `inFlow` says whether it stands in brackets.
  mutating func atom(indent: Int, inFlow: Bool) throws(FormatProblem) -> YAMLNode {
    switch byte(0) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flowCollection(indent: indent)
    case UInt8(ascii: "'"): return try singleQuoted()
    case UInt8(ascii: "\""): return try doubleQuoted()
    case UInt8(ascii: "*"): return try alias()
    default: return try plain(indent: indent, inFlow: inFlow)
    }
  }

  /// Reads an anchor and a tag, in either order, and the blanks between them.
  mutating func properties() throws(FormatProblem) -> YAMLProperties {
    var found = YAMLProperties()
    var hasTag = false
    while true {
      // Blanks are taken only when something follows that belongs here.
      let next = found.isEmpty ? position : endOfBlanks(from: position)
      let end: Int
      switch byte(at: next) {
      case UInt8(ascii: "&") where found.anchor == nil:
        end = endOfName(from: next + 1)
        guard end > next + 1 else { throw problem("an anchor needs a name") }
        found.anchor = text(next + 1..<end)
      case UInt8(ascii: "!") where !hasTag:
        end = endOfTag(from: next + 1)
        hasTag = true
      default: return found
      }
      take(.blank, to: next)
      take(.property, to: end)
      found.range = (found.range?.lowerBound ?? next)..<end
    }
  }

  private mutating func alias() throws(FormatProblem) -> YAMLNode {
    let start = position
    let end = endOfName(from: start + 1)
    guard end > start + 1 else { throw problem("an alias needs a name") }
    take(.atom, to: end)
    return YAMLNode(content: .alias(text(start + 1..<end)), range: start..<end)
  }

  private func endOfName(from offset: Int) -> Int {
    var end = offset
    while byte(at: end).isYAMLName { end += 1 }
    return end
  }

  private func endOfTag(from offset: Int) -> Int {
    var end = offset
    let isVerbatim = byte(at: offset) == UInt8(ascii: "<")
    while !isBlankOrEnd(at: end), isVerbatim || !byte(at: end).isYAMLFlowIndicator { end += 1 }
    return end
  }
}
