/// A configuration file of nginx, or a part that others include.
///
/// Units:
/// - `.directive`: its name, and as its value the arguments, unquoted and unescaped,
///   parted by one blank. The entries of `map`, `geo`, `types` and their like are
///   directives as well, named by what they match.
/// - `.block`: likewise, with the units of its body as parts. Code in Lua
///   (`content_by_lua_block { … }`) is kept as it is and has no parts.
/// - `.comment`: comments on lines of their own, and behind others on the same line.
///
/// A block of which all directives are deleted goes too, with the comments in it: an
/// emptied `location` would still answer, an emptied `server` still listen. `events`,
/// `http`, `stream` and `mail` stay, since nginx asks for `events` and the others are
/// where includes and what comes later have their place. An `upstream` that loses its
/// last `server` goes, since nginx refuses it. A block that was empty before stays.
public struct NginxDocument: StructuredDocument {
  /// All parts: blocks before their parts, and otherwise in the order of the file.
  public let units: [Unit]
  /// By unit: its name and arguments; empty for comments.
  let words: [[NginxWord]]
  /// By block in Lua: the variables that its code names.
  let luaVariables: [Int: [String]]
  private let tape: SourceTape
  private let layout: RowLayout
  private let comments: [Int: Range<Int>]

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` where nginx would not read on: a directive without its
  ///   end, quotes or blocks that are not closed.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    var reader = NginxReader(bytes)
    try reader.read()
    tape = reader.tape
    luaVariables = reader.luaVariables
    (units, layout, comments) = reader.rows.finish()
    words = reader.words + [[NginxWord]](repeating: [], count: units.count - reader.words.count)
  }

  /// The file, put together from its tokens.
  public func serialised() -> [UInt8] { tape.bytes }

  /// Deletes directives, blocks and comments, and the blocks that this empties.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    let going = layout.going(ids) { block, hasMembers, going in
      switch units[block].name ?? "" {
      case "events", "http", "stream", "mail": false
      case "upstream": !hasMembers || losesLastServer(block, going)
      default: !hasMembers
      }
    }
    return Deletion(changes: layout.changes(going), units: Set(units.indices.filter { going[$0] }))
  }

  private func losesLastServer(_ upstream: Int, _ going: [Bool]) -> Bool {
    let parts = units[(upstream + 1)...].prefix { $0.range.lowerBound < units[upstream].range.upperBound }
    // What an include brings may be a server.
    let servers = parts.filter { $0.name == "server" || $0.name == "include" }
    return !servers.isEmpty && servers.allSatisfy { going[$0.id] }
  }

  /// Gives a directive or block other arguments, or a comment of one line another text.
  ///
  /// Arguments that stay keep their notation; one that becomes another takes over the
  /// quotes of the one in its place.
  ///
  /// - Parameters:
  ///   - id: of one of `units`.
  ///   - value: the arguments, parted by one blank.
  /// - Returns: nil when it cannot be told which arguments change, when there are none,
  ///   or when a bare word cannot hold what it should become.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    if let range = comments[id] {
      guard !value.utf8.contains(where: { $0 == RowBytes.lineFeed || $0 == RowBytes.carriageReturn })
      else { return nil }
      return held(TextChange(range, replacement: Array(value.utf8), unit: id), as: value)
    }
    guard words.indices.contains(id), let change = NginxArguments(words[id].dropFirst()).changing(to: value)
    else { return nil }
    return TextChange(change.range, replacement: change.bytes, unit: id)
  }
}
