extension YAMLReader {
  /// Reads `[ … ]` or `{ … }`.
  mutating func flowCollection(indent: Int) throws(FormatProblem) -> YAMLNode {
    try nested { (reader) throws(FormatProblem) in
      reader.byte(0) == UInt8(ascii: "[") ? try reader.flowSequence(indent) : try reader.flowMapping(indent)
    }
  }

  private mutating func flowSequence(_ indent: Int) throws(FormatProblem) -> YAMLNode {
    let start = position
    take(.indicator, to: position + 1)
    var items: [YAMLItem] = []
    while try !isAtClose(UInt8(ascii: "]"), from: start) {
      let first = position
      let isExplicit = byte(0) == UInt8(ascii: "?")
      let entry = try flowEntry(indent)
      // A pair without braces is a mapping of its own.
      let isPair = isExplicit || entry.range.upperBound > entry.key.range.upperBound
      let node =
        isPair
        ? YAMLNode(content: .mapping([entry], isFlow: true), range: entry.range) : entry.key
      let end = entry.range.upperBound
      items.append(YAMLItem(node: node, range: first..<end, comma: try comma(before: UInt8(ascii: "]"))))
    }
    take(.indicator, to: position + 1)
    return YAMLNode(content: .sequence(items, isFlow: true), range: start..<position)
  }

  private mutating func flowMapping(_ indent: Int) throws(FormatProblem) -> YAMLNode {
    let start = position
    take(.indicator, to: position + 1)
    var entries: [YAMLEntry] = []
    while try !isAtClose(UInt8(ascii: "}"), from: start) {
      var entry = try flowEntry(indent)
      entry.comma = try comma(before: UInt8(ascii: "}"))
      entries.append(entry)
    }
    take(.indicator, to: position + 1)
    return YAMLNode(content: .mapping(entries, isFlow: true), range: start..<position)
  }

  private mutating func isAtClose(_ close: UInt8, from start: Int) throws(FormatProblem) -> Bool {
    skipTrivia()
    if isAtEnd { throw FormatProblem("this bracket is never closed", at: start) }
    return byte(0) == close
  }

  /// Reads the comma behind an element; there must be one unless the bracket closes.
  private mutating func comma(before close: UInt8) throws(FormatProblem) -> Int? {
    skipTrivia()
    if byte(0) == UInt8(ascii: ",") {
      take(.indicator, to: position + 1)
      return position - 1
    }
    guard isAtEnd || byte(0) == close else { throw problem("a comma is missing before this") }
    return nil
  }

  /// Reads `key: value`, `key`, or `? key : value`.
  private mutating func flowEntry(_ indent: Int) throws(FormatProblem) -> YAMLEntry {
    let start = position
    if byte(0) == UInt8(ascii: "?") {
      take(.indicator, to: position + 1)
      skipTrivia()
    }
    let hasKey = byte(0) != UInt8(ascii: ":")
    guard hasKey || position > start else { throw problem("a key is missing before this") }
    let key = hasKey ? try flowNode(indent) : .absent(at: position)
    var end = max(key.range.upperBound, start + 1)
    var value = YAMLNode.absent(at: end)
    skipTrivia()
    if byte(0) == UInt8(ascii: ":") {
      take(.indicator, to: position + 1)
      let colonEnd = position
      skipTrivia()
      value = try flowNode(indent, absentAt: colonEnd)
      end = max(colonEnd, value.range.upperBound)
    }
    return YAMLEntry(key: key, value: value, range: start..<end)
  }

  private mutating func flowNode(_ indent: Int, absentAt: Int? = nil) throws(FormatProblem) -> YAMLNode {
    let properties = try properties()
    let behind = position
    if !properties.isEmpty { skipTrivia() }
    if isAtEnd || byte(0) == UInt8(ascii: ":") || byte(0) == UInt8(ascii: ",")
      || byte(0) == UInt8(ascii: "]") || byte(0) == UInt8(ascii: "}")
    {
      guard absentAt != nil || !properties.isEmpty else { throw problem("a value is missing before this") }
      return YAMLNode.absent(at: properties.isEmpty ? absentAt ?? behind : behind).with(properties)
    }
    return try atom(indent: indent, inFlow: true).with(properties)
  }
}
