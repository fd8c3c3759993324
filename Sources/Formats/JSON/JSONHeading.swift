extension JSONList {
  /// Whether the comments above a member head the members below it as well, so that
  /// they stay when it goes.
  ///
  /// They do when they begin a paragraph and a member that stays follows on the next
  /// line without a comment of its own; unless they name the member that goes.
  ///
  /// - Parameters:
  ///   - gap: the gap before the member.
  ///   - position: its place in the list, 0-based.
  ///   - isGone: whether a unit goes.
  /// - Returns: whether they stay.
  func isHeading(_ gap: JSONGap, before position: Int, isGone: (Int) -> Bool) -> Bool {
    guard let first = gap.comments.first, position == 0 || (gap.whites.last?.lineEnds ?? 0) > 1 else {
      return false
    }
    let comments = gap.comments.map { document.tokens[$0] }
    // A doc comment is about one thing.
    guard !document.tokens[first].text.starts(with: Array("/**".utf8)) else { return false }
    let text = comments.map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: " ").lowercased()
    guard !Self.words(of: document.units[members[position]]).contains(where: { text.contains($0) }) else {
      return false
    }
    for next in (position + 1)..<max(members.count, position + 1) {
      let gap = self.gap(before: next)
      guard gap.comments.isEmpty, gap.whites.count == 1, gap.whites[0].lineEnds == 1 else { return false }
      if !isGone(members[next]) { return true }
    }
    return false
  }

  /// The words of a name, or of a value that has none: `socketPort` is `socket` and `port`.
  private static func words(of unit: Unit) -> [String] {
    var words: [String] = [""]
    for character in unit.name ?? unit.value ?? "" {
      if !character.isLetter || character.isUppercase { words.append("") }
      if character.isLetter { words[words.count - 1].append(contentsOf: character.lowercased()) }
    }
    // Short ones stand in any text.
    return words.filter { $0.count > 3 }
  }
}
