import Formats
import SourceText

/// Where a link stands in a document: its sentence, and the item, row or paragraph around.
struct LinkPlace {
  let document: LoadedDocument
  let markdown: MarkdownFile
  let link: Formats.Unit
  /// Nil in headings, in headers of tables and in HTML.
  let sentence: Formats.Unit?
  /// The item, row or paragraph that the sentence is a part of.
  let holder: Formats.Unit?
  /// All links of the sentence, in their order.
  let links: [Formats.Unit]

  init(_ link: Formats.Unit, in document: LoadedDocument, _ markdown: MarkdownFile) {
    self.document = document
    self.markdown = markdown
    self.link = link
    let units = markdown.units
    var around = link.parent
    while let unit = around, units[unit].kind == .link { around = units[unit].parent }
    let sentence = around.map { units[$0] }.flatMap { $0.kind == .sentence ? $0 : nil }
    self.sentence = sentence
    holder = sentence?.parent.map { units[$0] }
    links =
      sentence.map { sentence in
        units[(sentence.id + 1)...].prefix { $0.kind == .link || $0.kind == .comment }.filter {
          $0.kind == .link && $0.parent == sentence.id
        }
      } ?? []
  }

  /// The links of the sentence that lead to places, not to footnotes.
  var targets: [Formats.Unit] { links.filter { !($0.name ?? "").hasPrefix("^") } }

  /// The sentences of the item, row or paragraph, in order.
  var sentences: [Formats.Unit] {
    guard let holder else { return [] }
    return markdown.units[(holder.id + 1)...].prefix { $0.range.lowerBound < holder.range.upperBound }
      .filter { $0.parent == holder.id && $0.kind == .sentence }
  }

  /// The links that the item, row or paragraph begins with: one, or several with commas or
  /// words like "and" between them.
  var leading: [Formats.Unit] {
    guard let first = sentences.first, first.id == sentence?.id, let holder else { return [] }
    var position = holder.kind == .tableRow ? first.range.lowerBound : first.range.lowerBound
    var found: [Formats.Unit] = []
    for link in links {
      let between = text(position..<link.range.lowerBound)
      let isNext = found.isEmpty ? !between.hasWords : between.isConjunction
      guard isNext else { break }
      found.append(link)
      position = link.range.upperBound
    }
    return found
  }

  /// The enumeration of links that the link is one of; only itself when there is none.
  var enumeration: [Formats.Unit] {
    guard let place = links.firstIndex(where: { $0.id == link.id }) else { return [link] }
    var first = place
    while first > 0, joins(links[first - 1], links[first]) { first -= 1 }
    var last = place
    while last + 1 < links.count, joins(links[last], links[last + 1]) { last += 1 }
    return Array(links[first...last])
  }

  /// Whether nothing follows the enumeration in its sentence but punctuation, so that no word
  /// depends on how many it has.
  var endsSentence: Bool {
    guard let sentence, let last = enumeration.last else { return false }
    return !text(last.range.upperBound..<sentence.range.upperBound).hasWords
  }

  /// What the sentence says beside its links.
  var otherWords: String {
    guard let sentence else { return "" }
    var position = sentence.range.lowerBound
    var words = ""
    for link in links {
      words += text(position..<link.range.lowerBound) + " "
      position = link.range.upperBound
    }
    return words + text(position..<max(position, sentence.range.upperBound))
  }

  /// The word before the link, in small letters.
  var wordBefore: String {
    guard let sentence else { return "" }
    let before = text(sentence.range.lowerBound..<link.range.lowerBound).lowercased()
    return before.split { !$0.isLetter }.last.map(String.init) ?? ""
  }

  private func joins(_ one: Formats.Unit, _ other: Formats.Unit) -> Bool {
    text(one.range.upperBound..<other.range.lowerBound).isConjunction
  }

  private func text(_ range: Range<Int>) -> String {
    String(
      decoding: document.source[range.lowerBound..<max(range.lowerBound, range.upperBound)], as: UTF8.self)
  }
}

extension String {
  /// Whether there is anything to read but signs.
  var hasWords: Bool { contains { $0.isLetter || $0.isNumber } }

  /// Whether it parts two elements of an enumeration.
  fileprivate var isConjunction: Bool {
    let words = trimmed.lowercased()
    return [",", ", and", ", or", "and", "or", "&", "·", "•", "|", "/", "und", "oder"].contains(words)
  }

  private var trimmed: String {
    let text = drop { $0.isWhitespace || $0 == "*" || $0 == "_" }
    return String(text.reversed().drop { $0.isWhitespace || $0 == "*" || $0 == "_" }.reversed())
  }
}
