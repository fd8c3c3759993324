/// An instruction with its continued lines put together, and where each byte came from.
struct DockerfileInstruction {
  /// Without continuations and the comments between lines.
  private(set) var content: [UInt8] = []
  /// The offset in the file of each byte of `content`.
  private(set) var offsets: [Int] = []
  /// The comments between its lines.
  private(set) var comments: [Range<Int>] = []
  /// How many lines it has.
  private(set) var lineCount = 0
  /// Behind its last line's text.
  private(set) var end: Int
  /// Where the line below it begins.
  private(set) var nextLine: Int

  /// - Parameters:
  ///   - start: of its first line.
  ///   - bytes: the file.
  ///   - escape: what continues a line.
  init(at start: Int, of bytes: [UInt8], escape: UInt8) {
    end = start
    nextLine = start
    var goesOn = true
    while goesOn, nextLine < bytes.count {
      let lineStart = nextLine
      let lineEnd = bytes[lineStart...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count
      nextLine = min(lineEnd + 1, bytes.count)
      let text = RowBytes.trimmed(bytes[lineStart..<lineEnd])
      lineCount += 1
      if lineCount > 1, text.isEmpty { continue }
      if lineCount > 1, text.first == RowBytes.hash {
        comments.append(text.startIndex..<text.endIndex)
        continue
      }
      goesOn = text.last == escape && text.dropLast().last != escape
      end = text.endIndex
      let kept = goesOn ? text.dropLast() : text
      for index in lineStart..<kept.endIndex {
        content.append(bytes[index])
        offsets.append(index)
      }
    }
  }

  /// A word of the arguments, with its quotes.
  struct Word {
    /// As it is written.
    let text: ArraySlice<UInt8>
    /// Its bytes in the file, with line ends where it goes on over several.
    let range: Range<Int>
  }

  /// The words from an index of `content` on; blanks in quotes and behind `escape` part none.
  func words(from start: Int, escape: UInt8) -> [Word] {
    var words: [Word] = []
    var index = start
    while index < content.count {
      if RowBytes.isWhite(content[index]) {
        index += 1
        continue
      }
      let first = index
      var quote: UInt8?
      while index < content.count, quote != nil || !RowBytes.isWhite(content[index]) {
        let byte = content[index]
        if byte == escape, quote != RowBytes.singleQuote {
          index += 1
        } else if let open = quote {
          if byte == open { quote = nil }
        } else if byte == RowBytes.doubleQuote || byte == RowBytes.singleQuote {
          quote = byte
        }
        index += 1
      }
      index = min(index, content.count)
      words.append(Word(text: content[first..<index], range: offsets[first]..<(offsets[index - 1] + 1)))
    }
    return words
  }

  /// The content from an index on: blanks where lines were joined become one.
  func text(from start: Int) -> String {
    var result: [UInt8] = []
    var isAtJoint = false
    var hasGap = false
    for index in start..<max(start, content.count) {
      if index > start, offsets[index] != offsets[index - 1] + 1 {
        isAtJoint = true
        while let last = result.last, RowBytes.isGap(last) {
          result.removeLast()
          hasGap = true
        }
      }
      if isAtJoint, RowBytes.isGap(content[index]) {
        hasGap = true
        continue
      }
      if hasGap { result.append(RowBytes.blank) }
      isAtJoint = false
      hasGap = false
      result.append(content[index])
    }
    return RowBytes.text(RowBytes.trimmed(result[...]))
  }
}
