import SourceText
import SyntaxTrees

/// Where gofmt puts the brackets of lists that lost elements.
enum GoBrackets {
  /// The bracket of a call that stands on a line of its own, where nothing is left between it and
  /// the line on which the call begins: it joins what is left there.
  ///
  /// - Parameters:
  ///   - last: the last argument, which goes.
  ///   - before: the one before all that go.
  ///   - lines: of the file.
  /// - Returns: the bracket; nil where it stays.
  static func alone(behind last: SyntaxNode, _ before: SyntaxNode, _ lines: LineIndex) -> SyntaxNode? {
    guard let list = last.parent, list.kind == "arguments", let open = list.children.first,
      let close = list.children.last,
      lines.line(at: open.range.lowerBound) == lines.line(at: before.range.upperBound),
      lines.line(at: close.range.lowerBound) > lines.line(at: last.range.upperBound),
      !list.children.contains(where: { $0.kind == "comment" && $0.index > before.index })
    else { return nil }
    return close
  }
}
