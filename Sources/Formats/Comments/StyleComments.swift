import SourceText

/// The comments of style sheets.
enum StyleComments {
  static func canRead(_ path: RepositoryPath) -> Bool {
    ["css", "scss", "less"].contains(path.fileExtension)
  }

  /// `/* … */` and, where the language has them, `// …`; what stands in quotes or in `url(…)`
  /// is none.
  ///
  /// - Returns: each from its mark to the end of its text: 0-based byte offsets, ends exclusive.
  static func ranges(in bytes: [UInt8], at path: RepositoryPath) -> [Range<Int>] {
    let hasLines = path.fileExtension != "css"
    var ranges: [Range<Int>] = []
    var offset = 0
    while offset < bytes.count {
      let rest = bytes[offset...]
      if rest.starts(with: "/*".utf8) {
        let end = end(of: "*/", in: bytes, from: offset + 2)
        ranges.append(offset..<end)
        offset = end
      } else if hasLines, rest.starts(with: "//".utf8) {
        let text = RowBytes.trimmed(rest.prefix { $0 != RowBytes.lineFeed })
        ranges.append(text.startIndex..<text.endIndex)
        offset = text.endIndex
      } else if rest.starts(with: "url(".utf8) {
        offset = end(of: ")", in: bytes, from: offset + 4)
      } else if bytes[offset] == RowBytes.doubleQuote || bytes[offset] == RowBytes.singleQuote {
        offset = endOfText(offset, in: bytes)
      } else {
        offset += 1
      }
    }
    return ranges
  }

  private static func end(of mark: String, in bytes: [UInt8], from start: Int) -> Int {
    var offset = start
    while offset < bytes.count, !bytes[offset...].starts(with: mark.utf8) { offset += 1 }
    return min(offset + mark.utf8.count, bytes.count)
  }

  private static func endOfText(_ start: Int, in bytes: [UInt8]) -> Int {
    var offset = start + 1
    // A text ends with its line at the latest.
    while offset < bytes.count, bytes[offset] != bytes[start], bytes[offset] != RowBytes.lineFeed {
      offset += bytes[offset] == RowBytes.backslash ? 2 : 1
    }
    return min(offset + 1, bytes.count)
  }
}
