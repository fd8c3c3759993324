import SourceText
import SyntaxTrees

@testable import Planning

/// Takes parts of a Go file out at random: fields, specifications, methods, elements,
/// arguments, statements, cases and declarations with their lines, and within lines
/// arguments, parameters, names, tags, and comments at the end.
struct RandomGoRemoval {
  private let tree: SyntaxTree
  private let lines: LineIndex
  private var removal: LineRemoval

  init(_ tree: SyntaxTree) {
    self.tree = tree
    lines = LineIndex(tree.source)
    removal = LineRemoval(tree.source, lines)
  }

  /// - Returns: up to `limit` removals; nil when there is nothing to take out.
  static func edits(
    of tree: SyntaxTree, upTo limit: Int, using numbers: inout some RandomNumberGenerator
  ) throws -> EditSet? {
    var random = RandomGoRemoval(tree)
    let parts = random.parts().shuffled(using: &numbers)
    guard !parts.isEmpty else { return nil }
    let count = Int.random(in: 1...max(1, min(limit, parts.count / 4)), using: &numbers)
    var chosen: [Range<Int>] = []
    for part in parts.prefix(count) where !chosen.contains(where: { $0.overlaps(part) }) {
      chosen.append(part)
      random.removal.remove(part, because: CauseID(0))
    }
    return try EditSet(random.removal.edits())
  }

  private func parts() -> [Range<Int>] {
    (0..<tree.root.subtreeEnd).flatMap { parts(in: tree.node($0)) }
  }

  private func parts(in node: SyntaxNode) -> [Range<Int>] {
    let children = node.children
    let ends = children.filter { ($0.kind == "comment" || $0.field == "tag") && endsLine($0) }.map(\.range)
    let within = ends + partsWithinLines(of: node)
    let named = children.filter { $0.isNamed && $0.kind != "comment" }
    let members: [SyntaxNode] =
      switch node.kind {
      case "struct_type", "interface_type", "const_declaration", "var_declaration", "type_declaration",
        "import_declaration", "block", "arguments", "literal_value", "expression_switch_statement":
        named
      case "expression_case_clause": named.filter { $0.kind.hasSuffix("statement") }
      case "source_file": named.filter { $0.kind != "package_clause" }
      default: []
      }
    // One that stays keeps the braces around it apart.
    guard members.count > 1 else { return within }
    let isList = ["arguments", "literal_value"].contains(node.kind)
    let kept = members[node.index % members.count]
    let others = members.filter { $0 != kept }
    return within + others.compactMap { withLine($0, among: children, isList: isList) }
  }

  /// The last of at least three, with the comma before it: gofmt writes a list of one
  /// in another way.
  private func partsWithinLines(of node: SyntaxNode) -> [Range<Int>] {
    let children = node.children
    guard ["arguments", "parameters", "field_declaration"].contains(node.kind), node.field != "result",
      children.filter({ $0.isNamed }).count > 2, let comma = children.last(where: { $0.kind == "," }),
      let last = children.first(where: { $0.index > comma.index && $0.isNamed && $0.kind != "comment" }),
      lines.line(at: comma.range.lowerBound) == lines.line(at: last.range.lowerBound)
    else { return [] }
    return [comma.range.lowerBound..<last.range.upperBound]
  }

  private func endsLine(_ node: SyntaxNode) -> Bool {
    let line = lines.range(ofLine: lines.line(at: node.range.lowerBound))
    let isFirst = tree.source[line.lowerBound..<node.range.lowerBound].allSatisfy { $0 == 0x09 }
    return !isFirst && node.range.upperBound + 1 >= line.upperBound
  }

  /// The node with its comma and its comment; nil when it shares its lines.
  private func withLine(_ node: SyntaxNode, among nodes: [SyntaxNode], isList: Bool) -> Range<Int>? {
    guard let place = nodes.firstIndex(of: node) else { return nil }
    var next = nodes[(place + 1)...]
    var end = node.range.upperBound
    if isList {
      guard let comma = next.popFirst(), comma.kind == "," else { return nil }
      end = comma.range.upperBound
    }
    let line = lines.range(ofLine: lines.line(at: end - 1))
    if let comment = next.first, comment.kind == "comment", line.contains(comment.range.lowerBound) {
      end = comment.range.upperBound
    }
    let range = node.range.lowerBound..<end
    return removal.isAloneOnItsLines(range) ? range : nil
  }
}
