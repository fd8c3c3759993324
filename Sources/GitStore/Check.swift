internal import CLibgit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Calls libgit2 and turns a negative result into an error. Every call goes
/// through here or through `make`, so that no result is left unread.
@discardableResult
func check(_ operation: String, _ subject: String? = nil, _ call: () -> Int32) throws(GitError) -> Int32 {
  let code = call()
  guard code < 0 else { return code }
  throw GitError.last(code: code, operation, subject)
}

/// Calls a constructor of libgit2 and returns what it made.
func make(
  _ operation: String, _ subject: String? = nil, _ call: (inout OpaquePointer?) -> Int32
) throws(GitError) -> OpaquePointer {
  var pointer: OpaquePointer?
  try check(operation, subject) { call(&pointer) }
  guard let pointer else { throw GitError(.failed, operation, subject, "libgit2 returned nothing") }
  return pointer
}

extension GitError {
  /// The error that libgit2 has just left on this thread.
  static func last(code: Int32, _ operation: String, _ subject: String?) -> GitError {
    let words = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) }
    let detail = words ?? "libgit2 returned \(code)"
    let kind: Kind =
      switch code {
      case GIT_ELOCKED.rawValue: .referenceLocked
      case GIT_ENOTFOUND.rawValue: .objectMissing
      case GIT_EOWNER.rawValue: .foreignOwner
      default: kind(ofSystemWordsIn: detail)
      }
    return GitError(kind, operation, subject, detail, code: code)
  }

  /// The error of a system call.
  static func system(_ number: Int32, _ operation: String, _ subject: String) -> GitError {
    GitError(
      kind(of: number) ?? .failed, operation, subject, String(cString: strerror(number)), code: number,
      remedy: kind(of: number) == nil ? "check the file and the disk that it lies on" : nil)
  }

  /// The same error as another kind, with the advice of that kind.
  func `as`(_ kind: Kind, detail: String? = nil, remedy: String? = nil) -> GitError {
    GitError(kind, operation, subject, detail ?? self.detail, code: code, remedy: remedy)
  }

  private static func kind(of number: Int32) -> Kind? {
    switch number {
    case ENOSPC, EDQUOT: .diskFull
    case EACCES, EPERM, EROFS: .accessDenied
    default: nil
    }
  }

  /// libgit2 keeps the system's words but not its number.
  private static func kind(ofSystemWordsIn detail: String) -> Kind {
    for number in [ENOSPC, EDQUOT, EACCES, EPERM, EROFS]
    where detail.hasSuffix(String(cString: strerror(number))) {
      return kind(of: number) ?? .failed
    }
    return .failed
  }
}
