/// What goes when some units are deleted: they themselves, what has nothing left, and
/// what belonged to them alone.
struct MarkdownSelection {
  let document: MarkdownDocument
  let source: [UInt8]
  let requested: Set<Int>
  /// By block.
  private(set) var isBlockGone: [Bool]
  /// Sentences, links and comments that go from blocks that stay.
  private(set) var goneUnits: Set<Int> = []
  /// Links of which the text stays.
  private(set) var unlinked: Set<Int> = []
  /// Definitions and footnotes in sections that go: they serve the whole file.
  var detached: Set<Int> = []
  var isChanged = false

  init(_ ids: Set<Int>, unlinking links: Set<Int>, of document: MarkdownDocument, source: [UInt8]) {
    self.document = document
    self.source = source
    requested = ids
    isBlockGone = Array(repeating: false, count: document.blocks.count)
    for id in ids.sorted() where document.units.indices.contains(id) { select(id) }
    unlinked.formUnion(links.filter { !document.unlinking($0).isEmpty })
    repeat {
      isChanged = false
      settleTexts()
      settleBlocks()
      settleNeighbours()
      settleDefinitions()
    } while isChanged
  }

  /// Whether a unit goes, by itself or with what it is in.
  func isGone(_ unit: Int) -> Bool {
    switch document.places[unit] {
    case .block(let block): return isBlockGone[block]
    case .sentence(let text): return goneUnits.contains(unit) || isBlockGone[document.texts[text].block]
    case .link(let link):
      return goneUnits.contains(unit) || unlinked.contains(unit) || isBlockGone[link.block] || isInGone(unit)
    case .comment(let block): return goneUnits.contains(unit) || isBlockGone[block] || isInGone(unit)
    }
  }

  private func isInGone(_ unit: Int) -> Bool {
    var next = document.units[unit].parent
    while let parent = next {
      if case .block = document.places[parent] { return false }
      if goneUnits.contains(parent) { return true }
      next = document.units[parent].parent
    }
    return false
  }

  /// Lets a block go with all that is in it.
  mutating func take(_ block: Int) {
    var open = [block]
    while let next = open.popLast() {
      if !isBlockGone[next] {
        isBlockGone[next] = true
        isChanged = true
      }
      open += document.blocks[next].children
    }
  }

  mutating func takeUnit(_ unit: Int) {
    if goneUnits.insert(unit).inserted { isChanged = true }
  }

  mutating func unlink(_ unit: Int) {
    if unlinked.insert(unit).inserted { isChanged = true }
  }

  private mutating func select(_ id: Int) {
    switch document.places[id] {
    case .block(let block):
      if let end = document.sectionEnds[block] { takeSection(block, end: end) } else { take(block) }
    case .sentence, .comment: takeUnit(id)
    case .link(let link):
      // A heading and a column cannot do without their text, if it is one.
      switch document.blocks[link.block].kind {
      case .heading, .row(.header):
        if document.unlinking(id).isEmpty { takeUnit(outermost(id)) } else { unlink(id) }
      case .html where document.blocks[link.block].range == document.units[id].range: take(link.block)
      default: takeUnit(outermost(id))
      }
    }
  }

  /// A link that shows nothing but an image goes with it.
  private func outermost(_ link: Int) -> Int {
    guard let parent = document.units[link].parent, case .link(let outer) = document.places[parent],
      outer.text == document.units[link].range
    else { return link }
    return parent
  }

  private mutating func takeSection(_ heading: Int, end: Int) {
    let siblings = siblings(of: heading)
    let place = document.blocks[heading].place
    let pairs = HTMLPairs.pairs(among: siblings, of: document, source: source)
    for (index, block) in siblings[..<end].enumerated().dropFirst(place) {
      switch document.blocks[block].kind {
      case .definition, .footnote: detached.insert(block)
      case .html where pairs[index].map { !(place..<end).contains($0) } ?? false:
        // A tag whose partner stays.
        continue
      default: take(block)
      }
    }
  }

  private func siblings(of block: Int) -> [Int] {
    document.blocks[block].parent.map { document.blocks[$0].children } ?? []
  }
}

/// What has nothing left.
extension MarkdownSelection {
  private mutating func settleTexts() {
    var left: [Int: Int] = [:]
    for text in document.texts where !isBlockGone[text.block] {
      for sentence in text.sentences {
        if !goneUnits.contains(sentence), isEmptied(sentence) { takeUnit(sentence) }
        left[text.block, default: 0] += goneUnits.contains(sentence) ? 0 : 1
      }
    }
    for (block, count) in left where count == 0 { take(block) }
  }

  /// Whether nothing is to read in a sentence but for links that go.
  private func isEmptied(_ sentence: Int) -> Bool {
    var position = document.units[sentence].range.lowerBound
    var hadLink = false
    var unit = sentence + 1
    func hasWords(to end: Int) -> Bool {
      source[position..<max(position, end)].contains {
        MarkdownByte.isLetter($0) || MarkdownByte.isDigit($0) || $0 >= 0x80
      }
    }
    while unit < document.units.count, isInline(unit) {
      if goneUnits.contains(unit) {
        if hasWords(to: document.units[unit].range.lowerBound) { return false }
        position = max(position, document.units[unit].range.upperBound)
        hadLink = true
      }
      unit += 1
    }
    return hadLink && !hasWords(to: document.units[sentence].range.upperBound)
  }

  private func isInline(_ unit: Int) -> Bool {
    switch document.places[unit] {
    case .link, .comment: true
    case .block, .sentence: false
    }
  }

  /// Innermost first: parts have higher indices than what they are in.
  private mutating func settleBlocks() {
    for index in document.blocks.indices.dropFirst().reversed() where !isBlockGone[index] {
      if document.blocks[index].headingLevel != nil {
        settleSection(index)
      } else if isEmptied(document.blocks[index]) {
        take(index)
      }
    }
  }

  private func isEmptied(_ block: MarkdownBlock) -> Bool {
    var hadPart = false
    for child in block.children {
      if document.blocks[child].kind == .row(.header) || document.blocks[child].kind == .row(.delimiter) {
        continue
      }
      guard isBlockGone[child] else { return false }
      hadPart = true
    }
    return hadPart
  }

  /// A heading goes with the last of its section.
  private mutating func settleSection(_ heading: Int) {
    guard let end = document.sectionEnds[heading] else { return }
    let content = siblings(of: heading)[(document.blocks[heading].place + 1)..<end]
    var hadContent = false
    for block in content {
      if isBlockGone[block] {
        hadContent =
          hadContent || document.blocks[block].isContent || document.blocks[block].headingLevel != nil
      } else if document.blocks[block].isContent || document.blocks[block].headingLevel != nil {
        return
      }
    }
    guard hadContent else { return }
    take(heading)
    for block in content where document.blocks[block].kind == .thematicBreak { take(block) }
  }
}
