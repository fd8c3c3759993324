import Formats
import SourceText

/// Names of files that go, in the text and the code of one document.
struct FileMentions {
  let document: LoadedDocument
  let markdown: MarkdownFile
  let lost: LostTargets

  /// Items and rows that are about files that go, and commands that run them, with the cause.
  func units(isGone: (Int) -> Bool) -> [(unit: Int, cause: CauseID)] {
    markdown.units.compactMap { unit -> (Int, CauseID)? in
      guard !isGone(unit.id) else { return nil }
      let cause: CauseID? =
        switch unit.kind {
        case .listItem: isAlone(unit, isGone) ? subject(of: unit) : nil
        case .tableRow: subject(of: unit) ?? command(in: unit)
        case .line: isCommand(unit) ? loss(in: unit.value ?? "") : nil
        default: nil
        }
      return cause.map { (unit.id, $0) }
    }
  }

  /// The lines of drawn trees that show what goes, with the cause.
  func branches(isGone: (Int) -> Bool) -> [(unit: Int, cause: CauseID)] {
    markdown.drawnTrees.flatMap { tree, units in
      tree.entries.indices.compactMap { place -> (Int, CauseID)? in
        guard !isGone(units[place]) else { return nil }
        return loss(ofEntry: place, in: tree).map { (units[place], $0) }
      }
    }
  }

  /// Why one of the words of a text went, as the name of a file.
  func loss(in text: String) -> CauseID? {
    text.split { " \t\n\"'`()[]{}<>|=,;".contains($0) }.lazy
      .compactMap { lost.loss(of: String($0), in: document.path) }.first
  }

  // MARK: Items and rows

  /// Whether nothing else hangs on an item.
  private func isAlone(_ item: Formats.Unit, _ isGone: (Int) -> Bool) -> Bool {
    let parts = markdown.text.units[(item.id + 1)...].prefix { $0.range.lowerBound < item.range.upperBound }
      .filter { $0.parent == item.id }
    let sentences = parts.filter { $0.kind == .sentence }
    return sentences.count <= 2
      && parts.allSatisfy { $0.kind == .sentence || $0.kind == .comment || isGone($0.id) }
  }

  /// Why all of the files went that an item or row begins with.
  private func subject(of unit: Formats.Unit) -> CauseID? {
    guard let sentence = firstSentence(of: unit) else { return nil }
    let text = String(decoding: document.source[sentence.range], as: UTF8.self)
    let causes = Self.leadingNames(text).map { loss(in: $0) }
    if let first = causes.first, causes.allSatisfy({ $0 != nil }) { return first }
    return instruction(text, of: unit)
  }

  /// Why what an item says to run or open went, if it says nothing else: `` Run `x`. It … ``.
  private func instruction(_ sentence: String, of item: Formats.Unit) -> CauseID? {
    let words = sentence.split(separator: "`", omittingEmptySubsequences: false)
    guard item.kind == .listItem, words.count == 3,
      Self.verbs.contains(words[0].trimmingPrefix { "*_ ".contains($0) }.lowercased().filter { $0 != " " }),
      words[2].allSatisfy({ ".:!".contains($0) })
    else { return nil }
    let others = markdown.text.units[(item.id + 1)...].prefix { $0.range.lowerBound < item.range.upperBound }
      .filter { $0.parent == item.id && $0.kind == .sentence }.dropFirst()
    let areAboutIt = others.allSatisfy { other in
      let text = (other.value ?? "").lowercased()
      return ["it ", "this ", "that "].contains { text.hasPrefix($0) }
    }
    return areAboutIt ? loss(in: String(words[1])) : nil
  }

  private static let verbs: Set<String> = ["run", "execute", "start", "open", "use", "try", "call", "launch"]

  /// The names that an item or row begins with.
  static func leadingNames(
    of unit: Formats.Unit, in document: LoadedDocument, _ markdown: MarkdownFile
  ) -> [String] {
    guard unit.id + 1 < markdown.text.units.count else { return [] }
    let first = markdown.text.units[unit.id + 1]
    guard first.parent == unit.id, first.kind == .sentence else { return [] }
    return leadingNames(String(decoding: document.source[first.range], as: UTF8.self))
  }

  /// The first sentence of an item or row, if it stands at its beginning.
  private func firstSentence(of unit: Formats.Unit) -> Formats.Unit? {
    guard let first = markdown.text.units[(unit.id + 1)...].first, first.parent == unit.id,
      first.kind == .sentence
    else { return nil }
    return first
  }

  /// A row with a cell that is a command which runs a file that goes.
  private func command(in row: Formats.Unit) -> CauseID? {
    let cells = markdown.text.units[(row.id + 1)...].prefix { $0.range.lowerBound < row.range.upperBound }
    for cell in cells where cell.kind == .sentence && cell.parent == row.id {
      let text = String(decoding: document.source[cell.range], as: UTF8.self)
      let code = text.dropFirst().dropLast()
      guard text.hasPrefix("`"), text.hasSuffix("`"), !code.contains("`"), code.contains(" ") else {
        continue
      }
      if let cause = loss(in: String(code)) { return cause }
    }
    return nil
  }

  /// Whether a line of code is one that a shell runs.
  private func isCommand(_ line: Formats.Unit) -> Bool {
    var next = line.parent
    while let parent = next, markdown.units[parent].kind != .code { next = markdown.units[parent].parent }
    let language = next.flatMap { markdown.units[$0].name?.lowercased() } ?? ""
    return ["sh", "bash", "shell", "zsh", "console", "shell-session", "powershell", "bat"].contains(language)
  }

  /// The names that a text begins with: one word, or several in code with commas or "and"
  /// between them.
  static func leadingNames(_ text: String) -> [String] {
    var rest = Substring(text)
    var names: [String] = []
    func skip(_ signs: String) {
      while let first = rest.first, signs.contains(first) { rest = rest.dropFirst() }
    }
    skip(" *_~[")
    while rest.first == "`" {
      let marks = rest.prefix { $0 == "`" }
      rest = rest.dropFirst(marks.count)
      guard let end = rest.range(of: marks) else { break }
      names.append(String(rest[..<end.lowerBound]))
      rest = rest[end.upperBound...]
      skip("*_~ ")
      if rest.hasPrefix("and `") || rest.hasPrefix("und `") { rest = rest.dropFirst(4) }
      if rest.hasPrefix(", `") || rest.hasPrefix("& `") || rest.hasPrefix("/ `") { rest = rest.dropFirst(2) }
    }
    if names.isEmpty { names = [String(rest.prefix { !$0.isWhitespace && !"*_`:,()[]".contains($0) })] }
    return names.filter { !$0.isEmpty }
  }

  // MARK: Trees

  private func loss(ofEntry place: Int, in tree: DrawnTree) -> CauseID? {
    let path = tree.path(of: place).filter { $0 != "." }.joined(separator: "/")
    let isFolder = tree.entries[place].name.hasSuffix("/")
    return lost.loss(of: path.contains("/") || !isFolder ? path : path + "/", in: document.path)
  }
}
