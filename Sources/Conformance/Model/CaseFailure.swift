import Findings

/// Why a case did not pass.
enum CaseFailure: Error {
  /// Something else was seen than expected.
  case fail(expected: String, actual: String)
  /// Something that the case builds on does not work.
  case blocked(by: String, String)
  /// The suite or the binding broke.
  case error(String)
  case skip(String)
  case notApplicable(String)
}
