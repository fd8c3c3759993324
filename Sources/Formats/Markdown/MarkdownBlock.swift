/// A block of a file: what lies on lines of its own.
struct MarkdownBlock: Sendable {
  enum Kind: Sendable, Hashable {
    case document
    case frontMatter
    case quote
    case list(MarkdownListMark)
    case item(MarkdownListMark)
    /// `[^label]: …`, by its label.
    case footnote(String)
    /// `[label]: destination`, by its label.
    case definition(String)
    case heading(level: Int)
    case paragraph
    case indentedCode
    case fencedCode(MarkdownFence)
    case table
    case row(Row)
    case html(HTMLBlockEnd)
    /// HTML that is nothing but a comment.
    case comment
    /// HTML that is nothing but a name for what follows: `<a name="x"></a>`.
    case anchor(String)
    case thematicBreak
  }

  enum Row: Sendable { case header, delimiter, body }

  var kind: Kind
  /// The block that it lies in; nil for the document alone.
  let parent: Int?
  var children: [Int] = []
  /// Its place among the children of its parent, once all are known.
  var place = 0
  /// Its lines, 0-based, end exclusive.
  var lines: Range<Int>
  /// Its bytes, from its mark on, without the last line end.
  var range: Range<Int>
  /// The bytes of its text: one range for each line, or for each cell of a row.
  var text: [Range<Int>] = []
  /// Whether its end was seen (fenced code, HTML).
  var isComplete = false

  var isContainer: Bool {
    switch kind {
    case .document, .quote, .item, .footnote: true
    default: false
    }
  }

  var isParagraph: Bool { kind == .paragraph }

  var isList: Bool {
    if case .list = kind { return true }
    return false
  }

  var isHTML: Bool {
    if case .html = kind { return true }
    return false
  }

  var headingLevel: Int? {
    if case .heading(let level) = kind { return level }
    return nil
  }

  /// Whether a section with nothing else would still say something.
  var isContent: Bool {
    switch kind {
    case .heading, .thematicBreak, .definition, .footnote, .anchor: false
    default: true
    }
  }
}

/// The mark of a list or of one of its items: `-`, `1.`.
struct MarkdownListMark: Sendable, Hashable {
  /// The number of an item; nil in a bullet list.
  let number: Int?
  /// `-`, `+` or `*`, or what stands behind the number.
  let sign: UInt8
  /// Bytes of the mark: digits and sign.
  let width: Int
  /// Columns before the mark, within what the list lies in.
  let indentation: Int
  /// Columns from the mark to the item's content.
  let padding: Int

  /// Whether an item with this mark goes on with a list of that one.
  func continues(_ list: MarkdownListMark) -> Bool {
    sign == list.sign && (number == nil) == (list.number == nil)
  }
}

/// What opens fenced code.
struct MarkdownFence: Sendable, Hashable {
  let sign: UInt8
  let length: Int
  /// Columns before it, which its lines may have too.
  let indentation: Int
  /// The info string behind it.
  let info: Range<Int>
}
