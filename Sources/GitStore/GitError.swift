/// What the repository, or the disk under it, would not do.
///
/// Everything that this module throws, but for the unreadable contents of single
/// files, is one of these.
public struct GitError: Error, Hashable, Sendable {
  /// What callers tell apart, above all for the exit code.
  public enum Kind: Hashable, Sendable {
    /// There is no repository at the path.
    case notARepository
    /// The repository is of a kind that cannot be read: SHA-256, reftable, partial clone.
    case unsupportedRepository
    /// The repository belongs to another user and is not declared safe.
    case foreignOwner
    /// `user.name` or `user.email` is not set, or cannot stand in a commit.
    case identityUnusable
    /// The revision names nothing, or no commit.
    case unknownRevision
    /// The revision names more than one object.
    case ambiguousRevision
    /// An object is not in the object database.
    case objectMissing
    /// An object is there and cannot be read.
    case objectDamaged
    /// A change of a tree that cannot be made: a forbidden name, or a folder in a file's place.
    case pathRefused
    /// A ref name that git does not allow.
    case referenceNameRefused
    /// Another process holds the lock of a ref.
    case referenceLocked
    /// A ref is not where it was expected to be.
    case referenceMoved
    /// `a` and `a/b` cannot both be refs.
    case referenceInTheWay
    /// A branch that was to move is checked out in a work tree.
    case branchCheckedOut
    /// Another Sunset works on this repository.
    case busy
    /// An earlier update of refs was interrupted and has to be recovered first.
    case updateUnfinished
    /// The disk, or the user's quota, is full.
    case diskFull
    /// The file system refuses to read or write.
    case accessDenied
    /// Anything else; the detail is in the words of libgit2 or of the system.
    case failed
  }

  /// What callers tell apart.
  public let kind: Kind
  /// What was being done, as in "cannot …": `open the repository`.
  public let operation: String
  /// What it was done to: a file, a path in a tree, a ref, a revision or an id.
  public let subject: String?
  /// What went wrong.
  public let detail: String
  /// The return value of libgit2 (negative), or the system's `errno` (positive); 0 if neither.
  public let code: Int32
  /// What to do about it.
  public let remedy: String

  /// - Parameters:
  ///   - kind: what callers tell apart.
  ///   - operation: what was being done, as in "cannot …".
  ///   - subject: what it was done to.
  ///   - detail: what went wrong.
  ///   - code: of libgit2 or of the system; 0 if neither.
  ///   - remedy: what to do; nil for the usual advice of `kind`.
  public init(
    _ kind: Kind, _ operation: String, _ subject: String?, _ detail: String, code: Int32 = 0,
    remedy: String? = nil
  ) {
    self.kind = kind
    self.operation = operation
    self.subject = subject
    self.detail = detail
    self.code = code
    self.remedy = remedy ?? kind.usualRemedy
  }

  /// What happened and where, in one line.
  public var message: String {
    "cannot \(operation)\(subject.map { " '\($0)'" } ?? ""): \(detail)"
  }
}

extension GitError.Kind {
  fileprivate var usualRemedy: String {
    switch self {
    case .notARepository: "name a folder inside a git repository with --repo"
    case .unsupportedRepository: "work on a full clone with SHA-1 ids and file-based refs"
    case .foreignOwner: "run as the owner of the repository"
    case .identityUnusable: "set one with: git config user.name NAME && git config user.email ADDRESS"
    case .unknownRevision:
      "name an existing branch, tag or commit; in a shallow clone fetch its history first"
    case .ambiguousRevision: "give more digits of the id, or the full name of the ref"
    case .objectMissing: "fetch the missing history (git fetch --unshallow), or check with: git fsck"
    case .objectDamaged: "find the damage with: git fsck, and restore the object from another clone"
    case .pathRefused: "correct the rule that changes this path"
    case .referenceNameRefused: "use a name that passes: git check-ref-format"
    case .referenceLocked: "let the other git process end; if none runs, delete the file that ends in .lock"
    case .referenceMoved: "look at what the branch holds now, then run the command again"
    case .referenceInTheWay: "rename or delete the ref that is in the way"
    case .branchCheckedOut: "switch that work tree to another branch, or prune it with: git worktree prune"
    case .busy: "wait for the other run to end"
    case .updateUnfinished: "finish the interrupted update or take it back first"
    case .diskFull: "free some space on that disk and run the command again; nothing was changed"
    case .accessDenied: "check the owner and the permissions of that file, and that the disk is not read-only"
    case .failed: "check the repository with: git fsck"
    }
  }
}
