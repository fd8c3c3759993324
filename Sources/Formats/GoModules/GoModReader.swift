/// Reads `go.mod` line by line.
struct GoModReader {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var tape = SourceTape()
  var rows: RowBuilder
  /// Where the versions of requirements stand, by unit.
  private(set) var versions: [Int: Range<Int>] = [:]
  /// The requirements that bear the comment `// indirect`.
  private(set) var indirect: Set<Int> = []

  private static let slash = UInt8(ascii: "/")
  private static let verbs: Set<String> = [
    "module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore",
  ]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    rows = RowBuilder(bytes, commentMark: Self.slash)
  }

  /// A word: its text without quotes, and where it stands with them.
  private struct Word {
    let text: String
    let range: Range<Int>
  }

  mutating func read() throws(FormatProblem) {
    if bytes.starts(with: RowBytes.byteOrderMark) { position = RowBytes.byteOrderMark.count }
    var block: (unit: Int, verb: String, start: Int)?
    while position < bytes.count {
      let words = try line()
      guard let first = words.first, let last = words.last else {
        comment(parent: block?.unit)
        continue
      }
      if let open = block {
        if first.text == ")", words.count == 1 {
          rows.close(open.unit, at: last.range.upperBound)
          rows.place(open.unit, as: .block)
          block = nil
        } else {
          try add(words[...], verb: open.verb, parent: open.unit)
        }
      } else {
        block = try topLevel(words, first)
      }
      comment(parent: block?.unit)
    }
    if let block { throw FormatProblem("'(' is never closed", at: block.start) }
    tape.cut(.space, to: bytes.count, of: bytes)
  }

  private mutating func topLevel(
    _ words: [Word], _ first: Word
  ) throws(FormatProblem) -> (unit: Int, verb: String, start: Int)? {
    guard Self.verbs.contains(first.text) else {
      throw FormatProblem("'\(first.text)' is no directive of go.mod", at: first.range.lowerBound)
    }
    guard words.count > 1, words[1].text == "(" else {
      try add(words[...], verb: nil, parent: nil)
      return nil
    }
    let unit = rows.add(.block, name: first.text, range: first.range, parent: nil)
    if words.count == 2 { return (unit, first.text, words[1].range.lowerBound) }
    // `require ()`: nothing that could be emptied.
    guard words.count == 3, words[2].text == ")" else {
      throw FormatProblem("a block's lines begin below its '('", at: words[2].range.lowerBound)
    }
    rows.close(unit, at: words[2].range.upperBound)
    rows.place(unit, as: .block)
    return nil
  }

  /// Adds a line of a block (`verb` is the block's), or one that has its own verb.
  private mutating func add(_ words: ArraySlice<Word>, verb: String?, parent: Int?) throws(FormatProblem) {
    guard let first = words.first, let last = words.last else { return }
    let name = verb ?? first.text
    let arguments = verb == nil ? words.dropFirst() : words
    let range = first.range.lowerBound..<last.range.upperBound
    guard name == "require" else {
      let value = arguments.map(\.text).joined(separator: " ")
      let unit = rows.add(.directive, name: name, value: value, range: range, parent: parent)
      rows.place(unit, as: .member, kin: name)
      return
    }
    guard let path = arguments.first, let version = arguments.dropFirst().first, arguments.count == 2 else {
      throw FormatProblem("a requirement is a module and a version", at: first.range.lowerBound)
    }
    let unit = rows.add(
      .requirement, name: path.text, value: version.text, range: range, parent: parent)
    rows.place(unit, as: .member)
    versions[unit] = version.range
  }

  /// The words of the next line that has any; none before a comment.
  private mutating func line() throws(FormatProblem) -> [Word] {
    var words: [Word] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == RowBytes.lineFeed, !words.isEmpty { break }
      if RowBytes.isWhite(byte) {
        position += 1
        tape.cut(.space, to: position, of: bytes)
      } else if isComment(position) {
        break
      } else {
        words.append(try word())
      }
    }
    return words
  }

  private mutating func word() throws(FormatProblem) -> Word {
    let start = position
    let byte = bytes[start]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
      position += 1
      while position < bytes.count, bytes[position] != byte, bytes[position] != RowBytes.lineFeed {
        position += byte == RowBytes.doubleQuote && bytes[position] == RowBytes.backslash ? 2 : 1
      }
      guard position < bytes.count, bytes[position] == byte else {
        throw FormatProblem("quotes are not closed", at: start)
      }
      position += 1
      tape.cut(.word, to: position, of: bytes)
      return Word(text: RowBytes.text(bytes[(start + 1)..<(position - 1)]), range: start..<position)
    }
    position += 1
    // Brackets and commas stand for themselves: `retract [v1.0.0, v1.9.9]`.
    if !Self.isSign(byte) {
      while position < bytes.count, !RowBytes.isWhite(bytes[position]), !Self.isSign(bytes[position]),
        !isComment(position)
      {
        position += 1
      }
    }
    tape.cut(Self.isSign(byte) ? .sign : .word, to: position, of: bytes)
    return Word(text: RowBytes.text(bytes[start..<position]), range: start..<position)
  }

  private static func isSign(_ byte: UInt8) -> Bool { signs.contains(byte) }
  private static let signs = Array("()[],".utf8)

  private func isComment(_ offset: Int) -> Bool {
    offset + 1 < bytes.count && bytes[offset] == Self.slash && bytes[offset + 1] == Self.slash
  }

  private mutating func comment(parent: Int?) {
    guard isComment(position) else { return }
    var end = position
    while end < bytes.count, bytes[end] != RowBytes.lineFeed { end += 1 }
    while end > position, RowBytes.isWhite(bytes[end - 1]) { end -= 1 }
    let last = rows.count - 1
    if versions[last] != nil, rows.isOnSameLine(last, position) {
      let text = CommentText.body(of: position..<end, mark: Self.slash, in: bytes)
      if bytes[text].prefix(while: RowBytes.isWord).elementsEqual("indirect".utf8) { indirect.insert(last) }
    }
    rows.addComment(position..<end, parent: parent)
    tape.cut(.comment, to: end, of: bytes)
    position = end
  }
}
