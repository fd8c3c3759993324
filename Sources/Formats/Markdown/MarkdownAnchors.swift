/// A name in a file that links can point to.
public struct MarkdownAnchor: Sendable, Hashable {
  /// What stands behind `#` in a link.
  public let slug: String
  /// The section that it leads to; nil where it stands above or outside of all.
  public let unit: Int?
  /// Whether it is made of the heading's text, not set by hand.
  public let isOfHeading: Bool

  /// - Parameters:
  ///   - slug: what stands behind `#` in a link.
  ///   - unit: the section that it leads to.
  ///   - isOfHeading: whether it is made of the heading's text.
  public init(slug: String, unit: Int?, isOfHeading: Bool = false) {
    self.slug = slug
    self.unit = unit
    self.isOfHeading = isOfHeading
  }
}

extension MarkdownDocument {
  /// The anchors of the file: those that GitHub gives to headings, and those that
  /// `<a name="…">` sets, or the `id` of another tag.
  ///
  /// - Returns: in the order of the file.
  public func anchors() -> [MarkdownAnchor] {
    var anchors: [MarkdownAnchor] = []
    var counts: [String: Int] = [:]
    let source = serialised()
    let sections = headingsOfAnchors()
    for (index, block) in blocks.enumerated() {
      if case .anchor(let name) = block.kind {
        anchors.append(MarkdownAnchor(slug: name, unit: sections[index].flatMap { unitOfBlock[$0] }))
      }
      switch block.kind {
      case .paragraph, .row, .html:
        for name in Self.names(in: source, block.text) {
          anchors.append(MarkdownAnchor(slug: name, unit: nil))
        }
      default: break
      }
      guard block.headingLevel != nil, let unit = unitOfBlock[index] else { continue }
      for name in Self.names(in: source, block.text) {
        anchors.append(MarkdownAnchor(slug: name, unit: unit))
      }
      let base = MarkdownSlug.slug(of: units[unit].name ?? "")
      let count = counts[base, default: 0]
      counts[base] = count + 1
      anchors.append(
        MarkdownAnchor(slug: count == 0 ? base : "\(base)-\(count)", unit: unit, isOfHeading: true))
    }
    return anchors
  }

  /// For each anchor on a line of its own the heading that follows directly, or else the
  /// one that it stands below.
  private func headingsOfAnchors() -> [Int: Int] {
    var headings: [Int: Int] = [:]
    for block in blocks {
      var last: Int?
      for (place, child) in block.children.enumerated() {
        if blocks[child].headingLevel != nil { last = child }
        guard case .anchor = blocks[child].kind else { continue }
        let next = place + 1 < block.children.count ? block.children[place + 1] : child
        headings[child] = blocks[next].headingLevel != nil ? next : last
      }
    }
    return headings
  }

  private static func names(in source: [UInt8], _ lines: [Range<Int>]) -> [String] {
    lines.flatMap { line -> [String] in
      var names: [String] = []
      var start = line.lowerBound
      while let tag = source[start..<line.upperBound].firstIndex(of: UInt8(ascii: "<")) {
        start = tag + 1
        guard let end = HTMLTag.end(in: source[..<line.upperBound], from: tag),
          let name = HTMLTag.value(of: "name", in: source[tag..<end])
            ?? HTMLTag.value(of: "id", in: source[tag..<end])
        else { continue }
        names.append(String(decoding: source[name], as: UTF8.self))
        start = end
      }
      return names
    }
  }
}

/// How GitHub makes anchors of headings.
public enum MarkdownSlug {
  /// Small letters, digits, `-` and `_`, with `-` for each blank; everything else goes.
  /// A number for repeated headings is not part of it, see `anchors()`.
  ///
  /// - Parameter heading: its text without markup.
  /// - Returns: possibly empty.
  public static func slug(of heading: String) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in heading.lowercased().unicodeScalars {
      switch scalar {
      case " ": slug.append("-")
      case "-", "_", "a"..."z", "0"..."9": slug.append(scalar)
      default:
        if !scalar.isASCII, isWordPart(scalar) { slug.append(scalar) }
      }
    }
    return String(slug)
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .connectorPunctuation:
      true
    default: false
    }
  }
}
