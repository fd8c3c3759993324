extension IndentedLines {
  /// The lines of a stream.
  init(yaml tokens: [YAMLToken]) {
    var builder = YAMLLineBuilder()
    for token in tokens { builder.add(token) }
    self = builder.finished()
  }
}

/// Puts tokens together to lines.
private struct YAMLLineBuilder {
  /// The line that is not yet at its end.
  private struct Draft {
    let start: Int
    var kind = IndentedLines.Kind.blank
    var column = 0
    var rank = 0
    var innerRank = 0
    /// Whether nothing but dashes stood on it so far.
    var isBehindDash = false
    var isBlockText = false
    var keepsBlankLines = false
    var holdsTab = false
    var isDisabledSetting = false
    /// Behind the last token that is content.
    var contentEnd: Int

    init(start: Int) {
      self.start = start
      contentEnd = start
    }
  }

  private var lines = IndentedLines()
  private var draft = Draft(start: 0)
  private var offset = 0

  mutating func add(_ token: YAMLToken) {
    switch token.kind {
    case .byteOrderMark:
      // It is no part of the first line, so that it stays when that goes.
      offset += token.text.utf8.count
      draft = Draft(start: offset)
    case .blank:
      offset += token.text.utf8.count
      if draft.kind == .blank, token.text.utf8.contains(0x09) { draft.holdsTab = true }
    case .lineEnd: endLine(token.text.utf8.count)
    case .atom, .blockText: addText(token)
    default:
      begin(token)
      offset += token.text.utf8.count
      if token.kind != .comment { draft.contentEnd = offset }
    }
  }

  mutating func finished() -> IndentedLines {
    if offset > draft.start { endLine(0) }
    return lines
  }

  /// Adds a token that can hold line ends. Its blank lines are content.
  private mutating func addText(_ token: YAMLToken) {
    var rest = token.text.utf8[...]
    begin(token)
    while let lineEnd = rest.firstIndex(of: 0x0A) {
      let line = rest[..<lineEnd]
      let isReturned = line.last == 0x0D
      rest = rest[rest.index(after: lineEnd)...]
      offset += line.count - (isReturned ? 1 : 0)
      // Only a block scalar that keeps its line ends has one as its last byte.
      draft.keepsBlankLines = rest.isEmpty
      draft.contentEnd = offset
      endLine(isReturned ? 2 : 1)
      if rest.isEmpty { return }
      let blanks = rest.prefix { $0.isYAMLBlank }.count
      offset += blanks
      begin(token)
      offset -= blanks
    }
    offset += rest.count
    draft.contentEnd = offset
  }

  /// Notes that a token's text begins here.
  private mutating func begin(_ token: YAMLToken) {
    let isDash = token.text == "-"
    let isComment = token.kind == .comment
    let isMark = token.kind == .documentMark || token.kind == .directive
    let column = offset - draft.start
    let rank = isMark ? -1 : IndentedLines.rank(column: column, isItem: isDash || isComment)
    if draft.kind == .blank {
      draft.kind = isComment ? .comment : .content
      (draft.column, draft.rank, draft.innerRank) = (column, rank, rank)
      draft.isBehindDash = isDash
    } else if draft.isBehindDash, !isComment {
      draft.innerRank = rank
      draft.isBehindDash = isDash
    }
    if isComment { draft.isDisabledSetting = IndentedLines.isSetting(comment: token.text.utf8) }
    draft.isBlockText = token.kind == .blockText
    if token.kind == .blockHeader { draft.keepsBlankLines = token.text.contains("+") }
  }

  private mutating func endLine(_ length: Int) {
    lines.append(
      IndentedLines.Line(
        start: draft.start, contentEnd: draft.contentEnd, textEnd: offset, end: offset + length,
        kind: draft.kind,
        column: draft.kind == .blank ? offset - draft.start : draft.column, rank: draft.rank,
        innerRank: draft.innerRank, isBlockText: draft.isBlockText, keepsBlankLines: draft.keepsBlankLines,
        holdsTab: draft.holdsTab,
        isDisabledSetting: draft.isDisabledSetting))
    offset += length
    draft = Draft(start: offset)
  }
}
