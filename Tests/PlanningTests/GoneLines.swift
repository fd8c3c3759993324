import SourceText
import SyntaxTrees

/// Go texts that lose what names something gone: its line, or the comment `// gone`
/// alone.
enum GoneLines {
  static func bytes(_ text: String) -> [UInt8] { Array("package p\n\n\(text)\n".utf8) }

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  static func tree(_ source: [UInt8]) throws -> SyntaxTree { try SyntaxParser(.go).parse(source) }

  /// Each with a cause of its own, counted from 0.
  static func removals(in source: [UInt8]) throws -> EditSet {
    let lines = LineIndex(source)
    var edits: [Edit] = []
    for number in 1...lines.starts.count {
      let range = lines.range(ofLine: number)
      let line = text(Array(source[range]))
      let code = line.split(separator: "//", omittingEmptySubsequences: false)[0]
      if line.hasSuffix(" // gone\n"), !code.lowercased().contains("gone") {
        let end = code.utf8.count - code.reversed().prefix { $0 == " " }.count
        edits.append(Edit(range.lowerBound + end..<range.upperBound - 1, cause: CauseID(edits.count)))
      } else if line.lowercased().contains("gone") {
        edits.append(Edit(range, cause: CauseID(edits.count)))
      }
    }
    return try EditSet(edits)
  }

  static func text(after edits: [Edit], in source: [UInt8]) throws -> String {
    text(try EditSet(removals(in: source).edits + edits).applied(to: source))
  }
}
