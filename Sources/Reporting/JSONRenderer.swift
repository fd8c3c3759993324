public import Findings

/// A report for programs. The keys stand in the `…Document` types; they keep their
/// names and meanings within one `schemaVersion`, new ones may come. Keys are
/// sorted, there is no time of day, and the same report gives the same bytes. A key
/// whose value is unknown is absent; a list is there even if it is empty.
///
/// Text that is not UTF-8 (a path, a patch, a gate's output) is there twice: under
/// its key with U+FFFD in the place of what could not be read, and exactly under the
/// same key with `Base64` behind it, which is absent otherwise.
public struct JSONRenderer: Sendable {
  /// Goes up when a key changes its meaning or goes.
  public static let schemaVersion = 1

  /// A renderer.
  public init() {}

  /// The report, indented, with a last line end. Every character that could steer a
  /// terminal is escaped.
  public func render(_ report: Report) throws(ReportEncodingError) -> [UInt8] {
    try JSONBytes.of(ReportDocument(report))
  }
}
