/// What a block node stands behind, which decides what it can be.
enum YAMLBlockPlace {
  case document
  /// Behind `-`.
  case item
  /// Behind `key:`.
  case value
  /// Behind `?`, or the `:` that belongs to one.
  case explicit

  /// Whether a collection can begin on the same line.
  var allowsCompact: Bool { self != .value }
  /// Whether a list can stand as far left as the key that it belongs to.
  var allowsUnindentedList: Bool { self == .value || self == .explicit }
}

extension YAMLReader {
  /// Reads the node behind an indicator; an absent one where nothing is indented enough.
  /// `indent` is the column of the collection around it, -1 for a document.
  mutating func blockNode(indent: Int, _ place: YAMLBlockPlace) throws(FormatProblem) -> YAMLNode {
    try nested { (reader) throws(FormatProblem) in try reader.blockNodeHere(indent: indent, place) }
  }

  private mutating func blockNodeHere(
    indent: Int, _ place: YAMLBlockPlace
  ) throws(FormatProblem) -> YAMLNode {
    let before = position
    var onOwnLine = skipTrivia()
    if isAbsent(indent: indent, place, onOwnLine) { return .absent(at: before) }

    // What stands before a key on its line is the key's; what has a line by itself
    // belongs to the whole node.
    var own = try properties()
    var keys = YAMLProperties()
    var start = own.range?.lowerBound ?? position
    if !own.isEmpty {
      let behind = position
      if skipTrivia() {
        onOwnLine = true
        if isAbsent(indent: indent, place, true) { return YAMLNode.absent(at: behind).with(own) }
        start = position
        keys = try properties()
        skipTrivia()
      } else {
        (own, keys) = (keys, own)
        if isAbsent(indent: indent, place, false) { return YAMLNode.absent(at: behind).with(keys) }
      }
    }
    let startColumn = start - lineStart

    if isAt(UInt8(ascii: "-")), keys.isEmpty {
      guard onOwnLine || place.allowsCompact else { throw problem("a list cannot begin here") }
      return try blockSequence(column: column).with(own)
    }
    if isAt(UInt8(ascii: "?")), keys.isEmpty {
      guard onOwnLine || place.allowsCompact else { throw problem("a mapping cannot begin here") }
      return try blockMapping(column: column, firstKey: nil).with(own)
    }
    if byte(0) == UInt8(ascii: "|") || byte(0) == UInt8(ascii: ">") {
      return try blockScalar(indent: indent).with(own.isEmpty ? keys : own)
    }
    let node = try atom(indent: indent, inFlow: false)
    guard isKey(node) else {
      guard own.isEmpty || keys.isEmpty else { throw problem("this node has two anchors or tags") }
      return node.with(own.isEmpty ? keys : own)
    }
    guard onOwnLine || place.allowsCompact else { throw problem("a mapping cannot begin here") }
    return try blockMapping(column: startColumn, firstKey: node.with(keys)).with(own)
  }

  private func isAbsent(indent: Int, _ place: YAMLBlockPlace, _ onOwnLine: Bool) -> Bool {
    if isAtEnd { return true }
    guard onOwnLine else { return false }
    if isAtDocumentStart || isAtDocumentEnd { return true }
    if column > indent { return false }
    return !(column == indent && place.allowsUnindentedList && isAt(UInt8(ascii: "-")))
  }

  private mutating func blockSequence(column: Int) throws(FormatProblem) -> YAMLNode {
    let start = position
    var items: [YAMLItem] = []
    repeat {
      let dash = position
      take(.indicator, to: position + 1)
      let node = try blockNode(indent: column, .item)
      items.append(YAMLItem(node: node, range: dash..<max(dash + 1, node.range.upperBound)))
      skipTrivia()
    } while self.column == column && !isAtEnd && !isAtDocumentStart && isAt(UInt8(ascii: "-"))
    let end = items.last?.range.upperBound ?? start
    return YAMLNode(content: .sequence(items, isFlow: false), range: start..<end)
  }

  /// Reads a mapping whose keys stand at `column`; `firstKey` has been read already and
  /// is nil before `?`.
  private mutating func blockMapping(
    column: Int, firstKey: YAMLNode?
  ) throws(FormatProblem) -> YAMLNode {
    let start = firstKey?.range.lowerBound ?? position
    var entries: [YAMLEntry] = []
    var key = firstKey
    repeat {
      if let read = key {
        entries.append(try blockEntry(read, column: column))
      } else if isAt(UInt8(ascii: "?")) {
        entries.append(try explicitEntry(column: column))
      } else {
        key = try blockKey(indent: column)
        continue
      }
      key = nil
      skipTrivia()
    } while key != nil
      || self.column == column && !isAtEnd && !isAtDocumentStart && !isAtDocumentEnd
        && !isAt(UInt8(ascii: "-"))
    let end = entries.last?.range.upperBound ?? start
    return YAMLNode(content: .mapping(entries, isFlow: false), range: start..<end)
  }

  private mutating func blockKey(indent: Int) throws(FormatProblem) -> YAMLNode {
    let properties = try properties()
    take(.blank, to: endOfBlanks(from: position))
    let node = try atom(indent: indent, inFlow: false)
    guard isKey(node) else { throw problem("a key needs ':' behind it") }
    return node.with(properties)
  }

  private mutating func blockEntry(_ key: YAMLNode, column: Int) throws(FormatProblem) -> YAMLEntry {
    take(.blank, to: endOfBlanks(from: position))
    take(.indicator, to: position + 1)
    let colonEnd = position
    let value = try blockNode(indent: column, .value)
    let end = max(colonEnd, value.range.upperBound)
    return YAMLEntry(key: key, value: value, range: key.range.lowerBound..<end)
  }

  private mutating func explicitEntry(column: Int) throws(FormatProblem) -> YAMLEntry {
    let start = position
    take(.indicator, to: position + 1)
    let key = try blockNode(indent: column, .explicit)
    var end = max(start + 1, key.range.upperBound)
    var value = YAMLNode.absent(at: end)
    skipTrivia()
    if self.column == column, isAt(UInt8(ascii: ":")) {
      take(.indicator, to: position + 1)
      end = position
      value = try blockNode(indent: column, .explicit)
    }
    return YAMLEntry(key: key, value: value, range: start..<max(end, value.range.upperBound))
  }

  /// Whether `:` follows a node that stands on one line.
  private func isKey(_ node: YAMLNode) -> Bool {
    let colon = endOfBlanks(from: position)
    guard byte(at: colon) == UInt8(ascii: ":"), isBlankOrEnd(at: colon + 1) else { return false }
    return node.range.lowerBound >= lineStart
  }
}
