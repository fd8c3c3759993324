/// The definition of a link: `[label]: destination "title"`.
struct MarkdownDefinition: Sendable {
  let label: String
  /// The bytes of the destination, without angle brackets.
  let destination: Range<Int>

  /// Labels are equal when they are but for case and white space.
  static func key(_ label: some Sequence<UInt8>) -> String {
    var words: [UInt8] = []
    for byte in label {
      if !MarkdownByte.isSpace(byte) {
        words.append(byte)
      } else if let last = words.last, last != 0x20 {
        words.append(0x20)
      }
    }
    if words.last == 0x20 { words.removeLast() }
    return String(decoding: words, as: UTF8.self).lowercased()
  }
}

extension MarkdownBlockReader {
  /// Makes blocks of the definitions that a paragraph begins with. One that is nothing
  /// else is taken from the blocks that it lies in.
  mutating func takeDefinitions(from index: Int) {
    guard let parent = blocks[index].parent, let place = blocks[parent].children.lastIndex(of: index) else {
      return
    }
    var rest = blocks[index].text[...]
    var made: [Int] = []
    var line = blocks[index].lines.lowerBound
    while let first = rest.first, source[first.lowerBound] == UInt8(ascii: "["),
      let (definition, count) = definition(in: rest)
    {
      let end = MarkdownByte.trimmed(source[rest[rest.startIndex + count - 1]]).endIndex
      made.append(blocks.count)
      definitions[blocks.count] = definition
      blocks.append(
        MarkdownBlock(
          kind: .definition(definition.label), parent: parent, lines: line..<line + count,
          range: first.lowerBound..<end))
      line += count
      rest = rest.dropFirst(count)
    }
    guard !made.isEmpty else { return }
    blocks[index].text = Array(rest)
    blocks[index].lines = line..<max(line, blocks[index].lines.upperBound)
    if let first = rest.first { blocks[index].range = first.lowerBound..<blocks[index].range.upperBound }
    blocks[parent].children.replaceSubrange(place...place, with: rest.isEmpty ? made : made + [index])
  }

  /// Reads one definition.
  ///
  /// - Parameter lines: of a paragraph, of which the first begins with `[`.
  /// - Returns: it, and how many lines it takes; nil when there is none.
  private func definition(in lines: ArraySlice<Range<Int>>) -> (MarkdownDefinition, Int)? {
    // It takes at most a line for each of label, destination and title; titles and
    // labels of several lines are as good as never written, but they are allowed.
    let text = MarkdownRun(source, Array(lines.prefix(8)))
    guard let label = LinkSyntax.label(in: text.bytes, from: 0), label.count > 2 else { return nil }
    var index = label.upperBound
    guard index < text.bytes.count, text.bytes[index] == UInt8(ascii: ":") else { return nil }
    index += 1
    LinkSyntax.skipSpaces(in: text.bytes, &index)
    guard let destination = LinkSyntax.destination(in: text.bytes, from: index) else { return nil }
    index = destination.end
    guard destination.end > destination.range.upperBound || !destination.range.isEmpty else { return nil }
    var end = LinkSyntax.lineEnd(in: text.bytes, from: index)
    var behind = index
    LinkSyntax.skipSpaces(in: text.bytes, &behind)
    if behind > index, let title = LinkSyntax.title(in: text.bytes, from: behind),
      let titleEnd = LinkSyntax.lineEnd(in: text.bytes, from: title)
    {
      end = titleEnd
    }
    guard let end else { return nil }
    let name = text.bytes[(label.lowerBound + 1)..<(label.upperBound - 1)]
    guard name.contains(where: { !MarkdownByte.isSpace($0) }), name.first != UInt8(ascii: "^") else {
      return nil
    }
    let count = text.bytes[..<end].count { $0 == UInt8(ascii: "\n") } + 1
    return (
      MarkdownDefinition(
        label: String(decoding: name, as: UTF8.self), destination: text.range(of: destination.range)), count
    )
  }
}
