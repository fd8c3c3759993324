import SourceText
import SyntaxTrees

/// Repairs the columns of a Go file after parts of it were taken out: neighbours that
/// gofmt aligned with what went may need another padding.
enum GoAlignment {
  /// The edits that give the lines around `edits` the columns that gofmt gives them.
  ///
  /// Only blanks between tokens of one line change, and only in sections that were
  /// aligned before; a file that does not parse, before or after, keeps what it has.
  /// - Parameters:
  ///   - edits: what is taken out, in byte offsets of the tree's source.
  ///   - tree: of the file before.
  /// - Returns: further edits, in offsets of the same source, that do not overlap
  ///   `edits`; each has the cause of the edit nearest to it.
  static func edits(after edits: EditSet, in tree: SyntaxTree) -> [Edit] {
    guard !edits.edits.isEmpty, tree.grammar == .go, tree.errorCount == 0,
      let parser = try? SyntaxParser(.go),
      let result = try? parser.parse(edits.applied(to: tree.source)), result.errorCount == 0
    else { return [] }
    let kept = KeptText(edits, of: tree.source.count)
    let before = GoLayout(of: tree).sections
    let isAligned = before.map { $0.isAligned(in: tree.source) }
    return GoLayout(of: result).sections.flatMap { section -> [Edit] in
      guard section.isIndented else { return [] }
      let gaps = section.gaps.filter { $0.range.count != $0.width }
      guard !gaps.isEmpty else { return [] }
      let wasAligned = kept.ranges(of: section.range).allSatisfy { range in
        let first = before.partitioningIndex { $0.range.upperBound > range.lowerBound }
        let end = before.partitioningIndex { $0.range.lowerBound >= range.upperBound }
        return isAligned[first..<max(first, end)].allSatisfy { $0 }
      }
      guard wasAligned else { return [] }
      return gaps.flatMap { gap -> [Edit] in
        guard result.source[gap.range].allSatisfy({ $0 == 0x20 }) else { return [] }
        return kept.edits(making: gap.range, ofWidth: gap.width)
      }
    }
  }
}
