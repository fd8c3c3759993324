/// HTML blocks that open a tag, and those that close it: `<details>` and `</details>`.
enum HTMLPairs {
  /// - Parameters:
  ///   - siblings: blocks beside each other.
  ///   - document: whose blocks they are.
  ///   - source: the whole file.
  /// - Returns: the place of each one's partner, both ways, as places in `siblings`.
  static func pairs(among siblings: [Int], of document: MarkdownDocument, source: [UInt8]) -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    var open: [(name: String, place: Int)] = []
    for (place, sibling) in siblings.enumerated() where document.blocks[sibling].isHTML {
      let text = source[document.blocks[sibling].range]
      let isClosing = text.starts(with: "</".utf8)
      let letters = text.dropFirst(isClosing ? 2 : 1).prefix(while: MarkdownByte.isLetter)
      let name = String(decoding: letters, as: UTF8.self).lowercased()
      guard !name.isEmpty else { continue }
      if !isClosing {
        if HTMLBlockEnd.find("</" + name, in: text) == nil { open.append((name, place)) }
      } else if let partner = open.lastIndex(where: { $0.name == name }) {
        pairs[open[partner].place] = place
        pairs[place] = open[partner].place
        open.removeLast(open.count - partner)
      }
    }
    return pairs
  }
}
