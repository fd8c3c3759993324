/// A script of PowerShell, read lightly: by statements and blocks, not by commands.
///
/// Units:
/// - `.line`: a statement, with the lines that continue it and what its brackets hold.
///   `$env:NAME = …` has the name of the setting, and its value without quotes; other
///   statements have their text as their value.
/// - `.block`: `if`, `foreach`, `try`, `function` and their like over several lines, named by
///   that word, with the statements of all their branches as parts.
/// - `.comment`: comments on lines of their own, and behind others on the same line.
///
/// A block goes with its last statement, but for a function, which others may call.
public struct PowerShellDocument: StructuredDocument {
  /// All parts: blocks before their parts, and otherwise in the order of the file.
  public let units: [Unit]
  /// Where comments stand, also those within brackets.
  public let commentRanges: [Range<Int>]
  private let tape: SourceTape
  private let layout: RowLayout

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` for texts, comments and brackets that do not end.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var reader = PowerShellReader(bytes)
    try reader.read()
    tape = reader.tape
    (units, layout, _) = reader.rows.finish()
    commentRanges = reader.comments.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes statements, blocks and comments, and the blocks that this empties.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let going = layout.going(ids) { block, hasMembers, _ in
      !hasMembers && !["function", "filter"].contains(units[block].name ?? "")
    }
    return Deletion(changes: layout.changes(going), units: Set(units.indices.filter { going[$0] }))
  }

  /// Nil: what a statement means is not known well enough to write another one.
  public func changing(_ id: Int, to value: String) -> TextChange? { nil }
}

/// Reads a script into units.
struct PowerShellReader {
  private var scanner: PowerShellScanner
  var rows: RowBuilder
  private(set) var tape = SourceTape()
  private var outer: [Range<Int>] = []

  private var bytes: [UInt8] { scanner.bytes }

  init(_ bytes: [UInt8]) {
    scanner = PowerShellScanner(bytes)
    rows = RowBuilder(bytes, commentMark: RowBytes.hash)
  }

  /// All comments.
  var comments: [Range<Int>] {
    // A statement is looked at more than once.
    let inner = scanner.innerComments.filter { inner in !outer.contains { $0.contains(inner.lowerBound) } }
    return Array(Set(outer + inner))
  }

  mutating func read() throws(FormatProblem) {
    let start = bytes.starts(with: RowBytes.byteOrderMark) ? RowBytes.byteOrderMark.count : 0
    try statements(start..<bytes.count, parent: nil, depth: 0)
    tape.cut(.space, to: bytes.count, of: bytes)
  }

  private mutating func statements(
    _ range: Range<Int>, parent: Int?, depth: Int
  ) throws(FormatProblem) {
    guard depth < 200 else { throw FormatProblem("too many blocks inside blocks", at: range.lowerBound) }
    var offset = range.lowerBound
    while true {
      offset = scanner.skipWhite(offset)
      guard offset < range.upperBound else { return }
      tape.cut(.space, to: offset, of: bytes)
      if let end = try scanner.endOfComment(offset) {
        rows.addComment(offset..<end, parent: parent)
        outer.append(offset..<end)
        tape.cut(.comment, to: end, of: bytes)
        offset = end
        continue
      }
      if bytes[offset] == UInt8(ascii: ";") {
        offset += 1
        tape.cut(.sign, to: offset, of: bytes)
        continue
      }
      let (end, bodies) = try scanner.statement(from: offset)
      guard end > offset else { throw FormatProblem("this bracket closes nothing", at: offset) }
      try add(offset..<end, bodies, parent: parent, depth)
      tape.cut(.word, to: end, of: bytes)
      offset = end
    }
  }

  private mutating func add(
    _ range: Range<Int>, _ bodies: [Range<Int>], parent: Int?, _ depth: Int
  ) throws(FormatProblem) {
    let isBlock = !bodies.isEmpty && bytes[range].contains(RowBytes.lineFeed)
    guard isBlock, let first = bodies.first else {
      let (name, value) = setting(range)
      let unit = rows.add(.line, name: name, value: value, range: range, parent: parent)
      rows.place(unit, as: .member, kin: name == nil ? nil : "setting")
      return
    }
    let word = scanner.word(at: range.lowerBound)
    let head = RowBytes.trimmed(bytes[(range.lowerBound + word.utf8.count)..<first.lowerBound])
    let unit = rows.add(.block, name: word, value: RowBytes.text(head), range: range, parent: parent)
    for body in bodies {
      tape.cut(.word, to: body.lowerBound + 1, of: bytes)
      try statements(body.lowerBound + 1..<body.upperBound - 1, parent: unit, depth: depth + 1)
      tape.cut(.sign, to: body.upperBound, of: bytes)
    }
    rows.close(unit, at: range.upperBound)
    rows.place(unit, as: .block)
  }

  /// The setting that a statement gives a value, and the value; else its text.
  private func setting(_ range: Range<Int>) -> (name: String?, value: String) {
    let text = bytes[range]
    let mark = Array("$env:".utf8)
    let whole = RowBytes.text(text)
    guard whole.lowercased().hasPrefix("$env:") else { return (nil, whole) }
    let name = text.dropFirst(mark.count).prefix { RowBytes.isWord($0) }
    let rest = RowBytes.trimmed(text[name.endIndex...])
    guard !name.isEmpty, rest.first == RowBytes.equals else { return (nil, whole) }
    var value = RowBytes.trimmed(rest.dropFirst())
    let inner = value.dropFirst().dropLast()
    if value.count > 1, let quote = value.first, quote == value.last, "\"'".utf8.contains(quote),
      !inner.contains(quote)
    {
      value = inner
    }
    return (RowBytes.text(name), RowBytes.text(value))
  }
}
