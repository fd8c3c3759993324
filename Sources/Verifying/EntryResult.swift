import Findings
import SourceText

/// A hit in one entry, before it is known whether it counts.
struct Hit: Sendable {
  /// What was found.
  let term: Term
  /// Where, and what to say of it.
  let remnant: Remnant
  /// Indexes of the allowances that cover it.
  let allowances: [Int]
  /// Whether a name is declared here, in code that is no test.
  let isDeclaration: Bool
}

/// What the search of one entry came to.
struct EntryResult: Sendable {
  let entry: SnapshotEntry
  /// 0 where nothing could be read.
  var byteCount = 0
  var isUnreadable = false
  /// What its bytes say of its text.
  var opacity = Opacity.clear
  /// How many matches were taken for chance.
  var chanceCount = 0
  var hits: [Hit] = []
  var findings: [Finding] = []

  init(_ entry: SnapshotEntry) { self.entry = entry }
}
