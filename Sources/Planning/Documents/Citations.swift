import Formats

/// Names that a sentence quotes behind links to the files that hold them, such as the tests
/// that prove what a row says: `` [a_test.go](a_test.go) `TestA`, `TestB`; [b](b.go) `TestC` ``.
struct Citations {
  /// A link with the names quoted behind it.
  struct Group {
    let link: Formats.Unit
    let names: [Name]
    /// From the link to what is said behind the last name.
    let range: Range<Int>
  }

  /// A quoted name.
  struct Name {
    let text: String
    /// With its backticks: bytes of the file, 0-based, end exclusive.
    let range: Range<Int>
  }

  let sentence: Formats.Unit
  /// Those that quote a name, in order.
  let groups: [Group]
  /// Whether the sentence is nothing but such groups.
  let isWhole: Bool

  init(in sentence: Formats.Unit, of document: LoadedDocument, _ units: [Formats.Unit]) {
    self.sentence = sentence
    let links = units.filter { $0.kind == .link && $0.parent == sentence.id }
    let ends = links.dropFirst().map(\.range.lowerBound) + [sentence.range.upperBound]
    var groups: [Group] = []
    var isWhole =
      links.first.map {
        Self.separates(document.source[sentence.range.lowerBound..<$0.range.lowerBound])
      } ?? false
    for (link, end) in zip(links, ends) {
      let (names, rest) = Self.names(in: link.range.upperBound..<end, of: document.source)
      let tail = document.source[rest..<end]
      // What is said of the last name belongs to it, up to the next group.
      let stop = tail.lastIndex(of: UInt8(ascii: ";")) ?? end
      isWhole = isWhole && (Self.separates(tail) || !names.isEmpty && Self.isRemark(tail))
      if names.isEmpty { continue }
      let last = names[names.count - 1].range.upperBound
      groups.append(
        Group(
          link: link, names: names,
          range: link.range.lowerBound..<(Self.isRemark(tail) ? max(last, stop) : last)))
    }
    self.groups = groups
    self.isWhole = isWhole && groups.count == links.count
  }

  /// Code in backticks with nothing but separators before each, and where that ends.
  private static func names(in range: Range<Int>, of source: [UInt8]) -> ([Name], rest: Int) {
    var names: [Name] = []
    var rest = range.lowerBound
    while let start = source[rest..<range.upperBound].firstIndex(of: UInt8(ascii: "`")) {
      guard separates(source[rest..<start]) else { break }
      let marks = source[start..<range.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      let text = start + marks
      guard marks == 1, let end = source[text..<range.upperBound].firstIndex(of: UInt8(ascii: "`")) else {
        break
      }
      names.append(
        Name(text: String(decoding: source[text..<end], as: UTF8.self), range: start..<end + 1))
      rest = end + 1
    }
    return (names, rest)
  }

  /// Whether nothing is said between two names.
  private static func separates(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split { !$0.isLetter && !$0.isNumber }.allSatisfy { $0 == "and" || $0 == "or" }
      && !text.contains { "()".contains($0) }
  }

  /// Whether it goes on about the name before it: `, 100 times; `.
  private static func isRemark(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    return ",;.".utf8.contains(first)
      || MarkdownSpace.isBlank(first) && bytes.allSatisfy(MarkdownSpace.isBlank)
  }

  /// What goes of the sentence when some names are lost.
  ///
  /// - Parameter isLost: whether the file behind the link no longer holds the name.
  /// - Returns: ranges, and the links that go with all their names; nil when no name stays.
  func cuts(_ isLost: (Group, Name) -> Bool) -> (ranges: [Range<Int>], links: [Int])? {
    var ranges: [Range<Int>] = []
    var links: [Int] = []
    let left = groups.map { group in group.names.filter { !isLost(group, $0) } }
    let keeps = left.map { !$0.isEmpty }
    if isWhole, !keeps.contains(true) { return nil }
    for (place, group) in groups.enumerated() {
      guard keeps[place] else {
        links.append(group.link.id)
        let before = place > 0 && keeps[..<place].contains(true) ? groups[place - 1].range.upperBound : nil
        let after = place + 1 < groups.count ? groups[place + 1].range.lowerBound : nil
        ranges.append(
          before.map { $0..<group.range.upperBound }
            ?? group.range.lowerBound..<(after ?? group.range.upperBound))
        continue
      }
      var last = group.link.range.upperBound
      var isFirst = true
      for (index, name) in group.names.enumerated() {
        guard isLost(group, name) else {
          (last, isFirst) = (name.range.upperBound, false)
          continue
        }
        // The first name goes with the separator behind it, any other with the one before.
        let next = index + 1 < group.names.count ? group.names[index + 1].range.lowerBound : nil
        ranges.append(
          isFirst ? name.range.lowerBound..<(next ?? name.range.upperBound) : last..<name.range.upperBound)
        last = name.range.upperBound
      }
    }
    return (ranges, links)
  }
}

/// Blanks between words.
private enum MarkdownSpace {
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
