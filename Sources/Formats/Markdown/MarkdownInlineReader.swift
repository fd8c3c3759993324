/// Reads a text into links, code spans, tags and marks. Emphasis comes last, since
/// nothing of the others can be cut by it.
struct MarkdownInlineReader {
  private struct Bracket {
    let start: Int
    let isImage: Bool
    let piece: Int
  }

  let bytes: [UInt8]
  let labels: MarkdownLabels
  private var result: MarkdownInline
  private var index = 0
  private var brackets: [Bracket] = []
  /// A link cannot hold another one: so many brackets that are open cannot make one.
  private var inactive = 0
  private var codeRuns: [Int: [Int]]?
  /// Where a text was found last; behind the end when it was not.
  private var found: [String: Int] = [:]

  /// - Parameters:
  ///   - run: the text.
  ///   - labels: what references can refer to.
  ///   - start: where reading begins: behind a task's box.
  /// - Returns: the text with what was found.
  static func read(_ run: MarkdownRun, labels: MarkdownLabels, from start: Int = 0) -> MarkdownInline {
    var reader = MarkdownInlineReader(run, labels, start)
    while reader.index < reader.bytes.count { reader.readNext() }
    reader.result.links.sort { $0.range.lowerBound < $1.range.lowerBound }
    EmphasisReader.read(&reader.result)
    return reader.result
  }

  private init(_ run: MarkdownRun, _ labels: MarkdownLabels, _ start: Int) {
    bytes = run.bytes
    self.labels = labels
    result = MarkdownInline(run: run)
    index = start
  }

  private mutating func readNext() {
    switch bytes[index] {
    case UInt8(ascii: "\\"): readBackslash()
    case UInt8(ascii: "`"): readCode()
    case UInt8(ascii: "["): openBracket(width: 1)
    case UInt8(ascii: "!") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "["):
      openBracket(width: 2)
    case UInt8(ascii: "]"): closeBracket()
    case UInt8(ascii: "<"): readAngle()
    case UInt8(ascii: "\n"): readLineEnd()
    case UInt8(ascii: "h"), UInt8(ascii: "w"): readBareLink()
    default: index += 1
    }
  }

  private mutating func add(_ kind: MarkdownInline.Piece.Kind, to end: Int, shown: Range<Int>? = nil) {
    result.pieces.append(MarkdownInline.Piece(kind, index..<end, shown: shown))
    index = end
  }

  private mutating func readBackslash() {
    guard index + 1 < bytes.count else { return index += 1 }
    if bytes[index + 1] == UInt8(ascii: "\n") {
      add(.hardBreak, to: index + 2)
    } else if MarkdownByte.isPunctuation(bytes[index + 1]) {
      add(.escape, to: index + 2, shown: index + 1..<index + 2)
    } else {
      index += 1
    }
  }

  private mutating func readLineEnd() {
    let end = index + 1
    let blanks = bytes[..<index].reversed().prefix { $0 == 0x20 }.count
    index -= blanks
    add(blanks >= 2 ? .hardBreak : .softBreak, to: end)
  }

  private mutating func readCode() {
    let length = bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count
    guard let close = codeEnd(length: length, after: index + length) else { return index += length }
    var shown = index + length..<close
    // One blank on both sides only keeps backticks apart.
    if shown.count > 2, MarkdownByte.isSpace(bytes[shown.lowerBound]),
      MarkdownByte.isSpace(bytes[shown.upperBound - 1])
    {
      shown = shown.lowerBound + 1..<shown.upperBound - 1
    }
    add(.code, to: close + length, shown: shown)
  }

  /// Where the next run of exactly so many backticks begins.
  private mutating func codeEnd(length: Int, after start: Int) -> Int? {
    if codeRuns == nil { codeRuns = Self.runs(of: UInt8(ascii: "`"), in: bytes) }
    guard let starts = codeRuns?[length] else { return nil }
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < starts.count ? starts[low] : nil
  }

  private static func runs(of sign: UInt8, in bytes: [UInt8]) -> [Int: [Int]] {
    var runs: [Int: [Int]] = [:]
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index] == sign { index += 1 }
      if index > start { runs[index - start, default: []].append(start) } else { index += 1 }
    }
    return runs
  }
}

/// Links in brackets.
extension MarkdownInlineReader {
  private mutating func openBracket(width: Int) {
    brackets.append(Bracket(start: index, isImage: width == 2, piece: result.pieces.count))
    add(.bracket, to: index + width)
  }

  private mutating func closeBracket() {
    guard let bracket = brackets.popLast() else { return index += 1 }
    let isActive = bracket.isImage || brackets.count >= inactive
    inactive = min(inactive, brackets.count)
    guard isActive else { return index += 1 }
    let text = bracket.start + (bracket.isImage ? 2 : 1)..<index
    if let tail = LinkSyntax.tail(in: bytes, from: index + 1) {
      finish(bracket, text, .inline, tail.destination, end: tail.end)
    } else if let (label, end) = reference(text) {
      finish(bracket, text, .reference(label: label), nil, end: end)
    } else if bytes[text].first == UInt8(ascii: "^"), labels.footnotes[key(text.dropFirst())] != nil {
      let label = String(decoding: bytes[text.dropFirst()], as: UTF8.self)
      finish(bracket, text, .footnote(label: label), nil, end: index + 1)
    } else {
      index += 1
    }
  }

  private func key(_ range: Range<Int>) -> String { MarkdownDefinition.key(bytes[range]) }

  /// The label that a text in brackets refers by: of `[text][label]`, `[label][]` or
  /// `[label]`.
  private func reference(_ text: Range<Int>) -> (String, end: Int)? {
    if let label = LinkSyntax.label(in: bytes, from: index + 1), index + 1 < bytes.count,
      bytes[index + 1] == UInt8(ascii: "["), label.count > 2
    {
      let inner = label.lowerBound + 1..<label.upperBound - 1
      guard labels.definitions[key(inner)] != nil else { return nil }
      return (String(decoding: bytes[inner], as: UTF8.self), label.upperBound)
    }
    guard text.count < 1000, LinkSyntax.label(in: bytes, from: text.lowerBound - 1)?.upperBound == index + 1,
      labels.definitions[key(text)] != nil
    else { return nil }
    let isCollapsed = bytes[(index + 1)...].starts(with: "[]".utf8)
    return (String(decoding: bytes[text], as: UTF8.self), isCollapsed ? index + 3 : index + 1)
  }

  private mutating func finish(
    _ bracket: Bracket, _ text: Range<Int>, _ form: MarkdownInline.Link.Form, _ destination: Range<Int>?,
    end: Int
  ) {
    result.pieces[bracket.piece].kind = .mark
    // What looks like an address is the link's text, not a link of its own.
    while let last = result.links.last, last.form == .bare, last.range.lowerBound > bracket.start {
      result.links.removeLast()
    }
    let isInline = form == .inline
    result.links.append(
      MarkdownInline.Link(
        form: bracket.isImage && isInline ? .image : form, range: bracket.start..<end, text: text,
        destination: destination))
    add(.mark, to: end)
    if !bracket.isImage { inactive = brackets.count }
  }
}

/// Links in angle brackets, tags, and addresses without any bracket.
extension MarkdownInlineReader {
  private mutating func readAngle() {
    let rest = bytes[index...]
    if rest.starts(with: "<!--".utf8) {
      if let end = find("-->", after: index + 2) {
        result.comments.append(index..<end)
        return add(.html, to: end)
      }
    } else if rest.starts(with: "<?".utf8), let end = find("?>", after: index) {
      return add(.html, to: end)
    } else if let end = HTMLTag.end(in: bytes[...], from: index) {
      return readTag(to: end)
    } else if let end = autolinkEnd() {
      let inner = index + 1..<end - 1
      result.links.append(
        MarkdownInline.Link(form: .autolink, range: index..<end, text: inner, destination: inner))
      result.pieces.append(MarkdownInline.Piece(.mark, index..<index + 1))
      result.pieces.append(MarkdownInline.Piece(.code, inner, shown: inner))
      index = end - 1
      return add(.mark, to: end)
    }
    index += 1
  }

  private mutating func readTag(to end: Int) {
    let tag = bytes[index..<end]
    let name = tag.dropFirst().prefix { MarkdownByte.isLetter($0) }.map { $0 | 0x20 }
    if name.elementsEqual("a".utf8), let target = HTMLTag.value(of: "href", in: tag) {
      let close = find("</a>", after: end) ?? end
      let text = close > end ? end..<close - 4 : end..<end
      result.links.append(
        MarkdownInline.Link(form: .html, range: index..<close, text: text, destination: target))
    } else if name.elementsEqual("img".utf8), let target = HTMLTag.value(of: "src", in: tag) {
      result.links.append(
        MarkdownInline.Link(form: .html, range: index..<end, text: end..<end, destination: target))
    }
    add(.html, to: end)
  }

  /// The end of the next `text`; each stretch is searched only once.
  private mutating func find(_ text: String, after start: Int) -> Int? {
    if found[text].map({ $0 < start }) ?? true {
      found[text] = HTMLBlockEnd.find(text, in: bytes[min(start, bytes.count)...]) ?? bytes.count
    }
    return found[text].flatMap { $0 < bytes.count ? $0 + text.utf8.count : nil }
  }

  /// Where `<scheme:…>` or `<name@host>` ends.
  private func autolinkEnd() -> Int? {
    var end = index + 1
    var isLink = false
    while end < bytes.count, bytes[end] != UInt8(ascii: ">") {
      let byte = bytes[end]
      if MarkdownByte.isSpace(byte) || byte == UInt8(ascii: "<") { return nil }
      if byte == UInt8(ascii: ":"), end > index + 2 { isLink = true }
      if byte == UInt8(ascii: "@"), end > index + 1 { isLink = true }
      if !isLink, !MarkdownByte.isLetter(byte), !MarkdownByte.isDigit(byte), !"+.-_".utf8.contains(byte) {
        return nil
      }
      end += 1
    }
    return isLink && end < bytes.count ? end + 1 : nil
  }

  private mutating func readBareLink() {
    let before = index > 0 ? bytes[index - 1] : 0x20
    let rest = bytes[index...]
    guard MarkdownByte.isSpace(before) || "*_~(".utf8.contains(before),
      rest.starts(with: "http://".utf8) || rest.starts(with: "https://".utf8)
        || rest.starts(with: "www.".utf8)
    else { return index += 1 }
    var end = index
    while end < bytes.count, !MarkdownByte.isSpace(bytes[end]), bytes[end] != UInt8(ascii: "<"),
      bytes[end] != UInt8(ascii: "`"), bytes[end] != UInt8(ascii: "]")
    {
      end += 1
    }
    end = trimmedAddress(to: end)
    result.links.append(
      MarkdownInline.Link(form: .bare, range: index..<end, text: index..<end, destination: index..<end))
    add(.code, to: end, shown: index..<end)
  }

  /// An address ends before punctuation, and before `)` when it opened none.
  private func trimmedAddress(to end: Int) -> Int {
    var end = end
    let opened = bytes[index..<end].count { $0 == UInt8(ascii: "(") }
    var closed = bytes[index..<end].count { $0 == UInt8(ascii: ")") }
    while end > index + 4 {
      let last = bytes[end - 1]
      if last == UInt8(ascii: ")") {
        guard closed > opened else { break }
        closed -= 1
      } else if !"?!.,:;*_~'\"".utf8.contains(last) {
        break
      }
      end -= 1
    }
    return end
  }
}
