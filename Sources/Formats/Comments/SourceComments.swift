public import SourceText

internal import SyntaxTrees

/// The comments of code, found by its syntax tree.
public enum SourceComments {
  /// Whether a file's language is known.
  /// - Parameter path: of the file.
  /// - Returns: true for Go, JavaScript, TypeScript and style sheets.
  public static func canRead(_ path: RepositoryPath) -> Bool {
    Grammar(for: path) != nil || StyleComments.canRead(path)
  }

  /// The comments of a file with their sentences.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - path: of the file, which tells the language.
  /// - Returns: in the order of the file.
  /// - Throws: `FormatProblem` when it does not parse: what looks like a comment may be none.
  public static func blocks(
    in bytes: [UInt8], at path: RepositoryPath
  ) throws(FormatProblem) -> [CommentBlock] {
    if StyleComments.canRead(path) {
      return CommentReader(bytes).blocks(StyleComments.ranges(in: bytes, at: path), units: [])
    }
    guard let grammar = Grammar(for: path), let tree = try? SyntaxParser(grammar).parse(bytes) else {
      throw FormatProblem("the language is not known")
    }
    guard tree.errorCount == 0 else { throw FormatProblem("it does not parse", at: tree.firstError) }
    var ranges: [Range<Int>] = []
    var open = [tree.root]
    while let node = open.popLast() {
      if node.kind == "comment" {
        let text = RowBytes.trimmed(bytes[node.range])
        ranges.append(text.startIndex..<text.endIndex)
      } else {
        open += node.children.reversed()
      }
    }
    return CommentReader(bytes).blocks(ranges, units: [])
  }
}
