import SourceText
import SyntaxTrees

/// A token or a comment of a Go file.
struct GoToken {
  enum Kind {
    case code
    case lineComment
    case blockComment
  }

  let kind: Kind
  /// UTF-8 byte offsets, 0-based, end exclusive.
  let range: Range<Int>
  /// The lines of its first and of its last byte, counted from 1.
  let firstLine: Int
  let lastLine: Int

  var isComment: Bool { kind != .code }
  var spansLines: Bool { firstLine < lastLine }
}

extension GoToken {
  private static let literals: Set<String> = [
    "interpreted_string_literal", "raw_string_literal", "rune_literal",
  ]

  /// All tokens and comments in their order; string literals are one token each.
  static func all(of tree: SyntaxTree, _ lines: LineIndex) -> [GoToken] {
    var tokens: [GoToken] = []
    var index = 0
    let end = tree.root.subtreeEnd
    while index < end {
      let node = tree.node(index)
      let kind = node.kind
      let isComment = kind == "comment"
      guard isComment || node.subtreeEnd == index + 1 || literals.contains(kind) else {
        index += 1
        continue
      }
      index = node.subtreeEnd
      let range = isComment ? trimmed(node.range, in: tree.source) : node.range
      guard !range.isEmpty else { continue }
      let isLine = isComment && tree.source[range].starts(with: [0x2F, 0x2F])
      tokens.append(
        GoToken(
          kind: !isComment ? .code : isLine ? .lineComment : .blockComment, range: range,
          firstLine: lines.line(at: range.lowerBound), lastLine: lines.line(at: range.upperBound - 1)))
    }
    return tokens
  }

  /// A line comment ends before the white space at the end of its line.
  private static func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, [0x20, 0x09, 0x0D, 0x0A].contains(bytes[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }
}
