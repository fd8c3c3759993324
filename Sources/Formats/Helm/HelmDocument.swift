/// A template of a Helm chart: text with structure, never re-printed.
///
/// Units by their lines: `.entry` and `.item` where a line has the shape of YAML, nested
/// by indentation (name: the key; value: what stands behind it, without quotes around
/// all of it; actions stand in both as they are written); `.conditional` for `if`,
/// `with`, `range`, `define` and `block` with their `else` and `end` (name: the action's
/// text, such as `if .Values.websocket.enabled`), holding the units of all branches;
/// `.comment` for comments of the template that have lines of their own (value: their
/// text); `.line` for anything else, including the lines of block scalars and those that
/// a conditional tears.
public struct HelmDocument: StructuredDocument {
  /// All parts: parents before their parts, and otherwise in the order of the file.
  public var units: [Unit] { outline.units }

  let tokens: [HelmToken]
  let actions: [HelmAction]
  let conditionals: [HelmConditional]
  let outline: HelmOutline

  /// Reads a file.
  ///
  /// - Parameter bytes: the whole file, in any encoding that extends ASCII.
  /// - Throws: `FormatProblem` when an action is not closed, or has no `end`, or an `end`
  ///   or `else` belongs to nothing.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    let scanner = try HelmScanner(bytes)
    let layout = try HelmLayout(bytes, scanner.actions)
    tokens = scanner.tokens
    actions = scanner.actions
    conditionals = layout.conditionals
    outline = HelmOutline(layout)
  }

  /// The file, put together from its tokens.
  ///
  /// - Returns: exactly the bytes that were read.
  public func serialised() -> [UInt8] {
    tokens.reduce(into: []) { $0 += $1.bytes }
  }

  /// Where comments of YAML have lines of their own; those of the template are units.
  public var commentRanges: [Range<Int>] {
    let bytes = serialised()
    let lines = LineTable(bytes).lines.compactMap { line -> Range<Int>? in
      let text = RowBytes.trimmed(bytes[line.start..<line.textEnd])
      return text.first == RowBytes.hash ? text.startIndex..<text.endIndex : nil
    }
    return lines + units.filter { $0.kind == .comment && bytes[$0.range].first != RowBytes.hash }.map(\.range)
  }

  /// Deletes units with their lines: a conditional with its body, an entry with what is
  /// indented more; comments directly above, and parents that hold nothing any more. A
  /// `define` stays though it is emptied, since other files may ask for it.
  ///
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    var deletion = HelmDeletion(of: self, ids)
    return deletion.run()
  }

  /// Gives an entry or item another value, in the quotes that it had.
  ///
  /// - Parameters:
  ///   - id: of one of `units`.
  ///   - value: the new text; actions in it are written as they are.
  /// - Returns: nil when the unit has no value on its line, or the notation cannot hold
  ///   the new one.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    guard units.indices.contains(id), units[id].kind == .entry || units[id].kind == .item,
      let content = outline.places[id].content
    else { return nil }
    let written = Array(serialised()[content])
    var style = YAMLScalar.Style.plain
    if written.count > 1, let first = written.first, first == written.last, let quotes = HelmQuotes(first) {
      style = quotes == .single ? .singleQuoted : .doubleQuoted
    }
    var text = YAMLNotation(style, written: written, lineEnd: "\n", isFlow: false).text(for: value)
    if value.contains("{{"), !value.contains("\n") {
      // The template is read before the quotes are: in its actions none are escaped.
      let quote = style == .plain ? [] : [written[0]]
      text = Self.isPlainAroundActions(value) || quote.isEmpty ? quote + value.utf8 + quote : nil
    }
    return text.flatMap { held(TextChange(content, replacement: $0, unit: id), as: value) }
  }

  /// Whether nothing has to be escaped in quotes but what stands in actions.
  private static func isPlainAroundActions(_ value: String) -> Bool {
    let bytes = Array(value.utf8)
    guard let actions = try? HelmScanner(bytes).actions else { return false }
    let isInAction = { (offset: Int) in actions.contains { $0.range.contains(offset) } }
    return bytes.indices.allSatisfy { isInAction($0) || !"'\"\\".utf8.contains(bytes[$0]) }
  }

  /// Whether a conditional is `define` or `block`.
  func definesTemplate(_ conditional: HelmConditional) -> Bool {
    let keyword = actions[conditional.open].keyword
    return keyword == "define" || keyword == "block"
  }
}
