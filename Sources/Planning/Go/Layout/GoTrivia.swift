import SourceText
import SyntaxTrees

/// What belongs to a part of a Go file beside its own bytes: its comments.
struct GoTrivia {
  let file: GoFile
  /// The comments that stand alone on their lines, by their last line, 0-based.
  private let alone: [Int: SyntaxNode]

  /// Comments that stay whatever they stand above: directives and notices.
  private static let kept = ["//go:build", "// +build", "SPDX", "opyright", "icense", "//line "]

  init(_ file: GoFile) {
    self.file = file
    var alone: [Int: SyntaxNode] = [:]
    for node in file.tree.root.subtree where node.kind == "comment" {
      let line = file.lines.range(ofLine: file.lines.line(at: node.range.lowerBound))
      let before = file.tree.source[line.lowerBound..<node.range.lowerBound]
      guard before.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
      alone[file.lines.line(at: max(node.range.lowerBound, node.range.upperBound - 1))] = node
    }
    self.alone = alone
  }

  /// The bytes that go with a node: the comments directly above it, and the one behind it.
  func range(of node: SyntaxNode, next: SyntaxNode?, to end: Int? = nil) -> Range<Int> {
    let last = end ?? node.range.upperBound
    return start(of: node, next: next)..<(trailing(after: last)?.range.upperBound ?? last)
  }

  /// Where a node begins with its comments.
  ///
  /// What stays behind it closely (`next`) a comment above may be about as well.
  func start(of node: SyntaxNode, next: SyntaxNode?) -> Int {
    var start = node.range.lowerBound
    // A comment before it on its line.
    if !isFirstOnLine(start), let before = leading(before: start), isFirstOnLine(before) { start = before }
    let column = column(of: start)
    guard isFirstOnLine(start) else { return start }
    var comments: [SyntaxNode] = []
    while let comment = alone[file.lines.line(at: start) - 1],
      self.column(of: comment.range.lowerBound) == column, !isNotice(comment)
    {
      comments.append(comment)
      start = comment.range.lowerBound
    }
    guard !comments.isEmpty else { return start }
    let text = comments.map(\.text).joined(separator: " ")
    if let next, headsGroup(text, node, next) { return node.range.lowerBound }
    return start
  }

  /// Whether a comment above a node is about what follows closely, too.
  private func headsGroup(_ text: String, _ node: SyntaxNode, _ next: SyntaxNode) -> Bool {
    let line = file.lines.line(at: max(node.range.lowerBound, node.range.upperBound - 1))
    guard file.lines.line(at: next.range.lowerBound) == line + 1 else { return false }
    guard !["function_declaration", "method_declaration"].contains(node.kind) else { return false }
    let words = Self.words(of: text)
    let own = words.intersection(Self.words(of: node.text))
    let other = words.intersection(Self.words(of: next.text))
    return !other.subtracting(own).isEmpty || own.isEmpty && Self.isHeading(node)
  }

  /// Whether comments above such a part head a list as a rule.
  private static func isHeading(_ node: SyntaxNode) -> Bool {
    ["import_spec", "field_declaration", "const_spec", "var_spec", "keyed_element"].contains(node.kind)
  }

  /// The words of a text in small letters, those of names one by one.
  static func words(of text: String) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    var previous: Character = " "
    for character in text {
      if !character.isLetter || character.isUppercase && previous.isLowercase {
        if word.count > 2 { words.insert(word) }
        word = ""
      }
      if character.isLetter { word += character.lowercased() }
      previous = character
    }
    if word.count > 2 { words.insert(word) }
    return words.subtracting([
      "the", "and", "for", "with", "are", "this", "that", "from", "all", "err", "func", "return",
    ])
  }

  /// Where a block comment begins that ends on the line of `offset`, with only blanks between.
  private func leading(before offset: Int) -> Int? {
    let bytes = file.tree.source
    var end = offset
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard end > 1, bytes[end - 1] == UInt8(ascii: "/"), bytes[end - 2] == UInt8(ascii: "*") else {
      return nil
    }
    let node = file.tree.smallestNode(covering: end - 2..<end)
    return node.kind == "comment" && !node.text.contains("\n") ? node.range.lowerBound : nil
  }

  /// A comment behind `offset` on its line, with nothing after it.
  func trailing(after offset: Int) -> SyntaxNode? {
    let bytes = file.tree.source
    var position = offset
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "/") else { return nil }
    let node = file.tree.smallestNode(covering: position..<position + 2)
    guard node.kind == "comment", node.range.lowerBound == position else { return nil }
    var end = node.range.upperBound
    while end < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[end]) { end += 1 }
    return end == bytes.count || bytes[end] == 0x0A ? node : nil
  }

  private func isNotice(_ comment: SyntaxNode) -> Bool {
    let text = comment.text
    return Self.kept.contains(where: text.contains)
  }

  private func column(of offset: Int) -> Int {
    offset - file.lines.range(ofLine: file.lines.line(at: offset)).lowerBound
  }

  private func isFirstOnLine(_ offset: Int) -> Bool {
    let start = file.lines.range(ofLine: file.lines.line(at: offset)).lowerBound
    return file.tree.source[start..<offset].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
