extension MarkdownDocument {
  /// Makes simple text of a link: `[text](destination)` becomes `text`.
  ///
  /// - Parameter id: of a link in a text. An image leaves its description.
  /// - Returns: what goes before and behind the text, in order; empty for what has no text
  ///   of its own: addresses, footnotes, definitions, and all that is no link.
  public func unlinking(_ id: Int) -> [TextChange] {
    guard units.indices.contains(id), case .link(let link) = places[id] else { return [] }
    switch link.form {
    case .inline, .image, .reference, .html: break
    case .autolink, .bare, .footnote: return []
    }
    guard !link.text.isEmpty else { return [] }
    let range = units[id].range
    return [
      TextChange(range.lowerBound..<link.text.lowerBound, unit: id),
      TextChange(link.text.upperBound..<range.upperBound, unit: id),
    ]
  }

  /// The line that a byte is in, 0-based.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].start <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

extension MarkdownDocument {
  /// Whether a link is an image.
  public func isImage(_ id: Int) -> Bool {
    guard units.indices.contains(id), case .link(let link) = places[id] else { return false }
    return link.form == .image
  }

  /// Whether a unit defines where references lead to.
  public func isDefinition(_ id: Int) -> Bool {
    guard units.indices.contains(id), case .block(let block) = places[id] else { return false }
    return definitions[block] != nil
  }
}
