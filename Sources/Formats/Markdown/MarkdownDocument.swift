/// A Markdown file, as GitHub reads it.
///
/// Its units: `.section` (name: its heading's text; value: what is to read directly below
/// the heading), and in sections, lists and quotes `.paragraph`, `.listItem`, `.tableRow`
/// (value: the cells, parted by ` | `), `.code` (name: the language; value: the code),
/// `.comment` and `.link` (name: its text, value: its destination; a definition's name is
/// its label, a footnote's name `^label`). Texts of paragraphs, items and cells consist of
/// `.sentence` units, which hold the links and comments in their lines.
public struct MarkdownDocument: StructuredDocument {
  /// Parents before their parts, and otherwise in the order of the file.
  public let units: [Unit]

  let tokens: MarkdownTokenList
  let lines: [MarkdownLine]
  let blocks: [MarkdownBlock]
  /// What each unit stands for.
  let places: [MarkdownPlace]
  let texts: [MarkdownText]
  let unitOfBlock: [Int: Int]
  let sectionEnds: [Int: Int]
  let definitionOfLabel: [String: Int]
  let footnoteOfLabel: [String: Int]
  let definitions: [Int: MarkdownDefinition]

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` when it holds a zero byte, or blocks are nested deeper
  ///   than anybody writes. Nothing else is wrong in Markdown.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    let reader = try MarkdownBlockReader(bytes)
    let builder = MarkdownUnitBuilder(reader)
    tokens = reader.tokens
    lines = reader.lines
    blocks = reader.blocks
    definitions = reader.definitions
    units = builder.units
    places = builder.places
    texts = builder.texts
    unitOfBlock = builder.unitOfBlock
    sectionEnds = builder.sectionEnds
    definitionOfLabel = builder.definitionOfLabel
    footnoteOfLabel = builder.footnoteOfLabel
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tokens.joined() }

  /// Deletes units with what belongs to their places. Definitions and footnotes that
  /// stand in a section that goes stay as long as something else refers to them, and go
  /// with the last thing that does; items that counted up are counted anew.
  ///
  /// - Parameter ids: ids of `units`; a link goes with its text, see `unlinking`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion { deleting(ids, unlinking: []) }

  /// The same, where some links only lose their destinations: their texts stay. Definitions
  /// go with the last link that refers to them here, too.
  ///
  /// - Parameters:
  ///   - ids: ids of `units` that go.
  ///   - links: ids of links that become simple text; see `unlinking(_:)` for which can.
  /// - Returns: the changes, and every unit that goes by them, the links among them.
  public func deleting(_ ids: Set<Int>, unlinking links: Set<Int>) -> Deletion {
    let source = serialised()
    let selection = MarkdownSelection(ids, unlinking: links, of: self, source: source)
    var cuts = MarkdownCuts(source)
    MarkdownBlockCuts(selection).add(to: &cuts)
    MarkdownTextCuts(selection).add(to: &cuts)
    MarkdownLinkCuts(selection).add(to: &cuts)
    MarkdownListNumbers(selection).add(to: &cuts)
    return Deletion(changes: cuts.joined(), units: Set(units.indices.filter(selection.isGone)))
  }
}
