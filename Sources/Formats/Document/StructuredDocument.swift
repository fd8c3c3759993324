/// A file of one format, read into parts that can be deleted without touching
/// anything else.
///
/// Reading keeps every byte: `serialised` puts the tokens together again and gives
/// exactly what was read, whatever line ends, indentation, encoding marks or missing
/// last line end the file has.
public protocol StructuredDocument: Sendable {
  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` when the bytes are not of this format. Then the file is
  ///   to be left alone and reported.
  init(parsing bytes: [UInt8]) throws(FormatProblem)

  /// All parts: parents before their parts, and otherwise in the order of the file.
  var units: [Unit] { get }

  /// Where comments stand: each from its mark to the end of its text; 0-based byte offsets,
  /// ends exclusive. A run of lines may be one range or several.
  var commentRanges: [Range<Int>] { get }

  /// The file, put together from its tokens: not a copy that was kept of what was read.
  func serialised() -> [UInt8]

  /// Deletes units with what belongs to their places: separators, indentation, line
  /// ends, comments directly above or behind them on the same line, a blank line where
  /// two would meet; and parents that have nothing left, upwards, as far as the format
  /// can do without them.
  ///
  /// - Parameter ids: ids of `units`, in any number; a part of a unit that goes too
  ///   adds nothing.
  /// - Returns: the changes, and every unit that goes by them.
  func deleting(_ ids: Set<Int>) -> Deletion

  /// Gives a unit another scalar value, in the notation that it had (quotes, folding).
  ///
  /// - Returns: nil when the unit has no scalar value, or the notation cannot hold `value`.
  func changing(_ id: Int, to value: String) -> TextChange?
}

/// What deleting some units comes to.
public struct Deletion: Sendable, Hashable {
  /// Disjoint and ordered.
  public let changes: [TextChange]
  /// The units that go: those that were asked for, their parts, and the parents that
  /// have nothing left.
  public let units: Set<Int>

  /// - Parameters:
  ///   - changes: disjoint and ordered.
  ///   - units: the units that go.
  public init(changes: [TextChange], units: Set<Int>) {
    self.changes = changes
    self.units = units
  }
}

/// Some bytes and what takes their place.
public struct TextChange: Sendable, Hashable {
  /// 0-based byte offsets, end exclusive.
  public let range: Range<Int>
  /// Empty when the bytes only go.
  public let replacement: [UInt8]
  /// The unit that is the reason.
  public let unit: Int

  /// - Parameters:
  ///   - range: 0-based byte offsets, end exclusive.
  ///   - replacement: empty when the bytes only go.
  ///   - unit: the unit that is the reason.
  public init(_ range: Range<Int>, replacement: [UInt8] = [], unit: Int) {
    self.range = range
    self.replacement = replacement
    self.unit = unit
  }
}

/// Why bytes are not a document of a format.
public struct FormatProblem: Error, Hashable, Sendable {
  /// What is wrong, for a sentence such as "it cannot be read as JSON: …".
  public let message: String
  /// Where, as a 0-based byte offset; nil for the file as a whole.
  public let offset: Int?

  /// - Parameters:
  ///   - message: what is wrong, without a full stop.
  ///   - offset: where, as a 0-based byte offset.
  public init(_ message: String, at offset: Int? = nil) {
    self.message = message
    self.offset = offset
  }
}
