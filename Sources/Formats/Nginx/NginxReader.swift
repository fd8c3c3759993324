/// Reads a configuration into units.
struct NginxReader {
  /// nginx itself needs no more than five; deeper is no configuration.
  static let depthLimit = 500

  private var lexer: NginxLexer
  var rows: RowBuilder
  /// By unit: its name and arguments; empty for comments.
  private(set) var words: [[NginxWord]] = []
  /// By block in Lua: the variables that its code names.
  private(set) var luaVariables: [Int: [String]] = [:]
  var tape: SourceTape { lexer.tape }

  /// A block that is not closed yet.
  private struct Open {
    let unit: Int
    let brace: Int
  }

  init(_ bytes: [UInt8]) {
    lexer = NginxLexer(bytes)
    rows = RowBuilder(bytes, commentMark: RowBytes.hash)
  }

  mutating func read() throws(FormatProblem) {
    var stack: [Open] = []
    var current: [NginxWord] = []
    while let token = try lexer.next() {
      switch token {
      case .word(let word): current.append(word)
      case .comment(let range):
        // Between arguments it is a part of the directive.
        if current.isEmpty { rows.addComment(range, parent: stack.last?.unit) }
      case .end(let offset):
        let unit = try add(.directive, current, parent: stack.last?.unit, before: offset, ";")
        rows.place(unit, range: rows.start(of: unit)..<(offset + 1), as: .member, kin: current.first?.text)
        current = []
      case .open(let offset):
        guard stack.count < Self.depthLimit else {
          throw FormatProblem("more than \(Self.depthLimit) blocks inside blocks", at: offset)
        }
        let unit = try add(.block, current, parent: stack.last?.unit, before: offset, "{")
        stack.append(Open(unit: unit, brace: offset))
        if current.first?.text.hasSuffix("_by_lua_block") ?? false {
          luaVariables[unit] = LuaCode.variables(in: try lexer.passLua(openedAt: offset))
        }
        current = []
      case .close(let offset):
        guard current.isEmpty else { throw FormatProblem("a directive ends with ';', not '}'", at: offset) }
        guard let open = stack.popLast() else { throw FormatProblem("'}' without '{'", at: offset) }
        rows.close(open.unit, at: offset + 1)
        rows.place(open.unit, as: .block)
      }
    }
    if let open = stack.last { throw FormatProblem("'{' is never closed", at: open.brace) }
    if let word = current.first {
      throw FormatProblem("a directive ends with ';' or '{'", at: word.range.lowerBound)
    }
  }

  private mutating func add(
    _ kind: Unit.Kind, _ words: [NginxWord], parent: Int?, before offset: Int, _ sign: String
  ) throws(FormatProblem) -> Int {
    guard let name = words.first, let last = words.last else {
      throw FormatProblem("'\(sign)' without a directive", at: offset)
    }
    let unit = rows.add(
      kind, name: name.text, value: words.dropFirst().map(\.text).joined(separator: " "),
      range: name.range.lowerBound..<last.range.upperBound, parent: parent)
    while self.words.count < unit { self.words.append([]) }
    self.words.append(words)
    return unit
  }
}
