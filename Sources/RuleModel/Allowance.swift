public import Findings
public import Patterns
public import SourceText

/// A reasoned exception for `verify`.
public struct Allowance: Sendable, Hashable {
  /// Unique in the migration and the answers file together.
  public var id: String
  /// The files it holds for.
  public var paths: Glob
  /// The classes of files it holds for; nil for every class.
  public var classes: Set<FileClass>?
  /// What of a line it lets stand; nil for every remnant in those files.
  public var match: Pattern?
  /// The recorded name that it lets stand; nil for patterns' hits and any name.
  public var name: String?
  /// Whether it may match nothing: for those of a migration, which serve any repository.
  public var mayBeUnused: Bool
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
  ///   - classes: the classes of files it holds for; nil for every class.
  ///   - match: what of a line it lets stand; nil for every remnant in those files.
  ///   - name: the recorded name that it lets stand; nil for patterns' hits and any name.
  ///   - mayBeUnused: whether it may match nothing.
  ///   - reason: why; never empty.
  ///   - owner: who answers for it; never empty.
  ///   - expires: the last day on which it holds, `YYYY-MM-DD`.
  ///   - position: where it stands.
  public init(
    id: String, paths: Glob, classes: Set<FileClass>? = nil, match: Pattern? = nil, name: String? = nil,
    mayBeUnused: Bool = false, reason: String, owner: String, expires: CalendarDay? = nil,
    position: SourcePosition
  ) {
    self.id = id
    self.paths = paths
    self.classes = classes
    self.match = match
    self.name = name
    self.mayBeUnused = mayBeUnused
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.position = position
  }
}
