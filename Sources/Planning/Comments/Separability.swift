import Formats
import SourceText

/// Whether sentences of a comment can go without the rest losing its sense. English only:
/// words of other languages are taken as saying nothing else.
struct Separability {
  let comment: CommentBlock
  let source: [UInt8]
  /// All comments of the file.
  let comments: [CommentBlock]
  /// Whether the file is code.
  let isCode: Bool
  /// Whether a text is one that the rule is about.
  let isMatch: (String) -> Bool
  /// Whether a byte goes anyway.
  let goes: (Int) -> Bool

  /// Which of some sentences can go, and why the others cannot.
  func parted(_ sentences: [Int]) -> (gone: [Int], kept: [(sentence: Int, obstacle: String)]) {
    if let line = neighbour, isMatch(line) {
      return ([], sentences.map { ($0, "it stands beside what stays and bears the name") })
    }
    if isLabel {
      return (
        [], sentences.map { ($0, "it says what that is which it stands beside; look whether that goes") }
      )
    }
    var gone = sentences
    var kept: [(Int, String)] = []
    // One that stays may refer to the one before it.
    while let (index, reason) = gone.lazy.compactMap({ obstacle(for: $0, gone) }).first {
      gone.removeAll { $0 == index }
      kept.append((index, reason))
    }
    return (gone, kept.sorted { $0.0 < $1.0 })
  }

  /// Whether it is no more than a name for what it stands beside.
  private var isLabel: Bool {
    guard comment.sentences.count == 1, let text = comment.sentences.first?.text, let line = neighbour,
      line.contains(where: \.isLetter), !".!?".contains(text.last ?? " ")
    else { return false }
    let words = text.split { $0.isWhitespace }.filter { $0.contains(where: \.isLetter) }
    return words.count <= (comment.isTrailing ? 1 : 3)
  }

  private func obstacle(for index: Int, _ gone: [Int]) -> (Int, String)? {
    if joins(comment.sentences[index].text) {
      return (index, "it says more than that; other words are needed")
    }
    let next = index + 1
    if next < comment.sentences.count, !gone.contains(next),
      BackReference.begins(comment.sentences[next].text)
    {
      return (index, "the sentence behind it refers to it; other words are needed")
    }
    if isCode, !comment.isTrailing, index == 0, documents {
      return (index, "it documents a declaration that stays; other words are needed")
    }
    return nil
  }

  private static let joints: Set<String> = [
    "and", "or", "both", "either", "neither", "nor", "also", "too", "besides", "than", "but", "while",
    "whereas",
    "instead", "versus", "vs", "unlike", "except", "without", "no", "not", "never", "only", "rather", "as",
    "if",
    "unless", "until", "before", "after", "since", "because", "so", "like",
  ]

  /// Whether it names something besides, or says what is no longer.
  private func joins(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "-" }.map(String.init)
    // An item of a list stands by itself.
    let isItem = text.first.map { "-*•+".contains($0) } ?? false
    return words.contains { Self.joints.contains($0) || $0.hasSuffix("n't") }
      || !isItem && text.dropLast().contains { ",;".contains($0) }
  }

  /// What it stands beside: before it on its line, or the next line with something on it.
  private var neighbour: String? {
    if comment.isTrailing {
      let start = source[..<comment.range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      return String(decoding: source[start..<comment.range.lowerBound], as: UTF8.self)
    }
    return below
  }

  private var below: String? {
    var start = source[min(comment.range.upperBound, source.count)...].firstIndex(of: 0x0A).map { $0 + 1 }
    while let line = start, line < source.count {
      let end = source[line...].firstIndex(of: 0x0A) ?? source.count
      let text = words(in: line..<end)
      if !text.allSatisfy(\.isWhitespace), !goes(line) { return text }
      start = end + 1
    }
    return nil
  }

  /// What a line says besides comments.
  private func words(in line: Range<Int>) -> String {
    let remarks = comments.map(\.range).filter { $0.overlaps(line) }
    let bytes = line.filter { offset in !remarks.contains { $0.contains(offset) } }.map { source[$0] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether it is the documentation of a declaration: directly above one, in the margin or
  /// as `/** … */`.
  private var documents: Bool {
    let start = comment.range.lowerBound
    let isInMargin = start == 0 || source[start - 1] == 0x0A
    let isDocumentation = source[start...].starts(with: "/**".utf8)
    var end = comment.range.upperBound
    while end < source.count, source[end] != 0x0A { end += 1 }
    let next = source[min(end + 1, source.count)...].prefix { $0 != 0x0A }
    return (isInMargin || isDocumentation) && next.contains { $0 > 0x20 }
  }
}
