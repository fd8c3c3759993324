/// What of a file a unit stands for.
enum MarkdownPlace: Sendable {
  /// A block, by its index. For a section it is the heading.
  case block(Int)
  /// A sentence, by the index of the text that it is one of.
  case sentence(text: Int)
  case link(MarkdownLinkPlace)
  /// A comment within the lines of a block.
  case comment(block: Int)
}

/// A link within the lines of a block.
struct MarkdownLinkPlace: Sendable {
  let form: MarkdownInline.Link.Form
  /// The block whose text it is in.
  let block: Int
  /// What is read: 0-based byte offsets, end exclusive.
  let text: Range<Int>
  /// Where it points to, unless a definition says so: 0-based byte offsets, end exclusive.
  let destination: Range<Int>?
}

/// A text that is parted into sentences: a paragraph, an item's text, a cell.
struct MarkdownText: Sendable {
  let block: Int
  /// The units of its sentences.
  var sentences: [Int] = []
}
