/// Reads a stream of YAML documents into tokens, which keep every byte, and trees,
/// which say where each node stands.
///
/// It goes through the bytes once, from left to right. Where it is more lenient than
/// YAML, the second opinion refuses the file afterwards.
struct YAMLReader {
  /// Of collections inside each other; what is nested deeper is refused, so that
  /// reading cannot overflow the stack.
  static let depthLimit = 200

  let bytes: [UInt8]
  var position = 0
  /// Where the line of `position` begins.
  private(set) var lineStart = 0
  private(set) var tokens: [YAMLToken] = []
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads everything.
  mutating func stream() throws(FormatProblem) -> [YAMLTree] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      take(.byteOrderMark, to: 3)
      lineStart = 3
    }
    var trees: [YAMLTree] = []
    while true {
      skipTrivia()
      if isAtDocumentEnd {
        take(.documentMark, to: position + 3)
      } else if isAtEnd {
        return trees
      } else {
        guard trees.last == nil || trees.last?.end != nil || isAtDocumentStart else {
          throw problem("this belongs to nothing above it")
        }
        trees.append(try document())
      }
    }
  }

  private mutating func document() throws(FormatProblem) -> YAMLTree {
    let start = position
    var hasDirectives = false
    while column == 0, byte(0) == UInt8(ascii: "%") {
      hasDirectives = true
      take(.directive, to: endOfLine(from: position))
      skipTrivia()
    }
    var mark: Range<Int>?
    if isAtDocumentStart {
      mark = position..<position + 3
      take(.documentMark, to: position + 3)
    } else if hasDirectives {
      throw problem("'---' must follow the directives")
    }
    let root = try blockNode(indent: -1, .document)
    skipTrivia()
    var end: Range<Int>?
    if isAtDocumentEnd {
      end = position..<position + 3
      take(.documentMark, to: position + 3)
    }
    return YAMLTree(start: start, mark: mark, hasDirectives: hasDirectives, root: root, end: end)
  }
}

extension YAMLReader {
  var isAtEnd: Bool { position >= bytes.count }

  /// In bytes, 0-based. Nothing but indentation and indicators stands before the places
  /// where it matters.
  var column: Int { position - lineStart }

  /// The byte so many behind `position`; 0, which no file holds, behind the end.
  func byte(_ ahead: Int) -> UInt8 { byte(at: position + ahead) }

  func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  func isBlankOrEnd(at offset: Int) -> Bool {
    let byte = byte(at: offset)
    return byte == 0 || byte.isYAMLBlank || byte.isYAMLBreak
  }

  /// Whether an indicator that needs a blank behind it stands here.
  func isAt(_ indicator: UInt8) -> Bool { byte(0) == indicator && isBlankOrEnd(at: position + 1) }

  var isAtDocumentStart: Bool { isAtMark(UInt8(ascii: "-")) }
  var isAtDocumentEnd: Bool { isAtMark(UInt8(ascii: ".")) }

  private func isAtMark(_ sign: UInt8) -> Bool { column == 0 && isMark(sign, at: position) }

  private func isMark(_ sign: UInt8, at offset: Int) -> Bool {
    byte(at: offset) == sign && byte(at: offset + 1) == sign && byte(at: offset + 2) == sign
      && isBlankOrEnd(at: offset + 3)
  }

  /// Whether `---` or `...` stands at a line's beginning.
  func isDocumentMark(at offset: Int) -> Bool {
    isMark(UInt8(ascii: "-"), at: offset) || isMark(UInt8(ascii: "."), at: offset)
  }

  /// Where the text of the line ends that `offset` is in.
  func endOfLine(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return end < bytes.count && end > offset && bytes[end - 1] == 0x0D ? end - 1 : end
  }

  /// Where the blanks end that begin at `offset`.
  func endOfBlanks(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end].isYAMLBlank { end += 1 }
    return end
  }

  /// The length of the line end at `offset`: 0 when there is none.
  func breakLength(at offset: Int) -> Int {
    switch byte(at: offset) {
    case 0x0A: 1
    case 0x0D where byte(at: offset + 1) == 0x0A: 2
    default: 0
    }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func problem(_ message: String) -> FormatProblem { FormatProblem(message, at: position) }

  /// Makes a token of the bytes up to `end`, and goes there.
  mutating func take(_ kind: YAMLToken.Kind, to end: Int) {
    guard end > position else { return }
    tokens.append(YAMLToken(kind: kind, text: text(position..<end)))
    switch kind {
    case .lineEnd: lineStart = end
    case .atom, .blockText:
      if let last = bytes[position..<end].lastIndex(of: 0x0A) { lineStart = last + 1 }
    default: break
    }
    position = end
  }

  /// Goes behind blanks, comments and line ends.
  ///
  /// - Returns: whether a line ended.
  @discardableResult
  mutating func skipTrivia() -> Bool {
    var ended = false
    while !isAtEnd {
      let length = breakLength(at: position)
      if length > 0 {
        take(.lineEnd, to: position + length)
        ended = true
      } else if bytes[position].isYAMLBlank {
        take(.blank, to: endOfBlanks(from: position))
      } else if bytes[position] == UInt8(ascii: "#") {
        take(.comment, to: endOfLine(from: position))
      } else {
        break
      }
    }
    return ended
  }

  /// Reads one node deeper.
  mutating func nested(
    _ read: (inout YAMLReader) throws(FormatProblem) -> YAMLNode
  ) throws(FormatProblem) -> YAMLNode {
    guard depth < Self.depthLimit else {
      throw problem("nested more than \(Self.depthLimit) levels deep")
    }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }
}
