extension MarkdownDocument {
  /// Where the text of a section's heading stands, in one line: bytes, 0-based, end exclusive.
  ///
  /// - Parameter section: its id.
  /// - Returns: nil for other units, and for a heading over several lines.
  public func headingText(of section: Int) -> Range<Int>? {
    guard units.indices.contains(section), units[section].kind == .section,
      case .block(let block) = places[section], blocks[block].text.count == 1
    else { return nil }
    return blocks[block].text[0]
  }

  /// Gives a link another destination, or a sentence another text.
  ///
  /// - Parameters:
  ///   - id: of a link with a destination of its own, of a definition or of a sentence.
  ///   - value: for a sentence, what is to be read: signs that would be marks get a
  ///     backslash.
  /// - Returns: nil for other units, and for what cannot be written in the place.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    written(value, in: id).flatMap { held($0, as: value) }
  }

  private func written(_ value: String, in id: Int) -> TextChange? {
    guard units.indices.contains(id), !value.isEmpty, !value.utf8.contains(where: { $0 < 0x20 }) else {
      return nil
    }
    switch places[id] {
    case .block(let block):
      return definitions[block].flatMap { changing(destination: $0.destination, to: value, of: id) }
    case .link(let link):
      guard let destination = link.destination else { return nil }
      switch link.form {
      case .inline, .image: return changing(destination: destination, to: value, of: id)
      case .autolink, .bare:
        guard !value.utf8.contains(where: { MarkdownByte.isSpace($0) || "<>".utf8.contains($0) }) else {
          return nil
        }
      case .html: guard !value.utf8.contains(UInt8(ascii: "\"")) else { return nil }
      case .reference, .footnote: return nil
      }
      return TextChange(destination, replacement: Array(value.utf8), unit: id)
    case .sentence:
      return TextChange(units[id].range, replacement: Self.escaped(value), unit: id)
    case .comment: return nil
    }
  }

  /// A text without marks: neither within it, nor one of a heading or an item before it.
  private static func escaped(_ value: String) -> [UInt8] {
    let marks = Array("\\`*_[]<>|~".utf8)
    let text = Array(value.utf8)
    var escaped = text.flatMap { marks.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
    let digits = text.prefix(while: MarkdownByte.isDigit).count
    if let sign = text.dropFirst(digits).first, (digits > 0 ? ".)" : "#-+=").utf8.contains(sign) {
      escaped.insert(UInt8(ascii: "\\"), at: digits)
    }
    return escaped
  }

  private func changing(destination: Range<Int>, to value: String, of unit: Int) -> TextChange? {
    let source = serialised()
    let isBracketed = destination.lowerBound > 0 && source[destination.lowerBound - 1] == UInt8(ascii: "<")
    if value.utf8.contains(where: { "<>\\".utf8.contains($0) }) { return nil }
    let needsBrackets = value.utf8.contains { MarkdownByte.isSpace($0) || "()".utf8.contains($0) }
    let text = needsBrackets && !isBracketed ? "<\(value)>" : value
    return TextChange(destination, replacement: Array(text.utf8), unit: unit)
  }
}
