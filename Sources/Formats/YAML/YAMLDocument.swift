/// A stream of YAML documents, read into parts that can be deleted without touching
/// anything else.
///
/// Units are `.document` where the stream holds several; `.entry` for a key with its
/// value, whether in lines or in braces (name: the key's text; value: the scalar's
/// text, also where an alias stands for one); `.item` for an element of a list (value:
/// likewise). Keys that are lists or mappings give entries without name.
///
/// Whatever is read is compared with a second reader: where the two differ there is no
/// document, so that nothing is edited on a wrong reading.
public struct YAMLDocument: StructuredDocument {
  /// All parts: parents before their parts, and otherwise in the order of the file.
  public let units: [Unit]

  let tokens: [YAMLToken]
  let trees: [YAMLTree]
  let outline: YAMLOutline
  let lines: IndentedLines

  /// Reads a file.
  ///
  /// - Parameter bytes: the whole file, in UTF-8.
  /// - Throws: `FormatProblem` when it is no YAML, nested more than 200 levels deep, or
  ///   understood differently by two readers.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    if let control = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x09 && !$0.isYAMLBreak }) {
      throw FormatProblem("control characters cannot stand in a file", at: control)
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw FormatProblem("the file is not UTF-8")
    }
    var reader = YAMLReader(bytes)
    let trees = try reader.stream()
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let outline = try YAMLOutline(trees)
    if !trees.isEmpty {
      try YAMLSecondOpinion.check(String(decoding: bytes[body...], as: UTF8.self), trees, from: body)
    }
    self.trees = trees
    self.outline = outline
    units = outline.units
    tokens = reader.tokens
    lines = IndentedLines(yaml: reader.tokens)
  }

  /// The file, put together from its tokens.
  ///
  /// - Returns: exactly the bytes that were read.
  public func serialised() -> [UInt8] {
    tokens.reduce(into: []) { $0 += $1.text.utf8 }
  }

  /// Where comments stand.
  public var commentRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for token in tokens {
      let end = start + token.text.utf8.count
      if token.kind == .comment { ranges.append(start..<end) }
      start = end
    }
    return ranges
  }

  /// Deletes units with what belongs to their places: comments directly above and
  /// behind, the heading of a group of which nothing stays, separators, and parents
  /// that have nothing left.
  ///
  /// A unit whose anchor is used elsewhere goes too; `aliases(of:)` says who would miss
  /// it.
  ///
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    var deletion = YAMLDeletion(of: self, ids)
    return deletion.run()
  }

  /// Gives a unit another scalar value, in the notation that it had.
  ///
  /// - Parameters:
  ///   - id: of one of `units`.
  ///   - value: the new scalar's text.
  /// - Returns: nil when the unit has no scalar of its own (a collection, an alias,
  ///   nothing behind the colon), or the notation cannot hold `value`.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    guard units.indices.contains(id), let scalar = outline.places[id].scalar else { return nil }
    let notation = YAMLNotation(of: scalar, in: self, isFlow: outline.places[id].isFlow)
    return notation.text(for: value).map { TextChange(scalar.range, replacement: $0, unit: id) }
  }

  /// The units outside of a unit that use an anchor of it or of one of its parts: what
  /// would miss it if it went.
  ///
  /// - Parameter id: of one of `units`.
  /// - Returns: the innermost units that hold the aliases, in the order of the file.
  public func aliases(of id: Int) -> [Int] {
    guard units.indices.contains(id) else { return [] }
    let subtree = id..<outline.places[id].subtreeEnd
    let anchors = outline.anchors.filter { anchor in anchor.unit.map(subtree.contains) ?? false }
    return anchors.flatMap(\.uses).filter { !subtree.contains($0) }.sorted()
  }

  /// A name that part of a document gives itself for others.
  public struct Anchor: Sendable, Hashable {
    /// Without the `&`.
    public let name: String
    /// The innermost unit around it.
    public let unit: Int?
    /// The innermost units that hold its aliases, in the order of the file.
    public let uses: [Int]
  }

  /// All anchors, in the order of the file.
  public var anchors: [Anchor] {
    outline.anchors.map { Anchor(name: $0.name, unit: $0.unit, uses: $0.uses) }
  }
}
