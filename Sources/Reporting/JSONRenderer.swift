public import Findings

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The report could not be written as JSON.
public struct ReportEncodingError: UserFacingError, Hashable {
  /// What the encoder said.
  public let reason: String

  /// What happened.
  public var message: String { "the report could not be written as JSON: \(reason)" }
  /// What to do about it.
  public var remedy: String { "Use --format text, and report this as a defect of Sunset." }
  /// How the command ends.
  public var outcome: Outcome { .inputOutput }
}

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
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let data = try encoder.encode(ReportDocument(report))
      return escapingInvisible(String(decoding: data, as: UTF8.self)) + [0x0A]
    } catch {
      throw ReportEncodingError(reason: "\(error)")
    }
  }

  /// JSON has only ASCII outside its strings, so what is not can be escaped anywhere.
  private func escapingInvisible(_ json: String) -> [UInt8] {
    var out = ""
    out.reserveCapacity(json.utf8.count)
    for scalar in json.unicodeScalars {
      guard scalar.value >= 0x7F, isInvisible(scalar) else {
        out.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 { out += "\\u" + hexadecimal(UInt32(unit), digits: 4) }
    }
    return Array(out.utf8)
  }
}
