/// A JSON file, with or without the comments and trailing commas of JSONC.
///
/// Units are `.entry` (a key with its value) and `.item` (an element of an array); an
/// object or array that is the value of one is its parts. The whole file's object or
/// array is no unit, so that nothing can delete it.
public struct JSONDocument: StructuredDocument {
  let tokens: [JSONToken]
  /// One for each unit, in the same order.
  let members: [JSONMember]
  let containers: [JSONContainer]

  /// Parents before their parts, and otherwise in the order of the file.
  public let units: [Unit]

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` when the bytes are not JSON or JSONC, are not UTF-8, or
  ///   are nested more than 512 deep.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    let reader = try JSONReader(bytes)
    let (tokens, containers) = (reader.tokens, reader.containers)
    (self.tokens, self.containers, members) = (tokens, containers, reader.members)
    units = reader.members.enumerated().map { id, member in
      Unit(
        id: id, parent: containers[member.container].owner, kind: member.key == nil ? .item : .entry,
        name: member.key.map { tokens[$0].scalar },
        value: member.holds == nil ? tokens[member.value].scalar : nil,
        range: tokens[member.first].start..<tokens[member.last].end)
    }
  }

  /// The file, put together from its tokens.
  /// - Returns: all bytes.
  public func serialised() -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(tokens.last?.end ?? 0)
    for token in tokens { out += token.text }
    return out
  }

  /// Where comments stand.
  public var commentRanges: [Range<Int>] {
    tokens.filter { $0.kind == .lineComment || $0.kind == .blockComment }.map { $0.start..<$0.end }
  }

  /// Deletes entries and items with their commas, their lines and the comments that
  /// are about them.
  ///
  /// Objects and arrays that have nothing left go too, and what holds them, upwards:
  /// an entry with its key, an item with its place. Only the whole file's stays, as
  /// `{}` or `[]`. What was empty before is left alone.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    JSONDeletion(of: ids, from: self).result
  }

  /// Gives a scalar another value: a string any, in its quotes; a number only a
  /// number; `true` and `false` only each other.
  /// - Parameters:
  ///   - id: of a unit.
  ///   - value: unescaped.
  /// - Returns: nil when the unit is an object or array, or cannot have that value.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    guard units.indices.contains(id), members[id].holds == nil else { return nil }
    let token = tokens[members[id].value]
    // The same value keeps its notation, which may have escapes that need not be.
    guard value != units[id].value else {
      return TextChange(token.start..<token.end, replacement: token.text, unit: id)
    }
    let written = Array(value.utf8)
    switch token.kind {
    case .string:
      return TextChange(token.start..<token.end, replacement: JSONString.literal(for: value), unit: id)
    case .number where JSONNumber.isValid(written[...]), .boolean where value == "true" || value == "false":
      return TextChange(token.start..<token.end, replacement: written, unit: id)
    default: return nil
    }
  }
}
