/// A run of a template's bytes: text that is put out as it is, or an action.
struct HelmToken: Sendable {
  let bytes: [UInt8]
}

/// Parts a template into text and actions.
struct HelmScanner {
  private(set) var tokens: [HelmToken] = []
  private(set) var actions: [HelmAction] = []

  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatProblem` when an action has no end.
  init(_ bytes: [UInt8]) throws(FormatProblem) {
    var textStart = 0
    var offset = 0
    while offset + 1 < bytes.count {
      guard bytes[offset] == UInt8(ascii: "{"), bytes[offset + 1] == UInt8(ascii: "{") else {
        offset += 1
        continue
      }
      let end = try Self.end(ofActionAt: offset, in: bytes)
      if textStart < offset { tokens.append(HelmToken(bytes: Array(bytes[textStart..<offset]))) }
      tokens.append(HelmToken(bytes: Array(bytes[offset..<end])))
      actions.append(HelmAction(bytes, offset..<end))
      offset = end
      textStart = end
    }
    if textStart < bytes.count { tokens.append(HelmToken(bytes: Array(bytes[textStart...]))) }
  }

  /// Behind the braces that end an action; those in strings and comments do not.
  private static func end(ofActionAt start: Int, in bytes: [UInt8]) throws(FormatProblem) -> Int {
    let isComment = { (offset: Int) in bytes[offset...].starts(with: "/*".utf8) }
    var offset = start + 2
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    while offset < bytes.count, bytes[offset].isHelmBlank { offset += 1 }
    if offset < bytes.count, isComment(offset) {
      offset += 2
      while offset + 1 < bytes.count,
        bytes[offset] != UInt8(ascii: "*") || bytes[offset + 1] != UInt8(ascii: "/")
      {
        offset += 1
      }
    }
    while offset + 1 < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "}") where bytes[offset + 1] == byte: return offset + 2
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        offset = end(ofStringAt: offset, in: bytes)
      default: offset += 1
      }
    }
    throw FormatProblem("'{{' without '}}'", at: start)
  }

  private static func end(ofStringAt start: Int, in bytes: [UInt8]) -> Int {
    let quote = bytes[start]
    var offset = start + 1
    while offset < bytes.count, bytes[offset] != quote {
      offset += bytes[offset] == UInt8(ascii: "\\") && quote != UInt8(ascii: "`") ? 2 : 1
    }
    return min(offset + 1, bytes.count)
  }
}
