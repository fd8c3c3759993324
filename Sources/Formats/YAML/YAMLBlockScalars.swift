/// What stands behind `|` or `>`.
struct YAMLBlockHeader {
  enum Chomping { case strip, clip, keep }

  var chomping = Chomping.clip
  /// The digit; nil when the first line of text decides.
  var indentation: Int?
  /// Behind the indicators.
  let end: Int

  /// Reads the header that begins at `offset`, with `|` or `>`.
  init(_ bytes: [UInt8], at offset: Int) {
    var end = offset + 1
    loop: while end < bytes.count, end <= offset + 2 {
      switch bytes[end] {
      case UInt8(ascii: "-"): chomping = .strip
      case UInt8(ascii: "+"): chomping = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9"): indentation = Int(bytes[end] - UInt8(ascii: "0"))
      default: break loop
      }
      end += 1
    }
    self.end = end
  }
}

extension YAMLReader {
  /// Reads a scalar that begins with `|` or `>` and takes the lines below.
  /// `indent` is the column of the collection around it.
  mutating func blockScalar(indent: Int) throws(FormatProblem) -> YAMLNode {
    let start = position
    let isLiteral = byte(0) == UInt8(ascii: "|")
    let header = YAMLBlockHeader(bytes, at: start)
    take(.blockHeader, to: header.end)
    take(.blank, to: endOfBlanks(from: position))
    if byte(0) == UInt8(ascii: "#") { take(.comment, to: endOfLine(from: position)) }
    let lineEnd = breakLength(at: position)
    guard isAtEnd || lineEnd > 0 else { throw problem("a line must end behind '|' or '>'") }
    guard !isAtEnd else { return scalar("", isLiteral, start..<header.end) }

    let text = BlockText(
      self, from: position + lineEnd, minimum: max(indent + 1, header.indentation == nil ? 1 : 0),
      given: header.indentation.map { max(indent, 0) + $0 })
    let value = isLiteral ? text.literal(header.chomping) : text.folded(header.chomping)
    let textEnd = header.chomping == .keep ? text.endWithBlankLines : text.end
    guard textEnd > position + lineEnd else { return scalar(value, isLiteral, start..<header.end) }
    take(.lineEnd, to: position + lineEnd)
    take(.blockText, to: textEnd)
    return scalar(value, isLiteral, start..<textEnd)
  }

  private func scalar(_ value: String, _ isLiteral: Bool, _ range: Range<Int>) -> YAMLNode {
    let scalar = YAMLScalar(value: value, style: isLiteral ? .literal : .folded, range: range)
    return YAMLNode(content: .scalar(scalar), range: range)
  }
}

/// The lines of a block scalar.
private struct BlockText {
  /// Without indentation and line ends; blank lines before, between and behind too.
  private var lines: [ArraySlice<UInt8>] = []
  /// How many of them are blank at the end.
  private var blankAtEnd = 0
  /// Whether the last line of text has a line end.
  private var isTerminated = false
  /// Behind the last line of text, before its line end.
  private(set) var end: Int
  /// Behind the line ends that follow.
  private(set) var endWithBlankLines: Int

  /// Reads on from `start`, where the line below the header begins. `minimum` is the
  /// least indentation that the text can have, `given` the one that the header demands.
  init(_ reader: YAMLReader, from start: Int, minimum: Int, given: Int?) {
    let bytes = reader.bytes
    end = start
    endWithBlankLines = start
    var indentation = given
    var widest = 0
    var offset = start
    while offset < bytes.count {
      var first = offset
      while first < bytes.count, bytes[first] == 0x20, first - offset < indentation ?? .max { first += 1 }
      let textEnd = reader.endOfLine(from: first)
      let next = textEnd + reader.breakLength(at: textEnd)
      widest = max(widest, first - offset)
      if textEnd == first, next > textEnd {
        lines.append([])
        blankAtEnd += 1
        offset = next
        endWithBlankLines = next
        continue
      }
      if indentation == nil { indentation = max(widest, minimum) }
      guard textEnd > first, first - offset == indentation else { break }
      lines.append(bytes[first..<textEnd])
      blankAtEnd = 0
      isTerminated = next > textEnd
      end = textEnd
      endWithBlankLines = next
      offset = next
    }
  }

  private var text: ArraySlice<ArraySlice<UInt8>> { lines.dropLast(blankAtEnd) }

  private func chomped(_ body: [UInt8], _ chomping: YAMLBlockHeader.Chomping) -> String {
    var value = body
    let lastEnd = !text.isEmpty && isTerminated ? 1 : 0
    switch chomping {
    case .strip: break
    case .clip: value += [UInt8](repeating: 0x0A, count: lastEnd)
    case .keep: value += [UInt8](repeating: 0x0A, count: lastEnd + blankAtEnd)
    }
    return String(decoding: value, as: UTF8.self)
  }

  func literal(_ chomping: YAMLBlockHeader.Chomping) -> String {
    chomped(Array(text.joined(separator: [0x0A])), chomping)
  }

  /// Lines are joined by blanks, except those that are indented more.
  func folded(_ chomping: YAMLBlockHeader.Chomping) -> String {
    var value: [UInt8] = []
    var breaks = 0
    var previous: ArraySlice<UInt8>?
    for line in text {
      if line.isEmpty {
        breaks += 1
        continue
      }
      if let previous {
        let isFolded = previous.first?.isYAMLBlank == false && line.first?.isYAMLBlank == false
        if !isFolded {
          value.append(0x0A)
        } else if breaks == 0 {
          value.append(0x20)
        }
      }
      value += [UInt8](repeating: 0x0A, count: breaks)
      breaks = 0
      value += line
      previous = line
    }
    return chomped(value, chomping)
  }
}
