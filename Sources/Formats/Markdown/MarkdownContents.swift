extension MarkdownDocument {
  /// The items of tables of contents: items whose text is nothing but a link to an anchor
  /// of this file, nested ones too.
  ///
  /// - Returns: in the order of the file, each with the anchor that it points to.
  public func tableOfContentsItems() -> [MarkdownContentsItem] {
    var items: [MarkdownContentsItem] = []
    for unit in units where unit.kind == .link {
      guard let destination = unit.value, destination.hasPrefix("#"), let sentence = unit.parent,
        units[sentence].kind == .sentence, units[sentence].value == unit.name,
        let item = units[sentence].parent, units[item].kind == .listItem, units[item].value == unit.name
      else { continue }
      items.append(MarkdownContentsItem(slug: String(destination.dropFirst()), unit: item))
    }
    return items
  }

  /// Anchors that have another name once something went: those of repeated headings, which
  /// are counted.
  ///
  /// - Parameter deletion: of units of this document.
  /// - Returns: old and new names of sections that stay, in the order of the file.
  public func renamedAnchors(by deletion: Deletion) -> [(old: String, new: String)] {
    var counts: [String: Int] = [:]
    var renamed: [(old: String, new: String)] = []
    for anchor in anchors() {
      guard let unit = anchor.unit, !deletion.units.contains(unit) else { continue }
      let base = MarkdownSlug.slug(of: units[unit].name ?? "")
      // An anchor that is set by hand keeps its name.
      guard anchor.slug == base || anchor.slug.hasPrefix(base + "-") else { continue }
      let count = counts[base, default: 0]
      counts[base] = count + 1
      let new = count == 0 ? base : "\(base)-\(count)"
      if new != anchor.slug { renamed.append((anchor.slug, new)) }
    }
    return renamed
  }

  /// Sentences that stay although what they lead up to goes: the list, table or code directly
  /// below is deleted, and of a title all that it stands over.
  ///
  /// - Parameter deletion: of units of this document.
  /// - Returns: ids of sentences, in the order of the file.
  public func leadIns(to deletion: Deletion) -> [Int] {
    var last: [Int: Int] = [:]
    for text in texts { last[text.block] = text.sentences.last }
    return blocks.indices.compactMap { block -> Int? in
      guard let sentence = last[block], !deletion.units.contains(sentence),
        isLeadIn(sentence), let below = below(block)
      else { return nil }
      let parts = unitsOf(below)
      guard !parts.isEmpty, parts.allSatisfy(deletion.units.contains) else { return nil }
      return !isTitle(sentence) || self.below(below).map(endsTitle) ?? true ? sentence : nil
    }
  }

  /// Whether a sentence leads up to what stands below it: it ends with a colon, or is the title
  /// of that, a paragraph in bold type.
  ///
  /// - Parameter sentence: the id of one.
  /// - Returns: false for other units.
  public func isLeadIn(_ sentence: Int) -> Bool {
    units.indices.contains(sentence)
      && (units[sentence].value?.hasSuffix(":") ?? false || isTitle(sentence))
  }

  private func isTitle(_ sentence: Int) -> Bool {
    guard case .sentence(let text) = places[sentence], texts[text].sentences.count == 1,
      blocks[texts[text].block].kind == .paragraph, let parent = units[sentence].parent,
      units[parent].kind == .paragraph
    else { return false }
    let bytes = serialised()[units[sentence].range]
    let marks = Array("**".utf8)
    return bytes.count > 4 && bytes.starts(with: marks) && bytes.reversed().starts(with: marks)
      && !bytes.dropFirst(2).dropLast(2).contains(UInt8(ascii: "*")) && !Self.isStatement(bytes)
  }

  /// Whether text in bold type is a sentence rather than a label: it ends as one does, and says
  /// more than two words.
  ///
  /// - Parameter text: with its marks.
  /// - Returns: false for `**Headers.**`, true for `**Never delete the store.**`.
  public static func isStatement(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    guard let last = text.dropLast(2).last, ".!?".utf8.contains(last) else { return false }
    return text.split(separator: 0x20).count > 2
  }

  /// Whether nothing of what a title stands over begins with a block.
  private func endsTitle(_ block: Int) -> Bool {
    if blocks[block].headingLevel != nil || blocks[block].kind == .thematicBreak { return true }
    return texts.contains { $0.block == block && $0.sentences.first.map(isTitle) ?? false }
  }

  /// What stands directly below the text that a sentence is in: the items of a list, the rows
  /// of a table, code.
  ///
  /// - Parameter sentence: the id of one.
  /// - Returns: ids, in order; empty when something else follows.
  public func unitsBelow(_ sentence: Int) -> [Int] {
    guard units.indices.contains(sentence), case .sentence(let text) = places[sentence],
      let below = below(texts[text].block)
    else { return [] }
    return unitsOf(below)
  }

  private func below(_ block: Int) -> Int? {
    guard let parent = blocks[block].parent, blocks[block].place + 1 < blocks[parent].children.count else {
      return nil
    }
    return blocks[parent].children[blocks[block].place + 1]
  }

  /// The units of a list, a table or code.
  private func unitsOf(_ block: Int) -> [Int] {
    switch blocks[block].kind {
    case .list, .table: blocks[block].children.compactMap { unitOfBlock[$0] }
    case .fencedCode, .indentedCode, .quote: unitOfBlock[block].map { [$0] } ?? []
    default: []
    }
  }
}

/// An item of a table of contents.
public struct MarkdownContentsItem: Sendable, Hashable {
  /// The anchor that it points to, without `#`.
  public let slug: String
  /// The item.
  public let unit: Int

  /// - Parameters:
  ///   - slug: the anchor that it points to, without `#`.
  ///   - unit: the item.
  public init(slug: String, unit: Int) {
    self.slug = slug
    self.unit = unit
  }
}
