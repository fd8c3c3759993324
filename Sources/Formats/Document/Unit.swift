/// A part of a document that can be named, read and deleted: an entry, a block, a
/// section.
public struct Unit: Sendable, Hashable {
  /// What kind of part it is. Formats share kinds where an author of rules would
  /// call them the same.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// One of the documents of a YAML stream.
    case document
    /// A key with its value: JSON, YAML.
    case entry
    /// An element of a list: JSON, YAML.
    case item
    /// A directive that ends at its line or semicolon: nginx.
    case directive
    /// A directive with a body: nginx; `require ( … )`: go.mod.
    case block
    /// A setting: dotenv.
    case variable
    /// An instruction: Dockerfile.
    case instruction
    /// A module that go.mod requires, or one of go.sum's lines.
    case requirement
    /// A heading with everything below it: Markdown.
    case section
    /// A run of text: Markdown.
    case paragraph
    /// One sentence of a paragraph, list item or cell: Markdown.
    case sentence
    /// An item of a list with what is nested in it: Markdown.
    case listItem
    /// A row of a table, but for the header: Markdown.
    case tableRow
    /// A fenced or indented block of code: Markdown.
    case code
    /// A link, or the definition of one: Markdown.
    case link
    /// A comment, or several whole lines of comment one below the other.
    case comment
    /// `{{ if … }} … {{ end }}` and its like: Helm templates.
    case conditional
    /// A line that is nothing else.
    case line
  }

  /// Its index in `units`, 0-based.
  public let id: Int
  /// The unit that it is a part of; smaller than `id`.
  public let parent: Int?
  /// What it is.
  public let kind: Kind
  /// Key, directive, variable, module or heading, unescaped and without quotes; nil
  /// for what has no name, such as items.
  public let name: String?
  /// A scalar's value, a directive's arguments (parted by one blank), a section's or
  /// sentence's text without markup; unescaped and without quotes. Nil where there are
  /// only parts.
  public let value: String?
  /// Its own bytes without what belongs to its place (separator, indentation, line
  /// end, comments): 0-based byte offsets, end exclusive.
  public let range: Range<Int>

  /// - Parameters:
  ///   - id: its index in `units`, 0-based.
  ///   - parent: the unit that it is a part of; smaller than `id`.
  ///   - kind: what it is.
  ///   - name: key, directive, variable, module or heading.
  ///   - value: its scalar value, arguments or text.
  ///   - range: its own bytes; 0-based, end exclusive.
  public init(id: Int, parent: Int?, kind: Kind, name: String?, value: String?, range: Range<Int>) {
    self.id = id
    self.parent = parent
    self.kind = kind
    self.name = name
    self.value = value
    self.range = range
  }
}
