/// A list of words that commands are repeated for: `for NAME in …`, `NAME=(…)`.
struct LoopHead {
  let words: [CommandLine.Word]

  /// - Parameter bytes: of the loop's first line; nil comes back for others.
  init?(_ bytes: [UInt8]) {
    guard let command = CommandLine(bytes).commands.first, command.words.count > 3,
      ["for", "select"].contains(command.words[0].text), command.words[2].text == "in"
    else { return nil }
    words = Array(command.words[3...])
  }

  /// - Parameter bytes: of an assignment; nil comes back unless it is of an array.
  init?(array bytes: [UInt8]) {
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), open > 0, bytes[open - 1] == UInt8(ascii: "="),
      let close = bytes.lastIndex(of: UInt8(ascii: ")")), close > open
    else { return nil }
    let inner = Array(bytes[(open + 1)..<close])
    let line = CommandLine(inner.map { $0 == 0x0A ? 0x20 : $0 })
    guard line.commands.count == 1, let command = line.commands.first else { return nil }
    words = command.words.map {
      CommandLine.Word(
        text: $0.text, range: ($0.range.lowerBound + open + 1)..<($0.range.upperBound + open + 1))
    }
  }

  /// The bytes of some words with the blanks on one side.
  ///
  /// - Parameters:
  ///   - gone: not all of `words`.
  ///   - start: where the line begins in its file.
  /// - Returns: ranges of the file.
  func ranges(without gone: [CommandLine.Word], at start: Int) -> [Range<Int>] {
    let isGone = words.map { word in gone.contains { $0.range == word.range } }
    return words.indices.filter { isGone[$0] }.map { index in
      let before = (0..<index).last { !isGone[$0] }
      if let before {
        let from = index == before + 1 ? words[before].range.upperBound : words[index - 1].range.upperBound
        return (from + start)..<(words[index].range.upperBound + start)
      }
      // Those at the beginning take what follows along.
      return (words[index].range.lowerBound + start)..<(words[index + 1].range.lowerBound + start)
    }
  }
}
