/// What stands between two neighbours in a list, or between one and a bracket, without
/// what belongs to either: white space, and comments that are about neither.
struct JSONGap {
  struct White {
    /// Byte offsets, 0-based, end exclusive; may be empty.
    let range: Range<Int>
    let lineEnds: Int
  }

  /// Parted by the comments; at least one.
  let whites: [White]
  /// The tokens of the comments directly above the member behind it, which belong to
  /// that member.
  let comments: [Int]
}

/// How the members of an object or array are set.
struct JSONList {
  let document: JSONDocument
  let members: [Int]
  private let container: JSONContainer
  /// Whether lines begin with the comma, which then belongs to the member behind it.
  let beginsWithCommas: Bool

  init(_ container: JSONContainer, of document: JSONDocument) {
    (self.document, self.container, members) = (document, container, container.members)
    var beginsWithCommas = false
    if members.count > 1, let comma = document.members[members[0]].comma {
      let before = document.tokens[(document.members[members[0]].last + 1)..<comma]
      let after = document.tokens[(comma + 1)..<document.members[members[1]].first]
      beginsWithCommas =
        before.contains { $0.lineEnds > 0 } && !after.contains { $0.lineEnds > 0 || $0.kind == .lineComment }
    }
    self.beginsWithCommas = beginsWithCommas
  }

  /// The gap before a member, 0-based; behind the last there is one more.
  ///
  /// Comments and blanks up to the end of a line belong to what begins on it; comments
  /// on lines of their own with no blank line below belong to what comes next.
  ///
  /// - Parameters:
  ///   - position: of the member.
  ///   - keepingComments: whether these stay although the member goes.
  /// - Returns: what belongs to neither neighbour.
  func gap(before position: Int, keepingComments: Bool = false) -> JSONGap {
    let tokens = document.tokens
    let isLast = position == members.count
    let previous = position == 0 ? container.open : document.members[members[position - 1]].last
    var start = previous + 1
    var end = isLast ? container.close : document.members[members[position]].first
    var offset = tokens[previous].end
    if position > 0, let comma = document.members[members[position - 1]].comma {
      if beginsWithCommas && !isLast {
        end = comma
      } else {
        (start, offset) = (comma + 1, tokens[comma].end)
      }
    }
    if isLast || tokens[start..<end].contains(where: { $0.lineEnds > 0 }) {
      while start < end {
        if let lineEnd = tokens[start].firstLineEnd {
          offset = tokens[start].start + lineEnd
          break
        }
        if tokens[start].isComment { offset = tokens[start].end }
        start += 1
      }
    }
    let comments = isLast || keepingComments ? [] : commentsAbove(end, from: start)
    let whites = whites(from: offset, tokens: start..<(comments.first ?? end))
    return JSONGap(whites: whites, comments: comments)
  }

  /// Goes up from a token as long as there are comments without a blank line.
  private func commentsAbove(_ end: Int, from start: Int) -> [Int] {
    var comments: [Int] = []
    for index in (start..<end).reversed() {
      let token = document.tokens[index]
      if token.isComment {
        if token.isCommentedOut { break }
        comments.append(index)
      } else if token.lineEnds > 1 {
        break
      }
    }
    return comments.reversed()
  }

  private func whites(from offset: Int, tokens indexes: Range<Int>) -> [JSONGap.White] {
    var whites: [JSONGap.White] = []
    var (start, lineEnds) = (offset, 0)
    for token in document.tokens[indexes] where token.end > offset {
      if token.isComment {
        whites.append(JSONGap.White(range: start..<token.start, lineEnds: lineEnds))
        (start, lineEnds) = (token.end, 0)
      } else {
        lineEnds += token.lineEnds
      }
    }
    let end = document.tokens[indexes.upperBound].start
    return whites + [JSONGap.White(range: start..<end, lineEnds: lineEnds)]
  }
}

extension JSONToken {
  /// How many lines end in white space; CR LF is one end.
  var lineEnds: Int {
    guard kind == .space else { return 0 }
    var (count, previous) = (0, UInt8(0))
    for byte in text {
      if byte == JSONByte.carriageReturn || byte == JSONByte.lineFeed && previous != JSONByte.carriageReturn {
        count += 1
      }
      previous = byte
    }
    return count
  }

  /// Where in white space the first line ends, from its beginning.
  var firstLineEnd: Int? { kind == .space ? text.firstIndex { JSONByte.isLineEnd($0) } : nil }

  /// Whether a comment holds an entry that somebody switched off: `// "strict": true,`.
  /// It is about itself, not about what stands below.
  var isCommentedOut: Bool {
    text.dropFirst(2).first { !JSONByte.isSpace($0) } == JSONByte.quote
  }
}
