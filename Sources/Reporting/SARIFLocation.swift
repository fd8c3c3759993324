import Findings
import SourceText

/// Where a result stands; names as in the standard.
struct SARIFLocation: Encodable {
  struct Physical: Encodable {
    let artifactLocation: SARIFArtifactLocation
    /// Absent where the path itself is meant, or a file that has no lines.
    let region: SARIFRegion?
  }

  let physicalLocation: Physical

  init(_ remnant: Remnant) {
    physicalLocation = Physical(
      artifactLocation: SARIFArtifactLocation(remnant.place.path),
      region: remnant.location == .contents ? SARIFRegion(remnant) : nil)
  }

  init(_ place: Place) {
    // Columns of other findings count bytes, which the standard does not know.
    physicalLocation = Physical(
      artifactLocation: SARIFArtifactLocation(place.path),
      region: place.line.map { SARIFRegion(startLine: $0, startColumn: nil, endColumn: nil) })
  }
}

/// A part of a line; columns in UTF-16 code units, from 1, the end exclusive.
struct SARIFRegion: Encodable {
  let startLine: Int
  let startColumn: Int?
  let endColumn: Int?

  init(startLine: Int, startColumn: Int?, endColumn: Int?) {
    self.startLine = startLine
    self.startColumn = startColumn
    self.endColumn = endColumn
  }

  init?(_ remnant: Remnant) {
    guard let line = remnant.place.line, let columns = remnant.columns else { return nil }
    self.init(startLine: line, startColumn: columns.lowerBound, endColumn: columns.upperBound)
  }
}

/// A file of the repository.
struct SARIFArtifactLocation: Encodable {
  /// What the address is relative to.
  static let root = "%SRCROOT%"

  let uri: String
  let uriBaseId = Self.root

  /// Every byte but letters, digits, `-._~` and `/` is percent-encoded: a colon in the
  /// first part would make a scheme of it.
  init(_ path: RepositoryPath) {
    uri = path.bytes.reduce(into: "") { uri, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default: uri += "%" + hexadecimal(UInt32(byte), digits: 2).uppercased()
      }
    }
  }
}
