/// Reads a Dockerfile instruction by instruction.
struct DockerfileReader {
  let bytes: [UInt8]
  private var position = 0
  private(set) var tape = SourceTape()
  var rows: RowBuilder
  /// What continues lines: a backslash, or what `# escape=` says.
  private(set) var escape = RowBytes.backslash
  private(set) var lists: [DockerfileList] = []
  private(set) var notations: [Int: DockerfileNotation] = [:]

  private static let known: Set<String> = [
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
    "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
  ]
  private static let readingDocuments: Set<String> = ["RUN", "COPY", "ADD"]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    rows = RowBuilder(bytes, commentMark: RowBytes.hash)
  }

  mutating func read() throws(FormatProblem) {
    if bytes.starts(with: RowBytes.byteOrderMark) { position = RowBytes.byteOrderMark.count }
    var mayBeDirective = true
    while position < bytes.count {
      let lineEnd = bytes[position...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count
      let text = RowBytes.trimmed(bytes[position..<lineEnd])
      guard let first = text.first else {
        mayBeDirective = false
        position = min(lineEnd + 1, bytes.count)
        continue
      }
      tape.cut(.space, to: text.startIndex, of: bytes)
      if first == RowBytes.hash {
        mayBeDirective = mayBeDirective && directive(text)
        if !mayBeDirective { rows.addComment(text.startIndex..<text.endIndex, parent: nil) }
        tape.cut(.comment, to: text.endIndex, of: bytes)
        position = min(lineEnd + 1, bytes.count)
      } else {
        mayBeDirective = false
        try instruction()
      }
    }
    tape.cut(.space, to: bytes.count, of: bytes)
  }

  /// Reads `# key=value`, which counts before everything else in the file. No unit: what
  /// follows may read as something else without it.
  private mutating func directive(_ comment: ArraySlice<UInt8>) -> Bool {
    let body = CommentText.body(of: comment.startIndex..<comment.endIndex, mark: RowBytes.hash, in: bytes)
    guard let sign = bytes[body].firstIndex(of: RowBytes.equals) else { return false }
    let name = RowBytes.text(RowBytes.trimmed(bytes[body.lowerBound..<sign])).lowercased()
    let value = RowBytes.trimmed(bytes[(sign + 1)..<body.upperBound])
    if name == "escape", value.count == 1, let byte = value.first { escape = byte }
    return ["syntax", "escape", "check"].contains(name) && !value.isEmpty
  }

  private mutating func instruction() throws(FormatProblem) {
    let start = position
    let instruction = DockerfileInstruction(at: start, of: bytes, escape: escape)
    guard let nameStart = instruction.content.firstIndex(where: { !RowBytes.isWhite($0) }) else {
      throw FormatProblem("a continued line without an instruction", at: start)
    }
    let nameEnd =
      instruction.content[nameStart...].firstIndex(where: RowBytes.isWhite) ?? instruction.content.count
    let name = RowBytes.text(instruction.content[nameStart..<nameEnd]).uppercased()
    let begin = instruction.offsets[nameStart]
    guard Self.known.contains(name) else {
      throw FormatProblem("'\(name)' is no instruction", at: begin)
    }
    cut(instruction)
    let documents = Self.readingDocuments.contains(name) ? heredocs(in: instruction) : []
    let end = try pass(documents, below: instruction, from: begin)
    var value = instruction.text(from: nameEnd)
    if end > instruction.end { value += "\n" + RowBytes.text(bytes[instruction.nextLine..<end]) }
    let unit = rows.add(.instruction, name: name, value: value, range: begin..<end, parent: nil)
    rows.place(unit, as: .member, kin: name)
    var parts = DockerfileParts(name: name, instruction: instruction, nameEnd: nameEnd, escape: escape)
    guard documents.isEmpty else { return }
    if let list = try parts.add(to: &rows, of: unit, in: bytes) {
      lists.append(list)
      notations.merge(parts.notations) { own, _ in own }
    } else if instruction.lineCount == 1,
      let first = instruction.content[nameEnd...].firstIndex(where: { !RowBytes.isWhite($0) })
    {
      notations[unit] = DockerfileNotation(
        range: instruction.offsets[first]..<instruction.end, quote: nil, isWord: false, escape: escape)
    }
  }

  /// Cuts the lines of an instruction into their texts, what joins them, and comments.
  private mutating func cut(_ instruction: DockerfileInstruction) {
    var comments = instruction.comments[...]
    func cutComments(before offset: Int, _ tape: inout SourceTape) {
      while let comment = comments.first, comment.lowerBound < offset {
        tape.cut(.space, to: comment.lowerBound, of: bytes)
        tape.cut(.comment, to: comment.upperBound, of: bytes)
        comments.removeFirst()
      }
    }
    for (index, offset) in instruction.offsets.enumerated() {
      guard index + 1 == instruction.offsets.count || instruction.offsets[index + 1] != offset + 1 else {
        continue
      }
      cutComments(before: offset, &tape)
      tape.cut(.word, to: offset + 1, of: bytes)
    }
    cutComments(before: bytes.count, &tape)
    tape.cut(.space, to: instruction.end, of: bytes)
    position = instruction.nextLine
  }

  private func heredocs(in instruction: DockerfileInstruction) -> [Heredoc] {
    var found: [Heredoc] = []
    var quote: UInt8?
    var index = 0
    while index < instruction.content.count {
      let byte = instruction.content[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == escape {
        index += 1
      } else if byte == RowBytes.doubleQuote || byte == RowBytes.singleQuote {
        quote = byte
      } else if let heredoc = Heredoc(at: &index, in: instruction.content) {
        // `1<<2` is a number.
        if let first = heredoc.delimiter.first, !RowBytes.isDigit(first) { found.append(heredoc) }
        continue
      }
      index += 1
    }
    return found
  }

  /// Passes over the documents below an instruction.
  /// - Returns: where the instruction ends with them.
  private mutating func pass(
    _ documents: [Heredoc], below instruction: DockerfileInstruction, from begin: Int
  ) throws(FormatProblem) -> Int {
    var end = instruction.end
    for document in documents {
      guard let found = document.end(from: position, in: bytes) else {
        throw FormatProblem("the document below does not end", at: begin)
      }
      end = found
      tape.cut(.opaque, to: end, of: bytes)
      let lineEnd = bytes[end...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count
      position = min(lineEnd + 1, bytes.count)
    }
    return end
  }
}
