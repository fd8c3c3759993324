/// Takes the arguments of an instruction apart where they can go one by one.
struct DockerfileParts {
  let name: String
  let instruction: DockerfileInstruction
  /// Behind the instruction's name: an index of its content.
  let nameEnd: Int
  let escape: UInt8
  private(set) var notations: [Int: DockerfileNotation] = [:]

  init(name: String, instruction: DockerfileInstruction, nameEnd: Int, escape: UInt8) {
    self.name = name
    self.instruction = instruction
    self.nameEnd = nameEnd
    self.escape = escape
  }

  private typealias Word = DockerfileInstruction.Word

  /// Adds the parts to the units of the file.
  /// - Parameters:
  ///   - rows: the units of the file.
  ///   - unit: the instruction.
  ///   - bytes: the file.
  /// - Returns: nil when the instruction has none.
  /// - Throws: `FormatProblem` for a word among pairs that is none.
  mutating func add(
    to rows: inout RowBuilder, of unit: Int, in bytes: [UInt8]
  ) throws(FormatProblem) -> DockerfileList? {
    let words = instruction.words(from: nameEnd, escape: escape)
    guard let first = words.first else { return nil }
    var parts: [(id: Int, range: Range<Int>)] = []
    var tail: Int?
    switch name {
    case "ENV", "LABEL", "ARG":
      if name != "ARG", !first.text.contains(RowBytes.equals) {
        parts = [oldPair(words, &rows, unit)]
      } else {
        for word in words {
          guard name == "ARG" || word.text.contains(RowBytes.equals) else {
            throw FormatProblem("a word of \(name) has no '='", at: word.range.lowerBound)
          }
          parts.append(pair(word, &rows, unit))
        }
      }
    case "EXPOSE", "VOLUME":
      guard first.text.first != UInt8(ascii: "[") else { return nil }
      for word in words { parts.append(item(word, &rows, unit)) }
    case "COPY", "ADD":
      let paths = words.drop { $0.text.starts(with: Array("--".utf8)) }
      guard paths.first?.text.first != UInt8(ascii: "["), paths.count > 1 else { return nil }
      for word in paths.dropLast() { parts.append(item(word, &rows, unit)) }
      tail = paths.last?.range.lowerBound
    default: return nil
    }
    let lines = DockerfilePartLines(instruction, escape: escape, in: bytes)
    return DockerfileList(
      instruction: unit, parts: parts.map { lines.part($0.id, $0.range) }, tail: tail)
  }

  private mutating func item(_ word: Word, _ rows: inout RowBuilder, _ unit: Int) -> (Int, Range<Int>) {
    let id = rows.add(.item, value: unquoted(word.text), range: word.range, parent: unit)
    note(id, word.text, word.range)
    return (id, word.range)
  }

  private mutating func pair(_ word: Word, _ rows: inout RowBuilder, _ unit: Int) -> (Int, Range<Int>) {
    guard let sign = word.text.firstIndex(of: RowBytes.equals) else {
      return (rows.add(.variable, name: unquoted(word.text), range: word.range, parent: unit), word.range)
    }
    let value = word.text[(sign + 1)...]
    let id = rows.add(
      .variable, name: unquoted(word.text[..<sign]), value: unquoted(value), range: word.range, parent: unit)
    let start = value.isEmpty ? word.range.upperBound : instruction.offsets[value.startIndex]
    note(id, value, start..<word.range.upperBound)
    return (id, word.range)
  }

  /// `ENV NAME value with blanks`, as it was written once.
  private mutating func oldPair(_ words: [Word], _ rows: inout RowBuilder, _ unit: Int) -> (Int, Range<Int>) {
    let name = words[0]
    let range = name.range.lowerBound..<(words.last ?? name).range.upperBound
    let value = words.count > 1 ? instruction.text(from: words[1].text.startIndex) : nil
    let id = rows.add(.variable, name: unquoted(name.text), value: value, range: range, parent: unit)
    if words.count > 1, instruction.lineCount == 1 {
      notations[id] = DockerfileNotation(
        range: words[1].range.lowerBound..<range.upperBound, quote: nil, isWord: false, escape: escape)
    }
    return (id, range)
  }

  /// Remembers how a value is written, if it is in one pair of quotes or in none.
  private mutating func note(_ id: Int, _ text: ArraySlice<UInt8>, _ range: Range<Int>) {
    // Over several lines, the file's bytes are others than the text's.
    guard range.count == text.count else { return }
    let quote = text.first.flatMap { Self.quotes.contains($0) ? $0 : nil }
    let inner = quote == nil ? text : text.dropFirst().dropLast()
    guard quote == nil || (text.count > 1 && text.last == quote),
      !inner.contains(where: Self.quotes.contains),
      !inner.contains(escape)
    else { return }
    let place = quote == nil ? range : (range.lowerBound + 1)..<(range.upperBound - 1)
    notations[id] = DockerfileNotation(range: place, quote: quote, isWord: true, escape: escape)
  }

  private static let quotes = Array("\"'".utf8)

  private func unquoted(_ text: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var quote: UInt8?
    var isEscaped = false
    for byte in text {
      if isEscaped {
        isEscaped = false
        // Within quotes it only quotes what would mean something there.
        let means = byte == quote || byte == escape || byte == RowBytes.dollar
        if quote != nil, !means { result.append(escape) }
        result.append(byte)
      } else if byte == escape, quote != RowBytes.singleQuote {
        isEscaped = true
      } else if byte == quote {
        quote = nil
      } else if quote == nil, Self.quotes.contains(byte) {
        quote = byte
      } else {
        result.append(byte)
      }
    }
    return RowBytes.text(result)
  }
}
