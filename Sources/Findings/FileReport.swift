public import SourceText

/// What a step does to one file, and why.
public struct FileReport: Hashable, Sendable {
  /// The file.
  public var path: RepositoryPath
  /// What happens to it.
  public var change: FileDifference.Status
  /// Lines added and removed; both 0 for a file that git takes for binary.
  public var added, removed: Int
  /// Whether git takes it for binary.
  public var isBinary: Bool
  /// Into the step's table, in order of the edits, each once.
  public var causes: [CauseID]

  /// - Parameters:
  ///   - path: the file.
  ///   - change: what happens to it.
  ///   - added: lines.
  ///   - removed: lines.
  ///   - isBinary: whether git takes it for binary.
  ///   - causes: into the step's table.
  public init(
    path: RepositoryPath, change: FileDifference.Status, added: Int, removed: Int, isBinary: Bool = false,
    causes: [CauseID]
  ) {
    self.path = path
    self.change = change
    self.added = added
    self.removed = removed
    self.isBinary = isBinary
    self.causes = causes
  }

  /// - Parameters:
  ///   - difference: of the file.
  ///   - causes: into the step's table.
  public init(_ difference: FileDifference, causes: [CauseID]) {
    let counts = difference.counts
    self.init(
      path: difference.path, change: difference.status, added: counts.added, removed: counts.removed,
      isBinary: difference.isBinary, causes: causes)
  }
}
