/// One tag of HTML, as CommonMark takes it.
enum HTMLTag {
  /// Where a tag ends that begins at `start`.
  ///
  /// - Parameters:
  ///   - text: what the tag must lie in.
  ///   - start: where its `<` stands.
  /// - Returns: the offset behind its `>`; nil when it is none.
  static func end(in text: ArraySlice<UInt8>, from start: Int) -> Int? {
    var index = start + 1
    let isClosing = index < text.endIndex && text[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    guard index < text.endIndex, MarkdownByte.isLetter(text[index]) else { return nil }
    while index < text.endIndex, isNameByte(text[index]) { index += 1 }
    while index < text.endIndex {
      let afterName = index
      skipSpaces(in: text, &index)
      guard index < text.endIndex else { return nil }
      if text[index] == UInt8(ascii: ">") { return index + 1 }
      if isClosing { return nil }
      if text[index] == UInt8(ascii: "/") {
        return index + 1 < text.endIndex && text[index + 1] == UInt8(ascii: ">") ? index + 2 : nil
      }
      guard index > afterName, skipAttribute(in: text, &index) else { return nil }
    }
    return nil
  }

  /// The bytes of an attribute's value.
  ///
  /// - Parameters:
  ///   - name: in small letters.
  ///   - tag: a tag from `<` to `>`.
  /// - Returns: without quotes; nil when it has no such attribute.
  static func value(of name: String, in tag: ArraySlice<UInt8>) -> Range<Int>? {
    var index = tag.startIndex + 1
    while index < tag.endIndex, isNameByte(tag[index]) { index += 1 }
    while index < tag.endIndex {
      skipSpaces(in: tag, &index)
      let start = index
      guard skipAttribute(in: tag, &index) else { return nil }
      let attribute = tag[start..<index]
      guard let sign = attribute.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let found = MarkdownByte.trimmed(attribute[..<sign])
      guard String(decoding: found, as: UTF8.self).lowercased() == name else { continue }
      var value = MarkdownByte.trimmed(attribute[(sign + 1)...])
      if let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        value = value.dropFirst().dropLast()
      }
      return value.startIndex..<value.endIndex
    }
    return nil
  }

  private static func skipAttribute(in text: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
    guard index < text.endIndex, isAttributeStart(text[index]) else { return false }
    while index < text.endIndex,
      isAttributeStart(text[index]) || isNameByte(text[index])
        || text[index] == UInt8(ascii: ".")
    {
      index += 1
    }
    var behind = index
    skipSpaces(in: text, &behind)
    guard behind < text.endIndex, text[behind] == UInt8(ascii: "=") else { return true }
    behind += 1
    skipSpaces(in: text, &behind)
    guard behind < text.endIndex else { return false }
    let quote = text[behind]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let close = text[(behind + 1)...].firstIndex(of: quote) else { return false }
      index = close + 1
      return true
    }
    let value = text[behind...].prefix { !MarkdownByte.isSpace($0) && !"\"'=<>`".utf8.contains($0) }
    index = value.endIndex
    return !value.isEmpty
  }

  private static func skipSpaces(in text: ArraySlice<UInt8>, _ index: inout Int) {
    while index < text.endIndex, MarkdownByte.isSpace(text[index]) { index += 1 }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    MarkdownByte.isLetter(byte) || MarkdownByte.isDigit(byte) || byte == UInt8(ascii: "-")
  }

  private static func isAttributeStart(_ byte: UInt8) -> Bool {
    MarkdownByte.isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }
}
