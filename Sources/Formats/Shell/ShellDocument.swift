/// A shell script, read lightly: by lines and blocks, not by commands.
///
/// Units:
/// - `.line`: a line with the lines that continue it, what its quotes and parentheses
///   hold, and the documents below it (`<<EOF`). An assignment that stands alone
///   (`NAME=…`, `export NAME=…`) has a name and its value; other lines have their text.
/// - `.block`: `if`, `for`, `while`, `until`, `select`, `case` and `{` with the lines
///   within as parts, named by that word, its value the condition or the words behind it;
///   a function, named by its own name; `elif` and `else`, as parts of their `if`; the
///   branches of a `case`, named by their patterns. A block on a line of its own, or whose
///   parts do not stand on lines of their own, has its text as its value and no parts.
/// - `.comment`: comments on lines of their own, and behind others on the same line.
///
/// A block goes with its last line, and so does a function, whoever calls it: the units
/// that go say so. Where something stays behind a branch of an `if`, the emptied branch
/// keeps a `:`, since the shell asks for a command. An emptied branch of a `case` stays,
/// since without it another pattern might match.
public struct ShellDocument: StructuredDocument {
  /// All parts: blocks before their parts, and otherwise in the order of the file.
  public let units: [Unit]
  private let tape: SourceTape
  private let layout: RowLayout
  private let notations: [Int: ShellNotation]
  private let comments: [Int: Range<Int>]
  private let branches: [Int: [Int]]
  private let choices: Set<Int>

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` for quotes, parentheses, blocks and documents that do not
  ///   end, or that end without a beginning.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var reader = ShellReader(bytes)
    try reader.read()
    tape = reader.tape
    notations = reader.notations
    branches = reader.branches
    choices = reader.choices
    (units, layout, comments) = reader.rows.finish()
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes lines, blocks and comments, and the blocks that this empties.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    var known: [Int: Int] = [:]
    let going = layout.going(ids) { block, hasMembers, going in
      !hasMembers && !choices.contains(block) && !isFollowed(block, going, &known)
    }
    // The first line of an emptied branch becomes its `:`.
    let replaced = emptiedBranches(going)
    var swept = going
    for id in replaced {
      // With its parts: the colon takes the place of all of it.
      let parts = units[id...].prefix { $0.range.lowerBound < units[id].range.upperBound }
      for part in parts { swept[part.id] = false }
    }
    let colons = replaced.map { TextChange(units[$0].range, replacement: [UInt8(ascii: ":")], unit: $0) }
    return Deletion(
      changes: layout.changes(swept, with: colons), units: Set(units.indices.filter { going[$0] }))
  }

  /// Whether a branch that stays stands behind an `elif`.
  /// - Parameters:
  ///   - branch: a block.
  ///   - going: what goes of the units behind it.
  ///   - known: by `if`, how many of its last branches are known to go, so that none is
  ///     looked at twice.
  /// - Returns: false when it is no branch.
  private func isFollowed(_ branch: Int, _ going: [Bool], _ known: inout [Int: Int]) -> Bool {
    guard units[branch].name == "elif", let parent = units[branch].parent, let siblings = branches[parent]
    else { return false }
    var gone = known[parent] ?? 0
    while gone < siblings.count, going[siblings[siblings.count - 1 - gone]] { gone += 1 }
    known[parent] = gone
    return gone < siblings.count && siblings[siblings.count - 1 - gone] > branch
  }

  /// The first lines of branches that stay although all of their lines go.
  private func emptiedBranches(_ going: [Bool]) -> [Int] {
    let isBranch = Set(branches.values.joined())
    var firstGone: [Int: Int] = [:]
    var hasMembers: Set<Int> = []
    // An `elif` or `else` is no command of the branch before it.
    for unit in units where unit.kind != .comment && !isBranch.contains(unit.id) {
      guard let parent = unit.parent, !going[parent], branches[parent] != nil || isBranch.contains(parent)
      else { continue }
      if !going[unit.id] {
        hasMembers.insert(parent)
      } else if firstGone[parent] == nil {
        firstGone[parent] = unit.id
      }
    }
    return firstGone.filter { !hasMembers.contains($0.key) }.values.sorted()
  }

  /// Gives an assignment another value in the quotes that it has, or a comment of one
  /// line another text.
  /// - Returns: nil for other units, and when the notation cannot hold the value.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    if let notation = notations[id] {
      return notation.encode(value).map { TextChange(notation.range, replacement: $0, unit: id) }
    }
    guard let range = comments[id],
      !value.utf8.contains(where: { $0 == RowBytes.lineFeed || $0 == RowBytes.carriageReturn })
    else { return nil }
    return held(TextChange(range, replacement: Array(value.utf8), unit: id), as: value)
  }
}
