/// A trace of what should be gone.
public struct Remnant: Hashable, Sendable {
  /// What sort of file holds it. It says who will look at it; it excuses nothing.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case code, test, configuration, dependency, lockfile, document, binary, generated
  }

  /// Where in an entry of the tree it stands.
  public enum Location: String, Hashable, Sendable, CaseIterable {
    /// In the file's bytes; line and column are known.
    case contents
    /// In the path of a file, link or submodule; the column is the path's.
    case path
    /// In the target of a link; the column is the target's.
    case linkTarget = "link-target"
  }

  /// The id of the pattern, or the fact whose recorded name was found.
  public var pattern: String
  /// The recorded name that was found; nil for a pattern's hit.
  public var name: String?
  /// What sort of file holds it.
  public var kind: Kind
  /// Where in the entry it stands.
  public var location: Location
  /// Line and column from 1, the column in bytes of the file; the text is the line
  /// or, where that is long, the part of it around the hit.
  public var place: Place
  /// How many bytes of the file were matched.
  public var length: Int

  /// - Parameters:
  ///   - pattern: the pattern's id or the fact.
  ///   - name: the recorded name.
  ///   - kind: what sort of file holds it.
  ///   - location: where in the entry it stands.
  ///   - place: line, column and text.
  ///   - length: in bytes of the file.
  public init(
    pattern: String, name: String? = nil, kind: Kind, location: Location, place: Place, length: Int
  ) {
    self.pattern = pattern
    self.name = name
    self.kind = kind
    self.location = location
    self.place = place
    self.length = length
  }
}
