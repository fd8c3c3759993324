/// What belongs to reading one file: its text, and the mistakes found so far.
///
/// A reference, so that every part of a shape reports to the same list. It lives within
/// one call of `Shape.parse`, on one thread.
final class Reading {
  let source: SourceFile
  /// More mistakes than this are not collected: nobody reads them, and a hostile file
  /// could make millions.
  static let limit = 100
  private var errors: [RuleFileError] = []

  init(source: SourceFile) { self.source = source }

  func report(_ message: String, at mark: YAMLMark) {
    guard errors.count < Self.limit else { return }
    let error = source.error(message, at: mark)
    if !errors.contains(error) { errors.append(error) }
  }

  /// - Throws: what was found so far, if anything was.
  func check() throws(RuleFileErrors) {
    if let first = errors.first { throw RuleFileErrors(first, Array(errors.dropFirst())) }
  }
}
