/// How an HTML block ends, which its beginning decides.
enum HTMLBlockEnd: Sendable, Hashable {
  /// `</script>`, `</pre>`, `</style>` or `</textarea>`.
  case rawText
  case comment, instruction, declaration, characterData
  /// A blank line.
  case blankLine
  /// A blank line, for a tag that stands alone; it cannot interrupt a paragraph.
  case blankLineAlone

  private static let rawTextTags: Set<String> = ["script", "pre", "style", "textarea"]
  private static let blockTags: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col",
    "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
    "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup",
    "option", "p", "param", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "title", "tr", "track", "ul",
  ]

  /// Nil when no HTML block begins with the line.
  ///
  /// - Parameter line: what is left of a line, from its first byte that is no blank.
  init?(beginning line: ArraySlice<UInt8>) {
    guard line.first == UInt8(ascii: "<") else { return nil }
    let rest = line.dropFirst()
    if rest.starts(with: "!--".utf8) {
      self = .comment
    } else if rest.first == UInt8(ascii: "?") {
      self = .instruction
    } else if rest.starts(with: "![CDATA[".utf8) {
      self = .characterData
    } else if rest.first == UInt8(ascii: "!"), let second = rest.dropFirst().first,
      MarkdownByte.isLetter(second)
    {
      self = .declaration
    } else {
      self.init(tag: line)
    }
  }

  private init?(tag line: ArraySlice<UInt8>) {
    var rest = line.dropFirst()
    let isClosing = rest.first == UInt8(ascii: "/")
    if isClosing { rest = rest.dropFirst() }
    let name = rest.prefix { MarkdownByte.isLetter($0) || MarkdownByte.isDigit($0) }
    guard !name.isEmpty, name.count <= 10 || !isClosing else { return nil }
    let word = String(decoding: name.prefix(16), as: UTF8.self).lowercased()
    let behind = rest.dropFirst(name.count)
    let isOver = behind.first.map { MarkdownByte.isBlank($0) || $0 == UInt8(ascii: ">") } ?? true
    if !isClosing, isOver, Self.rawTextTags.contains(word) {
      self = .rawText
    } else if isOver || behind.starts(with: "/>".utf8), Self.blockTags.contains(word) {
      self = .blankLine
    } else if let end = HTMLTag.end(in: line, from: line.startIndex),
      line[end...].allSatisfy(MarkdownByte.isBlank)
    {
      self = .blankLineAlone
    } else {
      return nil
    }
  }

  /// Whether a line holds the end. Blocks that a blank line ends have none.
  func isReached(in line: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .comment: Self.find("-->", in: line) != nil
    case .instruction: Self.find("?>", in: line) != nil
    case .declaration: line.contains(UInt8(ascii: ">"))
    case .characterData: Self.find("]]>", in: line) != nil
    case .rawText:
      Self.rawTextTags.contains { Self.find("</\($0)>", in: line) != nil }
    case .blankLine, .blankLineAlone: false
    }
  }

  /// Where a text stands, in letters of either case.
  static func find(_ text: String, in line: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, line.count >= wanted.count else { return nil }
    for index in line.startIndex...(line.endIndex - wanted.count) where line[index] == first {
      let isHere = wanted.indices.allSatisfy { offset in
        let byte = line[index + offset]
        return (MarkdownByte.isUppercase(byte) ? byte | 0x20 : byte) == wanted[offset]
      }
      if isHere { return index }
    }
    return nil
  }
}
