/// A trace of what should be gone.
public struct Remnant: Hashable, Sendable {
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
  public var fileClass: FileClass
  /// Where in the entry it stands.
  public var location: Location
  /// Line and column from 1, the column in bytes of the file; the text is the line
  /// or, where that is long, the part of it around the hit.
  public var place: Place
  /// How many bytes of the file were matched.
  public var length: Int
  /// The columns in UTF-16 code units, from 1, end exclusive, without a byte order mark;
  /// nil where there are no lines: in paths, link targets and binary files.
  public var columns: Range<Int>?
  /// A hash of the line's text, without blanks at its ends, or of the part of a long line
  /// around the hit: `lineHashLength` lower-case hexadecimal digits of its SHA-256. It
  /// stays the same when the line moves. Empty in a remnant that no search has found.
  public var lineHash = ""
  /// What escapes spell there, such as `\u0077`; nil where the bytes say it themselves.
  public var spelling: String?

  /// How many digits of a line's hash are kept.
  public static let lineHashLength = 32

  /// - Parameters:
  ///   - pattern: the pattern's id or the fact.
  ///   - name: the recorded name.
  ///   - fileClass: what sort of file holds it.
  ///   - location: where in the entry it stands.
  ///   - place: line, column and text.
  ///   - length: in bytes of the file.
  public init(
    pattern: String, name: String? = nil, fileClass: FileClass, location: Location, place: Place, length: Int
  ) {
    self.pattern = pattern
    self.name = name
    self.fileClass = fileClass
    self.location = location
    self.place = place
    self.length = length
  }
}
