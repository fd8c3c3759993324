public import Findings
public import SourceText

/// The remnants that a repository had when they were recorded. They do not fail a
/// verification; new ones do. It is a ratchet: once recorded, it can only lose entries.
///
/// A remnant is known by file, pattern, recorded name and the text of its line, never by
/// a line's number, so that what moves inside its file stays known.
public struct RemnantBaseline: Sendable, Hashable {
  /// What makes remnants the same.
  public struct Entry: Hashable, Comparable, Sendable {
    /// The file, link or submodule.
    public let path: RepositoryPath
    /// The pattern's id or the fact.
    public let pattern: String
    /// The recorded name; nil for a pattern's hit.
    public let name: String?
    /// Where in the entry.
    public let location: Remnant.Location
    /// The hash of the line's text, as remnants have it.
    public let lineHash: String

    /// Of a remnant.
    public init(_ remnant: Remnant) {
      self.init(
        path: remnant.place.path, pattern: remnant.pattern, name: remnant.name, location: remnant.location,
        lineHash: remnant.lineHash)
    }

    init(path: RepositoryPath, pattern: String, name: String?, location: Remnant.Location, lineHash: String) {
      self.path = path
      self.pattern = pattern
      self.name = name
      self.location = location
      self.lineHash = lineHash
    }

    /// By path, pattern, name, location and hash.
    public static func < (left: Self, right: Self) -> Bool {
      left.path == right.path ? left.order.lexicographicallyPrecedes(right.order) : left.path < right.path
    }

    private var order: [String] { [pattern, name ?? "", location.rawValue, lineHash] }
  }

  /// Remnants held against a baseline.
  public struct Comparison: Sendable, Hashable {
    /// What the baseline does not know, in the given order.
    public var new: [Remnant] = []
    /// What it knows, in the given order; of equal remnants the first ones.
    public var known: [Remnant] = []
    /// What it knows and nobody finds any more, with how many; in order.
    public var gone: [(entry: Entry, count: Int)] {
      missing.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    fileprivate var missing: [Entry: Int]
  }

  /// The id of the migration that it belongs to.
  public let migration: String
  /// How many remnants there are of each entry; never 0.
  public internal(set) var counts: [Entry: Int]

  init(migration: String, counts: [Entry: Int]) {
    self.migration = migration
    self.counts = counts
  }

  /// Records remnants.
  /// - Parameters:
  ///   - remnants: known ones, which a later verification does not fail on.
  ///   - migration: the id of the migration that found them.
  public init(recording remnants: [Remnant], of migration: String) {
    self.init(
      migration: migration, counts: remnants.reduce(into: [:]) { $0[Entry($1), default: 0] += 1 })
  }

  /// Tells new remnants from known ones.
  /// - Parameter remnants: what was found.
  /// - Returns: all of it, apart, and what is gone.
  public func comparison(with remnants: [Remnant]) -> Comparison {
    var result = Comparison(missing: counts)
    for remnant in remnants {
      let entry = Entry(remnant)
      guard let left = result.missing[entry] else {
        result.new.append(remnant)
        continue
      }
      result.known.append(remnant)
      result.missing[entry] = left > 1 ? left - 1 : nil
    }
    return result
  }

  /// Takes out what is gone, and takes nothing in.
  /// - Parameter remnants: what was found.
  /// - Returns: a baseline that knows no more than this one.
  public func tightened(to remnants: [Remnant]) -> RemnantBaseline {
    RemnantBaseline(recording: comparison(with: remnants).known, of: migration)
  }
}
