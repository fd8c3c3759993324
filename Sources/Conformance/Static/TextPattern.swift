import Patterns

/// A regular expression of a case.
struct TextPattern {
  let source: String
  private let pattern: Pattern

  init(_ source: String) throws {
    self.source = source
    do {
      pattern = try Pattern(source)
    } catch {
      throw CaseFailure.error("the pattern '\(source)' of the case does not compile: \(error)")
    }
  }

  /// A search that the engine gives up counts as a match: silence must not pass.
  func matches(_ text: String) -> Bool { (try? pattern.matches(text)) ?? true }
}
