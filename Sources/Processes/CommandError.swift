public import Findings

/// Why a command could not be run; how it ended is not an error.
public enum CommandError: UserFacingError, Hashable {
  /// There are no arguments, not even a program.
  case empty
  /// An argument or a variable holds a NUL byte, which would cut it off.
  case nulByte(String)
  /// The program is in none of the folders of `PATH`, or not at its path.
  case programNotFound(String, searched: [String])
  /// The file is there but must not be executed.
  case notExecutable(String)
  /// The folder to run in is not there.
  case directoryNotFound(String)
  /// The system refused.
  case notStarted(program: String, reason: String)
  /// The task that ran it was cancelled; its process group is gone.
  case cancelled(program: String)

  /// How `sunset` ends when it cannot go on without the command.
  public var outcome: Outcome {
    switch self {
    case .cancelled: .interrupted
    default: .usage
    }
  }

  /// What happened and where.
  public var message: String {
    switch self {
    case .empty: "a command needs at least a program"
    case .nulByte(let text): "'\(text.split(separator: "\0").joined(separator: "\\0"))' holds a NUL byte"
    case .programNotFound(let program, []): "no program '\(program)': PATH is not set"
    case .programNotFound(let program, let searched):
      "no program '\(program)' in \(searched.joined(separator: ":"))"
    case .notExecutable(let path): "'\(path)' is not executable"
    case .directoryNotFound(let path): "no folder '\(path)' to run in"
    case .notStarted(let program, let reason): "'\(program)' could not be started: \(reason)"
    case .cancelled(let program): "'\(program)' was interrupted"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .empty: "name the program to run"
    case .nulByte: "remove the NUL byte"
    case .programNotFound(let program, _):
      "install '\(program)', or put its folder on PATH"
    case .notExecutable(let path): "run chmod +x '\(path)', or name another program"
    case .directoryNotFound: "name a folder that the tree has"
    case .notStarted: "run it by hand to see why"
    case .cancelled: "run the command again"
    }
  }
}
