import Findings
import Foundation
import RuleModel
import Verifying

/// The baseline that the user names: read, held against what was found, and written.
struct BaselineOption {
  private let file: String?
  private let isWriting: Bool
  private let migration: String
  /// Nil where there is none yet.
  private let known: RemnantBaseline?

  init(file: String?, isWriting: Bool, hasClasses: Bool, migration: String) throws {
    self.file = file
    self.isWriting = isWriting
    self.migration = migration
    if isWriting && file == nil {
      throw UsageError(message: "--write-baseline: no file is named", remedy: "name it with --baseline FILE")
    }
    if isWriting && hasClasses {
      throw UsageError(
        message: "--write-baseline and --class: a baseline holds every class",
        remedy: "record it without --class; the two may be combined afterwards")
    }
    guard let file, FileManager.default.fileExists(atPath: file) else {
      if let file, !isWriting {
        throw UsageError(
          message: "there is no baseline '\(file)'", remedy: "record what is found now with --write-baseline")
      }
      known = nil
      return
    }
    known = try RemnantBaseline.parse(
      bytes: InputFile.read(file, "baseline"), file: file, migration: migration)
  }

  /// Holds a verification against the baseline, after writing it where that is asked for.
  ///
  /// The first time everything is recorded. Later what is gone is taken out and nothing
  /// new is let in: otherwise whoever tidies the file would let new remnants pass.
  /// - Returns: the verdict, and what to say of the file.
  func apply(to found: Verification) throws -> (Verification, note: String?) {
    guard let file else { return (found, nil) }
    let remnants = found.report.remnants
    guard isWriting else {
      return (known.map { found.compared(with: $0, file: file) } ?? found, nil)
    }
    let written = known?.tightened(to: remnants) ?? RemnantBaseline(recording: remnants, of: migration)
    if written != known { try InputFile.write(written.bytes, to: file) }
    let verification = found.compared(with: written, file: file)
    let change =
      known == nil
      ? "was recorded" : written == known ? "has nothing to take out" : "has lost what is gone"
    return (verification, "the baseline '\(file)' \(change)")
  }
}
