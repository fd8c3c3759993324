import Findings
import Patterns
import SourceText

extension Finding {
  static func unreadable(_ error: UnreadableContents) -> Finding {
    let (reason, remedy) =
      switch error.reason {
      case .missing: ("its object is missing", "Fetch the missing objects and run verify again.")
      case .damaged(let words): (words, "Check the repository with git fsck and run verify again.")
      case .submodule, .noSuchPath: ("the snapshot has no contents for it", "Run verify again on a commit.")
      }
    return Finding(
      code: "unreadable", severity: .error, message: "not searched, since it could not be read: \(reason)",
      place: Place(path: error.path), remedy: remedy)
  }

  static func submoduleNotSearched(_ path: RepositoryPath) -> Finding {
    Finding(
      code: "submodule", severity: .note,
      message: "a submodule: its contents belong to another repository and were not searched",
      place: Place(path: path))
  }

  static func searchGaveUp(_ path: RepositoryPath, pattern: String, _ error: MatchError) -> Finding {
    Finding(
      code: "search-gave-up", severity: .error, message: "not searched to its end: \(error)",
      place: Place(path: path), remedy: "Make the expression of '\(pattern)' simpler.", rule: pattern)
  }
}
