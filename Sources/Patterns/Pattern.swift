internal import CPCRE2

/// A compiled regular expression over bytes, in PCRE2's syntax.
///
/// Text is taken as bytes, so that a file which is not UTF-8 is searched like any
/// other: `.` is any byte but LF, `^` and `$` hold at every line, `(?i)` folds ASCII
/// letters only. Compiling once and matching from several threads is safe.
public struct Pattern: Sendable {
  /// The expression as written.
  public let source: String
  let program: Program

  /// Compiles an expression.
  /// - Parameter source: PCRE2 syntax; options stand inside it, such as `(?i)`.
  /// - Throws: `PatternError` with the place of the mistake.
  public init(_ source: String) throws(PatternError) {
    if let mistake = ByteSafety.firstMistake(in: Array(source.utf8)) { throw mistake }
    self.source = source
    program = try Program(compiling: source)
  }
}

extension Pattern: Hashable {
  /// Two are equal when they are written alike, byte for byte.
  public static func == (left: Self, right: Self) -> Bool {
    left.source.utf8.elementsEqual(right.source.utf8)
  }

  /// Hashes the source's bytes.
  public func hash(into hasher: inout Hasher) {
    for byte in source.utf8 { hasher.combine(byte) }
  }
}

extension Pattern {
  /// The first match in `bytes`; see `Matcher.firstMatch`. For many texts a
  /// `Matcher` kept by the caller is faster.
  /// - Parameters:
  ///   - bytes: the whole text.
  ///   - start: the byte offset to begin at, 0-based.
  /// - Returns: byte offsets, 0-based, end exclusive.
  /// - Throws: `MatchError` when the search was given up, which is not "no match".
  public func firstMatch(in bytes: UnsafeRawBufferPointer, from start: Int = 0) throws(MatchError) -> Range<
    Int
  >? {
    try Matcher(self).firstMatch(in: bytes, from: start)
  }

  /// Every match in `bytes` from left to right, none overlapping another.
  /// - Parameters:
  ///   - bytes: the whole text.
  ///   - start: the byte offset to begin at, 0-based.
  /// - Returns: byte offsets, 0-based, end exclusive.
  /// - Throws: `MatchError` when the search was given up.
  public func matches(in bytes: UnsafeRawBufferPointer, from start: Int = 0) throws(MatchError) -> [Range<
    Int
  >] {
    try Matcher(self).matches(in: bytes, from: start)
  }

  /// The first match in an array of bytes.
  /// - Parameters:
  ///   - bytes: the whole text.
  ///   - start: the byte offset to begin at, 0-based.
  /// - Returns: byte offsets, 0-based, end exclusive.
  /// - Throws: `MatchError` when the search was given up.
  public func firstMatch(in bytes: [UInt8], from start: Int = 0) throws(MatchError) -> Range<Int>? {
    try bytes.withUnsafeBytes { buffer in
      Result { () throws(MatchError) in try firstMatch(in: buffer, from: start) }
    }.get()
  }

  /// Every match in an array of bytes.
  /// - Parameter bytes: the whole text.
  /// - Returns: byte offsets, 0-based, end exclusive.
  /// - Throws: `MatchError` when the search was given up.
  public func matches(in bytes: [UInt8]) throws(MatchError) -> [Range<Int>] {
    try bytes.withUnsafeBytes { buffer in
      Result { () throws(MatchError) in try matches(in: buffer) }
    }.get()
  }

  /// Searches the UTF-8 of `text`.
  /// - Parameter text: the whole text.
  /// - Returns: whether it holds a match.
  /// - Throws: `MatchError` when the search was given up.
  public func matches(_ text: String) throws(MatchError) -> Bool {
    try firstMatch(in: Array(text.utf8)) != nil
  }
}
