public import SourceText

/// A pattern for whole repository paths, over bytes and case-sensitive.
///
/// | written | matches |
/// |---|---|
/// | `*`, `?` | any bytes but `/`; one byte but `/` |
/// | `[a-z]`, `[!a-z]` | one byte of the class, or not of it; never `/` |
/// | `{a,b}` | either; may hold other parts of a pattern |
/// | `**/x`, `a/**/b` | any number of folders, also none |
/// | `a/**` | everything below `a`, not `a` itself |
/// | `\*` | the byte itself |
///
/// As in git, a leading dot is nothing special. Matching takes at most time in
/// proportion to the path's length times the pattern's.
public struct Glob: Sendable {
  /// The pattern as written.
  public let source: String
  /// One for each way to choose among the braces' alternatives; never empty.
  let alternatives: [FlatGlob]

  /// Checks and prepares a pattern.
  /// - Parameter source: as in the table above; `/` between folders, none at either end.
  /// - Throws: `PatternError` with the place of the mistake.
  public init(_ source: String) throws(PatternError) {
    self.source = source
    var alternatives: [FlatGlob] = []
    for choice in try BraceExpansion.expand(Array(source.utf8)) {
      alternatives.append(try FlatGlob(choice))
    }
    self.alternatives = alternatives
  }

  /// Matches a whole path.
  /// - Parameter path: any bytes; need not be UTF-8 and may hold new lines.
  /// - Returns: whether all of it matches.
  public func matches(_ path: RepositoryPath) -> Bool {
    path.bytes.withUnsafeBufferPointer { bytes in alternatives.contains { $0.matches(bytes) } }
  }
}

extension Glob: Hashable {
  /// Two are equal when they are written alike, byte for byte.
  public static func == (left: Self, right: Self) -> Bool {
    left.source.utf8.elementsEqual(right.source.utf8)
  }

  /// Hashes the source's bytes.
  public func hash(into hasher: inout Hasher) {
    for byte in source.utf8 { hasher.combine(byte) }
  }
}
