public import Patterns
public import SourceText

/// A reasoned exception for `verify`.
public struct Allowance: Sendable, Hashable {
  /// Unique in the migration and the answers file together.
  public var id: String
  /// The files it holds for.
  public var paths: Glob
  /// What of a line it lets stand; nil for every remnant in those files.
  public var match: Pattern?
  /// Why; never empty.
  public var reason: String
  /// Who answers for it; never empty.
  public var owner: String
  /// The last day on which it holds, `YYYY-MM-DD`.
  public var expires: CalendarDay?
  /// Where it stands.
  public var position: SourcePosition

  /// - Parameters:
  ///   - id: unique in the migration and the answers file together.
  ///   - paths: the files it holds for.
  ///   - match: what of a line it lets stand; nil for every remnant in those files.
  ///   - reason: why; never empty.
  ///   - owner: who answers for it; never empty.
  ///   - expires: the last day on which it holds, `YYYY-MM-DD`.
  ///   - position: where it stands.
  public init(
    id: String, paths: Glob, match: Pattern? = nil, reason: String, owner: String,
    expires: CalendarDay? = nil, position: SourcePosition
  ) {
    self.id = id
    self.paths = paths
    self.match = match
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.position = position
  }
}
