import SourceText
import SyntaxTrees

/// What belongs to a node beside its own bytes: its comments and its separator.
enum Trivia {
  /// Comments that stay whatever they stand above: directives and notices.
  private static let kept = [
    "eslint", "@ts-", "prettier-", "biome-", "istanbul", "c8 ", "webpack", "@vitest", "@jest", "SPDX",
    "opyright",
    "icense", "#region", "#endregion", "<reference", "@flow",
  ]

  /// The bytes that go with `node`: the comments directly above it, its separator,
  /// and the comment behind it on its last line. 0-based, end exclusive.
  static func range(of node: SyntaxNode, in module: TypeScriptModule) -> Range<Int> {
    var end = node.range.upperBound
    if let parent = node.parent,
      ["class_body", "interface_body", "object_type", "enum_body"].contains(parent.kind),
      let separator = parent.children.first(where: { $0.index > node.index && $0.range.lowerBound >= end }),
      separator.kind == ";" || separator.kind == ","
    {
      end = separator.range.upperBound
    }
    let isImport = node.kind == "import_statement"
    let isMember =
      node.parent.map { ["interface_body", "object_type", "class_body"].contains($0.kind) } ?? false
    let headsGroup = isImport || isMember && node.kind != "method_definition"
    let first = start(
      of: node, in: module, keepsGroupHeading: headsGroup && isFollowedClosely(node, in: module))
    return first..<(trailingComment(after: end, in: module)?.range.upperBound ?? end)
  }

  /// Whether a sibling that stays stands on the next line: a comment above then
  /// heads the group of both.
  private static func isFollowedClosely(_ node: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let parent = node.parent,
      let next = parent.namedChildren.first(where: { $0.index >= node.subtreeEnd && !module.isGone($0) })
    else { return false }
    guard next.kind != "comment" else { return false }
    // Removed siblings in between do not part the group.
    let between = parent.namedChildren.filter { $0.index >= node.index && $0.index < next.index }
    var line = module.lines.line(at: node.range.lowerBound)
    for sibling in between + [next] {
      if module.lines.line(at: sibling.range.lowerBound) > line + 1 { return false }
      line = module.lines.line(at: max(sibling.range.lowerBound, sibling.range.upperBound - 1))
    }
    return true
  }

  /// Where a node begins with its comments: those that end on the line above it or
  /// above one another, each alone on its lines.
  ///
  /// A comment that also heads what follows stays where `keepsGroupHeading` says so;
  /// a doc comment (`/**`) never does.
  static func start(of node: SyntaxNode, in module: TypeScriptModule, keepsGroupHeading: Bool) -> Int {
    var start = node.range.lowerBound
    guard let parent = node.parent else { return start }
    let bytes = module.tree.source
    let siblings = parent.children
    guard let position = siblings.firstIndex(of: node) else { return start }
    for sibling in siblings[..<position].reversed() {
      if sibling.kind == "jsx_text", Climbing.isBlankJSX(sibling) { continue }
      guard isComment(sibling), sibling.range.upperBound <= start else { break }
      let gap = bytes[sibling.range.upperBound..<start]
      let lineStart = module.lines.range(ofLine: module.lines.line(at: sibling.range.lowerBound)).lowerBound
      let isAlone = bytes[lineStart..<sibling.range.lowerBound].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      let text = sibling.text
      let isDoc = text.hasPrefix("/**")
      guard gap.filter({ $0 == 0x0A }).count == 1 || gap.allSatisfy({ $0 == 0x20 }), isAlone,
        !kept.contains(where: { text.contains($0) }), !isHeader(sibling) || documents(sibling, node),
        isDoc || !keepsGroupHeading
      else { break }
      start = sibling.range.lowerBound
    }
    return start
  }

  private static func isComment(_ node: SyntaxNode) -> Bool {
    node.kind == "comment"
      || node.kind == "jsx_expression" && !node.namedChildren.isEmpty
        && node.namedChildren.allSatisfy { $0.kind == "comment" }
  }

  /// The first thing in a file is about the file.
  private static func isHeader(_ comment: SyntaxNode) -> Bool {
    comment.parent?.kind == "program" && comment.parent?.namedChildren.first == comment
  }

  /// Whether a comment at the head of a file is the documentation of the declaration below.
  private static func documents(_ comment: SyntaxNode, _ node: SyntaxNode) -> Bool {
    comment.text.hasPrefix("/**") && node.kind != "import_statement"
      && !["@file", "@module", "@packageDocumentation"].contains { comment.text.contains($0) }
  }

  /// A comment on the line of `offset`, behind it, with nothing after it.
  static func trailingComment(after offset: Int, in module: TypeScriptModule) -> SyntaxNode? {
    let bytes = module.tree.source
    var position = offset
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "/") else { return nil }
    let node = module.tree.smallestNode(covering: position..<position + 2)
    guard node.kind == "comment", node.range.lowerBound == position,
      !kept.contains(where: { node.text.contains($0) })
    else { return nil }
    var end = node.range.upperBound
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
    return end == bytes.count || bytes[end] == 0x0A ? node : nil
  }
}

/// Lists whose elements are parted by commas.
enum CommaList {
  static let kinds: Set<String> = [
    "arguments", "array", "object", "array_pattern", "object_pattern", "named_imports", "export_clause",
    "formal_parameters", "tuple_type", "type_arguments", "implements_clause", "extends_type_clause",
    "enum_body",
    "lexical_declaration", "variable_declaration", "sequence_expression",
  ]

  /// The comma behind an element.
  static func separator(after element: SyntaxNode, in list: SyntaxNode) -> SyntaxNode? {
    guard let next = list.children.first(where: { $0.index >= element.subtreeEnd && $0.kind != "comment" }),
      next.kind == ","
    else { return nil }
    return next
  }
}

/// The opposite of a condition, in the fewest changed bytes.
enum Negation {
  private static let opposites = ["===": "!==", "!==": "===", "==": "!=", "!=": "=="]

  static func text(of condition: SyntaxNode) -> String {
    switch condition.kind {
    case "unary_expression" where condition.child("operator")?.kind == "!":
      if let argument = condition.child("argument") { return argument.text }
    case "binary_expression":
      if let sign = condition.child("operator"), let opposite = opposites[sign.kind],
        let left = condition.child("left"), let right = condition.child("right")
      {
        return "\(left.text) \(opposite) \(right.text)"
      }
    case "identifier", "member_expression", "call_expression", "subscript_expression":
      return "!\(condition.text)"
    default: break
    }
    return "!(\(condition.text))"
  }
}
