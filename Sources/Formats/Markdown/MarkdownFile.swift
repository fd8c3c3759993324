/// A Markdown file with what its fenced code holds: settings, commands, directives.
///
/// The units of the text come first, as `MarkdownDocument` gives them, under the same ids.
/// Behind them stand the units of each block of code, in the order of the blocks and as the
/// format gives them that the fence names (`nginx`, `sh`, `env`, `yaml`, `json`, …); code of
/// any other language, and a drawn tree, consists of `.line` and `.comment` units. Code that
/// its format cannot read has none.
public struct MarkdownFile: StructuredDocument {
  /// The text, its code taken as it is.
  public let text: MarkdownDocument
  /// Parents before their parts.
  public let units: [Unit]

  private let codes: [Code]

  /// A block of code that has units.
  private struct Code: Sendable {
    /// The unit of the block.
    let unit: Int
    /// The id of its first unit.
    let first: Int
    let content: any StructuredDocument
    let lines: MarkdownCodeLines

    func contains(_ id: Int) -> Bool { id >= first && id < first + content.units.count }

    /// A comment at the top of a file speaks of the file; one at the top of a sample speaks of
    /// what stands directly below it.
    func deleting(_ ids: Set<Int>) -> Deletion {
      let deletion = content.deleting(ids)
      guard let comment = content.units.first, comment.kind == .comment, !deletion.units.contains(comment.id)
      else { return deletion }
      var end = comment.range.upperBound
      var hasParts = false
      for unit in content.units.dropFirst() where unit.parent == nil {
        let gap = lines.bytes[end..<max(end, unit.range.lowerBound)]
        guard gap.count(where: { $0 == UInt8(ascii: "\n") }) <= 1 else { break }
        guard deletion.units.contains(unit.id) else { return deletion }
        hasParts = true
        end = unit.range.upperBound
      }
      return hasParts ? content.deleting(ids.union([comment.id])) : deletion
    }
  }

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` when it is no text; see `MarkdownDocument`.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    text = try MarkdownDocument(parsing: bytes)
    var units = text.units
    var codes: [Code] = []
    for unit in text.units where unit.kind == .code {
      guard case .block(let block) = text.places[unit.id],
        let lines = MarkdownCodeLines(of: text.blocks[block], in: text, source: bytes),
        let content = MarkdownLanguage.document(of: lines.bytes, language: unit.name)
      else { continue }
      let first = units.count
      codes.append(Code(unit: unit.id, first: first, content: content, lines: lines))
      units += content.units.map { part in
        Unit(
          id: first + part.id, parent: part.parent.map { first + $0 } ?? unit.id, kind: part.kind,
          name: part.name, value: part.value, range: lines.range(of: part.range))
      }
    }
    self.units = units
    self.codes = codes
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { text.serialised() }

  /// The trees that are drawn in code, each with the units of its entries.
  public var drawnTrees: [(tree: DrawnTree, units: [Int])] {
    codes.compactMap { code in
      (code.content as? DrawnTreeText).map { drawn in (drawn.tree, drawn.unitOfEntry.map { code.first + $0 })
      }
    }
  }

  /// Deletes units with what belongs to their places; code of which nothing but comments is
  /// left goes as a whole.
  ///
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion { deleting(ids, unlinking: []) }

  /// The same, where some links only lose their destinations.
  ///
  /// - Parameters:
  ///   - ids: ids of `units` that go.
  ///   - links: ids of links that become simple text.
  /// - Returns: the changes, and every unit that goes by them, the links among them.
  public func deleting(_ ids: Set<Int>, unlinking links: Set<Int>) -> Deletion {
    var own = ids.filter { $0 < text.units.count }
    var inner: [(code: Code, deletion: Deletion)] = []
    if own.count < ids.count {
      for code in codes {
        let parts = ids.filter(code.contains)
        guard !parts.isEmpty else { continue }
        let deletion = code.deleting(Set(parts.map { $0 - code.first }))
        let isEmptied = code.content.units.allSatisfy {
          $0.kind == .comment || deletion.units.contains($0.id)
        }
        if isEmptied { own.insert(code.unit) } else { inner.append((code, deletion)) }
      }
    }
    let outer = text.deleting(own, unlinking: links)
    var cuts = MarkdownCuts(serialised())
    for change in outer.changes { cuts.add(change) }
    var gone = outer.units
    for (code, deletion) in inner where !outer.units.contains(code.unit) {
      gone.formUnion(deletion.units.map { code.first + $0 })
      for change in deletion.changes {
        let replacement = code.lines.written(change.replacement)
        cuts.add(
          TextChange(
            code.lines.range(ofChange: change.range), replacement: replacement, unit: code.first + change.unit
          ))
      }
    }
    for code in codes where outer.units.contains(code.unit) {
      gone.formUnion(code.first..<code.first + code.content.units.count)
    }
    return Deletion(changes: cuts.joined(), units: gone)
  }

  /// Gives a link another destination, a sentence another text, or a part of code another
  /// value.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    guard id >= text.units.count else { return text.changing(id, to: value) }
    guard let code = codes.first(where: { $0.contains(id) }),
      let change = code.content.changing(id - code.first, to: value)
    else { return nil }
    return TextChange(
      code.lines.range(of: change.range), replacement: code.lines.written(change.replacement), unit: id)
  }
}
