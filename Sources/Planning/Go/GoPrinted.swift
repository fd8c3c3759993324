import SourceText
import SyntaxTrees

/// Tests read what the program prints: lines with the name of a metric or of an event, or with a
/// value in quotes. What no code prints any more, no test finds.
extension GoCascade {
  /// Remembers the names and the values that a text of code that went had in it.
  func rememberPrinted(in literal: SyntaxNode, _ cause: CauseID) {
    let text = CodePattern.content(of: literal)
    for name in Self.names(in: text) where lostNames[name] == nil { lostNames[name] = cause }
  }

  /// Remembers that a value no longer occurs.
  func rememberValue(_ value: String, _ cause: CauseID) {
    for quoted in ["\"\(value)\"", "\\\"\(value)\\\""] where lostNames[quoted] == nil {
      lostNames[quoted] = cause
    }
  }

  func settlePrinted(_ cascade: Cascade) {
    // What is still printed elsewhere comes again when it goes there, too.
    let open = lostNames.sorted { $0.key < $1.key }
    lostNames = [:]
    // One search for all of them.
    _ = index.files(mentioning: open.map(\.key))
    for (name, cause) in open {
      let files = index.files(mentioning: [name]).filter { !$0.isDeleted }
      let tests = files.filter(\.isTest)
      guard !tests.isEmpty else { continue }
      let rivals = files.filter { !$0.isTest }.flatMap { Self.printed(in: $0, like: name) }
      for file in tests {
        for literal in file.tree.root.subtree
        where Self.isText(literal) && !file.isGone(literal) && isLooked(for: literal) {
          let found = Self.words(of: CodePattern.content(of: literal), like: name)
          guard found.contains(where: { word in !rivals.contains { Self.extends(word, $0) } }) else {
            continue
          }
          let what = "\(Self.isName(name) ? "'\(name)'" : name), which nothing prints any more,"
          if let search = search(for: literal) {
            // In a test it does not matter what it would find.
            lose(search, being: nil, isBoolean: true, in: file, what, cause, cascade)
          } else {
            lose(literal, in: file, what, cause, cascade)
          }
        }
      }
    }
  }

  /// Whether a text is one of a list, as those are that a test looks for, or looked for at once.
  private func isLooked(for literal: SyntaxNode) -> Bool {
    literal.parent?.kind == "literal_value" || search(for: literal) != nil
  }

  /// The call that looks for a text in what was printed: `strings.Contains(text, "…")`.
  private func search(for literal: SyntaxNode) -> SyntaxNode? {
    guard let arguments = literal.parent, arguments.kind == "arguments", let call = arguments.parent,
      let function = call.child("function")
    else { return nil }
    let name = (function.child("field") ?? function).text
    return ["Contains", "HasPrefix", "HasSuffix", "Index", "Count"].contains(name) ? call : nil
  }

  private static func isText(_ node: SyntaxNode) -> Bool { node.kind.hasSuffix("string_literal") }

  private static func isName(_ text: String) -> Bool { !text.contains("\"") }

  /// What the texts of code that stays have that begins as a name does.
  private static func printed(in file: GoFile, like name: String) -> [String] {
    file.tree.root.subtree.filter { isText($0) && !file.isGone($0) }
      .flatMap { words(of: CodePattern.content(of: $0), like: name) }
  }

  /// The words of a text that are a name or begin with it and `_`: a histogram's name is
  /// printed with `_sum` and `_count` behind it.
  private static func words(of text: String, like name: String) -> [String] {
    guard isName(name) else { return text.contains(name) ? [name] : [] }
    return names(in: text).filter { extends($0, name) }
  }

  private static func extends(_ word: String, _ name: String) -> Bool {
    word == name || word.hasPrefix(name + "_")
  }

  /// The words of a text that are names by their form: at least two parts joined by `_`.
  private static func names(in text: String) -> [String] {
    text.split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_") }.compactMap { word in
      let parts = word.split(separator: "_")
      return parts.count > 1 && parts[0].first?.isLetter == true ? String(word) : nil
    }
  }
}
