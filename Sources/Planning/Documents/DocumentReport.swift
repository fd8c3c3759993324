import Findings
import Formats
import SourceText

/// What is left to say of the documents once a step's edits are known: names of deleted files
/// that only a person can reword, links that are broken, numbers that need another look.
struct DocumentReport {
  let documents: DocumentIndex
  let history: HistoryBook
  let lost: LostTargets
  /// The edits of the step.
  let edits: [RepositoryPath: EditSet]

  /// - Parameters:
  ///   - document: one that stays.
  ///   - gone: its units that go.
  /// - Returns: broken links first, then in order of the file.
  func findings(in document: LoadedDocument, _ gone: Set<Int>) -> [Finding] {
    guard let markdown = document.content as? MarkdownFile else { return [] }
    let isHistory = history.contains(document.path)
    return brokenLinks(document) + (isHistory ? [] : mentions(document) + numbers(document, markdown, gone))
  }

  // MARK: Names of files

  private func mentions(_ document: LoadedDocument) -> [Finding] {
    let lines = LineIndex(document.source)
    let changed = edits[document.path]?.edits.map(\.range) ?? []
    var found: [Finding] = []
    for word in Self.words(of: document.source) {
      let text = String(decoding: document.source[word], as: UTF8.self)
      guard lost.loss(of: text, in: document.path) != nil, !changed.contains(where: { $0.overlaps(word) })
      else { continue }
      let line = lines.line(at: word.lowerBound)
      found.append(
        Finding(
          code: "reword", severity: .warning, message: "'\(text)' goes, and is still named here",
          place: Place(path: document.path, line: line, column: lines.column(at: word.lowerBound)),
          remedy: "find other words for the sentence"))
    }
    return found
  }

  /// Words that may be paths.
  private static func words(of source: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for (index, byte) in source.enumerated() {
      if isPathByte(byte) {
        start = start ?? index
      } else if let first = start {
        words.append(first..<index)
        start = nil
      }
    }
    if let start { words.append(start..<source.count) }
    return words.filter { $0.count > 4 && source[$0].contains { $0 == 0x2E || $0 == 0x2F } }
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || [0x2D, 0x2E, 0x2F, 0x5F, 0x40, 0x2B].contains(byte)
  }

  // MARK: Links

  /// Links that this step breaks.
  private func brokenLinks(_ document: LoadedDocument) -> [Finding] {
    guard let rest = after(document) else { return [] }
    let lines = LineIndex(rest.serialised())
    return rest.links().compactMap { link in
      guard let target = link.target(from: document.path), isBroken(target) else { return nil }
      return Finding(
        code: "broken-link", severity: .warning,
        message: "the link to '\(link.destination)' leads nowhere now",
        place: Place(path: document.path, line: lines.line(at: link.range.lowerBound)),
        remedy: "let it lead somewhere else, or take it out")
    }
  }

  /// Whether a target is missing that was there before the step.
  private func isBroken(_ target: MarkdownTarget) -> Bool {
    if lost.files[target.path] != nil || lost.folders[target.path] != nil { return true }
    guard let fragment = target.fragment, lost.anchors[target.path] != nil,
      let document = documents.document(at: target.path),
      let before = document.content as? MarkdownFile, let after = after(document)
    else { return false }
    func holds(_ text: MarkdownDocument) -> Bool {
      text.anchors().contains { $0.slug == fragment || $0.slug == fragment.lowercased() }
    }
    return holds(before.text) && !holds(after)
  }

  private func after(_ document: LoadedDocument) -> MarkdownDocument? {
    let bytes = edits[document.path]?.applied(to: document.source) ?? document.source
    return try? MarkdownDocument(parsing: bytes)
  }

  // MARK: Numbers

  /// Headings and items that were counted, and lost one of theirs.
  private func numbers(_ document: LoadedDocument, _ markdown: MarkdownFile, _ gone: Set<Int>) -> [Finding] {
    let units = markdown.text.units
    func isFollowed(_ unit: Formats.Unit, _ condition: (Formats.Unit) -> Bool) -> Bool {
      units[(unit.id + 1)...].contains {
        $0.parent == unit.parent && $0.kind == unit.kind && !gone.contains($0.id) && condition($0)
      }
    }
    func finding(_ unit: Formats.Unit, _ message: String) -> Finding {
      Finding(
        code: "numbering", severity: .warning, message: message, place: document.place(of: unit),
        remedy: "count the rest anew, with what refers to it")
    }
    var found: [Finding] = []
    for unit in units where gone.contains(unit.id) && unit.parent.map({ !gone.contains($0) }) ?? true {
      if unit.kind == .section, let number = Self.number(of: unit),
        isFollowed(unit, { (Self.number(of: $0) ?? 0) > number })
      {
        found.append(finding(unit, "'\(unit.name ?? "")' goes, and the headings behind it are counted on"))
      } else if unit.kind == .listItem, isCounted(unit, document),
        isFollowed(unit, { isCounted($0, document) }),
        refersToSteps(document.source)
      {
        found.append(
          finding(unit, "the steps behind this one are counted anew, and the text names some by number"))
      }
    }
    return found
  }

  private func isCounted(_ item: Formats.Unit, _ document: LoadedDocument) -> Bool {
    (0x30...0x39).contains(document.source[item.range.lowerBound])
  }

  private func refersToSteps(_ source: [UInt8]) -> Bool {
    let text = String(decoding: source, as: UTF8.self)
    return text.contains(/(?i)\bsteps? \d/)
  }

  /// The number that a heading begins with, alone or behind a word such as "Step".
  private static func number(of section: Formats.Unit) -> Int? {
    let match = (section.name ?? "").firstMatch(
      of: /(?i)^(?:(?:step|part|phase|chapter|stage) +)?(\d{1,3})(?=[.:) ]|$)/)
    return match.flatMap { Int($0.output.1) }
  }
}
