/// How a line goes on with the blocks that are open.
extension MarkdownBlockReader {
  enum Continuation { case yes, no, lineIsDone }

  /// Whether the line goes on with a block; what it has to have for that is passed over.
  mutating func goOn(with index: Int) -> Continuation {
    switch blocks[index].kind {
    case .document, .list: return .yes
    case .quote: return takeQuoteMark() ? .yes : .no
    case .item(let mark):
      if cursor.isBlank { return goOnBlank(index) }
      return takeIndentation(mark.indentation + mark.padding)
    case .footnote:
      return cursor.isBlank ? goOnBlank(index) : takeIndentation(4)
    case .paragraph, .table: return cursor.isBlank ? .no : .yes
    case .indentedCode:
      if cursor.isIndented { return takeIndentation(4) }
      return cursor.isBlank ? .yes : .no
    case .fencedCode(let fence): return goOn(with: index, fence)
    case .html(let end):
      if blocks[index].isComplete { return .no }
      return (end == .blankLine || end == .blankLineAlone) && cursor.isBlank ? .no : .yes
    case .frontMatter, .definition, .heading, .row, .comment, .anchor, .thematicBreak: return .no
    }
  }

  /// A blank line goes on with an item that has something already.
  private mutating func goOnBlank(_ index: Int) -> Continuation {
    guard !blocks[index].children.isEmpty else { return .no }
    cursor.skipBlanks()
    return .yes
  }

  private mutating func takeIndentation(_ columns: Int) -> Continuation {
    guard cursor.indentation >= columns else { return .no }
    cursor.advance(columns: columns)
    tokens.add(.prefix, of: source, to: cursor.offset)
    return .yes
  }

  /// Passes over `>` and the blank behind it.
  mutating func takeQuoteMark() -> Bool {
    guard !cursor.isIndented, cursor.nextByte == UInt8(ascii: ">") else { return false }
    cursor.skipBlanks()
    cursor.advance(bytes: 1)
    if cursor.isAtBlank { cursor.advance(columns: 1) }
    tokens.add(.prefix, of: source, to: cursor.offset)
    return true
  }

  private mutating func goOn(with index: Int, _ fence: MarkdownFence) -> Continuation {
    if !cursor.isIndented, isClosing(fence) {
      tokens.add(.prefix, of: source, to: cursor.next)
      tokens.add(.mark, of: source, to: cursor.end)
      add(cursor.next..<MarkdownByte.trimmed(cursor.rest).endIndex, to: index, isText: false)
      blocks[index].isComplete = true
      lines[number].isBlank = false
      close(to: matched)
      return .lineIsDone
    }
    cursor.advance(columns: min(fence.indentation, cursor.indentation))
    tokens.add(.prefix, of: source, to: cursor.offset)
    return .yes
  }

  private func isClosing(_ fence: MarkdownFence) -> Bool {
    let length = cursor.rest.prefix { $0 == fence.sign }.count
    return length >= fence.length && cursor.rest.dropFirst(length).allSatisfy(MarkdownByte.isBlank)
  }

  /// Gives what is left of the line to the block that it belongs to.
  mutating func addText() {
    guard let last = open.last else { return }
    if matched < open.count, !cursor.isBlank, blocks[last].isParagraph {
      // A paragraph goes on although what it lies in does not: lazy continuation.
      addParagraphLine(to: last)
      return
    }
    close(to: matched)
    guard let top = open.last else { return }
    switch blocks[top].kind {
    case .paragraph: addParagraphLine(to: top)
    case .fencedCode: add(cursor.offset..<cursor.end, to: top)
    case .indentedCode: addCodeLine(to: top)
    case .html(let end):
      add(cursor.offset..<cursor.end, to: top)
      if end.isReached(in: source[cursor.offset..<cursor.end]) {
        blocks[top].isComplete = true
        close(to: open.count - 1)
      }
    case .table: addRow(to: top)
    case .document, .quote, .item, .footnote, .list:
      guard !cursor.isBlank else { return }
      begin(.paragraph, at: cursor.next)
      addParagraphLine(to: open.last ?? top)
    default: break
    }
  }

  private mutating func addParagraphLine(to index: Int) {
    tokens.add(.prefix, of: source, to: cursor.next)
    add(cursor.next..<cursor.end, to: index)
  }

  /// Blank lines count once code follows them.
  private mutating func addCodeLine(to index: Int) {
    if cursor.isBlank {
      blocks[index].text.append(cursor.offset..<cursor.end)
    } else {
      add(cursor.offset..<cursor.end, to: index)
    }
  }
}
