/// Text files by lines, without what stands in comments.
struct PlainText {
  let path: String
  /// As they are.
  let lines: [String]
  /// With comments blanked out.
  let code: [String]

  init(_ path: String, _ text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if [".html", ".xml", ".md", ".svg"].contains(where: name.hasSuffix) {
      code = Self.withoutBlocks(lines, from: "<!--", to: "-->")
    } else if [".json", ".lock"].contains(where: name.hasSuffix) {
      code = lines
    } else {
      code = lines.map(Self.withoutHash)
    }
  }

  /// `#` begins a comment at the start of a line or behind a blank, outside of quotes.
  private static func withoutHash(_ line: String) -> String {
    var quote: Character?
    var previous: Character = " "
    var out = ""
    for character in line {
      if let open = quote {
        if character == open && previous != "\\" { quote = nil }
      } else if character == "#" && (previous == " " || previous == "\t") {
        return out
      } else if (character == "\"" || character == "'") && !previous.isLetter {
        quote = character
      }
      out.append(character)
      previous = character
    }
    return out
  }

  private static func withoutBlocks(_ lines: [String], from open: String, to close: String) -> [String] {
    var inside = false
    return lines.map { line in
      var out = ""
      var rest = line[...]
      while !rest.isEmpty {
        if inside {
          guard let end = rest.firstRange(of: close) else { return out }
          rest = rest[end.upperBound...]
          inside = false
        } else if let start = rest.firstRange(of: open) {
          out += rest[..<start.lowerBound]
          rest = rest[start.upperBound...]
          inside = true
        } else {
          out += rest
          rest = ""
        }
      }
      return out
    }
  }

  /// The lines that a pattern matches outside of comments.
  func findings(_ pattern: TextPattern, _ message: String, inComments: Bool = false) -> [TreeFinding] {
    (inComments ? lines : code).enumerated().compactMap { index, line in
      guard pattern.matches(line) else { return nil }
      return TreeFinding(
        message: message, path: path, line: index + 1,
        text: String(lines[index].drop { $0 == " " || $0 == "\t" }))
    }
  }
}
