public import SourceText

/// One ref that is to be made, moved or deleted.
public struct ReferenceUpdate: Hashable, Sendable {
  /// Where the ref must be for the update to happen.
  public enum Expectation: Hashable, Sendable {
    /// There must be no such ref.
    case absent
    /// It must name this object.
    case id(ObjectID)

    /// The object; nil for no ref.
    public var id: ObjectID? {
      switch self {
      case .absent: nil
      case .id(let id): id
      }
    }

    init(_ id: ObjectID?) { self = id.map { .id($0) } ?? .absent }
  }

  /// What the ref's log says of it. The log of a deleted ref goes with the ref.
  public enum Log: Hashable, Sendable {
    /// A line is added, as git does, if the repository keeps logs.
    case append(String)
    /// The last line goes if it tells of the move that this update reverses;
    /// otherwise one is added. So the log is as if the ref had never moved.
    case takeBack
    /// The log stays as it is.
    case keep
  }

  /// The full name, `refs/heads/sunset/…`.
  public let name: String
  /// What it is to name; nil to delete it.
  public let target: ObjectID?
  /// Where it must be beforehand.
  public let expecting: Expectation
  /// What its log says of it.
  public let log: Log

  /// - Parameters:
  ///   - name: the full name, `refs/heads/sunset/…`.
  ///   - target: what it is to name; nil to delete it.
  ///   - expecting: where it must be beforehand.
  ///   - log: what its log says of it.
  public init(_ name: String, to target: ObjectID?, expecting: Expectation, log: Log) {
    self.name = name
    self.target = target
    self.expecting = expecting
    self.log = log
  }

  /// By name.
  static func isInOrder(_ left: Self, _ right: Self) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  /// Whether the ref is to be elsewhere afterwards.
  var moves: Bool { target != expecting.id }

  /// What undoes this update.
  var inverse: ReferenceUpdate {
    let log: Log =
      switch (self.log, target) {
      // A deleted ref's log is there until all refs have moved.
      case (_, nil): .keep
      case (.append, _): .takeBack
      case (.takeBack, _): .append("sunset: moved again")
      case (.keep, _): .keep
      }
    return ReferenceUpdate(name, to: expecting.id, expecting: Expectation(target), log: log)
  }
}
