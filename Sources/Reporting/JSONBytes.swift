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

/// JSON as reports have it: indented, keys sorted, a last line end, and every character
/// that could steer a terminal escaped.
enum JSONBytes {
  static func of(_ document: some Encodable) throws(ReportEncodingError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let data = try encoder.encode(document)
      return escapingInvisible(String(decoding: data, as: UTF8.self)) + [0x0A]
    } catch {
      throw ReportEncodingError(reason: "\(error)")
    }
  }

  /// JSON has only ASCII outside its strings, so what is not can be escaped anywhere.
  private static func escapingInvisible(_ json: String) -> [UInt8] {
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
