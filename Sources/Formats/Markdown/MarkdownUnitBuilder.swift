/// Makes units of blocks, and of what stands in their lines.
struct MarkdownUnitBuilder {
  let source: [UInt8]
  let blocks: [MarkdownBlock]
  let definitions: [Int: MarkdownDefinition]
  /// The first definition for each label.
  private(set) var definitionOfLabel: [String: Int] = [:]
  private(set) var footnoteOfLabel: [String: Int] = [:]
  private(set) var units: [Unit] = []
  private(set) var places: [MarkdownPlace] = []
  private(set) var texts: [MarkdownText] = []
  private(set) var unitOfBlock: [Int: Int] = [:]
  /// For each heading, where its section ends among the blocks beside it.
  private(set) var sectionEnds: [Int: Int] = [:]

  /// What is to read directly in each section.
  private var prose: [Int: [String]] = [:]
  private var section: Int?

  init(_ reader: MarkdownBlockReader) {
    source = reader.source
    blocks = reader.blocks
    definitions = reader.definitions
    for (index, block) in blocks.enumerated() {
      if case .footnote(let label) = block.kind {
        footnoteOfLabel[MarkdownDefinition.key(label.utf8)] = index
      }
      guard let definition = definitions[index] else { continue }
      let key = MarkdownDefinition.key(definition.label.utf8)
      if definitionOfLabel[key].map({ blocks[$0].range.lowerBound > block.range.lowerBound }) ?? true {
        definitionOfLabel[key] = index
      }
    }
    addBlocks(of: 0, parent: nil)
    for (unit, lines) in prose {
      let old = units[unit]
      units[unit] = Unit(
        id: old.id, parent: old.parent, kind: old.kind, name: old.name, value: lines.joined(separator: " "),
        range: old.range)
    }
  }

  private mutating func add(
    _ kind: Unit.Kind, _ range: Range<Int>, _ place: MarkdownPlace, parent: Int?, name: String? = nil,
    value: String? = nil
  ) -> Int {
    if case .block(let block) = place { unitOfBlock[block] = units.count }
    places.append(place)
    units.append(Unit(id: units.count, parent: parent, kind: kind, name: name, value: value, range: range))
    return units.count - 1
  }

  /// What stands between `<!--` and `-->`.
  private func comment(_ range: Range<Int>) -> String {
    let text = source[range].dropFirst(4)
    let end = HTMLBlockEnd.find("-->", in: text) ?? text.endIndex
    return String(decoding: MarkdownByte.trimmed(text[..<end]), as: UTF8.self)
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }

  /// Adds what lies in a block, sections around what is below their headings.
  private mutating func addBlocks(of block: Int, parent: Int?, from first: Int = 0) {
    let children = blocks[block].children
    let ends = MarkdownSections.ends(of: children, in: blocks)
    let outer = section
    var open: [(unit: Int?, end: Int)] = [(parent, children.count)]
    var sections: [Int?] = [outer]
    for (index, child) in children.enumerated().dropFirst(first) {
      while open.count > 1, let last = open.last, last.end <= index {
        open.removeLast()
        sections.removeLast()
      }
      section = sections.last ?? outer
      let parent = open.last?.unit
      guard let end = ends[index] else {
        addBlock(child, parent: parent)
        continue
      }
      sectionEnds[child] = end
      let unit = addHeading(child, last: children[end - 1], parent: parent)
      open.append((unit, end))
      sections.append(unit)
    }
    section = outer
  }

  private mutating func addHeading(_ block: Int, last: Int, parent: Int?) -> Int {
    let text = read(blocks[block].text)
    let range = blocks[block].range.lowerBound..<blocks[last].range.upperBound
    let name = text.plain(0..<text.run.bytes.count)
    let unit = add(.section, range, .block(block), parent: parent, name: name)
    addParts(of: text, block: block, parent: unit)
    return unit
  }

  private mutating func addBlock(_ index: Int, parent: Int?) {
    let block = blocks[index]
    switch block.kind {
    case .document, .frontMatter, .thematicBreak, .heading, .row, .anchor: break
    case .quote: addBlocks(of: index, parent: parent)
    case .list: for item in block.children { addItem(item, parent: parent) }
    case .item: addItem(index, parent: parent)
    case .footnote(let label):
      let unit = add(.link, block.range, .block(index), parent: parent, name: "^" + label)
      addBlocks(of: index, parent: unit)
    case .definition(let label):
      let value = definitions[index].map { MarkdownDestination.unescaped(source[$0.destination]) }
      _ = add(.link, block.range, .block(index), parent: parent, name: label, value: value)
    case .paragraph:
      let start = alertMarkWidth(index)
      let text = read(block.text, from: start)
      let value = text.plain(start..<text.run.bytes.count)
      let unit = add(.paragraph, block.range, .block(index), parent: parent, value: value)
      addSentences(of: text, block: index, parent: unit, from: start)
    case .indentedCode, .fencedCode: addCode(index, parent: parent)
    case .table: addTable(index, parent: parent)
    case .html:
      addParts(of: read(block.text), block: index, parent: parent, onlyHTML: true)
    case .comment:
      _ = add(.comment, block.range, .block(index), parent: parent, value: comment(block.range))
    }
  }

  /// An item's first text is its own; further paragraphs are parts of it.
  private mutating func addItem(_ index: Int, parent: Int?) {
    let block = blocks[index]
    guard let first = block.children.first, blocks[first].isParagraph else {
      let unit = add(.listItem, block.range, .block(index), parent: parent)
      return addBlocks(of: index, parent: unit)
    }
    let start = Self.taskMarkWidth(source[blocks[first].range])
    let text = read(blocks[first].text, from: start)
    let value = text.plain(start..<text.run.bytes.count)
    let unit = add(.listItem, block.range, .block(index), parent: parent, value: value)
    addSentences(of: text, block: first, parent: unit, from: start)
    addBlocks(of: index, parent: unit, from: 1)
  }

  /// `[ ] ` or `[x] ` at the beginning of an item.
  private static func taskMarkWidth(_ text: ArraySlice<UInt8>) -> Int {
    let mark = Array(text.prefix(4))
    guard mark.count == 4, mark[0] == UInt8(ascii: "["), mark[2] == UInt8(ascii: "]"),
      MarkdownByte.isBlank(mark[3]), " xX".utf8.contains(mark[1])
    else { return 0 }
    return 4
  }

  /// The line `[!NOTE]` in a quote, with the line end behind it.
  private func alertMarkWidth(_ index: Int) -> Int {
    guard let parent = blocks[index].parent, blocks[parent].kind == .quote,
      blocks[index].text.count > 1,
      let line = blocks[index].text.first
    else { return 0 }
    let mark = MarkdownByte.trimmed(source[line])
    guard mark.starts(with: "[!".utf8), mark.last == UInt8(ascii: "]"),
      mark.dropFirst(2).dropLast().allSatisfy(MarkdownByte.isLetter)
    else { return 0 }
    return line.count + 1
  }

  private mutating func addCode(_ index: Int, parent: Int?) {
    let block = blocks[index]
    var name: String?
    if case .fencedCode(let fence) = block.kind {
      let word = source[fence.info].prefix { !MarkdownByte.isSpace($0) }
      name = word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
    }
    let value = block.text.map(text).joined(separator: "\n")
    _ = add(.code, block.range, .block(index), parent: parent, name: name, value: value)
  }

  private mutating func addTable(_ index: Int, parent: Int?) {
    for row in blocks[index].children {
      let cells = blocks[row].text.map { read([$0]) }
      switch blocks[row].kind {
      case .row(.header): for cell in cells { addParts(of: cell, block: row, parent: parent) }
      case .row(.body):
        let value = cells.map { $0.plain(0..<$0.run.bytes.count).replacing("\\|", with: "|") }
          .joined(separator: " | ")
        let unit = add(.tableRow, blocks[row].range, .block(row), parent: parent, value: value)
        for cell in cells { addSentences(of: cell, block: row, parent: unit, from: 0) }
      default: break
      }
    }
  }
}

/// What stands in lines.
extension MarkdownUnitBuilder {
  private var labels: MarkdownLabels {
    MarkdownLabels(definitions: definitionOfLabel, footnotes: footnoteOfLabel)
  }

  private func read(_ lines: [Range<Int>], from start: Int = 0) -> MarkdownInline {
    MarkdownInlineReader.read(MarkdownRun(source, lines), labels: labels, from: start)
  }

  private mutating func addSentences(of text: MarkdownInline, block: Int, parent: Int, from start: Int) {
    let sentences = SentenceSplitter.sentences(of: text, from: start)
    if let section, !sentences.isEmpty {
      prose[section, default: []].append(text.plain(start..<text.run.bytes.count))
    }
    let index = texts.count
    texts.append(MarkdownText(block: block))
    var parts = self.parts(of: text)[...]
    for sentence in sentences {
      let unit = add(
        .sentence, text.run.range(of: sentence), .sentence(text: index), parent: parent,
        value: text.plain(sentence))
      texts[index].sentences.append(unit)
      let inside = parts.prefix { $0.range.lowerBound < sentence.upperBound }
      add(inside, of: text, block: block, parent: unit)
      parts = parts.dropFirst(inside.count)
    }
  }

  private mutating func addParts(
    of text: MarkdownInline, block: Int, parent: Int?, onlyHTML: Bool = false
  ) {
    let parts = parts(of: text).filter { !onlyHTML || $0.link.map { $0.form == .html } ?? true }
    add(parts[...], of: text, block: block, parent: parent)
  }

  private typealias Part = (range: Range<Int>, link: MarkdownInline.Link?)

  /// Links and comments in the order of the text, those that lie in others behind them.
  private func parts(of text: MarkdownInline) -> [Part] {
    let parts: [Part] = text.links.map { ($0.range, $0) } + text.comments.map { ($0, nil) }
    return parts.sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
  }

  private mutating func add(_ parts: ArraySlice<Part>, of text: MarkdownInline, block: Int, parent: Int?) {
    var open: [(unit: Int?, end: Int)] = []
    for part in parts {
      while let last = open.last, last.end <= part.range.lowerBound { open.removeLast() }
      let parent = open.last?.unit ?? parent
      let range = text.run.range(of: part.range)
      guard let link = part.link else {
        _ = add(.comment, range, .comment(block: block), parent: parent, value: comment(range))
        continue
      }
      let destination = link.destination.map { text.run.range(of: $0) }
      let place = MarkdownLinkPlace(
        form: link.form, block: block, text: text.run.range(of: link.text), destination: destination)
      let unit = add(
        .link, range, .link(place), parent: parent, name: name(of: link, in: text),
        value: value(of: link.form, destination))
      open.append((unit, part.range.upperBound))
    }
  }

  private func name(of link: MarkdownInline.Link, in text: MarkdownInline) -> String {
    if case .footnote(let label) = link.form { return "^" + label }
    return text.plain(link.text)
  }

  private func value(of form: MarkdownInline.Link.Form, _ destination: Range<Int>?) -> String? {
    if let destination { return MarkdownDestination.unescaped(source[destination]) }
    guard case .reference(let label) = form,
      let definition = definitionOfLabel[MarkdownDefinition.key(label.utf8)].flatMap({ definitions[$0] })
    else { return nil }
    return MarkdownDestination.unescaped(source[definition.destination])
  }
}
