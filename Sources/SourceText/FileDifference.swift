/// A line of a hunk.
public struct DiffLine: Hashable, Sendable {
  /// What happened to it.
  public enum Kind: Sendable, Hashable { case context, removed, added }

  /// What happened to it.
  public let kind: Kind
  /// Its bytes with the line end, if it has one.
  public let bytes: [UInt8]
  /// Its number in the old text, from 1; nil for an added line.
  public let oldLine: Int?
  /// Its number in the new text, from 1; nil for a removed line.
  public let newLine: Int?

  /// - Parameters:
  ///   - kind: what happened to it.
  ///   - bytes: with the line end, if it has one.
  ///   - oldLine: from 1.
  ///   - newLine: from 1.
  public init(kind: Kind, bytes: [UInt8], oldLine: Int?, newLine: Int?) {
    self.kind = kind
    self.bytes = bytes
    self.oldLine = oldLine
    self.newLine = newLine
  }
}

/// Neighbouring changes with their context.
public struct Hunk: Hashable, Sendable {
  /// The `@@ … @@` line as git prints it, without its line end.
  public let header: [UInt8]
  /// The lines in order.
  public let lines: [DiffLine]

  /// - Parameters:
  ///   - header: the `@@` line without its line end.
  ///   - lines: in order.
  public init(header: [UInt8], lines: [DiffLine]) {
    self.header = header
    self.lines = lines
  }
}

/// How one file differs between two trees.
public struct FileDifference: Hashable, Sendable {
  /// What happened to it.
  public enum Status: Sendable, Hashable { case added, deleted, modified, typeChanged }

  /// Its path; renames are not sought.
  public let path: RepositoryPath
  /// What happened to it.
  public let status: Status
  /// Whether git takes it for binary; then there are no hunks.
  public let isBinary: Bool
  /// The changes.
  public let hunks: [Hunk]
  /// The whole `diff --git …` section, as `git diff --full-index --binary
  /// --no-renames` prints it, with a last line end.
  public let patch: [UInt8]

  /// - Parameters:
  ///   - path: its path.
  ///   - status: what happened to it.
  ///   - isBinary: whether git takes it for binary.
  ///   - hunks: the changes.
  ///   - patch: the whole section of the patch.
  public init(path: RepositoryPath, status: Status, isBinary: Bool, hunks: [Hunk], patch: [UInt8]) {
    self.path = path
    self.status = status
    self.isBinary = isBinary
    self.hunks = hunks
    self.patch = patch
  }

  /// How many lines were added and removed.
  public var counts: (added: Int, removed: Int) {
    hunks.reduce(into: (added: 0, removed: 0)) { sum, hunk in
      for line in hunk.lines {
        if line.kind == .added { sum.added += 1 }
        if line.kind == .removed { sum.removed += 1 }
      }
    }
  }
}
