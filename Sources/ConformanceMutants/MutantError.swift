public import Findings

/// Why a mutant could not be made.
public enum MutantError: UserFacingError, Hashable {
  /// What it replaces does not stand there exactly once.
  case notOnce(id: String, file: String, text: String, count: Int)
  /// A file that it changes is not there.
  case noFile(id: String, file: String)
  /// A folder or a file could not be read or written.
  case failed(path: String, reason: String)

  /// How the check ends.
  public var outcome: Outcome { .usage }

  /// What happened.
  public var message: String {
    switch self {
    case .notOnce(let id, let file, let text, let count):
      "the mutant of \(id): '\(text.prefix(60))' stands \(count) times in \(file)"
    case .noFile(let id, let file): "the mutant of \(id): there is no \(file)"
    case .failed(let path, let reason): "'\(path)': \(reason)"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .notOnce, .noFile: "the product has changed; write the mutant anew"
    case .failed: "check the path"
    }
  }
}
