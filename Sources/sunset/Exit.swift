import ArgumentParser
import Findings
import Foundation
import GitStore
import SourceText

/// The end of the process: the one place that turns what happened into an exit code.
enum Exit {
  /// Ends after a report was written.
  static func end(_ outcome: Outcome) -> Never { exit(outcome.rawValue) }

  /// Ends with an error, after saying what happened and what to do.
  static func end(with error: any Error) -> Never {
    if let known = failure(error) {
      Terminal.complain("error: \(known.message)")
      if !known.remedy.isEmpty { Terminal.complain("  → \(known.remedy)") }
      end(known.outcome)
    }
    // What the argument parser throws: a request for help, or a mistake in the line.
    let text = SunsetCommand.fullMessage(for: error)
    if SunsetCommand.exitCode(for: error) == .success {
      Terminal.write(Array((text + "\n").utf8))
      end(.success)
    }
    Terminal.complain(text)
    end(.usage)
  }

  private static func failure(_ error: any Error) -> (message: String, remedy: String, outcome: Outcome)? {
    switch error {
    case let error as any UserFacingError: (error.message, error.remedy, error.outcome)
    case let error as GitError: (error.message, error.remedy, error.outcome)
    case let error as UnreadableContents:
      (
        "'\(error.path)' cannot be read (\(words(error.reason)))",
        "fetch the missing object, or look for damage with: git fsck", .inputOutput
      )
    case is CancellationError: ("interrupted", "nothing was changed; run the command again", .interrupted)
    default: nil
    }
  }

  private static func words(_ reason: UnreadableContents.Reason) -> String {
    switch reason {
    case .missing: "the object is not here"
    case .damaged(let detail): detail
    case .submodule: "it is a submodule"
    case .noSuchPath: "there is no such path"
    }
  }
}

extension GitError {
  /// How a command ends on this error.
  var outcome: Outcome {
    switch kind {
    case .notARepository, .unsupportedRepository, .foreignOwner, .identityUnusable, .unknownRevision,
      .ambiguousRevision:
      .usage
    case .referenceLocked, .referenceMoved, .referenceInTheWay, .branchCheckedOut, .busy, .updateUnfinished,
      .pathRefused, .referenceNameRefused:
      .conflict
    case .objectMissing, .objectDamaged, .diskFull, .accessDenied, .failed: .inputOutput
    }
  }
}
