/// What an entry of a tree is, with git's own mode as raw value.
public enum FileMode: UInt32, Sendable, Hashable {
  case regular = 0o100644
  case executable = 0o100755
  case symlink = 0o120000
  case submodule = 0o160000

  /// Whether the entry's blob is a file's contents.
  public var isFile: Bool { self == .regular || self == .executable }
}

/// One file, link or submodule of a snapshot. Folders are not entries.
public struct SnapshotEntry: Hashable, Sendable {
  /// Where it stands.
  public let path: RepositoryPath
  /// What it is.
  public let mode: FileMode
  /// The blob, or for a submodule the commit. Nil for contents that exist only
  /// in memory and have no id yet.
  public let id: ObjectID?

  /// - Parameters:
  ///   - path: where it stands.
  ///   - mode: what it is.
  ///   - id: its object; nil when it exists only in memory.
  public init(path: RepositoryPath, mode: FileMode, id: ObjectID?) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}

/// Why the contents of one entry could not be read.
public struct UnreadableContents: Error, Hashable, Sendable {
  /// The reasons that callers tell apart.
  public enum Reason: Hashable, Sendable {
    /// The object database lacks the object (shallow, partial or damaged).
    case missing
    /// It is there and cannot be read; the store's own words.
    case damaged(String)
    /// A submodule has no contents here.
    case submodule
    /// The snapshot has no such path.
    case noSuchPath
  }

  /// Which entry.
  public let path: RepositoryPath
  /// Why.
  public let reason: Reason

  /// - Parameters:
  ///   - path: which entry.
  ///   - reason: why.
  public init(path: RepositoryPath, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

/// The read-only view of one commit's files. Safe to use from several threads.
public protocol Snapshot: Sendable {
  /// Every file, link and submodule, in order of path bytes.
  var entries: [SnapshotEntry] { get }

  /// The folders that could not be read: what lies in them is not among `entries`, so
  /// nothing can be said of it. Empty unless a snapshot says otherwise.
  var unreadableFolders: [UnreadableContents] { get }

  /// The entry at `path`, if there is one.
  func entry(at path: RepositoryPath) -> SnapshotEntry?

  /// The bytes of a file, or the target of a link.
  /// - Throws: `UnreadableContents`; never an empty answer in its place.
  func contents(at path: RepositoryPath) throws(UnreadableContents) -> [UInt8]

  /// Calls `body` once for each of `entries`, on several threads, and returns the
  /// results in the order of `entries`. The bytes are valid only inside the call.
  func concurrentMap<Output: Sendable>(
    _ entries: [SnapshotEntry],
    _ body: @Sendable (SnapshotEntry, Result<UnsafeRawBufferPointer, UnreadableContents>) -> Output
  ) -> [Output]
}

extension Snapshot {
  /// None.
  public var unreadableFolders: [UnreadableContents] { [] }
}
